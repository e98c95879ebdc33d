package main

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"rollcall/cmd/rollcall/internal/document"
	"rollcall/reconcile"
	"rollcall/storage"
)

func (s *session) history() *cobra.Command {
	return s.verb("history MEMBER", exactly(1), func(cmd *cobra.Command, args []string) error {
		return s.with(cmd.Context(), func(store *storage.Store) error {
			return s.showHistory(cmd.Context(), store, args[0])
		})
	})
}

// showHistory shows all that the runs did to one account.
func (s *session) showHistory(ctx context.Context, store *storage.Store, member string) error {
	n, err := store.Snapshot(ctx, s.org)
	if err != nil {
		return err
	}
	defer n.Close()
	ids, err := n.Find(ctx, member)
	if err != nil {
		return err
	}
	if err := s.sole(ctx, n, ids); err != nil {
		return err
	}
	h, err := n.History(ctx, ids[0])
	if err != nil {
		return err
	}
	if s.json {
		return document.Write(s.stdout, s.historyDocument(store, h))
	}
	screen := s.screen(true)
	screen.Roster(store.Name(), s.org)
	screen.History(h)
	return screen.Flush()
}

// sole refuses to guess: without exactly one account it lists those that may be meant.
func (s *session) sole(ctx context.Context, roster reconcile.Roster, ids []int64) error {
	switch len(ids) {
	case 0:
		return failed("member-unknown")
	case 1:
		return nil
	}
	if !s.json {
		screen := s.screen(true)
		if err := screen.Members(roster.Lookup(ctx, ids)); err != nil {
			return err
		}
		if err := screen.Flush(); err != nil {
			return err
		}
	}
	return failed("member-ambiguous", len(ids), idList(ids))
}

func idList(ids []int64) string {
	texts := make([]string, len(ids))
	for i, id := range ids {
		texts[i] = "id:" + decimal(id)
	}
	return strings.Join(texts, ", ")
}

func (s *session) historyDocument(store *storage.Store, h *storage.History) document.History {
	doc := document.History{Header: s.header(store), ID: h.ID, Edited: h.Edited, Events: []document.Event{}}
	if h.Account != nil {
		account := document.NewAccount(h.Account)
		doc.Account = &account
	}
	for _, r := range h.Erased {
		doc.Erased = append(doc.Erased, r.Number)
	}
	for _, e := range h.Events {
		doc.Events = append(doc.Events, s.event(&e))
	}
	return doc
}

func (s *session) event(e *storage.Event) document.Event {
	r := e.Run
	return document.Event{Run: r.Number, At: r.At.UTC(), By: r.By, Plan: r.PlanID, Kind: r.Kind, UndoOf: r.UndoOf,
		File: r.FileName, SHA256: r.FileSHA256, Change: document.NewChange(e.Change, s.lang)}
}
