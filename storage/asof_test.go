package storage

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"rollcall/reconcile"
)

// life makes random runs of a small organisation, each at a time of its own.
type life struct {
	*office
	random *rand.Rand
	people int
}

// step applies one run of joiners, movers, leavers and returners, or takes one back.
func (l *life) step(at time.Time) {
	l.Helper()
	if l.random.IntN(3) == 0 && l.undo(at) {
		return
	}
	var changes []*reconcile.Change
	for range l.random.IntN(4) {
		l.people++
		changes = append(changes, joiner(fmt.Sprintf("j%d", l.people)))
	}
	for _, a := range l.roster() {
		if l.random.IntN(3) == 0 {
			changes = append(changes, l.move(a))
		}
	}
	if len(changes) == 0 {
		changes = append(changes, joiner("late"+at.Format("150405")))
	}
	_, err := l.store.Apply(ctx, l.org, l.plan(changes...), Order{By: "Bob", At: at})
	l.must(err)
}

// undo takes a run back, false where there is nothing to take back.
func (l *life) undo(at time.Time) bool {
	l.Helper()
	n, err := l.store.Snapshot(ctx, l.org)
	l.must(err)
	defer n.Close()
	if n.Revision() == 0 {
		return false
	}
	run, err := l.store.RunByNumber(ctx, l.org, 1+l.random.Int64N(n.Revision()))
	l.must(err)
	policy := reconcile.DefaultPolicy()
	draft, err := reconcile.Undo(ctx, reconcile.UndoInput{Organisation: l.org, Revision: n.Revision(), Roster: n, Policy: &policy,
		Run: run.Number, Changes: n.Changes(ctx, run.PlanID), Since: n.Since(ctx, run.Number)})
	l.must(err)
	plan := draft.Plan(nil, reconcile.Reviewed)
	l.must(l.store.SavePlan(ctx, plan, "Ada", noon, draft.Blocks(ctx)))
	if plan.Summary.Changes() == 0 {
		return false
	}
	_, err = l.store.Apply(ctx, l.org, plan.ID, Order{By: "Bob", At: at})
	l.must(err)
	return true
}

// move changes some of an account's fields. Logins are among few, so that a person often takes one back.
func (l *life) move(a reconcile.Account) *reconcile.Change {
	c := &reconcile.Change{Action: reconcile.Update, ID: a.ID, Version: a.Version, Key: a.Values.Key(), Name: a.Name()}
	set := func(f reconcile.Field, v string) {
		if a.Values[f] != v {
			c.Fields = append(c.Fields, reconcile.FieldChange{Field: f, Old: a.Values[f], New: v})
		}
	}
	if l.random.IntN(2) == 0 {
		set(reconcile.Login, fmt.Sprintf("p%d.%d", a.ID, l.random.IntN(3)))
	}
	if l.random.IntN(4) == 0 {
		set(reconcile.Login, fmt.Sprintf("P%d.%d", a.ID, l.random.IntN(3)))
		c.Fields = c.Fields[max(0, len(c.Fields)-1):]
	}
	if l.random.IntN(3) == 0 {
		set(reconcile.EmployeeNumber, fmt.Sprintf("N-%d-%d", a.ID, l.random.IntN(100)))
	}
	set(reconcile.Phone, fmt.Sprint(l.random.IntN(4)))
	set(reconcile.Password, fmt.Sprint("hash", l.random.IntN(4)))
	badge := []string{"", "12", "13"}[l.random.IntN(3)]
	if old := a.Attrs.Get("badge"); old != badge {
		c.Fields = append(c.Fields, reconcile.FieldChange{Field: reconcile.Attribute, Attr: "badge", Old: old, New: badge})
	}
	switch active := a.Active(); {
	case l.random.IntN(3) > 0:
	case active:
		c.Action = reconcile.Deactivate
		set(reconcile.Status, reconcile.StatusDeactivated)
		set(reconcile.Deactivated, reconcile.ByAbsence)
	default:
		c.Action = reconcile.Reactivate
		set(reconcile.Status, reconcile.StatusActive)
		set(reconcile.Deactivated, "")
	}
	if len(c.Fields) == 0 {
		set(reconcile.Company, fmt.Sprint("Nord ", a.Version))
	}
	return c
}

// past gives every account as run number left it.
func (o *office) past(number int64) []reconcile.Account {
	o.Helper()
	p, err := o.store.AsOf(ctx, o.org, number, time.Time{})
	o.must(err)
	defer p.Close()
	var all []reconcile.Account
	for a, err := range p.Accounts(ctx) {
		o.must(err)
		all = append(all, *a)
	}
	if p.Revision() != number || (p.Run != nil && p.Run.Number != number) || (p.Run == nil) != (number == 0) {
		o.Errorf("asked for run %d, got %+v", number, p.Run)
	}
	var found []reconcile.Account
	ids := []int64{}
	for id := range int64(100) {
		ids = append(ids, id)
	}
	for a, err := range p.Lookup(ctx, ids) {
		o.must(err)
		found = append(found, *a)
	}
	if diff := cmp.Diff(all, found); diff != "" {
		o.Errorf("Lookup finds others than Accounts gives, run %d:\n%s", number, diff)
	}
	return all
}

// After a random history the roster as of every run is the roster that was seen then, whole accounts compared.
func TestAsOfIsWhatWasSeenThen(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		all := newOffice(t, db)
		for seed := range uint64(12) {
			l := &life{all.named(fmt.Sprint("Office ", seed)), rand.New(rand.NewPCG(seed, 7)), 0}
			seen := [][]reconcile.Account{nil}
			for run := range 2 + l.random.IntN(7) {
				l.step(noon.Add(time.Duration(run+1) * time.Hour))
				seen = append(seen, l.roster())
			}
			for number, want := range seen {
				if diff := cmp.Diff(want, l.past(int64(number)), cmpopts.EquateEmpty()); diff != "" {
					t.Fatalf("history %d, as of run %d (-seen then +worked out):\n%s", seed, number, diff)
				}
			}
		}
	})
}

func TestAsOfLeavesOutLaterSignIns(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		o := newOffice(t, db)
		o.applied(joiner("ben"))
		o.exec("UPDATE accounts SET last_sign_in = ? WHERE login = 'ben'", stamp(noon.Add(time.Hour)))
		if a := o.past(1)[0]; !a.LastSignIn.IsZero() {
			t.Errorf("as of noon ben had signed in at %v", a.LastSignIn)
		}
		p, err := o.store.AsOf(ctx, o.org, 1, noon.Add(2*time.Hour))
		o.must(err)
		defer p.Close()
		for a, err := range p.Accounts(ctx) {
			o.must(err)
			if !a.LastSignIn.Equal(noon.Add(time.Hour)) {
				t.Errorf("two hours later ben had signed in at %v", a.LastSignIn)
			}
		}
	})
}

// What was edited in the database itself since is noticed where a later run had written, and named by its ID.
func TestAsOfNoticesEditedAccounts(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		for name, edit := range map[string]string{
			"value":   "UPDATE accounts SET phone = '9' WHERE login = 'ben'",
			"attr":    "UPDATE accounts SET attrs = '{\"badge\":\"9\"}' WHERE login = 'ben'",
			"version": "UPDATE accounts SET version = version + 1 WHERE login = 'ben'",
			"gone":    "DELETE FROM accounts WHERE login = 'zoe'",
		} {
			all := newOffice(t, db)
			o := all.named("Edited " + name)
			o.applied(joiner("ben"), joiner("zoe"))
			move := mover(o.account("ben"), reconcile.Update, reconcile.Phone, "1")
			move.Fields = append(move.Fields, reconcile.FieldChange{Field: reconcile.Attribute, Attr: "badge", New: "1"})
			o.applied(move)
			org, err := o.store.Organisation(ctx, o.org)
			o.must(err)
			o.exec(withOrganisation(edit, org))
			p, err := o.store.AsOf(ctx, o.org, 1, time.Time{})
			o.must(err)
			for _, e := range p.Accounts(ctx) {
				err = e
			}
			o.must(p.Close())
			got := wantError[*EditedError](t, err)
			want := &EditedError{ID: 1}
			if name == "gone" {
				want = &EditedError{Found: 1, Want: 2}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s: %s", name, diff)
			}
		}
	})
}

func TestAsOfWantsARunThatThereIs(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		o := newOffice(t, db)
		o.applied(joiner("ben"))
		for _, number := range []int64{-1, 2} {
			_, err := o.store.AsOf(ctx, o.org, number, time.Time{})
			wantError[*UnknownError](t, err)
		}
		_, err := o.store.AsOf(ctx, "nobody", 0, time.Time{})
		wantError[*UnknownError](t, err)
	})
}

func TestRunAtIsTheLastOneByThen(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		l := &life{newOffice(t, db), rand.New(rand.NewPCG(1, 1)), 0}
		for run := range 3 {
			l.step(noon.Add(time.Duration(run) * time.Hour))
		}
		var got []int64
		for _, at := range []time.Duration{-time.Millisecond, 0, time.Minute, time.Hour, 90 * time.Minute, 48 * time.Hour} {
			n, err := l.store.RunAt(ctx, l.org, noon.Add(at))
			l.must(err)
			got = append(got, n)
		}
		if want := []int64{0, 1, 1, 2, 2, 3}; !slices.Equal(got, want) {
			t.Errorf("got %v, want %v", got, want)
		}
	})
}
