package main

import (
	"context"
	"strconv"

	"github.com/spf13/cobra"

	"rollcall/reconcile"
	"rollcall/storage"
)

func (s *session) undo() *cobra.Command {
	var show reviewing
	cmd := s.verb("undo RUN", exactly(1), func(cmd *cobra.Command, args []string) error {
		number, err := runNumber(args[0])
		if err != nil {
			return err
		}
		return s.with(cmd.Context(), func(store *storage.Store) error {
			p, err := s.prepareUndo(cmd.Context(), store, number)
			if err != nil {
				return err
			}
			return s.review(cmd.Context(), store, p, show)
		})
	})
	s.reviewFlags(cmd, &show)
	s.byFlag(cmd)
	return cmd
}

func runNumber(s string) (int64, error) {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n < 1 {
		return 0, usage("usage-run", s)
	}
	return n, nil
}

// prepareUndo plans to take a run back. The plan comes under the policy of that run unless another is given.
func (s *session) prepareUndo(ctx context.Context, store *storage.Store, number int64) (*storage.StoredPlan, error) {
	run, err := store.RunByNumber(ctx, s.org, number)
	if err != nil {
		return nil, err
	}
	done, err := store.Plan(ctx, s.org, run.PlanID)
	if err != nil {
		return nil, err
	}
	policy := done.Policy
	if s.policyPath != "" {
		if policy, err = s.policy(); err != nil {
			return nil, err
		}
	}
	snapshot, err := store.Snapshot(ctx, s.org)
	if err != nil {
		return nil, err
	}
	defer snapshot.Close()
	draft, err := reconcile.Undo(ctx, reconcile.UndoInput{Organisation: snapshot.Organisation().Name,
		Revision: snapshot.Revision(), Roster: snapshot, Policy: &policy, Run: number,
		Changes: store.Changes(ctx, s.org, run.PlanID)})
	if err != nil {
		return nil, err
	}
	findings := reconcile.Judge(&draft.Totals, &policy, reconcile.History{}, reconcile.Reviewed)
	return s.keep(ctx, store, draft.Plan(findings, reconcile.Reviewed), draft)
}
