package main

import (
	"context"
	"slices"
	"strconv"

	"github.com/spf13/cobra"

	"rollcall/cmd/rollcall/internal/policyfile"
	"rollcall/reconcile"
	"rollcall/storage"
	"rollcall/words"
)

func (s *session) undo() *cobra.Command {
	var show reviewing
	var only, scope []string
	cmd := s.verb("undo RUN", exactly(1), func(cmd *cobra.Command, args []string) error {
		number, err := runNumber(args[0])
		if err != nil {
			return err
		}
		part, err := partOf(only, scope)
		if err != nil {
			return err
		}
		return s.with(cmd.Context(), func(store *storage.Store) error {
			p, err := s.prepareUndo(cmd.Context(), store, number, part)
			if err != nil {
				return err
			}
			return s.review(cmd.Context(), store, p, show)
		})
	})
	cmd.Flags().StringSliceVar(&only, "only", nil, s.say("flag.only"))
	cmd.Flags().StringArrayVar(&scope, "scope", nil, s.say("flag.undo-scope"))
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

// partOf reads which part of a run is to be taken back.
func partOf(only, scope []string) (part reconcile.Part, err error) {
	for _, name := range only {
		a, ok := reconcile.ParseAction(name)
		if !ok || a == reconcile.Hold {
			return part, usage("usage-only", name)
		}
		part.Only = append(part.Only, a)
	}
	slices.Sort(part.Only)
	part.Only = slices.Compact(part.Only)
	part.Scope, err = scopeOf(scope)
	return part, err
}

// scopeOf reads the terms of a scope.
func scopeOf(texts []string) (terms []reconcile.Term, err error) {
	for _, text := range texts {
		t, err := policyfile.ParseTerm(text)
		if err != nil {
			return nil, usage("usage-scope", text)
		}
		terms = append(terms, t)
	}
	return terms, nil
}

// prepareUndo plans to take a run back. The plan comes under the rules of the newest run, but for the scope, which is
// that run's, unless another policy is given.
func (s *session) prepareUndo(ctx context.Context, store *storage.Store, number int64, part reconcile.Part) (*storage.StoredPlan, error) {
	run, err := store.RunByNumber(ctx, s.org, number)
	if err != nil {
		return nil, err
	}
	policy, err := s.undoPolicy(ctx, store, run)
	if err != nil {
		return nil, err
	}
	return s.planUndo(ctx, store, run, part, policy)
}

// planUndo plans to take a run back under a policy.
func (s *session) planUndo(ctx context.Context, store *storage.Store, run *storage.Run, part reconcile.Part, policy *reconcile.Policy) (*storage.StoredPlan, error) {
	snapshot, err := store.Snapshot(ctx, s.org)
	if err != nil {
		return nil, err
	}
	defer snapshot.Close()
	draft, err := reconcile.Undo(ctx, reconcile.UndoInput{Organisation: snapshot.Organisation().Name,
		Revision: snapshot.Revision(), Roster: snapshot, Policy: policy, Own: s.own(), Run: run.Number, Part: part,
		Changes: snapshot.Changes(ctx, run.PlanID), Since: snapshot.Since(ctx, run.Number)})
	if err == nil && draft.Matched == 0 {
		err = s.nobody(run, part)
	}
	if err != nil {
		return nil, err
	}
	findings := reconcile.Judge(&draft.Totals, policy, reconcile.History{}, reconcile.Reviewed)
	return s.keep(ctx, store, draft.Plan(findings, reconcile.Reviewed), draft)
}

// nobody is the error of a part that no account of the run is in; it says which condition is the one that nobody meets.
func (s *session) nobody(run *storage.Run, part reconcile.Part) error {
	of := 0
	for _, a := range part.Only {
		of += run.Summary.Of(a)
	}
	if len(part.Only) == 0 {
		of = run.Summary.Changes()
	}
	if of == 0 {
		return failed("undo-only-nobody", decimal(run.Number), words.Part(s.lang, reconcile.Part{Only: part.Only}), s.command("show", run.PlanID))
	}
	return failed("undo-scope-nobody", of, decimal(run.Number), words.Scope(s.lang, part.Scope), s.command("show", run.PlanID))
}

// undoPolicy gives the policy that an undo is judged by: what is protected today counts, not what was then.
func (s *session) undoPolicy(ctx context.Context, store *storage.Store, run *storage.Run) (*reconcile.Policy, error) {
	pinned, err := store.Pinned(ctx, s.org)
	if err != nil {
		return nil, err
	}
	done, err := store.Plan(ctx, s.org, run.PlanID)
	if err != nil {
		return nil, err
	}
	if s.pinned = pinned; pinned != nil || s.policyPath != "" {
		policy, err := s.policy()
		if s.policyPath == "" {
			policy.Scope = done.Policy.Scope
		}
		return &policy, err
	}
	org, err := store.Organisation(ctx, s.org)
	if err != nil {
		return nil, err
	}
	last, err := store.RunByNumber(ctx, s.org, org.Revision)
	if err != nil {
		return nil, err
	}
	newest, err := store.Plan(ctx, s.org, last.PlanID)
	if err != nil {
		return nil, err
	}
	policy := newest.Policy
	policy.Scope = done.Policy.Scope
	return &policy, nil
}
