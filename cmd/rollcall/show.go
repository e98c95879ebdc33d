package main

import (
	"context"
	"io"
	"iter"
	"path/filepath"

	"github.com/spf13/cobra"

	"rollcall/cmd/rollcall/internal/document"
	"rollcall/cmd/rollcall/internal/outfile"
	"rollcall/formats/report"
	"rollcall/reconcile"
	"rollcall/storage"
)

// The formats of show.
const (
	formatText   = "text"
	formatJSON   = "json"
	formatNDJSON = "ndjson"
	formatCSV    = "csv"
	formatXLSX   = "xlsx"
)

func (s *session) show() *cobra.Command {
	var form presentation
	cmd := s.verb("show PLAN", exactly(1), func(cmd *cobra.Command, args []string) error {
		if err := s.settle(&form); err != nil {
			return err
		}
		return s.with(cmd.Context(), func(store *storage.Store) error {
			p, err := store.Plan(cmd.Context(), s.org, args[0])
			if err != nil {
				return err
			}
			return s.present(cmd.Context(), store, p, &form)
		})
	})
	s.presentationFlags(cmd, &form)
	return cmd
}

// presentation is the form in which a stored plan is given, and where to.
type presentation struct {
	format, output string
	all            bool
}

func (s *session) presentationFlags(cmd *cobra.Command, f *presentation) {
	cmd.Flags().StringVar(&f.format, "format", formatText, s.say("flag.format"))
	cmd.Flags().StringVarP(&f.output, "output", "o", "-", s.say("flag.output"))
	cmd.Flags().BoolVar(&f.all, "all", false, s.say("flag.all"))
}

// settle checks the form asked for. A workbook is never thrown at a terminal.
func (s *session) settle(f *presentation) error {
	if s.json && f.format == formatText {
		f.format = formatJSON
	}
	s.json = f.format == formatJSON
	switch f.format {
	case formatText, formatJSON, formatNDJSON, formatCSV:
	case formatXLSX:
		if f.output == "-" && isTerminal(s.stdout) {
			return usage("usage-workbook-terminal")
		}
	default:
		return usage("usage-format", f.format)
	}
	return nil
}

// present gives a stored plan in the form asked for, to standard output or into a file.
func (s *session) present(ctx context.Context, store *storage.Store, p *storage.StoredPlan, f *presentation) error {
	return s.into(f.output, func(w io.Writer) error {
		total := p.Summary.Changes() + p.Summary.Held
		if f.format == formatXLSX {
			total *= 2 // its sheets are gone through for their columns first
		}
		m := s.meterBeside(f.output, "progress.events", shareOf(total))
		defer m.Stop()
		switch f.format {
		case formatNDJSON:
			return document.WriteChanges(w, counted(ctx, store.Changes(ctx, s.org, p.ID), m), s.lang)
		case formatCSV, formatXLSX:
			return report.WritePlan(w, report.Kind(f.format), p.Plan, func(a reconcile.Action) iter.Seq2[*reconcile.Change, error] {
				return counted(ctx, store.Changes(ctx, s.org, p.ID, a), m)
			}, s.lang)
		}
		shown := *s
		shown.stdout = w
		return shown.showPlan(ctx, store, p, f.all)
	})
}

// into gives standard output for "-" and otherwise a new file that is whole or absent.
func (s *session) into(path string, write func(io.Writer) error) error {
	if path == "-" {
		return write(s.stdout)
	}
	if dir := filepath.Dir(path); !isFile(dir) {
		return failed("folder-missing", path, dir)
	}
	return outfile.Write(path, write)
}
