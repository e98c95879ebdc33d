package storage

import (
	"context"
	"iter"

	"rollcall/reconcile"
)

// Changes gives the changes of a plan as Store.Changes does, as the snapshot sees them.
func (n *Snapshot) Changes(ctx context.Context, planID string) iter.Seq2[*reconcile.Change, error] {
	return n.changes(ctx, planID, anew)
}

// Passing gives the changes of a plan as Changes does, for whoever keeps none: a change is valid until the next one.
func (n *Snapshot) Passing(ctx context.Context, planID string) iter.Seq2[*reconcile.Change, error] {
	return n.changes(ctx, planID, reusing())
}

func (n *Snapshot) changes(ctx context.Context, planID string, memory func() *unpacking) iter.Seq2[*reconcile.Change, error] {
	return func(yield func(*reconcile.Change, error) bool) {
		if err := giveChanges(ctx, n.tx, n.org.Name, planID, memory, nil, yield); err != nil && err != errStop {
			yield(nil, err)
		}
	}
}

// Since gives what the runs after the one with that number changed, the oldest first; nil where there are none. Holds
// are left out. Other parts of the snapshot may be used between the changes.
func (n *Snapshot) Since(ctx context.Context, run int64) iter.Seq2[reconcile.Later, error] {
	if run >= n.Revision() {
		return nil
	}
	return func(yield func(reconcile.Later, error) bool) {
		if err := n.since(ctx, run, yield); err != nil && err != errStop {
			yield(reconcile.Later{}, err)
		}
	}
}

func (n *Snapshot) since(ctx context.Context, run int64, yield func(reconcile.Later, error) bool) error {
	for {
		var next runRow
		found, err := n.tx.get(ctx, &next, "SELECT "+runColumns+" FROM runs WHERE org_id = ? AND number > ? ORDER BY number LIMIT 1",
			n.org.id, run)
		if err != nil || !found {
			return err
		}
		run = next.Number
		p, err := loadPlan(ctx, n.tx, n.org, next.PlanID)
		if err != nil {
			return err
		}
		if err := checkRoot(ctx, n.tx, n.org.id, p); err != nil {
			return err
		}
		wrote := func(a reconcile.Action) bool { return a < reconcile.Add } // an account added later is none of the run's
		err = eachBatch(ctx, n.tx, n.org.id, p, wrote, func(_ reconcile.Action, _ int, batch []*reconcile.Change) error {
			for _, c := range batch {
				if !yield(reconcile.Later{Run: next.Number, UndoOf: next.UndoOf, By: next.AppliedBy, Change: c}, nil) {
					return errStop
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
}
