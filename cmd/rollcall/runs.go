package main

import (
	"github.com/spf13/cobra"

	"rollcall/cmd/rollcall/internal/document"
	"rollcall/storage"
)

func (s *session) runs() *cobra.Command {
	var all bool
	cmd := s.verb("runs", exactly(0), func(cmd *cobra.Command, _ []string) error {
		return s.with(cmd.Context(), func(store *storage.Store) error {
			var runs []*storage.Run
			for r, err := range store.Runs(cmd.Context(), s.org) {
				if err != nil {
					return err
				}
				if runs = append(runs, r); !all && len(runs) == runsShown {
					break
				}
			}
			return s.listRuns(store, runs)
		})
	})
	cmd.Flags().BoolVar(&all, "all", false, s.say("flag.all-runs"))
	return cmd
}

// runsShown is how many runs are listed unless all are asked for.
const runsShown = 50

func (s *session) listRuns(store *storage.Store, runs []*storage.Run) error {
	if s.json {
		doc := document.Runs{Header: s.header(store), Runs: []document.Run{}}
		for _, r := range runs {
			doc.Runs = append(doc.Runs, runDocument(r))
		}
		return document.Write(s.stdout, doc)
	}
	screen := s.screen(false)
	screen.Roster(store.Name(), s.org)
	screen.Runs(runs)
	return screen.Flush()
}

func runDocument(r *storage.Run) document.Run {
	accepted := []document.Acceptance{}
	for _, a := range r.Accepted {
		accepted = append(accepted, document.Acceptance{Code: a.Code, Number: a.Number, By: a.By, Reason: a.Reason})
	}
	doc := document.Run{Number: r.Number, Plan: r.PlanID, Kind: r.Kind, By: r.By, At: r.At.UTC(), File: r.FileName,
		SHA256: r.FileSHA256, PolicyDigest: r.PolicyDigest, Summary: r.Summary, Predicted: r.Predicted,
		Written: r.Written, Accepted: accepted, UndoOf: r.UndoOf}
	for _, t := range r.TakenBack {
		doc.UndoneBy = t.Run
		doc.TakenBack = append(doc.TakenBack, document.TakenBack{Run: t.Run, Written: t.Written, UndoneBy: t.By})
	}
	return doc
}

func (s *session) appliedDocument(store *storage.Store, p *storage.StoredPlan, run *storage.Run) document.Applied {
	doc := document.Applied{Header: s.header(store), Plan: p.ID}
	if run != nil {
		r := runDocument(run)
		doc.Run = &r
	}
	return doc
}

// runVerb is "rollcall run": everything about one run.
func (s *session) runVerb() *cobra.Command {
	var form presentation
	cmd := s.verb("run RUN", exactly(1), func(cmd *cobra.Command, args []string) error {
		number, err := runNumber(args[0])
		if err != nil {
			return err
		}
		if err := s.settle(&form); err != nil {
			return err
		}
		return s.with(cmd.Context(), func(store *storage.Store) error {
			run, err := store.RunByNumber(cmd.Context(), s.org, number)
			if err != nil {
				return err
			}
			return s.showRun(cmd, store, run, &form)
		})
	})
	s.presentationFlags(cmd, &form)
	return cmd
}

// showRun shows a run itself; its changes are shown as those of its plan.
func (s *session) showRun(cmd *cobra.Command, store *storage.Store, run *storage.Run, form *presentation) error {
	ctx := cmd.Context()
	p, err := store.Plan(ctx, s.org, run.PlanID)
	if err != nil {
		return err
	}
	switch form.format {
	case formatJSON:
		return document.Write(s.stdout, document.OneRun{Header: s.header(store), Run: runDocument(run), Scope: document.NewScope(p.Plan)})
	case formatText:
		screen := s.screen(form.all)
		screen.Roster(store.Name(), s.org)
		screen.Run(run, p.Plan)
		err := screen.Changes(run.Summary, s.changesOf(ctx, store, run.PlanID))
		if err != nil {
			return err
		}
		return screen.Flush()
	}
	return s.present(ctx, store, p, form)
}
