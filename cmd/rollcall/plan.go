package main

import (
	"context"
	"iter"

	"github.com/spf13/cobra"

	"rollcall/cmd/rollcall/internal/document"
	"rollcall/cmd/rollcall/internal/view"
	"rollcall/reconcile"
	"rollcall/storage"
)

func (s *session) plan() *cobra.Command {
	var from source
	var show reviewing
	cmd := s.verb("plan FILE", exactly(1), func(cmd *cobra.Command, args []string) error {
		return s.withFile(cmd.Context(), args[0], &from, func(store *storage.Store, in *input) error {
			p, err := s.prepare(cmd.Context(), store, in, reconcile.Reviewed)
			if err != nil {
				return err
			}
			return s.review(cmd.Context(), store, p, show)
		})
	})
	s.sourceFlags(cmd, &from)
	s.manifestFlag(cmd, &from)
	s.reviewFlags(cmd, &show)
	s.byFlag(cmd)
	return cmd
}

// reviewing is how a plan is shown after it was made.
type reviewing struct{ all, detailed bool }

func (s *session) reviewFlags(cmd *cobra.Command, r *reviewing) {
	cmd.Flags().BoolVar(&r.all, "all", false, s.say("flag.all"))
	cmd.Flags().BoolVar(&r.detailed, "detailed-exitcode", false, s.say("flag.detailed-exitcode"))
}

func (s *session) byFlag(cmd *cobra.Command) {
	cmd.Flags().StringVar(&s.by, "by", osUser(), s.say("flag.by"))
}

// review shows a plan that was just made. Its exit code tells of changes only where that was asked for.
func (s *session) review(ctx context.Context, store *storage.Store, p *storage.StoredPlan, how reviewing) error {
	if err := s.showPlan(ctx, store, p, how.all); err != nil {
		return err
	}
	if how.detailed && p.Summary.Changes() > 0 {
		return ended(exitChanges)
	}
	return nil
}

// showPlan shows a stored plan as text or as one JSON document.
func (s *session) showPlan(ctx context.Context, store *storage.Store, p *storage.StoredPlan, all bool) error {
	standing, err := store.Standing(ctx, s.org, p.ID, now())
	if err != nil {
		return err
	}
	if s.json {
		doc := document.NewPlan(s.header(store), p.Plan, p.Run, s.lang)
		if standing.Needed > 0 || len(standing.Decisions) > 0 {
			doc.Approvals = approvalsDocument(standing)
		}
		return document.Write(s.stdout, doc)
	}
	return s.screen(all).Plan(&view.Review{Plan: p.Plan, Roster: store.Name(), Applied: p.Run, Command: s.command,
		Changes: s.changesOf(ctx, store, p.ID), Standing: standing})
}

// changesOf gives the changes of a stored plan, one action at a time.
func (s *session) changesOf(ctx context.Context, store *storage.Store, id string) func(reconcile.Action) iter.Seq2[*reconcile.Change, error] {
	return func(a reconcile.Action) iter.Seq2[*reconcile.Change, error] { return store.Changes(ctx, s.org, id, a) }
}
