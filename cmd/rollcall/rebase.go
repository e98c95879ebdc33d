package main

import (
	"context"
	"errors"

	"rollcall/cmd/rollcall/internal/document"
	"rollcall/cmd/rollcall/internal/view"
	"rollcall/formats"
	"rollcall/reconcile"
	"rollcall/storage"
)

// What --stale asks for.
const (
	staleRefuse = "refuse"
	staleRebase = "rebase"
)

// rebased is a stale plan that was made anew: it was refused all the same, for the new one waits for its own review.
type rebased struct {
	*storage.StaleError
	Document *document.Rebase
}

// Unwrap gives why the plan is stale.
func (r *rebased) Unwrap() error { return r.StaleError }

// applyOrRebase applies a plan, or makes it anew where the roster moved on.
func (s *session) applyOrRebase(ctx context.Context, store *storage.Store, p *storage.StoredPlan, order storage.Order, all bool) error {
	org, err := store.Organisation(ctx, s.org)
	if err != nil {
		return err
	}
	moved := p.Run == 0 && org.Revision != p.Revision
	var refused error
	if moved { // nothing can come of it but the names of the accounts that were touched
		order.By, order.Own = s.by, s.own()
		_, refused = store.Apply(ctx, s.org, p.ID, order)
	} else {
		refused = s.carryOut(ctx, store, p, order)
	}
	why, ok := errors.AsType[*storage.StaleError](refused)
	if !ok && moved && waiting(refused) {
		why = &storage.StaleError{Reason: storage.StaleRoster, Total: int(org.Revision - p.Revision)}
	}
	if why == nil {
		return refused
	}
	return s.rebase(ctx, store, p, why, all)
}

// waiting tells whether a plan was refused for want of an acceptance or approval, which is asked for before the roster
// is looked at.
func waiting(refused error) bool {
	_, blocked := errors.AsType[*storage.BlockedError](refused)
	_, unapproved := errors.AsType[*storage.UnapprovedError](refused)
	return blocked || unapproved
}

// rebase makes a plan anew from the same file or run, under its policy or the one pinned since, for the roster as it
// stands, and shows how it differs from the one that was reviewed. Nothing is applied.
func (s *session) rebase(ctx context.Context, store *storage.Store, p *storage.StoredPlan, why *storage.StaleError, all bool) error {
	again, err := s.again(ctx, store, p)
	if err != nil {
		return err
	}
	d, err := reconcile.Compare(s.compared(ctx, store, p), s.compared(ctx, store, again))
	if err != nil {
		return err
	}
	if s.json {
		doc := document.NewRebase(p.ID, document.NewPlan(s.header(store), again.Plan, 0, s.lang), d, s.lang)
		return &rebased{why, doc}
	}
	err = s.screen(all).Rebase(&view.Rebase{Old: p.Plan, New: again.Plan, Roster: store.Name(), Difference: d, Command: s.command})
	if err != nil {
		return err
	}
	return why
}

func (s *session) compared(ctx context.Context, store *storage.Store, p *storage.StoredPlan) reconcile.Compared {
	return reconcile.Compared{Plan: p.Plan, Changes: store.Changes(ctx, s.org, p.ID)}
}

// again makes a plan anew.
func (s *session) again(ctx context.Context, store *storage.Store, p *storage.StoredPlan) (*storage.StoredPlan, error) {
	policy, err := s.repin(ctx, store, p)
	if err != nil {
		return nil, err
	}
	if p.Kind == reconcile.FromUndo {
		run, err := store.RunByNumber(ctx, s.org, p.UndoOf)
		if err != nil {
			return nil, err
		}
		return s.planUndo(ctx, store, run, p.Part, policy)
	}
	if p.File.Path == "" {
		return nil, usage("rebase-stdin", p.ID)
	}
	same, err := openSame(p.File.Path, p.File.SHA256, "rebase")
	if err != nil {
		return nil, err
	}
	if err := same.Close(); err != nil {
		return nil, err
	}
	src, err := formats.Open(p.File.Path, formats.Again(p.File.Asked, policy))
	if err != nil {
		return nil, err
	}
	defer src.Close()
	src.File.Asked = p.File.Asked
	src.File.Manifest, src.File.Partial = p.File.Manifest, p.File.Partial // which agreed with these very bytes
	again, err := s.prepare(ctx, store, &input{src, policy}, p.Mode)
	if err == nil && again.File.SHA256 != p.File.SHA256 { // changed between the two looks at it
		err = failed("rebase-file-changed", p.File.Path)
	}
	return again, err
}
