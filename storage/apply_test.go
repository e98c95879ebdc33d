package storage

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rollcall/reconcile"
)

func spell(values []any) string {
	parts := make([]string, len(values))
	for i, v := range values {
		if b, ok := v.([]byte); ok {
			v = string(b)
		}
		parts[i] = fmt.Sprint(v)
	}
	return strings.Join(parts, " | ")
}

func TestApplyWritesThePlan(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		o := newOffice(t, db)
		run := o.applied(joiner("zoe"), joiner("Éric"), joiner("ben"))
		if run.Number != 1 || run.Written != 3 || run.Predicted != 3 || run.By != "Bob" || !run.At.Equal(noon) {
			t.Errorf("the run is %+v", run)
		}
		var logins []string
		for i, a := range o.roster() {
			if a.ID != int64(i+1) || a.Version != 1 || !a.Created.Equal(noon) || !a.Updated.Equal(noon) {
				t.Errorf("account %d: ID %d, version %d, created %v", i, a.ID, a.Version, a.Created)
			}
			logins = append(logins, a.Values[reconcile.Login])
		}
		if diff := cmp.Diff([]string{"ben", "zoe", "Éric"}, logins); diff != "" {
			t.Errorf("IDs are not in key order:\n%s", diff)
		}
		zoe := o.account("zoe")
		raise := mover(zoe, reconcile.Update, reconcile.Role, "Chief")
		raise.Fields = append(raise.Fields, reconcile.FieldChange{Field: reconcile.Attribute, Attr: "badge", New: "a\tb\\c\nd\"é"})
		o.applied(raise, leaver(o.account("ben")))
		got := o.account("zoe")
		if got.Version != 2 || got.Values[reconcile.Role] != "Chief" || got.Attrs.Get("badge") != "a\tb\\c\nd\"é" {
			t.Errorf("zoe is %+v", got)
		}
		if got := o.account("ben"); got.Active() {
			t.Errorf("ben is %+v", got)
		}
	})
}

// Everything an account can hold comes back as it was, through the bulk insert and the bulk update.
func TestValuesComeBack(t *testing.T) {
	awkward := []string{"", "\\N", "\\.", "a\tb", "line\nline", "cr\rcr", `back\slash`, `"quoted", {braced}`, "é́中\u2028", "NULL", "'); --", "00123"}
	each(t, func(t *testing.T, db string) {
		o := newOffice(t, db)
		for i, v := range awkward {
			login := fmt.Sprintf("user%02d", i)
			c := joiner(login)
			for f := range reconcile.NumFields {
				if _, has := c.Field(f); !has && v != "" {
					c.Fields = append(c.Fields, reconcile.FieldChange{Field: f, New: v})
				}
			}
			o.applied(c)
			before := o.account(login)
			o.applied(mover(before, reconcile.Update, reconcile.Phone, v+"1"))
			want := before
			want.Values[reconcile.Phone], want.Version = v+"1", 2
			if diff := cmp.Diff(want, o.account(login)); diff != "" {
				t.Errorf("%q:\n%s", v, diff)
			}
			o.applied(mover(want, reconcile.Update, reconcile.Phone, ""))
			if got := o.account(login); got.Values[reconcile.Phone] != "" || got.Version != 3 {
				t.Errorf("%q is not blanked: %q", want.Values[reconcile.Phone], got.Values[reconcile.Phone])
			}
			if before.Values[reconcile.Company] != v {
				t.Errorf("%q came back as %q", v, before.Values[reconcile.Company])
			}
		}
	})
}

func TestApplyTwice(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		o := newOffice(t, db)
		id := o.plan(joiner("ben"))
		_, err := o.apply(id)
		o.must(err)
		before := o.state()
		_, err = o.apply(id)
		if e := wantError[*AppliedError](t, err); e.Run != 1 || !errors.Is(err, ErrApplied) {
			t.Errorf("got %+v", e)
		}
		if diff := cmp.Diff(before, o.state()); diff != "" {
			t.Errorf("the second apply wrote:\n%s", diff)
		}
	})
}

func TestBlockedAndAccepted(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		o := newOffice(t, db)
		p := o.draft(joiner("ben"))
		p.Findings = []reconcile.Finding{{Code: "absent-share", Blocks: true, Number: 12}, {Code: "same-file", Number: 1}}
		id := o.save(p, joiner("ben"))
		before := o.state()
		for _, accepted := range [][]Acceptance{
			nil,
			{{Code: "absent-share", Number: 13, Reason: "known"}},
			{{Code: "absent-shore", Number: 12, Reason: "known"}},
			{{Code: "absent-share", Number: 12}},
		} {
			_, err := o.apply(id, accepted...)
			if e := wantError[*BlockedError](t, err); len(e.Findings) != 1 || e.Findings[0].Number != 12 {
				t.Errorf("got %+v", e)
			}
		}
		if diff := cmp.Diff(before, o.state()); diff != "" {
			t.Errorf("a blocked plan wrote:\n%s", diff)
		}
		run, err := o.apply(id, Acceptance{Code: "absent-share", Number: 12, Reason: "site closed"},
			Acceptance{Code: "other", Number: 1, Reason: "not asked"})
		o.must(err)
		want := []Acceptance{{"absent-share", 12, "site closed", "Bob"}}
		if diff := cmp.Diff(want, run.Accepted); diff != "" {
			t.Error(diff)
		}
		kept, err := o.store.RunByNumber(ctx, o.org, run.Number)
		o.must(err)
		if diff := cmp.Diff(want, kept.Accepted); diff != "" {
			t.Error(diff)
		}
	})
}

func TestOrganisationsNeverMeet(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		acme := newOffice(t, db)
		other := acme.named("Other")
		acme.applied(joiner("ben"), joiner("zoe"))
		run := other.applied(joiner("ben"))
		if run.Number != 1 || other.account("ben").ID != 1 {
			t.Errorf("the other organisation's run is %+v", run)
		}
		other.applied(leaver(other.account("ben")))
		if a := acme.account("ben"); !a.Active() || len(other.roster()) != 1 {
			t.Errorf("acme's ben is %+v", a)
		}
		id := acme.plan(joiner("kim"))
		_, err := other.apply(id)
		wantError[*UnknownError](t, err)
		_, err = other.changes(id)
		wantError[*UnknownError](t, err)
	})
}

func TestIDsAreNeverReused(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		o := newOffice(t, db)
		o.applied(joiner("ben"), joiner("zoe"))
		o.applied(leaver(o.account("zoe")))
		o.exec("DELETE FROM accounts WHERE login = 'zoe'")
		o.applied(joiner("kim"))
		if id := o.account("kim").ID; id != 3 {
			t.Errorf("kim got the ID %d", id)
		}
	})
}

// IDs that a file names for people nobody knows are kept from new accounts, also by a later plan.
func TestIDsNamedByTheFileArePassedOver(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		o := newOffice(t, db)
		p := o.draft(joiner("ben"))
		p.AfterID = 41
		id := o.save(p, joiner("ben"))
		_, err := o.apply(id)
		o.must(err)
		o.applied(joiner("zoe"))
		changes, err := o.changes(id)
		o.must(err)
		if ben, zoe := o.account("ben").ID, o.account("zoe").ID; ben != 42 || zoe != 43 || changes[0].ID != 42 {
			t.Errorf("ben got %d (the plan says %d), zoe %d", ben, changes[0].ID, zoe)
		}
	})
}

// A summary that does not agree with the changes writes nothing.
func TestCountsMustAgree(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		o := newOffice(t, db)
		edited.Store(db, true) // a plan that no diff makes
		p := o.draft(joiner("ben"), joiner("zoe"))
		id := o.save(p, joiner("ben"))
		before := o.state()
		if _, err := o.apply(id); err == nil || !strings.Contains(err.Error(), "1 accounts to add, 2 predicted") {
			t.Errorf("got the error %v", err)
		}
		if diff := cmp.Diff(before, o.state()); diff != "" {
			t.Error(diff)
		}
	})
}

// A run's row is never changed: how far it was taken back is told from the runs that came after.
func TestRunsSayHowFarTheyWereTakenBack(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		o := newOffice(t, db)
		o.applied(joiner("ben"), joiner("zoe"), joiner("kim"))
		undo := func(of int64, changes ...*reconcile.Change) {
			t.Helper()
			p := o.draft(changes...)
			p.Kind, p.UndoOf = reconcile.FromUndo, of
			_, err := o.apply(o.save(p, changes...))
			o.must(err)
		}
		undo(1, leaver(o.account("ben")))
		undo(2, mover(o.account("ben"), reconcile.Reactivate, reconcile.Status, reconcile.StatusActive))
		undo(1, leaver(o.account("zoe")), leaver(o.account("kim")))
		got := map[int64][]Taken{}
		for r, err := range o.store.Runs(ctx, o.org) {
			o.must(err)
			got[r.Number] = r.TakenBack
		}
		want := map[int64][]Taken{1: {{2, 1, 3}, {4, 2, 0}}, 2: {{3, 1, 0}}, 3: nil, 4: nil}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		one, err := o.store.RunByNumber(ctx, o.org, 1)
		o.must(err)
		if diff := cmp.Diff(want[1], one.TakenBack); diff != "" {
			t.Error(diff)
		}
	})
}

// Many blocks: IDs and order hold across them.
func TestManyBlocks(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		o := newOffice(t, db)
		var all []*reconcile.Change
		for i := range 5 * reconcile.BlockSize / 2 {
			all = append(all, joiner(fmt.Sprintf("u%05d", i)))
		}
		id := o.plan(all...)
		_, err := o.apply(id)
		o.must(err)
		changes, err := o.changes(id)
		o.must(err)
		accounts := o.roster()
		for i, c := range changes {
			if c.ID != int64(i+1) || accounts[i].ID != c.ID || accounts[i].Values[reconcile.EmployeeNumber] != c.Key {
				t.Fatalf("change %d has the ID %d and the key %s; the account is %d", i, c.ID, c.Key, accounts[i].ID)
			}
		}
		var updates []*reconcile.Change
		for _, a := range accounts {
			updates = append(updates, mover(a, reconcile.Update, reconcile.Phone, "7"))
		}
		if run := o.applied(updates...); run.Written != len(all) {
			t.Errorf("%d written", run.Written)
		}
		if slices.ContainsFunc(o.roster(), func(a reconcile.Account) bool { return a.Version != 2 || a.Values[reconcile.Phone] != "7" }) {
			t.Error("an account was passed over")
		}
	})
}
