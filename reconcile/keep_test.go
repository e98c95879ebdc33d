package reconcile_test

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"rollcall/reconcile"
)

var secret = []byte("the store's")

// kept saves the index of a plan that was made and reads it again.
func kept(t fataler, p planned) *reconcile.Index {
	t.Helper()
	x, _ := p.draft.Index()
	x.Await("p1")
	var b bytes.Buffer
	head := reconcile.IndexHead{Of: "a", For: reconcile.IndexFor(&p.from.File, &p.from.Policy), Revision: 1, State: "s"}
	if err := x.Save(&b, head, secret); err != nil {
		t.Fatalf("saving: %v", err)
	}
	got, rest, err := reconcile.ReadIndexHead(bytes.NewReader(b.Bytes()), secret)
	if err != nil || got != head {
		t.Fatalf("reading the head: %+v, %v", got, err)
	}
	again, err := rest()
	if err != nil {
		t.Fatalf("reading: %v", err)
	}
	b.Reset()
	if err := x.SaveAwaited(&b, secret); err != nil {
		t.Fatalf("saving what is awaited: %v", err)
	}
	if err := again.ReadAwaited(&b, secret); err != nil {
		t.Fatalf("reading what is awaited: %v", err)
	}
	return again
}

// planOver plans a case over an index that was kept.
func planOver(t fataler, c *situation, x *reconcile.Index) planned {
	t.Helper()
	return planOf(t, c, c.Accounts, x)
}

// planOf plans a case with its accounts as a roster and perhaps an index of it.
func planOf(t fataler, c *situation, roster reconcile.Roster, x *reconcile.Index) planned {
	t.Helper()
	policy := c.Policy
	d, err := reconcile.Diff(context.Background(), reconcile.Input{Organisation: "default", Revision: 1, Index: x,
		Roster: roster, Upload: c.upload(), Policy: &policy, Tail: c.Tail, Hash: fakeHash, DefaultPassword: []byte("Welcome-1"), Own: c.Own})
	if err != nil {
		t.Fatalf("the plan can't be made: %v", err)
	}
	return planned{c, d, collect(t, d.Changes(context.Background()))}
}

// samePlan compares a plan over an index with the one made from the roster itself.
func samePlan(t fataler, what string, want, got planned) {
	t.Helper()
	if a, b := want.header(t, want.from.Mode), got.header(t, want.from.Mode); a.ID != b.ID {
		t.Fatalf("%s: over the index it is another plan (-roster +index):\n%s%s", what, gocmp.Diff(a, b),
			gocmp.Diff(withoutLines(want.changes), withoutLines(got.changes)))
	}
}

// withIDs gives the changes as an applied plan has them: each Add with the ID its account got.
func (p planned) withIDs() []*reconcile.Change {
	next, out := p.nextID(), []*reconcile.Change{}
	for _, c := range p.changes {
		one := *c
		if one.Action == reconcile.Add {
			one.ID = next
			next++
		}
		out = append(out, &one)
	}
	return out
}

// TestLaw1_AKeptIndexChangesNothing: a plan is the same whether the roster was read or an index of it was at hand, the
// same file again, and another one after the index was moved over what was applied.
func TestLaw1_AKeptIndexChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		defer reconcile.DecideEvery(rapid.SampledFrom([]int{1, 2, 3, 2048}).Draw(t, "together"))()
		c := situations().Draw(t, "situation")
		p := planCase(t, c)
		samePlan(t, "the same file", p, planOver(t, c, kept(t, p)))
		samePlan(t, "the same file, and outlines", p, planOf(t, c, reconcile.OutlinedRoster(c.Accounts), nil))

		next := p.after(t)
		again := planCase(t, next)
		x := kept(t, p)
		if err := x.Move(context.Background(), "p1", sequence(p.withIDs()), next.Accounts, &c.File, &c.Policy); err != nil {
			t.Fatalf("moving: %v", err)
		}
		samePlan(t, "the same file, applied", again, planOver(t, next, x))

		other := *next
		other.Rows = slices.Clone(next.Rows)
		for i := range rapid.IntRange(0, 4).Draw(t, "more") {
			row := rows(&other, 100+i).Draw(t, "row")
			if n := len(other.Rows); n > 0 && rapid.Bool().Draw(t, "instead") {
				other.Rows[rapid.IntRange(0, n-1).Draw(t, "of")] = row
			} else {
				other.Rows = append(other.Rows, row)
			}
		}
		another := planCase(t, &other)
		samePlan(t, "another file", another, planOver(t, &other, kept(t, again)))
		samePlan(t, "another file, and outlines", another, planOf(t, &other, reconcile.OutlinedRoster(other.Accounts), nil))
	})
}

// damaged gives a file cut short or with one bit flipped.
func damaged(t *rapid.T, file []byte) []byte {
	file = slices.Clone(file)
	if cut := rapid.IntRange(0, len(file)).Draw(t, "at"); cut < len(file) && rapid.Bool().Draw(t, "flip") {
		file[cut] ^= 1 << rapid.IntRange(0, 7).Draw(t, "bit")
	} else {
		file = file[:cut/2]
	}
	return file
}

// A kept index that was damaged is none, and so are the rows it awaits.
func TestDamagedIndex(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := planCase(t, situations().Draw(t, "situation"))
		x, _ := p.draft.Index()
		var b bytes.Buffer
		if err := x.Save(&b, reconcile.IndexHead{}, secret); err != nil {
			t.Fatalf("saving: %v", err)
		}
		_, rest, err := reconcile.ReadIndexHead(bytes.NewReader(damaged(t, b.Bytes())), secret)
		if err == nil {
			_, err = rest()
		}
		if !errors.Is(err, reconcile.ErrIndex) {
			t.Fatalf("%v", err)
		}
		b.Reset()
		if err := x.SaveAwaited(&b, secret); err != nil {
			t.Fatalf("saving what is awaited: %v", err)
		}
		if err := x.ReadAwaited(bytes.NewReader(damaged(t, b.Bytes())), secret); !errors.Is(err, reconcile.ErrIndex) {
			t.Fatalf("what is awaited: %v", err)
		}
	})
}

// An index that another secret signed is none; nor are awaited rows, or those of another index.
func TestForeignIndex(t *testing.T) {
	p := planCase(t, &situation{})
	x, _ := p.draft.Index()
	var b bytes.Buffer
	if err := x.Save(&b, reconcile.IndexHead{}, []byte("another")); err != nil {
		t.Fatal(err)
	}
	_, rest, err := reconcile.ReadIndexHead(bytes.NewReader(b.Bytes()), secret)
	if err == nil {
		_, err = rest()
	}
	if !errors.Is(err, reconcile.ErrIndex) {
		t.Fatal(err)
	}
	b.Reset()
	if err := x.SaveAwaited(&b, []byte("another")); err != nil {
		t.Fatal(err)
	}
	if err := x.ReadAwaited(bytes.NewReader(b.Bytes()), secret); !errors.Is(err, reconcile.ErrIndex) {
		t.Fatal(err)
	}
	if err := x.ReadAwaited(bytes.NewReader(b.Bytes()), []byte("another")); err != nil {
		t.Fatal(err)
	}
	other, _ := planCase(t, &situation{}).draft.Index()
	if err := other.ReadAwaited(bytes.NewReader(b.Bytes()), []byte("another")); !errors.Is(err, reconcile.ErrIndex) {
		t.Fatal(err)
	}
}
