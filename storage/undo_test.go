package storage

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"rollcall/reconcile"
)

// undo plans the undo of a part of a run and applies it; false where there is nothing to undo.
func (o *office) undo(run int64, part reconcile.Part) bool {
	o.Helper()
	n, err := o.store.Snapshot(ctx, o.org)
	o.must(err)
	done, err := o.store.RunByNumber(ctx, o.org, run)
	o.must(err)
	policy := reconcile.DefaultPolicy()
	d, err := reconcile.Undo(ctx, reconcile.UndoInput{Organisation: o.org, Revision: n.Revision(), Roster: n, Policy: &policy,
		Run: run, Part: part, Changes: n.Changes(ctx, done.PlanID), Since: n.Since(ctx, run)})
	o.must(err)
	o.must(n.Close())
	if d.Totals.Changes() == 0 {
		return false
	}
	p := d.Plan(nil, reconcile.Reviewed)
	o.must(o.store.SavePlan(ctx, p, "Ada", noon, d.Blocks(ctx)))
	kept, err := o.store.Plan(ctx, o.org, p.ID)
	o.must(err)
	if diff := cmp.Diff(d.Plan(nil, reconcile.Reviewed).Outcomes, kept.Outcomes); diff != "" {
		o.Errorf("the outcomes are kept as:\n%s", diff)
	}
	_, err = o.apply(p.ID)
	o.must(err)
	return true
}

// step is what one run of a generated history does: to whom by number, and which field becomes what.
type step []struct {
	who   int
	field reconcile.Field
	value string
}

// steps generates runs over four accounts: once logins and numbers go round among them, and everything else changes too.
func steps() *rapid.Generator[[]step] {
	return rapid.Custom(func(t *rapid.T) []step {
		all := make([]step, rapid.IntRange(1, 5).Draw(t, "runs"))
		turn := rapid.IntRange(0, 5).Draw(t, "round")
		for i := range all {
			if i == turn {
				all[i] = round(rapid.IntRange(1, 3).Draw(t, "by"), i)
				continue
			}
			for who := range 4 {
				f := rapid.SampledFrom([]reconcile.Field{reconcile.Phone, reconcile.Role, reconcile.Status, reconcile.Login,
					reconcile.Attribute, reconcile.Password, reconcile.NoField}).Draw(t, "field")
				all[i] = append(all[i], step{{who, f, fmt.Sprint(f, i, who)}}...)
			}
		}
		return all
	})
}

// round gives everybody the login and number of somebody else.
func round(by, run int) (s step) {
	for who := range 4 {
		s = append(s, step{{who, reconcile.NumFields, fmt.Sprint((who + by) % 4)}}...)
	}
	return s
}

// changes makes the changes of a step for the accounts as they stand.
func (s step) changes(all []reconcile.Account) (out []*reconcile.Change) {
	for _, x := range s {
		a := all[x.who]
		c := mover(a, reconcile.Update, reconcile.Phone, x.value)
		switch x.field {
		case reconcile.NoField:
			continue
		case reconcile.NumFields:
			from := all[int(x.value[0]-'0')].Values
			c.Fields = []reconcile.FieldChange{{Field: reconcile.EmployeeNumber, Old: a.Values[reconcile.EmployeeNumber], New: from[reconcile.EmployeeNumber]},
				{Field: reconcile.Login, Old: a.Values[reconcile.Login], New: from[reconcile.Login]}}
		case reconcile.Attribute:
			c.Fields = []reconcile.FieldChange{{Field: x.field, Attr: "badge", Old: a.Attrs.Get("badge"), New: x.value}}
		case reconcile.Status:
			c.Fields[0] = reconcile.FieldChange{Field: x.field, Old: a.Values[x.field]}
			c.Fields[0].New, c.Action = reconcile.StatusDeactivated, reconcile.Deactivate
			if !a.Active() {
				c.Fields[0].New, c.Action = reconcile.StatusActive, reconcile.Reactivate
			}
		default:
			c.Fields[0] = reconcile.FieldChange{Field: x.field, Old: a.Values[x.field], New: x.value}
		}
		out = append(out, c)
	}
	return out
}

// TestUndoOfHistories: whatever runs did, undone newest first they leave the roster as it was; undone once more, as
// they had left it; and a part and then the rest is the whole.
func TestUndoOfHistories(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		o := newOffice(t, db)
		for seed := range 8 {
			o.named(fmt.Sprint("seed ", seed)).checkUndos(steps().Example(seed))
		}
	})
}

func (o *office) checkUndos(history []step) {
	o.Helper()
	o.applied(joiner("a"), joiner("b"), joiner("c"), joiner("d"))
	rosters := [][]reconcile.Account{o.roster()}
	for _, s := range history {
		now := o.roster()
		if changes := s.changes(now); len(changes) > 0 {
			o.applied(changes...)
			rosters = append(rosters, o.roster())
		}
	}
	last := int64(len(rosters))
	for run := last; run > 1; run-- {
		o.undo(run, reconcile.Part{Only: []reconcile.Action{reconcile.Deactivate, reconcile.Reactivate}})
		o.undo(run, reconcile.Part{})
		o.same(fmt.Sprint("run ", run, " undone in two parts"), rosters[run-2])
	}
	if last > 1 {
		o.checkRedo(last)
	}
	o.undo(1, reconcile.Part{})
	for _, a := range o.roster() {
		if a.Active() || a.Values[reconcile.Deactivated] != reconcile.ByUndo {
			o.Errorf("the first load undone, account %d is %s", a.ID, a.Values[reconcile.Status])
		}
	}
	o.applied(joiner("e"))
	if id := o.account("e").ID; id != 5 {
		o.Errorf("an ID was given back: %d", id)
	}
}

// checkRedo takes the newest undo back, and takes that back in turn.
func (o *office) checkRedo(run int64) {
	o.Helper()
	before := o.roster()
	org, err := o.store.Organisation(ctx, o.org)
	o.must(err)
	o.undo(org.Revision, reconcile.Part{})
	if slices.EqualFunc(before, o.roster(), func(a, b reconcile.Account) bool { return a.Values == b.Values }) {
		o.Errorf("the undo taken back changed nobody")
	}
	o.undo(org.Revision+1, reconcile.Part{})
	o.same("the undo taken back, and that in turn", before)
}

// same compares the roster with one of before in all but versions and times.
func (o *office) same(what string, want []reconcile.Account) {
	o.Helper()
	if diff := cmp.Diff(want, o.roster(), cmpopts.IgnoreFields(reconcile.Account{}, "Version", "Updated"), cmpopts.EquateEmpty()); diff != "" {
		o.Errorf("%s: %s (-want +got):\n%s", o.org, what, diff)
	}
}
