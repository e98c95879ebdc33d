package storage

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rollcall/reconcile"
)

// Apply given up at any moment: nothing is written, and above all no row after the transaction is taken back.
func TestApplyGivenUpAtAnyMoment(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		o, f := newFaultyOffice(t, db)
		o.applied(joiner("ben"), joiner("kim"))
		id := o.plan(leaver(o.account("ben")), mover(o.account("kim"), reconcile.Update, reconcile.Login, "kim.new"), joiner("new"), joiner("newer"))
		before := o.rowsOf()
		for n := 1; ; n++ {
			given, cancel := context.WithCancel(ctx)
			f.cancel = cancel
			f.arm(n, false)
			_, err := o.store.Apply(given, o.org, id, Order{By: "ada", At: noon})
			f.arm(0, false)
			cancel()
			if err == nil {
				if n < 10 || len(o.roster()) != 4 {
					t.Errorf("applied, given up at operation %d: %d accounts", n, len(o.roster()))
				}
				return
			}
			if n == 1000 {
				t.Fatalf("it never ended: %v", err)
			}
			if diff := cmp.Diff(before, o.rowsOf()); diff != "" {
				t.Fatalf("given up at operation %d, something is half done:\n%s", n, diff)
			}
		}
	})
}
