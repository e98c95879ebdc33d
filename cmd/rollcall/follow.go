package main

import (
	"context"

	"rollcall/reconcile"
	"rollcall/storage"
)

// fewChanges says of how many accounts one at most is changed by a run that the next plan moves the index over, which
// reads and keeps it anyway. After larger runs it is moved at once, so that no plan waits for it.
const fewChanges = 20

// follower is the index being moved along with a plan that is applied, which saves reading its changes again. What is kept
// stays as it was until the run is there.
type follower struct {
	*reconcile.Moving
	plan  *storage.StoredPlan
	state string // of the roster that the plan is for
}

// movesIndex tells whether the index is moved over the run of a plan at once.
func movesIndex(p *storage.StoredPlan) bool {
	changes := p.Summary.Changes()
	return p.Kind == reconcile.FromFile && fewChanges*changes > changes+p.Summary.Unchanged
}

// follow begins to move the index along with a plan; nil where it is not moved, or after the run: the index and a
// database's pages in one memory would be much.
func (s *session) follow(ctx context.Context, store *storage.Store, p *storage.StoredPlan) *follower {
	if !movesIndex(p) || store.HoldsPages() {
		return nil
	}
	n, err := store.Snapshot(ctx, s.org)
	if err != nil {
		return nil
	}
	defer n.Close()
	state, _, err := n.State(ctx, n.Revision())
	if err != nil || n.Revision() != p.Revision {
		return nil
	}
	x, _ := loadIndex(ctx, store, n, &p.File, &p.Policy)
	if x == nil {
		return nil
	}
	readAwaited(n.Organisation(), x)
	return &follower{x.Moving(p.ID, &p.File, &p.Policy), p, state}
}

// keep keeps the index as the run has left the roster, unless anything else happened to it since.
func (f *follower) keep(ctx context.Context, store *storage.Store, run *storage.Run) {
	n, err := store.Snapshot(ctx, f.plan.Organisation)
	if err != nil {
		return
	}
	defer n.Close()
	state, last, err := n.State(ctx, f.plan.Revision)
	if err != nil || state != f.state || n.Revision() != run.Number || f.Last() != last || f.End(ctx, n) != nil {
		return
	}
	saveIndex(ctx, n, f.Index, &f.plan.File, &f.plan.Policy)
}

// catchUp moves the index over the run of a plan that was just applied.
func (s *session) catchUp(ctx context.Context, store *storage.Store, p *storage.StoredPlan) {
	n, err := store.Snapshot(ctx, s.org)
	if err != nil {
		return
	}
	defer n.Close()
	if x, _ := loadIndex(ctx, store, n, &p.File, &p.Policy); x != nil {
		saveIndex(ctx, n, x, &p.File, &p.Policy)
	}
}
