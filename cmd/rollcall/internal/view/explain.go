package view

import (
	"cmp"
	"strings"

	"rollcall/reconcile"
	"rollcall/storage"
	"rollcall/words"
)

// Explanation is why a plan does what it does about one person.
type Explanation struct {
	Plan    *reconcile.Plan
	Applied int64              // the run that applied it; 0: none did
	ID      int64              // of the account; 0: there is none yet
	Account *reconcile.Account // as it was when the plan was made; nil: there was none
	Since   *storage.Event     // what gave the account its status, by then; nil: nothing is known
	Trace   *reconcile.Trace
	Outcome []*reconcile.Change // what the plan does; none: nothing
	Missing string              // why the file could not be read again; "" where it was
}

// Explain shows what was read of a person, what followed from it, and what the plan does.
func (s *Screen) Explain(x *Explanation) {
	s.line(s.say("explain.plan", x.Plan.ID, cmp.Or(Clean(x.Plan.File.Name), s.say("view.undo-of", number(x.Plan.UndoOf)))))
	if x.Applied > 0 {
		s.line(s.say("view.applied", x.Plan.ID, number(x.Applied)))
	}
	s.heading(s.who(x))
	if x.Since != nil {
		s.line("  ", s.say("explain.since", number(x.Since.Run.Number), x.Since.Run.At.UTC().Format(stamp)), s.aside(x.Since.Change))
	}
	s.rowsRead(x)
	s.terms(x.Trace.Scope)
	s.steps(x.Trace.Steps)
	if x.Missing != "" {
		s.line()
		s.line(s.paint(yellow, s.say("explain.missing", x.Missing)))
	}
	s.heading(s.say("explain.outcome"))
	for _, c := range x.Outcome {
		s.whole(c)
	}
	if len(x.Outcome) == 0 {
		s.line("  ", s.say("explain.nothing"))
	}
}

// who names the account, or says that there was none.
func (s *Screen) who(x *Explanation) string {
	if x.Account == nil {
		return s.say("explain.nobody")
	}
	return s.say("view.history", number(x.ID), Clean(x.Account.Values.Key()), Clean(x.Account.Name()),
		words.Status(s.lang, x.Account.Values[reconcile.Status]))
}

func (s *Screen) rowsRead(x *Explanation) {
	if x.Missing != "" {
		return
	}
	s.heading(s.say("explain.read"))
	for _, r := range x.Trace.Rows {
		s.line("  ", s.say("view.line", number(int64(r.Line))))
		for _, c := range r.Cells {
			s.cell(c)
		}
		for _, p := range r.Problems {
			s.problem(x.Plan.File.Name, p)
		}
	}
	if len(x.Trace.Rows) == 0 {
		s.line("  ", s.say("explain.no-row"))
	}
}

// cell shows where a value stands, as what it was understood, and what it means to be blank.
func (s *Screen) cell(c reconcile.TracedCell) {
	f := reconcile.FieldChange{Field: c.Field, Attr: c.Attr}
	value := s.value(c.Field, c.Value)
	if c.Blank != "" {
		value += ", " + s.say("explain.blank-"+string(c.Blank))
	}
	s.line("      ", Clean(strings.TrimSpace(c.Cell+" "+c.Heading)), " → ", fieldLabel(s.lang, f), s.say("help.colon"), " ", value)
}

func (s *Screen) terms(terms []reconcile.TracedTerm) {
	if len(terms) == 0 {
		return
	}
	s.heading(s.say("explain.scope"))
	for _, t := range terms {
		mark := "  ✓ "
		if !t.Met {
			mark = "  ✗ "
		}
		s.line(mark, fieldLabel(s.lang, t.FieldChange), s.say("help.colon"), " ", s.value(t.Field, t.Old), ", ",
			s.say("explain.wanted", Clean(strings.Join(t.Wanted, s.say("scope.or")))))
	}
}

func (s *Screen) steps(steps []reconcile.Step) {
	if len(steps) == 0 {
		return
	}
	s.heading(s.say("explain.steps"))
	for _, t := range steps {
		at := ""
		if t.Line > 0 {
			at = s.say("view.line", number(int64(t.Line))) + s.say("help.colon") + " "
		}
		s.line("  ", at, words.Step(s.lang, t))
	}
}
