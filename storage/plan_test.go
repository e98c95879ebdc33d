package storage

import (
	"errors"
	"fmt"
	"iter"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rollcall/reconcile"
)

func TestPlanComesBack(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		o := newOffice(t, db)
		p := o.draft(joiner("zoe"), joiner("ben"))
		p.File.Name = "not utf-8: \xff\xfe.csv"
		p.File.Path = "/home/ada/march.csv"
		p.Findings = []reconcile.Finding{{Code: "seats", Number: 3, Args: []string{"5"}}}
		p.Problems = []reconcile.Problem{{Code: "email-invalid", Line: 4, Heading: "Mail\x00"}}
		id := o.save(p, joiner("zoe"), joiner("ben"))
		got, err := o.store.Plan(ctx, "ACME", id)
		o.must(err)
		if diff := cmp.Diff(p, got.Plan); diff != "" {
			t.Error(diff)
		}
		if got.By != "Ada" || !got.At.Equal(noon) || got.Run != 0 {
			t.Errorf("got %+v", got)
		}
		changes, err := o.changes(id)
		o.must(err)
		if diff := cmp.Diff([]*reconcile.Change{joiner("ben"), joiner("zoe")}, changes); diff != "" {
			t.Error(diff)
		}
		_, err = o.apply(id)
		o.must(err)
		changes, err = o.changes(id, reconcile.Add)
		o.must(err)
		if changes[0].ID != 1 || changes[1].ID != 2 {
			t.Errorf("the applied changes have the IDs %d and %d", changes[0].ID, changes[1].ID)
		}
		if none, err := o.changes(id, reconcile.Hold, reconcile.Update); err != nil || len(none) > 0 {
			t.Errorf("got %v, %v", none, err)
		}
	})
}

func TestSavingAgainKeepsTheOldPlan(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		o := newOffice(t, db)
		id := o.plan(joiner("ben"))
		before := o.state()
		again := o.draft(joiner("ben"))
		o.must(o.store.SavePlan(ctx, again, "Eve", noon.AddDate(0, 0, 1), sorted([]*reconcile.Change{joiner("ben")})))
		if again.ID != id {
			t.Errorf("the same plan got the ID %s, then %s", id, again.ID)
		}
		if diff := cmp.Diff(before, o.state()); diff != "" {
			t.Error(diff)
		}
		if p, err := o.store.Plan(ctx, o.org, id); err != nil || p.By != "Ada" {
			t.Errorf("got %+v, %v", p, err)
		}
	})
}

func TestBrokenChangesSaveNothing(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		o := newOffice(t, db)
		before := o.state()
		broken := errors.New("the file ended early")
		p := o.draft(joiner("ben"))
		err := o.store.SavePlan(ctx, p, "Ada", noon, reconcile.Blocks(func(yield func(*reconcile.Change, error) bool) {
			_ = yield(joiner("ben"), nil) && yield(nil, broken)
		}))
		if !errors.Is(err, broken) || p.ID != "" {
			t.Errorf("got %v, plan %q", err, p.ID)
		}
		if diff := cmp.Diff(before, o.state()); diff != "" {
			t.Error(diff)
		}
	})
}

func TestPlansByPrefixAndInOrder(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		o := newOffice(t, db)
		var ids []string
		for i := range 20 {
			ids = append([]string{o.plan(joiner(fmt.Sprint("u", i)))}, ids...)
		}
		var listed []string
		for p, err := range o.store.Plans(ctx, o.org) {
			o.must(err)
			listed = append(listed, p.ID)
		}
		if diff := cmp.Diff(ids, listed); diff != "" {
			t.Error(diff)
		}
		if p, err := o.store.Plan(ctx, o.org, ids[3][:12]); err != nil || p.ID != ids[3] {
			t.Errorf("by prefix: %v, %v", p, err)
		}
		for _, bad := range []string{"p", "", "zz", "p%", "p_"} {
			_, err := o.store.Plan(ctx, o.org, bad)
			if !errors.Is(err, ErrUnknown) {
				t.Errorf("%q gives %v", bad, err)
			}
		}
	})
}

// Whatever is changed in a stored plan, reading and applying it notice.
func TestTamperedPlan(t *testing.T) {
	tampering := map[string]string{
		"header, the policy":      `UPDATE plans SET header = replace(header, '"seats"', '"sets"')`,
		"header, the summary":     `UPDATE plans SET header = replace(header, '"add":3', '"add":2')`,
		"header, a finding":       `UPDATE plans SET header = replace(header, '"blocks":true', '"blocks":false')`,
		"header, a column":        `UPDATE plans SET header = replace(header, 'Colour', 'Color')`,
		"header, another's plan":  `UPDATE plans SET header = replace(header, '"organisation":"Office', '"organisation":"Officer')`,
		"the digest of a block":   `UPDATE plan_blocks SET hash = (SELECT hash FROM plan_blocks WHERE seq = 1) WHERE seq = 0`,
		"a block in another's":    `UPDATE plan_blocks SET data = (SELECT data FROM plan_blocks WHERE seq = 1) WHERE seq = 0`,
		"a block gone":            `DELETE FROM plan_blocks WHERE seq = 1`,
		"all blocks gone":         `DELETE FROM plan_blocks`,
		"a block's action":        `UPDATE plan_blocks SET action = 4 WHERE seq = 0`,
		"a block's count":         `UPDATE plan_blocks SET changes = 7 WHERE seq = 0`,
		"a block's number":        `UPDATE plan_blocks SET seq = 9 WHERE seq = 1`,
		"an action there is none": `UPDATE plan_blocks SET action = 99 WHERE seq = 1`,
	}
	each(t, func(t *testing.T, db string) {
		o := newOffice(t, db)
		o.applied(joiner("old"))
		n := 0
		for what, query := range tampering {
			n++
			one := o.named(fmt.Sprint("Office ", n))
			changes := []*reconcile.Change{joiner("a"), joiner("b"), joiner("c"), {Action: reconcile.Hold, Key: "h"}}
			p := one.draft(changes...)
			p.Policy.Seats = 9
			p.Findings = []reconcile.Finding{{Code: "seats", Blocks: true, Number: 1}}
			id := one.save(p, changes...)
			one.tamper(query)
			if _, err := one.changes(id); !errors.Is(err, ErrDamaged) {
				t.Errorf("%s: reading gives %v", what, err)
			}
			before := one.state()
			if _, err := one.apply(id, Acceptance{Code: "seats", Number: 1, Reason: "r"}); !errors.Is(err, ErrDamaged) {
				t.Errorf("%s: applying gives %v", what, err)
			}
			if diff := cmp.Diff(before, one.state()); diff != "" {
				t.Errorf("%s:\n%s", what, diff)
			}
		}
	})
}

// tamper runs a statement on the rows of this organisation only.
func (o *office) tamper(query string) {
	o.Helper()
	org, err := o.store.Organisation(ctx, o.org)
	o.must(err)
	o.exec(withOrganisation(query, org))
}

// One flipped bit anywhere in a block's bytes is noticed.
func TestFlippedBit(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		o := newOffice(t, db)
		id := o.plan(joiner("ben"))
		var data []byte
		o.must(o.raw.GetContext(ctx, &data, "SELECT data FROM plan_blocks"))
		for i := range data {
			flipped := append([]byte(nil), data...)
			flipped[i] ^= 1 << (i % 8)
			o.exec("UPDATE plan_blocks SET data = ?", flipped)
			changes, err := o.changes(id)
			if same := err == nil && cmp.Equal(changes, []*reconcile.Change{joiner("ben")}); !same && !errors.Is(err, ErrDamaged) {
				t.Errorf("byte %d of %d: %v", i, len(data), err)
			}
		}
	})
}

// A plan may be saved from a snapshot of the store it is saved to, and looks things up between its accounts.
func TestSavingFromASnapshot(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		o := newOffice(t, db)
		o.applied(joiner("ben"), joiner("kim"), joiner("zoe"))
		snapshot, err := o.store.Snapshot(ctx, o.org)
		o.must(err)
		defer snapshot.Close()
		o.applied(leaver(o.account("zoe"))) // the snapshot does not see it
		p := o.draft(leaver(o.account("ben")), leaver(o.account("kim")), leaver(o.account("zoe")))
		o.must(o.store.SavePlan(ctx, p, "Ada", noon, reconcile.Blocks(leavers(snapshot))))
		changes, err := o.changes(p.ID)
		o.must(err)
		if len(changes) != 3 || changes[2].Fields[0].Old != reconcile.StatusActive || snapshot.Revision() != 1 {
			t.Errorf("got %d changes at revision %d", len(changes), snapshot.Revision())
		}
	})
}

func leavers(r reconcile.Roster) iter.Seq2[*reconcile.Change, error] {
	return func(yield func(*reconcile.Change, error) bool) {
		for a := range r.Accounts(ctx) {
			for whole, err := range r.Lookup(ctx, []int64{a.ID}) {
				if !yield(leaver(*whole), err) {
					return
				}
			}
		}
	}
}
