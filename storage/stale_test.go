package storage

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"rollcall/reconcile"
)

func TestStalePlanWritesNothing(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		o := newOffice(t, db)
		o.applied(joiner("ben"), joiner("zoe"), joiner("kim"))
		id := o.plan(leaver(o.account("ben")), mover(o.account("kim"), reconcile.Update, reconcile.Phone, "1"), joiner("new"))
		o.applied(mover(o.account("ben"), reconcile.Update, reconcile.Phone, "+33 1"))
		before := o.state()
		_, err := o.apply(id)
		stale := wantError[*StaleError](t, err)
		want := &StaleError{StaleMoved, []StaleAccount{{1, "N-ben"}}, 1}
		if diff := cmp.Diff(want, stale); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff(before, o.state()); diff != "" {
			t.Errorf("the stale plan wrote:\n%s", diff)
		}
	})
}

// An account edited in the database itself, its version left alone, is noticed by its values.
func TestEditedByHandIsStale(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		o := newOffice(t, db)
		o.applied(joiner("ben"))
		id := o.plan(mover(o.account("ben"), reconcile.Update, reconcile.Phone, "1"))
		o.exec("UPDATE accounts SET phone = ? WHERE login = ?", "edited", "ben")
		_, err := o.apply(id)
		wantError[*StaleError](t, err)
		if got := o.account("ben").Values[reconcile.Phone]; got != "edited" {
			t.Errorf("the phone is %q", got)
		}
	})
}

// Of many changes, of several kinds and fields, exactly the accounts are named that are otherwise than the plan says:
// by their version, by a value, by an attribute, or because they are gone.
func TestOnlyTheEditedAreStale(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		o := newOffice(t, db)
		o.applied(joiner("ada"), joiner("ben"), joiner("eve"), joiner("fay"), joiner("gus"), joiner("kim"), joiner("lea"), joiner("zoe"))
		phone := func(login string) *reconcile.Change {
			return mover(o.account(login), reconcile.Update, reconcile.Phone, "1")
		}
		both, badge, secret := phone("ben"), phone("fay"), phone("zoe")
		both.Fields = append(both.Fields, reconcile.FieldChange{Field: reconcile.Role, New: "Chief"})
		badge.Fields = append(badge.Fields, reconcile.FieldChange{Field: reconcile.Attribute, Attr: "badge", New: "7"})
		secret.Fields = append(secret.Fields, reconcile.FieldChange{Field: reconcile.Password, Old: "not shown", New: "$hash"})
		id := o.plan(phone("ada"), both, phone("eve"), badge, mover(o.account("gus"), reconcile.Update, reconcile.Login, "gus2"),
			leaver(o.account("kim")), phone("lea"), secret)
		for _, edit := range []string{"SET role = 'Boss' WHERE login = 'ben'", "SET version = 2 WHERE login = 'eve'", `SET attrs = '{"badge":"8"}' WHERE login = 'fay'`,
			"SET first_name = 'Gustave' WHERE login = 'gus'", "SET status = 'invited' WHERE login = 'kim'"} {
			o.exec("UPDATE accounts " + edit)
		}
		o.exec("DELETE FROM accounts WHERE login = 'lea'")
		before := o.state()
		_, err := o.apply(id)
		stale := wantError[*StaleError](t, err)
		want := &StaleError{StaleMoved, []StaleAccount{{6, "N-kim"}, {2, "N-ben"}, {3, "N-eve"}, {4, "N-fay"}, {7, "N-lea"}}, 5}
		if diff := cmp.Diff(want, stale); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff(before, o.state()); diff != "" {
			t.Errorf("the stale plan wrote:\n%s", diff)
		}
	})
}

// Two changes of one account are not both made.
func TestTwoChangesOfOneAccount(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		o := newOffice(t, db)
		o.applied(joiner("ben"))
		edited.Store(db, true) // a plan that no diff makes
		_, err := o.apply(o.plan(mover(o.account("ben"), reconcile.Update, reconcile.Phone, "1"),
			mover(o.account("ben"), reconcile.Update, reconcile.Role, "Chief")))
		want := &StaleError{StaleMoved, []StaleAccount{{1, "N-ben"}}, 1}
		if diff := cmp.Diff(want, wantError[*StaleError](t, err)); diff != "" {
			t.Error(diff)
		}
		if got := o.account("ben"); got.Version != 1 || got.Values[reconcile.Phone] != "" || got.Values[reconcile.Role] != "" {
			t.Errorf("something was written: %+v", got)
		}
	})
}

func TestTakenLoginsAndNumbers(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		o := newOffice(t, db)
		number := joiner("ben2")
		number.Key, number.Fields[0].New = "n-BEN", "n-BEN" // an employee number, folded the same
		logins := o.plan(joiner("BEN"))
		numbers := o.plan(number)
		o.applied(joiner("ben"))
		for _, id := range []string{logins, numbers} {
			before := o.state()
			_, err := o.apply(id)
			if e := wantError[*StaleError](t, err); e.Reason != StaleTaken || e.Accounts[0].ID != 1 {
				t.Errorf("got %+v", e)
			}
			if diff := cmp.Diff(before, o.state()); diff != "" {
				t.Error(diff)
			}
		}
		// The unique index has the last word where the plan could not be told.
		twins := []*reconcile.Change{joiner("twin"), joiner("TWIN")}
		_, err := o.apply(o.plan(twins...))
		if e := wantError[*StaleError](t, err); e.Reason != StaleTaken {
			t.Errorf("got %+v", e)
		}
	})
}

// An account that stands against a plan for more than one reason, or against several of its people, is one account.
func TestStaleAccountsAreNamedOnce(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		o := newOffice(t, db)
		login := joiner("ben.old")
		number := joiner("other")
		number.Key, number.Fields[0].New = "N-ben", "N-ben"
		both := o.plan(joiner("ben"))
		formers := o.plan(login, number, joiner("kim"))
		o.applied(joiner("ben.old"))
		rekeyed := mover(o.account("ben.old"), reconcile.Update, reconcile.EmployeeNumber, "N-ben")
		rekeyed.Fields = append(rekeyed.Fields, reconcile.FieldChange{Field: reconcile.Login, Old: "ben.old", New: "ben"})
		o.applied(rekeyed)
		for _, id := range []string{both, formers} {
			_, err := o.apply(id)
			stale := wantError[*StaleError](t, err)
			if stale.Reason != StaleTaken || stale.Total != 1 || len(stale.Accounts) != 1 || stale.Accounts[0].ID != 1 {
				t.Errorf("got %+v", stale)
			}
		}
	})
}

func TestFormerLoginsStayTheirs(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		o := newOffice(t, db)
		o.applied(joiner("Ben"), joiner("kim"))
		o.applied(mover(o.account("Ben"), reconcile.Update, reconcile.Login, "ben.new"))
		if diff := cmp.Diff([]string{"ben"}, o.account("ben.new").Former); diff != "" {
			t.Error(diff)
		}
		next := joiner("ben")
		next.Key, next.Fields[0].New = "N-other", "N-other"
		_, err := o.apply(o.plan(next))
		if e := wantError[*StaleError](t, err); e.Reason != StaleTaken || e.Accounts[0].ID != 1 {
			t.Errorf("a former login went to a joiner: %+v", e)
		}
		_, err = o.apply(o.plan(mover(o.account("kim"), reconcile.Update, reconcile.Login, "BEN")))
		wantError[*StaleError](t, err)
		o.applied(mover(o.account("ben.new"), reconcile.Update, reconcile.Login, "Ben"))
		if diff := cmp.Diff([]string{"ben.new"}, o.account("Ben").Former); diff != "" {
			t.Error(diff)
		}
	})
}

// Three people's logins and employee numbers go round in one plan. No file makes such a plan, for a login that was
// somebody's is never given to another, and Check would say so.
func TestSwappedKeys(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		o := newOffice(t, db)
		edited.Store(db, true)
		o.applied(joiner("a"), joiner("b"), joiner("c"))
		var changes []*reconcile.Change
		for from, to := range map[string]string{"a": "b", "b": "c", "c": "a"} {
			c := mover(o.account(from), reconcile.Update, reconcile.EmployeeNumber, "N-"+to)
			c.Fields = append(c.Fields, reconcile.FieldChange{Field: reconcile.Login, Old: from, New: to})
			changes = append(changes, c)
		}
		o.applied(changes...)
		var got []string
		for _, a := range o.roster() {
			got = append(got, a.Values[reconcile.Login]+a.Values[reconcile.EmployeeNumber])
		}
		if diff := cmp.Diff([]string{"bN-b", "cN-c", "aN-a"}, got); diff != "" {
			t.Error(diff)
		}
		o.applied(mover(o.account("a"), reconcile.Update, reconcile.Phone, "1")) // though its login was another's
	})
}

// Plans made side by side each pass the guardrails and together would not, so only one of them is applied.
func TestOnePlanARoster(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		o := newOffice(t, db)
		o.applied(joiner("ben"), joiner("zoe"), joiner("kim"))
		first, second := o.plan(leaver(o.account("ben"))), o.plan(leaver(o.account("zoe")))
		if _, err := o.apply(first); err != nil {
			t.Fatal(err)
		}
		before := o.state()
		_, err := o.apply(second)
		if diff := cmp.Diff(&StaleError{Reason: StaleRoster, Total: 1}, wantError[*StaleError](t, err)); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff(before, o.state()); diff != "" {
			t.Errorf("the stale plan wrote:\n%s", diff)
		}
	})
}
