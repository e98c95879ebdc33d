package main

import (
	"io"
	"iter"

	"github.com/spf13/cobra"

	"rollcall/cmd/rollcall/internal/document"
	"rollcall/formats/report"
	"rollcall/reconcile"
	"rollcall/storage"
)

func (s *session) template() *cobra.Command {
	var layoutName string
	var filled bool
	cmd := s.verb("template OUT.xlsx|OUT.csv|-", exactly(1), func(cmd *cobra.Command, args []string) error {
		kind, err := s.kindOf(args[0])
		if err != nil {
			return err
		}
		layout, err := parseLayout(layoutName)
		if err != nil {
			return err
		}
		if !filled {
			return s.writeTemplate(args[0], kind, layout, nil)
		}
		return s.with(cmd.Context(), func(store *storage.Store) error {
			snapshot, err := store.Snapshot(cmd.Context(), s.org)
			if err != nil {
				return err
			}
			defer snapshot.Close()
			total, err := s.accounts(cmd.Context(), store)
			if err != nil {
				return err
			}
			m := s.meterBeside(args[0], "progress.members", shareOf(total))
			defer m.Stop()
			return s.writeTemplate(args[0], kind, layout, counted(cmd.Context(), snapshot.Accounts(cmd.Context()), m))
		})
	})
	cmd.Flags().StringVar(&layoutName, "layout", string(report.Audit), s.say("flag.layout"))
	cmd.Flags().BoolVar(&filled, "filled", false, s.say("flag.filled"))
	return cmd
}

func (s *session) writeTemplate(path string, kind report.Kind, layout report.Layout, accounts iter.Seq2[*reconcile.Account, error]) error {
	err := s.into(path, func(w io.Writer) error {
		return report.WriteTemplate(w, kind, layout, s.lang, accounts)
	})
	switch {
	case err != nil || path == "-":
		return err
	case s.json:
		return document.Write(s.stdout, document.Template{SchemaVersion: document.SchemaVersion, Path: path,
			Kind: string(kind), Layout: string(layout), Filled: accounts != nil})
	}
	s.tell("template-done", path)
	return nil
}
