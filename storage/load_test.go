package storage

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rollcall/reconcile"
)

// Whoever follows an application is told what a reader is given afterwards: every change but holds, with the IDs of added
// accounts.
func TestChangedIsToldWhatIsApplied(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		o := newOffice(t, db)
		o.applied(joiner("zoe"), joiner("ben"), joiner("kim"))
		kim := o.account("kim")
		held := &reconcile.Change{Action: reconcile.Hold, ID: kim.ID, Key: "N-kim", Why: reconcile.Reason{Code: "protected"}}
		id := o.plan(leaver(o.account("ben")), mover(o.account("zoe"), reconcile.Update, reconcile.Role, "Chief"), held, joiner("Éric"), joiner("Ada"))
		var told []string
		said := func(c *reconcile.Change) string { return fmt.Sprint(c.Action, " ", c.ID, " ", c.Key, " ", c.Fields) }
		_, err := o.store.Apply(ctx, o.org, id, Order{By: "Bob", At: noon, Changed: func(c *reconcile.Change) { told = append(told, said(c)) }})
		o.must(err)
		var want []string
		all, err := o.changes(id, reconcile.Deactivate, reconcile.Reactivate, reconcile.Update, reconcile.Add)
		o.must(err)
		for _, c := range all {
			want = append(want, said(c))
		}
		if diff := cmp.Diff(want, told); diff != "" || len(told) != 4 {
			t.Errorf("told of other changes:\n%s", diff)
		}
	})
}

// Keys are written folded, whether all of a load are so already or one is not.
func TestKeysOfALoadAreFolded(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		o := newOffice(t, db)
		keys := func(login string) (keys [2]string) {
			o.must(o.raw.QueryRow("SELECT login_key, employee_number_key FROM accounts WHERE login = '"+login+"'").Scan(&keys[0], &keys[1]))
			return keys
		}
		numbered := func(login, number string) *reconcile.Change {
			c := joiner(login)
			c.Fields[0].New, c.Key = number, number
			return c
		}
		o.applied(numbered("ada", "e1"), numbered("ben", "E2"))
		o.applied(numbered("Éric", "e3"), numbered("kim", "e4"))
		for login, want := range map[string][2]string{"ada": {"ada", "e1"}, "ben": {"ben", "e2"}, "Éric": {"éric", "e3"}, "kim": {"kim", "e4"}} {
			if got := keys(login); got != want {
				t.Errorf("%s has the keys %q, want %q", login, got, want)
			}
		}
	})
}
