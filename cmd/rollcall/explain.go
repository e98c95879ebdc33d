package main

import (
	"context"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"rollcall/cmd/rollcall/internal/document"
	"rollcall/cmd/rollcall/internal/view"
	"rollcall/reconcile"
	"rollcall/storage"
)

func (s *session) explainVerb() *cobra.Command {
	var plan, file string
	cmd := s.verb("explain MEMBER", exactly(1), func(cmd *cobra.Command, args []string) error {
		if plan == "" {
			return usage("usage-explain-plan")
		}
		return s.with(cmd.Context(), func(store *storage.Store) error {
			p, err := store.Plan(cmd.Context(), s.org, plan)
			if err != nil {
				return err
			}
			x := &explaining{session: s, store: store, plan: p, member: args[0]}
			return x.run(cmd.Context(), file)
		})
	})
	cmd.Flags().StringVar(&plan, "plan", "", s.say("flag.plan"))
	cmd.Flags().StringVar(&file, "file", "", s.say("flag.file"))
	return cmd
}

// explaining is one question: why a plan does what it does about one person.
type explaining struct {
	*session
	store  *storage.Store
	plan   *storage.StoredPlan
	roster *storage.Past // that the plan was made for
	member string
	view.Explanation
}

// run finds the person, reads the file once more where it is at hand, and shows what came of it.
func (x *explaining) run(ctx context.Context, file string) error {
	var err error
	if x.roster, err = x.store.AsOf(ctx, x.org, x.plan.Revision, time.Time{}); err != nil {
		return err
	}
	defer x.roster.Close()
	x.Plan, x.Applied = x.plan.Plan, x.plan.Run
	if err := x.find(ctx); err != nil {
		return err
	}
	if err := x.outcome(ctx); err != nil {
		return err
	}
	if err := x.retrace(ctx, file); err != nil {
		return err
	}
	if x.Account == nil && len(x.Outcome) == 0 && len(x.Trace.Rows) == 0 {
		return failed("explain-nobody", x.plan.ID)
	}
	return x.show()
}

// find looks for the account, as it was when the plan was made, and for what happened to it by then.
func (x *explaining) find(ctx context.Context) error {
	n, err := x.store.Snapshot(ctx, x.org)
	if err != nil {
		return err
	}
	defer n.Close()
	ids, err := n.Find(ctx, x.member)
	if err != nil {
		return err
	}
	if len(ids) > 1 {
		return x.sole(ctx, n, ids)
	}
	x.Trace = &reconcile.Trace{Key: x.member}
	if len(ids) == 0 {
		return nil
	}
	x.ID = ids[0]
	for a, err := range x.roster.Lookup(ctx, ids) {
		if err != nil {
			return err
		}
		x.Account, x.Trace.Account = a, a.ID
	}
	h, err := n.History(ctx, x.ID)
	if err != nil {
		return err
	}
	for i, e := range h.Events {
		if _, status := e.Change.Field(reconcile.Status); status && e.Run.Number <= x.plan.Revision {
			x.Since = &h.Events[i]
		}
	}
	return nil
}

// outcome finds what the plan does about the person. An account that the plan itself adds is found by its ID, somebody
// whom nobody has added yet by the keys of the row.
func (x *explaining) outcome(ctx context.Context) error {
	for c, err := range x.store.Changes(ctx, x.org, x.plan.ID) {
		if err != nil {
			return err
		}
		if x.ID > 0 && (c.Concerns(x.ID) || c.ID == x.ID) || x.ID == 0 && x.hasKey(c) {
			x.Outcome = append(x.Outcome, c)
			if c.Line > 0 {
				x.Trace.Lines = append(x.Trace.Lines, c.Line)
			}
		}
	}
	return nil
}

// hasKey tells whether a change adds or holds somebody with the key that was asked about.
func (x *explaining) hasKey(c *reconcile.Change) bool {
	key := reconcile.Fold(x.member)
	return c.Line > 0 && c.ID == 0 && reconcile.Fold(c.Key) == key || slices.ContainsFunc(c.Fields, func(f reconcile.FieldChange) bool {
		return (f.Field == reconcile.EmployeeNumber || f.Field == reconcile.Login || f.Field == reconcile.Email) &&
			reconcile.Fold(f.New) == key
	})
}

// retrace plans the file again, exactly as it was planned, and listens. Without the file Missing says why.
func (x *explaining) retrace(ctx context.Context, file string) error {
	if x.plan.Kind != reconcile.FromFile {
		x.Missing = x.say("explain-undo")
		return nil
	}
	upload, err := x.reopen(file)
	if err != nil || upload == nil {
		return err
	}
	defer upload.Close()
	draft, err := x.replan(ctx, upload)
	if err != nil {
		return err
	}
	same, err := x.agrees(ctx, draft)
	if err == nil && !same {
		err = failed("explain-differs", x.plan.ID)
	}
	return err
}

func (x *explaining) show() error {
	if x.json {
		return document.Write(x.stdout, x.document())
	}
	screen := x.screen(true)
	screen.Roster(x.store.Name(), x.org)
	screen.Explain(&x.Explanation)
	return screen.Flush()
}

func (x *explaining) document() *document.Explanation {
	doc := document.NewExplanation(x.header(x.store), x.plan.Plan, x.plan.Run, x.Trace, x.lang)
	doc.Missing, doc.Complete = x.Missing, x.Missing == ""
	if x.Account != nil {
		account := document.NewAccount(x.Account)
		doc.Account = &account
	}
	if x.ID > 0 {
		doc.ID = &x.ID
	}
	if x.Since != nil {
		since := x.event(x.Since)
		doc.Since = &since
	}
	for _, c := range x.Outcome {
		doc.Outcome = append(doc.Outcome, document.NewChange(c, x.lang))
	}
	return doc
}
