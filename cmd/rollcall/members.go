package main

import (
	"context"
	"maps"
	"slices"

	"github.com/spf13/cobra"

	"rollcall/cmd/rollcall/internal/document"
	"rollcall/reconcile"
	"rollcall/storage"
)

func (s *session) members() *cobra.Command {
	var status []string
	var filter storage.Filter
	var past asOf
	var all bool
	cmd := s.verb("members", exactly(0), func(cmd *cobra.Command, _ []string) error {
		statuses, err := parseStatuses(status)
		if err != nil {
			return err
		}
		filter.Statuses = slices.Sorted(maps.Keys(statuses))
		if past.text == "" && past.zone != "" {
			return usage("usage-zone-alone")
		}
		return s.with(cmd.Context(), func(store *storage.Store) error {
			return s.listMembers(cmd.Context(), store, filter, past, all)
		})
	})
	s.statusFlag(cmd, &status)
	cmd.Flags().StringVar(&filter.Search, "search", "", s.say("flag.search"))
	cmd.Flags().BoolVar(&all, "all", false, s.say("flag.all-members"))
	s.asOfFlag(cmd, &past)
	s.zoneFlag(cmd, &past.zone)
	return cmd
}

func (s *session) listMembers(ctx context.Context, store *storage.Store, f storage.Filter, past asOf, all bool) error {
	roster, at, err := s.standing(ctx, store, past)
	if err != nil {
		return err
	}
	defer roster.Close()
	counts, err := roster.ByStatus(ctx)
	if err != nil {
		return err
	}
	accounts := f.Among(roster.Accounts(ctx))
	if s.json {
		m := s.meterBeside("-", "progress.members", nil)
		defer m.Stop()
		accounts = counted(ctx, accounts, m)
		return document.WriteMembers(s.stdout, s.header(store), newAsOf(past, roster.Revision(), at), counts, accounts)
	}
	screen := s.screen(all)
	screen.Roster(store.Name(), s.org)
	screen.Say("members-counts", counts[reconcile.StatusActive], counts[reconcile.StatusInvited],
		counts[reconcile.StatusDeactivated])
	if err := screen.Members(accounts); err != nil {
		return err
	}
	return screen.Flush()
}
