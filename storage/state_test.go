package storage

import (
	"strings"
	"testing"

	"rollcall/reconcile"
)

// The state of a roster as of a run is another one after any edit by hand, whatever it does to the account's version,
// and the same after more runs.
func TestStateTellsEditsFromRuns(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		o := newOffice(t, db)
		state := func() string {
			t.Helper()
			n, err := o.store.Snapshot(ctx, o.org)
			o.must(err)
			defer n.Close()
			s, _, err := n.State(ctx, 1)
			o.must(err)
			return s
		}
		o.applied(joiner("ben"), joiner("zoe"))
		before := state()
		o.applied(mover(o.account("ben"), reconcile.Update, reconcile.Phone, "1"), leaver(o.account("zoe")))
		o.applied(mover(o.account("ben"), reconcile.Update, reconcile.Login, "ben2"))
		if now := state(); now != before {
			t.Errorf("two runs later the state of the first is %q, not %q", now, before)
		}
		edited.Store(o.db, true)
		for _, edit := range []string{"UPDATE accounts SET phone = '2' WHERE login = 'ben2'",
			"UPDATE accounts SET phone = '3', version = version + 1 WHERE login = 'ben2'",
			"UPDATE accounts SET status = 'active', version = 9 WHERE login = 'zoe'",
			"DELETE FROM accounts WHERE login = 'zoe'"} {
			_, err := o.raw.ExecContext(ctx, edit)
			o.must(err)
			now := state()
			if now == before {
				t.Errorf("nothing tells of %s", edit)
			}
			before = now
		}
	})
}

// On PostgreSQL a transaction counts as one edit, else one of many accounts would take time that grows with their square;
// what a part counted that was rolled back is counted anew.
func TestATransactionIsOneEdit(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		o := newOffice(t, db)
		o.applied(joiner("ben"), joiner("zoe"), joiner("eva"))
		edited.Store(o.db, true)
		tx, err := o.raw.BeginTx(ctx, nil)
		o.must(err)
		defer tx.Rollback()
		var left []int64 // after each step
		for _, step := range []string{"SAVEPOINT part", "UPDATE accounts SET phone = '1'", "ROLLBACK TO SAVEPOINT part",
			"UPDATE accounts SET phone = '2'", "UPDATE accounts SET phone = '3'"} {
			_, err := tx.ExecContext(ctx, step)
			o.must(err)
			var edits int64
			o.must(tx.QueryRowContext(ctx, "SELECT edits FROM rosters WHERE org_id = (SELECT max(org_id) FROM organisations)").Scan(&edits))
			left = append(left, edits)
		}
		o.must(tx.Commit())
		if left[1] == left[0] || left[2] != left[0] || left[3] == left[0] {
			t.Errorf("the edits left %d", left)
		}
		if once := left[4] == left[3]; once != strings.HasPrefix(db, "postgres:") {
			t.Errorf("a second edit of a transaction left %d after %d", left[4], left[3])
		}
	})
}
