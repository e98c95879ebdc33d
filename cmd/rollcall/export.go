package main

import (
	"context"
	"io"
	"iter"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"rollcall/cmd/rollcall/internal/document"
	"rollcall/formats/report"
	"rollcall/ledger"
	"rollcall/reconcile"
	"rollcall/storage"
	"rollcall/words"
)

// exporting is what export was asked to do.
type exporting struct {
	layout, columns string
	asOf            asOf
	status          []string
}

func (s *session) export() *cobra.Command {
	var o exporting
	cmd := s.verb("export OUT.xlsx|OUT.csv|-", exactly(1), func(cmd *cobra.Command, args []string) error {
		e, err := s.newExport(args[0], &o)
		if err != nil {
			return err
		}
		return s.with(cmd.Context(), func(store *storage.Store) error {
			return s.writeExport(cmd.Context(), store, args[0], e)
		})
	})
	s.statusFlag(cmd, &o.status)
	s.byFlag(cmd)
	cmd.Flags().StringVar(&o.layout, "layout", string(report.Audit), s.say("flag.layout"))
	cmd.Flags().StringVar(&o.columns, "columns", "", s.say("flag.columns"))
	s.asOfFlag(cmd, &o.asOf)
	s.zoneFlag(cmd, &o.asOf.zone)
	return cmd
}

func (s *session) statusFlag(cmd *cobra.Command, to *[]string) {
	cmd.Flags().StringSliceVar(to, "status", nil, s.say("flag.status"))
}

// export is one export being made: what was asked for and what was seen of the roster.
type export struct {
	report.Export
	asOf     asOf
	zone     *time.Location
	statuses map[string]bool // empty: all
	counts   map[string]int  // accounts of the roster by status
	listed   int
	total    int

	checkpoint string // that was written with it
}

// entry is what the ledger says of the export.
func (e *export) entry(d report.Digests, revision int64, path, by string, filters []string) *storage.Entry {
	return &storage.Entry{Kind: ledger.Export, At: now(), Facts: map[string]string{"rows_sha256": d.Rows, "about_sha256": d.About,
		"rows": decimal(d.Count), "file_kind": string(e.Kind), "layout": string(e.Layout), "language": string(e.Lang),
		"revision": decimal(revision)},
		Note: map[string]string{"by": by, "file": filepath.Base(path), "filters": strings.Join(filters, "; ")}}
}

func (s *session) newExport(path string, o *exporting) (*export, error) {
	kind, err := s.kindOf(path)
	if err != nil {
		return nil, err
	}
	layout, err := parseLayout(o.layout)
	if err != nil {
		return nil, err
	}
	zone, err := parseZone(o.asOf.zone)
	if err != nil {
		return nil, err
	}
	columns, err := parseColumns(o.columns)
	if err != nil {
		return nil, err
	}
	if layout == report.Tempeos && len(columns) > 0 {
		return nil, usage("usage-columns-layout")
	}
	statuses, err := parseStatuses(o.status)
	if err != nil {
		return nil, err
	}
	return &export{Export: report.Export{Kind: kind, Layout: layout, Lang: s.lang, Columns: columns},
		asOf: o.asOf, zone: zone, statuses: statuses, counts: map[string]int{}}, nil
}

// kindOf tells from a path which kind of file is wanted.
func (s *session) kindOf(path string) (report.Kind, error) {
	kind, err := report.KindOf(path)
	if err != nil {
		return "", usage("usage-kind", path)
	}
	return kind, nil
}

func parseLayout(name string) (report.Layout, error) {
	if l := report.Layout(name); l == report.Audit || l == report.Tempeos {
		return l, nil
	}
	return "", usage("usage-layout", name)
}

func parseZone(name string) (*time.Location, error) {
	if name == "" {
		return time.Local, nil
	}
	zone, err := time.LoadLocation(name)
	if err != nil {
		return nil, usage("usage-zone", name)
	}
	return zone, nil
}

// columnFields are the fields that an export can have besides its layout's columns.
var columnFields = []reconcile.Field{reconcile.Group, reconcile.Language, reconcile.Establishments,
	reconcile.DefaultEstablishment, reconcile.Deactivated, reconcile.MustChange, reconcile.PendingEmail}

func parseColumns(list string) ([]reconcile.Column, error) {
	var out []reconcile.Column
	for name := range strings.SplitSeq(list, ",") {
		name = strings.TrimSpace(name)
		if name == "" {
			continue
		}
		if attr, ok := strings.CutPrefix(name, "attr."); ok && attr != "" {
			out = append(out, reconcile.Column{Field: reconcile.Attribute, Attr: attr})
			continue
		}
		f, ok := reconcile.ParseField(name)
		if !ok || !slices.Contains(columnFields, f) {
			return nil, usage("usage-column", name)
		}
		out = append(out, reconcile.Column{Field: f})
	}
	return out, nil
}

// parseStatuses reads names of statuses in either language.
func parseStatuses(names []string) (map[string]bool, error) {
	out := map[string]bool{}
	for _, n := range names {
		status, ok := reconcile.ParseStatus(reconcile.Canonical(n))
		if !ok {
			return nil, usage("usage-status", n)
		}
		out[status] = true
	}
	return out, nil
}

// writeExport writes the roster as it stands, or stood, at one moment.
func (s *session) writeExport(ctx context.Context, store *storage.Store, path string, e *export) error {
	roster, at, err := s.standing(ctx, store, e.asOf)
	if err != nil {
		return err
	}
	defer roster.Close()
	last, err := lastRun(ctx, store, s.org, roster.Revision())
	if err != nil {
		return err
	}
	e.About = func() report.About { return s.about(store, e, last, at) }
	e.Seal = func(d report.Digests) (_ string, err error) {
		e.checkpoint, err = s.recordExport(ctx, store, e.entry(d, roster.Revision(), path, s.by, s.filters(e)))
		return e.checkpoint, err
	}
	if path == "-" && e.Kind == report.XLSX && isTerminal(s.stdout) {
		return usage("usage-workbook-terminal")
	}
	total, err := s.accounts(ctx, store)
	if err != nil {
		return err
	}
	var digest string
	err = s.into(path, func(w io.Writer) error {
		m := s.meterBeside(path, "progress.members", shareOf(total))
		defer m.Stop()
		digest, _, err = e.Write(w, e.of(counted(ctx, roster.Accounts(ctx), m)))
		return err
	})
	if err != nil {
		return err
	}
	return s.exported(store, path, e, digest, newAsOf(e.asOf, roster.Revision(), at))
}

// accounts is how many accounts the organisation has: none is ever deleted.
func (s *session) accounts(ctx context.Context, store *storage.Store) (int, error) {
	org, err := store.Organisation(ctx, s.org)
	if err != nil {
		return 0, err
	}
	return int(org.NextID) - 1, nil
}

// of passes on the accounts that the export lists and counts them all.
func (e *export) of(accounts iter.Seq2[*reconcile.Account, error]) iter.Seq2[*reconcile.Account, error] {
	return func(yield func(*reconcile.Account, error) bool) {
		for a, err := range accounts {
			if err == nil {
				status := a.Values[reconcile.Status]
				e.counts[status]++
				e.total++
				if len(e.statuses) > 0 && !e.statuses[status] {
					continue
				}
				e.listed++
			}
			if !yield(a, err) {
				return
			}
		}
	}
}

func lastRun(ctx context.Context, store *storage.Store, org string, number int64) (*report.LastRun, error) {
	if number == 0 {
		return nil, nil
	}
	run, err := store.RunByNumber(ctx, org, number)
	if err != nil {
		return nil, err
	}
	return &report.LastRun{Number: run.Number, File: run.FileName, SHA256: run.FileSHA256, At: run.At, By: run.By}, nil
}

// about says what the export is of.
func (s *session) about(store *storage.Store, e *export, last *report.LastRun, at time.Time) report.About {
	about := report.About{System: "rollcall", Version: version(), Organisation: s.org, Roster: store.Name(), AsOf: at,
		Zone: e.zone, By: s.by, Filters: s.filters(e), Listed: e.listed, FilteredOut: e.total - e.listed,
		Total: e.total, ByStatus: e.counts, LastRun: last}
	if e.asOf.text != "" {
		about.Made = now()
	}
	return about
}

// filters says in words what was left out.
func (s *session) filters(e *export) []string {
	if len(e.statuses) == 0 {
		return nil
	}
	var names []string
	for _, st := range slices.Sorted(maps.Keys(e.statuses)) {
		names = append(names, words.Status(s.lang, st))
	}
	return []string{s.say("export-filter-status", strings.Join(names, ", "))}
}

// exported reports an export that is a file; one on standard output speaks for itself.
func (s *session) exported(store *storage.Store, path string, e *export, digest string, asOf *document.AsOf) error {
	if path == "-" {
		return nil
	}
	if s.json {
		return document.Write(s.stdout, document.Export{Header: s.header(store), Path: path, Kind: string(e.Kind),
			Layout: string(e.Layout), Listed: e.listed, FilteredOut: e.total - e.listed, Total: e.total, Digest: digest, AsOf: asOf,
			Checkpoint: e.checkpoint})
	}
	s.tell("export-done", e.listed, path, e.total-e.listed, e.total, store.Name(), s.org)
	s.tell("export-digest", digest)
	if e.Kind == report.CSV && !s.quiet {
		s.tell("export-checkpoint")
		io.WriteString(s.stderr, e.checkpoint) // as it is, to be kept: its lines are part of it
	}
	return nil
}
