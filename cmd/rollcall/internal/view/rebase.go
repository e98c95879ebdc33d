package view

import (
	"rollcall/reconcile"
	"rollcall/words"
)

// Rebase is a stale plan and the one that was made in its place.
type Rebase struct {
	Old, New   *reconcile.Plan
	Roster     string
	Difference *reconcile.Difference
	Command    func(args ...string) string
}

// Rebase shows how a plan that was made anew differs from the one that was reviewed, and what to do with it.
func (s *Screen) Rebase(r *Rebase) error {
	d := r.Difference
	s.Roster(r.Roster, r.New.Organisation)
	s.line(s.say("rebase-made", r.Old.ID, r.New.ID))
	s.summary(r.New)
	s.some("rebase-gone", d.Gone)
	s.some("rebase-new", d.New)
	if n := len(d.Changed); n > 0 {
		s.heading(s.say("rebase-changed", n))
		for _, pair := range d.Changed[:min(n, s.limit())] {
			s.line("  ", s.say("rebase-was"))
			s.change(pair[0])
			s.line("  ", s.say("rebase-is"))
			s.change(pair[1])
		}
		s.rest(n)
	}
	s.differing("rebase-findings-gone", d.FindingsGone)
	s.differing("rebase-findings-new", d.FindingsNew)
	if d.Same() {
		s.line()
		s.line(s.say("rebase-same"))
	}
	s.line()
	s.line(s.say("rebase-next", r.New.ID))
	s.line("  ", r.Command("show", r.New.ID))
	return s.Flush()
}

// some lists changes that only one of the plans makes.
func (s *Screen) some(heading string, changes []*reconcile.Change) {
	if len(changes) == 0 {
		return
	}
	s.heading(s.say(heading, len(changes)))
	for _, c := range changes[:min(len(changes), s.limit())] {
		s.change(c)
	}
	s.rest(len(changes))
}

// differing lists findings of one of the plans only.
func (s *Screen) differing(heading string, findings []reconcile.Finding) {
	if len(findings) == 0 {
		return
	}
	s.heading(s.say(heading, len(findings)))
	for _, f := range findings {
		s.linef("  %s  %s", s.paint(bold, f.Code), words.Finding(s.lang, f))
	}
}
