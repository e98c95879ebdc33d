package main

import (
	"context"

	"github.com/spf13/cobra"

	"rollcall/cmd/rollcall/internal/document"
	"rollcall/storage"
)

func (s *session) checkStore() *cobra.Command {
	return s.verb("check-store", exactly(0), func(cmd *cobra.Command, _ []string) error {
		return s.with(cmd.Context(), func(store *storage.Store) error { return s.inspect(cmd.Context(), store) })
	})
}

// violationsListed is how many violations are listed; the rest are counted.
const violationsListed = 1000

// inspect checks the store and says what is wrong with it.
func (s *session) inspect(ctx context.Context, store *storage.Store) error {
	doc := document.StoreCheck{Header: s.header(store), Violations: []document.Violation{}}
	m := s.waiting("progress.checking")
	defer m.Stop()
	report, err := store.Check(ctx, s.org, func(v *storage.Violation) error {
		if doc.Count++; doc.Count <= violationsListed {
			code, args := v.Text()
			doc.Violations = append(doc.Violations, document.Violation{Code: code, Table: v.Table, Number: v.Number,
				Part: v.Part, Text: s.say(code, args...)})
		}
		return nil
	})
	m.Stop()
	if err != nil {
		return err
	}
	doc.Clean, doc.Replayed = doc.Count == 0, report.Replayed
	doc.Accounts, doc.Plans, doc.Runs, doc.Changes = report.Accounts, report.Plans, report.Runs, report.Changes
	if err := s.showCheck(&doc); err != nil {
		return err
	}
	if !doc.Clean {
		return ended(exitFailed)
	}
	return nil
}

func (s *session) showCheck(doc *document.StoreCheck) error {
	if s.json {
		return document.Write(s.stdout, doc)
	}
	screen := s.screen(true)
	screen.Roster(doc.Roster, s.org)
	for _, v := range doc.Violations {
		screen.Say("check-store-line", v.Table, "["+v.Code+"]", v.Text)
	}
	if more := doc.Count - len(doc.Violations); more > 0 {
		screen.Say("check-store-more", more)
	}
	switch {
	case !doc.Clean:
		screen.Say("check-store-found", doc.Count, doc.Accounts, doc.Plans, doc.Runs)
	case doc.Replayed:
		screen.Say("check-store-clean", doc.Accounts, doc.Plans, doc.Runs, doc.Changes)
	default:
		screen.Say("check-store-clean-erased", doc.Accounts, doc.Plans, doc.Runs, doc.Changes)
	}
	return screen.Flush()
}
