package view

import (
	"rollcall/reconcile"
	"rollcall/words"
)

// Problems shows the first problems of a file, each with its place; total counts those that were not kept as well.
func (s *Screen) Problems(file string, ps []reconcile.Problem, total int) {
	if total == 0 {
		return
	}
	s.heading(s.say("view.problems", total))
	for _, p := range ps[:min(len(ps), s.limit())] {
		s.problem(file, p)
	}
	s.rest(total)
}

func (s *Screen) problem(file string, p reconcile.Problem) {
	mark := " "
	if p.Rejects {
		mark = s.paint(magenta, "!")
	}
	text := words.Problem(s.lang, p)
	if p.Heading != "" {
		text = Clean(p.Heading) + s.say("help.colon") + " " + text
	}
	s.linef("  %s %s  %s  %s", mark, Place(file, p), s.paint(bold, p.Code), text)
}

// Place says where a problem is, as editors and spreadsheets find it: "members.csv:14" or "members.xlsx:C14".
func Place(file string, p reconcile.Problem) string {
	file = Clean(file)
	switch {
	case p.Cell != "":
		return file + ":" + p.Cell
	case p.Line > 0:
		return file + ":" + number(int64(p.Line))
	}
	return file
}
