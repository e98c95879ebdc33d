package storage

import (
	"context"
	"errors"
	"slices"

	"rollcall/reconcile"
)

// Event is one thing that a run did to an account, or that it held.
type Event struct {
	Run    *Run
	Change *reconcile.Change
}

// History is all that the runs did to one account, in order, and held of it.
type History struct {
	ID      int64
	Account *reconcile.Account // as it stands; nil: somebody took its row out of the database
	Events  []Event
	Erased  []*Run // runs whose changes, or some, were erased: what they did to the account is not known
	Edited  bool   // the account is not as these events leave it: somebody edited the database itself
}

// History gives what happened to the account with that ID. The error is an *UnknownError where no run ever added one.
func (n *Snapshot) History(ctx context.Context, id int64) (*History, error) {
	runs, err := n.runs(ctx)
	if err != nil {
		return nil, err
	}
	w := &walk{Snapshot: n, story: &History{ID: id}}
	for a, err := range n.Lookup(ctx, []int64{id}) {
		if err != nil {
			return nil, err
		}
		w.story.Account = a
	}
	// Keys find the few blocks that matter. Where they don't lead to the account as it stands, all blocks are read.
	for _, w.all = range []bool{false, true} {
		if err := w.walk(ctx, runs); err != nil {
			return nil, err
		}
		if w.arrived() {
			return w.story, nil
		}
	}
	w.story.Edited = len(w.story.Erased) == 0
	return w.story, nil
}

// walk follows an account from the run that added it, making its changes again: so its key at every run is known.
type walk struct {
	*Snapshot
	story *History
	all   bool // read every block, whatever keys it says it has
	again reconcile.Account
}

func (w *walk) walk(ctx context.Context, runs []*Run) error {
	born := adder(runs, w.story.ID)
	if born < 0 {
		return &UnknownError{"unknown-account", formatID(w.story.ID)}
	}
	w.story.Events, w.story.Erased, w.again = nil, nil, reconcile.Account{}
	first, err := w.addition(ctx, runs[born], w.story.ID)
	if err == nil {
		w.meet(runs[born], first)
	}
	if err := w.unlessErased(runs[born], err); err != nil {
		return err
	}
	for _, r := range runs[born+1:] {
		if err := w.pass(ctx, r); err != nil {
			return err
		}
	}
	return nil
}

// adder gives the place of the run that added the account with that ID, -1 for none.
func adder(runs []*Run, id int64) int {
	for i, r := range slices.Backward(runs) {
		if id >= r.firstID && r.Summary.Add > 0 {
			if id < r.firstID+int64(r.Summary.Add) {
				return i
			}
			return -1
		}
	}
	return -1
}

// meet makes a change again, and keeps it.
func (w *walk) meet(r *Run, c *reconcile.Change) {
	w.story.Events = append(w.story.Events, Event{r, c})
	if c.Action != reconcile.Hold {
		c.Apply(&w.again)
	}
}

// pass looks for the account in one run: among the changes whose key it had then, and among all that was held.
func (w *walk) pass(ctx context.Context, r *Run) error {
	key := reconcile.Fold(w.again.Values.Key())
	var blocks []blockRow
	err := w.tx.list(ctx, &blocks, `SELECT seq, action, changes, first_key, last_key, hash, data FROM plan_blocks
		WHERE org_id = ? AND plan_no = (SELECT plan_no FROM plans WHERE org_id = ? AND id = ?)
		AND (action = ? OR action <> ? AND (? = 1 OR first_key <= ? AND last_key >= ?)) ORDER BY seq`,
		w.org.id, w.org.id, r.PlanID, int(reconcile.Hold), int(reconcile.Add), number(w.all), key, key)
	if err != nil || len(blocks) == 0 {
		return err
	}
	if _, err := w.checked(ctx, r); err != nil {
		return w.unlessErased(r, err)
	}
	for i := range blocks {
		changes, err := blocks[i].changes(r.PlanID)
		if err := w.unlessErased(r, err); err != nil {
			return err
		}
		for _, c := range changes {
			if c.Concerns(w.story.ID) {
				w.meet(r, c)
			}
		}
	}
	return nil
}

// unlessErased passes an error on; that changes were erased is noted of the run instead.
func (w *walk) unlessErased(r *Run, err error) error {
	if _, erased := errors.AsType[*ErasedError](err); !erased {
		return err
	}
	if !slices.Contains(w.story.Erased, r) {
		w.story.Erased = append(w.story.Erased, r)
	}
	return nil
}

func number(b bool) int {
	if b {
		return 1
	}
	return 0
}

// arrived tells whether the events leave the account as it stands.
func (w *walk) arrived() bool {
	a := w.story.Account
	return a != nil && a.Version == w.again.Version && a.Values == w.again.Values && slices.Equal(a.Attrs, w.again.Attrs) &&
		slices.Equal(a.Former, w.again.Former)
}

// addition gives the change by which a run added the account with that ID.
func (n *Snapshot) addition(ctx context.Context, r *Run, id int64) (*reconcile.Change, error) {
	p, err := n.checked(ctx, r)
	if err != nil {
		return nil, err
	}
	var sizes []struct{ Seq, Changes int }
	err = n.tx.list(ctx, &sizes, "SELECT seq, changes FROM plan_blocks WHERE org_id = ? AND plan_no = ? AND action = ? ORDER BY seq",
		n.org.id, p.number, int(reconcile.Add))
	if err != nil {
		return nil, err
	}
	at := int(id - r.firstID)
	for _, s := range sizes {
		if at >= s.Changes {
			at -= s.Changes
			continue
		}
		rows, err := blocksFrom(ctx, n.tx, n.org.id, p, s.Seq)
		if err != nil {
			return nil, err
		}
		changes, err := rows[0].changes(p.ID)
		if err == nil && at >= len(changes) {
			err = &DamagedError{p.ID, "root"}
		}
		if err != nil {
			return nil, err
		}
		changes[at].ID = id
		return changes[at], nil
	}
	return nil, &DamagedError{p.ID, "root"}
}
