package reconcile_test

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"iter"
	"slices"

	"rollcall/reconcile"
)

// fataler is what a test and a property have in common.
type fataler interface {
	Helper()
	Fatalf(format string, args ...any)
	Errorf(format string, args ...any)
}

// planned is a plan with everything it was made from.
type planned struct {
	from    *situation
	draft   *reconcile.Draft
	changes []*reconcile.Change
}

func planCase(t fataler, c *situation) planned {
	t.Helper()
	policy := c.Policy
	d, err := reconcile.Diff(context.Background(), reconcile.Input{Organisation: "default", Revision: 1,
		Roster: c.Accounts, Upload: c.upload(), Policy: &policy, Tail: c.Tail, Hash: fakeHash, DefaultPassword: []byte("Welcome-1"), Own: c.Own})
	if err != nil {
		t.Fatalf("the plan can't be made: %v", err)
	}
	return planned{c, d, collect(t, d.Changes(context.Background()))}
}

// fakeHash stands for argon2id: the same salt and password always give the same text, which shows neither.
func fakeHash(salt string, password []byte) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%d %s %s", len(salt), salt, password))
	return "$fake$" + hex.EncodeToString(sum[:8])
}

func collect[T any](t fataler, changes iter.Seq2[T, error]) []T {
	t.Helper()
	var out []T
	for c, err := range changes {
		if err != nil {
			t.Fatalf("reading the changes: %v", err)
		}
		out = append(out, c)
	}
	return out
}

func (p planned) judged(mode reconcile.Mode) []reconcile.Finding {
	return reconcile.Judge(&p.draft.Totals, &p.from.Policy, p.from.History, mode)
}

// header gives the sealed plan, whose ID says everything about it.
func (p planned) header(t fataler, mode reconcile.Mode) *reconcile.Plan {
	t.Helper()
	plan := p.draft.Plan(p.judged(mode), mode)
	var leaves [][sha256.Size]byte
	for b, err := range reconcile.Blocks(sequence(p.changes)) {
		if err != nil {
			t.Fatalf("making blocks: %v", err)
		}
		leaves = append(leaves, b.Hash)
	}
	plan.Seal(reconcile.Root(leaves))
	return plan
}

func sequence(changes []*reconcile.Change) iter.Seq2[*reconcile.Change, error] {
	return func(yield func(*reconcile.Change, error) bool) {
		for _, c := range changes {
			if !yield(c, nil) {
				return
			}
		}
	}
}

// real gives the changes that are not holds.
func (p planned) real() []*reconcile.Change {
	return slices.DeleteFunc(slices.Clone(p.changes), func(c *reconcile.Change) bool { return c.Action == reconcile.Hold })
}

// apply makes the changes on a copy of the roster, giving joiners the next IDs in the order of the plan.
func (p planned) apply(t fataler) reconcile.Accounts {
	t.Helper()
	out := cloneAll(p.from.Accounts)
	next := p.nextID()
	for _, c := range p.real() {
		if c.Action == reconcile.Add {
			a := &reconcile.Account{ID: next}
			next++
			c.Apply(a)
			out = append(out, a)
			continue
		}
		a := byID(out, c.ID)
		if a == nil {
			t.Fatalf("%s is for account %d, which is not on the roster", changeText(c), c.ID)
		}
		c.Apply(a)
	}
	return out
}

// nextID is the first ID that the plan's joiners get: above the roster's and above those the plan leaves out.
func (p planned) nextID() int64 {
	next := p.draft.Plan(nil, reconcile.Reviewed).AfterID + 1
	for _, a := range p.from.Accounts {
		next = max(next, a.ID+1)
	}
	return next
}

func byID(as reconcile.Accounts, id int64) *reconcile.Account {
	i, ok := slices.BinarySearchFunc(as, id, func(a *reconcile.Account, id int64) int { return cmp.Compare(a.ID, id) })
	if !ok {
		return nil
	}
	return as[i]
}

func cloneAll(as reconcile.Accounts) reconcile.Accounts {
	out := make(reconcile.Accounts, len(as))
	for i, a := range as {
		clone := *a
		clone.Attrs, clone.Former = slices.Clone(a.Attrs), slices.Clone(a.Former)
		out[i] = &clone
	}
	return out
}

// after is the same file upon the roster as the plan left it.
func (p planned) after(t fataler) *situation {
	t.Helper()
	next := *p.from
	next.Accounts = p.apply(t)
	return &next
}
