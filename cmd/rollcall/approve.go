package main

import (
	"errors"

	"github.com/spf13/cobra"

	"rollcall/cmd/rollcall/internal/document"
	"rollcall/cmd/rollcall/internal/view"
	"rollcall/storage"
	"rollcall/words"
)

func (s *session) approve() *cobra.Command {
	var l lifting
	cmd := s.verb("approve PLAN", exactly(1), func(cmd *cobra.Command, args []string) error {
		accepted, err := l.accepted()
		if err != nil {
			return err
		}
		return s.decide(cmd, args[0], storage.Verdict{Decision: storage.Approved, Reason: l.reason, Accepted: accepted})
	})
	s.liftingFlags(cmd, &l)
	s.byFlag(cmd)
	return cmd
}

func (s *session) reject() *cobra.Command {
	var l lifting
	cmd := s.verb("reject PLAN", exactly(1), func(cmd *cobra.Command, args []string) error {
		if _, err := l.accepted(); err != nil {
			return err
		}
		return s.decide(cmd, args[0], storage.Verdict{Decision: storage.Rejected, Reason: l.reason})
	})
	cmd.Flags().StringVar(&l.reason, "reason", "", s.say("flag.reason"))
	s.byFlag(cmd)
	return cmd
}

// decide keeps an operator's decision about a plan.
func (s *session) decide(cmd *cobra.Command, id string, v storage.Verdict) error {
	if v.Reason == "" {
		return usage("usage-decision-reason")
	}
	ctx := cmd.Context()
	return s.with(ctx, func(store *storage.Store) error {
		p, err := store.Plan(ctx, s.org, id)
		if err != nil {
			return err
		}
		if err := checkAccepted(p.Plan, v.Accepted); err != nil {
			return err
		}
		v.By, v.At = s.by, now()
		standing, err := store.Decide(ctx, s.org, p.ID, v)
		var blocked *storage.BlockedError
		if errors.As(err, &blocked) && !s.quiet {
			for _, f := range blocked.Findings {
				s.tell("apply-finding", f.Code, words.Finding(s.lang, f))
			}
			s.tell("approve-way-out", s.command("approve", p.ID)+view.AcceptAll(s.lang, p.Findings))
		}
		if err != nil {
			return err
		}
		return s.showStanding(store, p, standing)
	})
}

// approvals is "rollcall approvals": how a plan stands with those who must approve it.
func (s *session) approvals() *cobra.Command {
	return s.verb("approvals PLAN", exactly(1), func(cmd *cobra.Command, args []string) error {
		return s.with(cmd.Context(), func(store *storage.Store) error {
			p, err := store.Plan(cmd.Context(), s.org, args[0])
			if err != nil {
				return err
			}
			standing, err := store.Standing(cmd.Context(), s.org, p.ID, now())
			if err != nil {
				return err
			}
			return s.showStanding(store, p, standing)
		})
	})
}

func (s *session) showStanding(store *storage.Store, p *storage.StoredPlan, standing *storage.Standing) error {
	if s.json {
		return document.Write(s.stdout, document.PlanApprovals{Header: s.header(store), Plan: p.ID, Run: p.Run,
			Approvals: *approvalsDocument(standing)})
	}
	screen := s.screen(true)
	screen.Roster(store.Name(), s.org)
	screen.Say("view.plan", p.ID)
	screen.Standing(standing)
	screen.Next(&view.Review{Plan: p.Plan, Applied: p.Run, Command: s.command, Standing: standing})
	return screen.Flush()
}

// approvalsDocument is how a plan stands as a document.
func approvalsDocument(standing *storage.Standing) *document.Approvals {
	doc := &document.Approvals{Needed: standing.Needed, Missing: standing.Missing(), OtherPerson: standing.Other,
		Rejected: standing.Rejection() != nil, Decisions: []document.Decision{}}
	for _, a := range standing.Decisions {
		d := document.Decision{Number: a.Number, By: a.By, Decision: string(a.Decision), Reason: a.Reason, At: a.At, Counts: a.Void == "",
			Void: a.Void, Accepted: []document.Acceptance{}}
		if !a.Expires.IsZero() {
			d.Expires = &a.Expires
		}
		for _, f := range a.Accepted {
			d.Accepted = append(d.Accepted, document.Acceptance{Code: f.Code, Number: f.Number, By: f.By, Reason: f.Reason})
		}
		doc.Decisions = append(doc.Decisions, d)
	}
	return doc
}
