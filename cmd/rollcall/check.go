package main

import (
	"context"
	"crypto/rand"
	"iter"

	"github.com/spf13/cobra"

	"rollcall/cmd/rollcall/internal/document"
	"rollcall/cmd/rollcall/internal/password"
	"rollcall/reconcile"
)

func (s *session) check() *cobra.Command {
	var from source
	var all bool
	cmd := s.verb("check FILE", exactly(1), func(cmd *cobra.Command, args []string) error {
		in, err := s.input(args[0], &from)
		if err != nil {
			return err
		}
		defer in.Close()
		draft, err := s.against(cmd.Context(), reconcile.Accounts{}, in, rand.Text())
		if err != nil {
			return err
		}
		ids := 0
		problems, err := withHolds(draft.Problems, knownIDs(draft.Changes(cmd.Context()), &ids))
		if err != nil {
			return err
		}
		draft.Totals.Held -= ids
		return s.checked(in, draft, problems, all)
	})
	s.sourceFlags(cmd, &from)
	s.manifestFlag(cmd, &from)
	cmd.Flags().BoolVar(&all, "all", false, s.say("flag.all"))
	return cmd
}

// against works out what a file would change in a roster that is in memory. Passwords are only compared; secret
// makes them comparable between two calls.
func (s *session) against(ctx context.Context, roster reconcile.Roster, in *input, secret string) (*reconcile.Draft, error) {
	return s.draft(ctx, in.Source, reconcile.Input{Organisation: s.org, Roster: roster, Upload: in.Upload, Policy: in.policy,
		Bare: true, Hash: password.Compared([]byte(secret))})
}

// knownIDs passes over the rows held because the roster does not know their ID, and counts them: there is no roster to
// know it here.
func knownIDs(changes iter.Seq2[*reconcile.Change, error], passed *int) iter.Seq2[*reconcile.Change, error] {
	return func(yield func(*reconcile.Change, error) bool) {
		for c, err := range changes {
			if err == nil && c.Why.Code == "unknown-id" {
				*passed++
				continue
			}
			if !yield(c, err) {
				return
			}
		}
	}
}

// problemsOf gives the problems of a draft, rows that are held included.
func problemsOf(ctx context.Context, d *reconcile.Draft) ([]reconcile.Problem, error) {
	if d.Totals.Held == 0 {
		return d.Problems, nil
	}
	return withHolds(d.Problems, d.Changes(ctx))
}

// checked shows what is wrong with a file. Rows that are rejected or held make the check fail; warnings don't.
func (s *session) checked(in *input, d *reconcile.Draft, problems []reconcile.Problem, all bool) error {
	total := d.ProblemCount + len(problems) - len(d.Problems)
	if err := s.showChecked(in, d, problems, total, all); err != nil {
		return err
	}
	if d.Totals.Rejected+d.Totals.Held > 0 {
		return ended(exitFailed)
	}
	return nil
}

func (s *session) showChecked(in *input, d *reconcile.Draft, problems []reconcile.Problem, total int, all bool) error {
	f := in.File
	if s.json {
		return document.Write(s.stdout, document.Check{SchemaVersion: document.SchemaVersion, File: document.NewFile(*f),
			Summary: d.Totals.Summary, Problems: document.Problems(f.Name, problems, s.lang), ProblemCount: total,
			Notes: document.Problems(f.Name, f.Notes, s.lang)})
	}
	screen := s.screen(all)
	screen.File(f)
	screen.Problems(f.Name, problems, total)
	screen.Line()
	screen.Say("check-done", d.Totals.Rows, d.Totals.Rejected, d.Totals.Held)
	return screen.Flush()
}
