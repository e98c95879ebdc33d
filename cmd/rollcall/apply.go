package main

import (
	"context"
	"errors"
	"os"
	"regexp"
	"slices"

	"github.com/spf13/cobra"

	"rollcall/cmd/rollcall/internal/document"
	"rollcall/cmd/rollcall/internal/view"
	"rollcall/reconcile"
	"rollcall/storage"
	"rollcall/words"
)

// applying is what apply was asked to do.
type applying struct {
	from source
	yes  bool
	all  bool
	lifting
	stale string // staleRefuse or staleRebase
}

func (s *session) apply() *cobra.Command {
	var a applying
	cmd := s.verb("apply PLAN|FILE", exactly(1), func(cmd *cobra.Command, args []string) error {
		order, err := a.order()
		if err != nil {
			return err
		}
		if a.stale != staleRefuse && a.stale != staleRebase {
			return usage("usage-stale", a.stale)
		}
		if planID.MatchString(args[0]) && !isFile(args[0]) {
			if a.from.given() {
				return usage("usage-apply-plan-flags")
			}
			return s.with(cmd.Context(), func(store *storage.Store) error {
				return s.applyPlan(cmd.Context(), store, args[0], &a, order)
			})
		}
		return s.applyFile(cmd.Context(), args[0], &a, order)
	})
	s.sourceFlags(cmd, &a.from)
	s.manifestFlag(cmd, &a.from)
	s.byFlag(cmd)
	cmd.Flags().BoolVar(&a.yes, "yes", false, s.say("flag.yes"))
	cmd.Flags().StringVar(&a.stale, "stale", staleRefuse, s.say("flag.stale"))
	cmd.Flags().BoolVar(&a.all, "all", false, s.say("flag.all"))
	s.liftingFlags(cmd, &a.lifting)
	return cmd
}

// planID is what a plan's id, or the beginning of one, looks like.
var planID = regexp.MustCompile(`^p[0-9a-f]{2,16}$`)

func isFile(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// order reads what was accepted, and why: neither goes without the other.
func (a *applying) order() (storage.Order, error) {
	if (len(a.accept) > 0) != (a.reason != "") {
		return storage.Order{}, usage("usage-accept-reason")
	}
	accepted, err := a.accepted()
	return storage.Order{At: now(), Accepted: accepted}, err
}

// applyFile plans a file and applies the plan at once, under the guardrails of runs that nobody looks at.
func (s *session) applyFile(ctx context.Context, path string, a *applying, order storage.Order) error {
	switch {
	case path != "-" && !isFile(path):
		return failed("apply-unknown", path)
	case a.stale == staleRebase:
		return usage("usage-stale-file")
	case !a.yes:
		return usage("usage-apply-yes", s.command("plan", path))
	case len(order.Accepted) > 0:
		return usage("usage-apply-unseen", s.command("plan", path))
	}
	return s.withFile(ctx, path, &a.from, func(store *storage.Store, in *input) error {
		release, err := s.lock(ctx, store)
		if err != nil {
			return err
		}
		p, err := s.prepare(ctx, store, in, reconcile.Unattended)
		if err == nil {
			s.tellUnseen(p)
			err = s.carryOut(ctx, store, p, order)
		}
		s.unlock(release)
		return err
	})
}

// applyPlan applies a plan that was kept.
func (s *session) applyPlan(ctx context.Context, store *storage.Store, id string, a *applying, order storage.Order) error {
	p, err := store.Plan(ctx, s.org, id)
	if err != nil {
		return err
	}
	if err := s.samePolicy(p); err != nil {
		return err
	}
	release, err := s.lock(ctx, store)
	if err != nil {
		return err
	}
	defer s.unlock(release)
	if a.stale == staleRebase {
		return s.applyOrRebase(ctx, store, p, order, a.all)
	}
	return s.carryOut(ctx, store, p, order)
}

// samePolicy refuses another policy than the plan was judged by; the same one says nothing new.
func (s *session) samePolicy(p *storage.StoredPlan) error {
	if s.policyPath == "" {
		return nil
	}
	policy, err := s.policy()
	if err == nil && policy.Digest() != p.PolicyDigest {
		err = usage("usage-apply-other-policy", p.ID, s.policyPath)
	}
	return err
}

// lock makes this the only run of the organisation.
func (s *session) lock(ctx context.Context, store *storage.Store) (func() error, error) {
	if _, err := store.Organisation(ctx, s.org); err != nil {
		return nil, err
	}
	host, err := os.Hostname()
	if err != nil {
		return nil, err
	}
	return store.Lock(ctx, s.org, storage.Holder{Who: s.by, Host: host, PID: os.Getpid(), Doing: "apply"})
}

// unlock lets the next run begin. A lock that can't be given back is no failure of the run: it ends by itself.
func (s *session) unlock(release func() error) {
	if err := release(); err != nil {
		s.tell("lock-kept", err.Error())
	}
}

// carryOut applies a plan as it is kept and says whether what was written is what was predicted.
func (s *session) carryOut(ctx context.Context, store *storage.Store, p *storage.StoredPlan, order storage.Order) error {
	if err := checkAccepted(p.Plan, order.Accepted); err != nil {
		return err
	}
	if p.Summary.Changes() == 0 && p.Run == 0 && !p.Blocked() {
		return s.applied(store, p, nil)
	}
	order.By, order.Own = s.by, s.own()
	m := s.meter("progress.applied", shareOf(p.Summary.Changes()))
	order.Progress = func(changes int) { m.Add(int64(changes)) }
	f := s.follow(ctx, store, p)
	percent := whileApplying
	if f != nil {
		order.Changed, percent = f.Take, whileFollowing
	}
	again := collect(percent)
	run, err := store.Apply(ctx, s.org, p.ID, order)
	again()
	m.Stop()
	var blocked *storage.BlockedError
	var waits *storage.UnapprovedError
	switch {
	case errors.As(err, &blocked):
		s.tellBlocked(p, blocked)
	case errors.As(err, &waits) && !waits.Open:
		s.tell("apply-waits", s.command("show", p.ID), s.command("approve", p.ID)+view.AcceptAll(s.lang, p.Findings))
	}
	if err != nil {
		return err
	}
	switch {
	case f != nil:
		f.keep(ctx, store, run)
	case movesIndex(p):
		s.catchUp(ctx, store, p)
	}
	return s.applied(store, p, run)
}

// checkAccepted refuses to accept what no guardrail said. A number that is not the finding's lifts nothing.
func checkAccepted(p *reconcile.Plan, accepted []storage.Acceptance) error {
	for _, a := range accepted {
		if !slices.ContainsFunc(p.Findings, func(f reconcile.Finding) bool { return f.Code == a.Code }) {
			return usage("usage-accept-unknown", a.Code, p.ID)
		}
	}
	return nil
}

// urgent are the notes that may mean a leaver missed or a protection that protects nobody; the others would only fill
// the mailbox of whoever reads the nightly job's output.
var urgent = map[string]bool{"column-may-be-status": true, "protected-unknown": true, "canary-unknown": true, "same-unused": true,
	"sheets-hidden-with-people": true, "sheets-unread": true}

// tellUnseen says what a reviewer would have read in the plan besides its changes: what is odd about the file, who is
// probably one person, and that rows were left out.
func (s *session) tellUnseen(p *storage.StoredPlan) {
	for _, n := range p.File.Notes {
		if !urgent[n.Code] {
			continue
		}
		s.tell("apply-note", view.Place(p.File.Name, n), n.Code, words.Problem(s.lang, n))
	}
	for _, pair := range p.Pairs {
		s.tell("apply-pair", pair.OldID, pair.Line, s.say("pair."+pair.Why))
	}
	if p.Summary.Held+p.Summary.Rejected > 0 {
		s.tell("apply-left-out", p.Summary.Held, p.Summary.Rejected, s.command("show", p.ID))
	}
}

// tellBlocked shows what holds a plan and the whole way out.
func (s *session) tellBlocked(p *storage.StoredPlan, blocked *storage.BlockedError) {
	if s.quiet {
		return
	}
	for _, f := range blocked.Findings {
		s.tell("apply-finding", f.Code, words.Finding(s.lang, f))
	}
	s.tell("apply-way-out", s.command("show", p.ID), s.command("apply", p.ID)+view.AcceptAll(s.lang, p.Findings))
}

// applied reports a run, or that there was nothing to do.
func (s *session) applied(store *storage.Store, p *storage.StoredPlan, run *storage.Run) error {
	if s.json {
		return document.Write(s.stdout, s.appliedDocument(store, p, run))
	}
	screen := s.screen(false)
	screen.Roster(store.Name(), s.org)
	if run == nil {
		screen.Say("apply-nothing", p.ID, p.Summary.Unchanged, p.Summary.Held, p.Summary.Rejected)
		return screen.Flush()
	}
	screen.Say("apply-done", p.ID, decimal(run.Number))
	screen.Say("apply-predicted", decimal(run.Written), decimal(run.Predicted))
	screen.Summary(p.Summary)
	if p.Summary.Held+p.Summary.Rejected > 0 {
		screen.Say("apply-left", s.command("show", p.ID))
	}
	screen.Say("apply-undo", s.command("undo", decimal(run.Number)))
	return screen.Flush()
}
