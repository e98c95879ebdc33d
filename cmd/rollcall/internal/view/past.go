package view

import (
	"cmp"
	"iter"

	"rollcall/reconcile"
	"rollcall/storage"
	"rollcall/words"
)

// History shows all that happened to one account, the oldest first.
func (s *Screen) History(h *storage.History) {
	who := s.say("view.history-gone", number(h.ID))
	if a := h.Account; a != nil {
		who = s.say("view.history", number(h.ID), Clean(a.Values.Key()), Clean(a.Name()),
			words.Status(s.lang, a.Values[reconcile.Status]))
	}
	s.heading(who)
	for _, e := range h.Events {
		s.event(&e)
	}
	for _, r := range h.Erased {
		s.line()
		s.line(s.say("view.history-erased", number(r.Number)))
	}
	if h.Edited {
		s.line()
		s.line(s.paint(red, s.say("view.history-edited")))
	}
}

// event shows one change, every field of it, with the run that made it.
func (s *Screen) event(e *storage.Event) {
	s.line()
	s.line(s.passage(e.Run))
	s.whole(e.Change)
}

// whole shows every field of a change, also those that its action implies.
func (s *Screen) whole(c *reconcile.Change) {
	s.person(c)
	for _, f := range c.Fields {
		s.field(c.Action, f)
	}
	for i := range c.Left {
		s.left(&c.Left[i])
	}
}

// Passage shows one run and what it did.
func (s *Screen) Passage(r *storage.Run, events iter.Seq2[*storage.Event, error]) error {
	s.line()
	s.line(s.passage(r))
	n := 0
	for e, err := range events {
		if err != nil {
			return err
		}
		if n++; n <= s.limit() {
			s.change(e.Change)
		}
	}
	s.rest(n)
	return nil
}

// passage says in one line which run, when, by whom and from what.
func (s *Screen) passage(r *storage.Run) string {
	text := s.say("view.passage", number(r.Number), r.At.UTC().Format(stamp), Clean(r.By), cmp.Or(s.origin(r), s.say("view.blank")))
	if r.FileSHA256 != "" {
		text += "  " + s.say("view.passage-sha256", r.FileSHA256)
	}
	return text
}
