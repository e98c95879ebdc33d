package main

import (
	"context"
	"io"
	"iter"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"rollcall/cmd/rollcall/internal/document"
	"rollcall/formats/report"
	"rollcall/reconcile"
	"rollcall/storage"
)

// passing is what changes was asked for.
type passing struct {
	from, to, zone string
	only           []string
	form           presentation
}

func (s *session) changes() *cobra.Command {
	var o passing
	cmd := s.verb("changes", exactly(0), func(cmd *cobra.Command, _ []string) error {
		v, err := s.newInterval(&o)
		if err != nil {
			return err
		}
		if err := s.settle(&o.form); err != nil {
			return err
		}
		return s.with(cmd.Context(), func(store *storage.Store) error {
			return s.showChanges(cmd.Context(), store, v, &o.form)
		})
	})
	cmd.Flags().StringVar(&o.from, "from", "", s.say("flag.from"))
	cmd.Flags().StringVar(&o.to, "to", "", s.say("flag.to"))
	cmd.Flags().StringSliceVar(&o.only, "only", nil, s.say("flag.only-changes"))
	s.zoneFlag(cmd, &o.zone)
	s.presentationFlags(cmd, &o.form)
	return cmd
}

// interval is which changes of which runs are wanted, as it was understood.
type interval struct {
	storage.Span
	zone    *time.Location
	actions []reconcile.Action
	runs    []*storage.Run
}

func (s *session) newInterval(o *passing) (*interval, error) {
	zone, err := parseZone(o.zone)
	if err != nil {
		return nil, err
	}
	v := &interval{zone: zone}
	if v.actions, err = parseActions(o.only); err != nil {
		return nil, err
	}
	if o.from != "" {
		from, err := parseWhen("--from", o.from, zone)
		if err != nil {
			return nil, err
		}
		v.First, v.From = from.run, from.begin
	}
	if o.to != "" {
		to, err := parseWhen("--to", o.to, zone)
		if err != nil {
			return nil, err
		}
		v.Last, v.To = to.run, to.over
	}
	if v.backwards() {
		return nil, usage("usage-interval")
	}
	return v, nil
}

// backwards tells whether the interval ends before it begins.
func (v *interval) backwards() bool {
	return v.Last > 0 && v.First > v.Last || !v.To.IsZero() && v.From.After(v.To)
}

// parseActions reads names of actions; without any it gives all that change accounts.
func parseActions(names []string) ([]reconcile.Action, error) {
	if len(names) == 0 {
		return []reconcile.Action{reconcile.Deactivate, reconcile.Reactivate, reconcile.Update, reconcile.Add}, nil
	}
	var actions []reconcile.Action
	for _, name := range names {
		a, ok := reconcile.ParseAction(name)
		if !ok {
			return nil, usage("usage-only-changes", name)
		}
		actions = append(actions, a)
	}
	slices.Sort(actions)
	return slices.Compact(actions), nil
}

func (s *session) showChanges(ctx context.Context, store *storage.Store, v *interval, form *presentation) error {
	n, err := store.Snapshot(ctx, s.org)
	if err != nil {
		return err
	}
	defer n.Close()
	if v.runs, err = n.Runs(ctx, v.Span); err != nil {
		return err
	}
	if form.format != formatText {
		s.tell("interval", s.bounds(v)...)
	}
	return s.into(form.output, func(w io.Writer) error {
		m := s.meterBeside(form.output, "progress.events", nil)
		defer m.Stop()
		events := counted(ctx, n.Events(ctx, v.runs, v.actions...), m)
		switch form.format {
		case formatJSON:
			return document.WriteInterval(w, s.header(store), s.intervalDocument(v), s.eventDocuments(events))
		case formatNDJSON:
			return document.WriteEvents(w, s.eventDocuments(events))
		case formatCSV, formatXLSX:
			return report.WriteEvents(w, report.Kind(form.format), s.intervalSheet(store, v), reported(events))
		}
		shown := *s
		shown.stdout = w
		return shown.listChanges(ctx, store, n, v, form.all)
	})
}

// bounds says how many runs there are and how the interval was understood.
func (s *session) bounds(v *interval) []any {
	from, to := s.say("interval-first"), s.say("interval-last")
	switch {
	case v.First > 0:
		from = s.say("interval-from-run", decimal(v.First))
	case !v.From.IsZero():
		from = s.say("interval-from", stampIn(v.From, v.zone))
	}
	switch {
	case v.Last > 0:
		to = s.say("interval-to-run", decimal(v.Last))
	case !v.To.IsZero():
		to = s.say("interval-to", stampIn(v.To, v.zone))
	}
	return []any{len(v.runs), from, to}
}

func (s *session) listChanges(ctx context.Context, store *storage.Store, n *storage.Snapshot, v *interval, all bool) error {
	screen := s.screen(all)
	screen.Roster(store.Name(), s.org)
	screen.Say("interval", s.bounds(v)...)
	for _, r := range v.runs {
		if err := screen.Passage(r, n.Events(ctx, []*storage.Run{r}, v.actions...)); err != nil {
			return err
		}
	}
	return screen.Flush()
}

func (s *session) intervalDocument(v *interval) document.Interval {
	doc := document.Interval{Runs: []int64{}, FromRun: v.First, ToRun: v.Last}
	for _, r := range v.runs {
		doc.Runs = append(doc.Runs, r.Number)
	}
	if !v.From.IsZero() {
		from := v.From.UTC()
		doc.From = &from
	}
	if !v.To.IsZero() {
		to := v.To.UTC()
		doc.To = &to
	}
	return doc
}

func (s *session) eventDocuments(events iter.Seq2[*storage.Event, error]) iter.Seq2[document.Event, error] {
	return func(yield func(document.Event, error) bool) {
		for e, err := range events {
			var doc document.Event
			if err == nil {
				doc = s.event(e)
			}
			if !yield(doc, err) || err != nil {
				return
			}
		}
	}
}

func (s *session) intervalSheet(store *storage.Store, v *interval) report.Period {
	return report.Period{Lang: s.lang, Organisation: s.org, Roster: store.Name(), Made: now(), Runs: s.say("interval", s.bounds(v)...)}
}

// reported gives events as reports want them.
func reported(events iter.Seq2[*storage.Event, error]) iter.Seq2[*report.Event, error] {
	return func(yield func(*report.Event, error) bool) {
		for e, err := range events {
			if err != nil {
				yield(nil, err)
				return
			}
			r := e.Run
			if !yield(&report.Event{Run: r.Number, At: r.At, By: r.By, File: r.FileName, Change: e.Change}, nil) {
				return
			}
		}
	}
}
