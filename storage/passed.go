package storage

import (
	"context"
	"errors"
	"iter"
	"slices"
	"time"

	"rollcall/reconcile"
)

// This file reads what runs did, for those who look back.

// ErasedError says that the changes of a plan, or some of them, were erased: nothing can be said of them.
type ErasedError struct{ PlanID string }

func (e *ErasedError) Error() string { return "changes of plan " + e.PlanID + " were erased" }

// Unwrap gives ErrDamaged: the plan is not whole.
func (e *ErasedError) Unwrap() error { return ErrDamaged }

// Text gives the code and arguments of the text for people.
func (e *ErasedError) Text() (string, []any) { return "changes-erased", []any{e.PlanID} }

// runs gives every run that the snapshot sees, in order: run n stands at n-1.
func (n *Snapshot) runs(ctx context.Context) ([]*Run, error) {
	var rows []runRow
	if err := n.tx.list(ctx, &rows, "SELECT "+runColumns+" FROM runs WHERE org_id = ? ORDER BY number", n.org.id); err != nil {
		return nil, err
	}
	runs := make([]*Run, len(rows))
	for i := range rows {
		r, err := rows[i].run()
		if err != nil || r.Number != int64(i+1) {
			return nil, &DamagedError{rows[i].PlanID, "run"}
		}
		runs[i] = r
	}
	return runs, nil
}

// checked gives the plan of a run, its header and the digests of its changes compared with its ID.
func (n *Snapshot) checked(ctx context.Context, r *Run) (*StoredPlan, error) {
	p, err := loadPlan(ctx, n.tx, n.org, r.PlanID)
	if errors.Is(err, ErrDamaged) {
		erased, headErr := n.tx.get(ctx, new(int), "SELECT 1 FROM plans WHERE org_id = ? AND id = ? AND header = ''", n.org.id, r.PlanID)
		if erased {
			return nil, &ErasedError{r.PlanID}
		}
		err = errors.Join(err, headErr)
	}
	if err != nil {
		return nil, err
	}
	return p, checkRoot(ctx, n.tx, n.org.id, p)
}

// changesOf gives the changes that a run made of accounts that there were, additions left out. Everything is compared
// with its digest before.
func (n *Snapshot) changesOf(ctx context.Context, r *Run, do func(*reconcile.Change) error) error {
	p, err := n.checked(ctx, r)
	if err != nil {
		return err
	}
	moves := func(a reconcile.Action) bool { return a != reconcile.Add && a != reconcile.Hold }
	return eachBatch(ctx, n.tx, n.org.id, p, moves, func(_ reconcile.Action, _ int, batch []*reconcile.Change) error {
		for _, c := range batch {
			if err := do(c); err != nil {
				return err
			}
		}
		return nil
	})
}

// RunAt gives the number of the last run that was applied at that moment or before, 0 where there was none.
func (s *Store) RunAt(ctx context.Context, org string, at time.Time) (int64, error) {
	n, err := s.Snapshot(ctx, org)
	if err != nil {
		return 0, err
	}
	defer n.Close()
	var number int64
	_, err = n.tx.get(ctx, &number, "SELECT number FROM runs WHERE org_id = ? AND applied_at <= ? ORDER BY number DESC LIMIT 1",
		n.org.id, stamp(at))
	return number, err
}

// Span says which runs are meant: from run First on, to run Last and including it, applied at From or later and before
// To. What is zero bounds nothing.
type Span struct {
	First, Last int64
	From, To    time.Time
}

func (p *Span) has(r *Run) bool {
	return r.Number >= p.First && (p.Last == 0 || r.Number <= p.Last) &&
		!r.At.Before(p.From) && (p.To.IsZero() || r.At.Before(p.To))
}

// Runs gives the runs of a span, in order. The error is an *UnknownError where First or Last is no run.
func (n *Snapshot) Runs(ctx context.Context, p Span) ([]*Run, error) {
	for _, bound := range []int64{p.First, p.Last} {
		if bound > n.Revision() {
			return nil, &UnknownError{"unknown-run", formatID(bound)}
		}
	}
	runs, err := n.runs(ctx)
	return slices.DeleteFunc(runs, func(r *Run) bool { return !p.has(r) }), err
}

// Events gives what runs did, in the order of their plans, of the given actions or of all.
func (n *Snapshot) Events(ctx context.Context, runs []*Run, actions ...reconcile.Action) iter.Seq2[*Event, error] {
	return func(yield func(*Event, error) bool) {
		for _, r := range runs {
			err := giveChanges(ctx, n.tx, n.org.Name, r.PlanID, anew, actions, func(c *reconcile.Change, err error) bool {
				return yield(&Event{r, c}, err)
			})
			if err == errStop {
				return
			}
			if err != nil {
				yield(nil, err)
				return
			}
		}
	}
}
