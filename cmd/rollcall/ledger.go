package main

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"rollcall/cmd/rollcall/internal/document"
	"rollcall/cmd/rollcall/internal/view"
	"rollcall/ledger"
	"rollcall/storage"
)

// ledgerVerb is "rollcall ledger": the entries of the trail, the oldest first.
func (s *session) ledgerVerb() *cobra.Command {
	var kinds []string
	cmd := s.verb("ledger", exactly(0), func(cmd *cobra.Command, _ []string) error {
		for _, k := range kinds {
			if !slices.Contains(ledger.Kinds(), k) {
				return usage("usage-entry-kind", k, strings.Join(ledger.Kinds(), ", "))
			}
		}
		return s.with(cmd.Context(), func(store *storage.Store) error {
			_, err := store.VerifyLedger(cmd.Context(), s.org, func(e *storage.Entry) error {
				if len(kinds) > 0 && !slices.Contains(kinds, e.Kind) {
					return nil
				}
				return s.listEntry(e)
			})
			return err
		})
	})
	cmd.Flags().StringSliceVar(&kinds, "kind", nil, s.say("flag.entry-kind"))
	return cmd
}

// listEntry gives one entry on one line, whether for people or as JSON.
func (s *session) listEntry(e *storage.Entry) error {
	if s.json {
		return json.NewEncoder(s.stdout).Encode(document.NewEntry(e))
	}
	line := []string{decimal(e.Number), e.At.Format("2006-01-02 15:04:05 UTC"), e.Kind}
	for _, m := range []map[string]string{e.Facts, e.Note} {
		for _, name := range slices.Sorted(maps.Keys(m)) {
			if m[name] != "" {
				line = append(line, name+"="+view.Clean(m[name]))
			}
		}
	}
	_, err := s.stdout.Write([]byte(strings.Join(line, "  ") + "\n"))
	return err
}
