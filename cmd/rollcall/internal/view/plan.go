package view

import (
	"iter"
	"strings"

	"rollcall/reconcile"
	"rollcall/storage"
	"rollcall/words"
)

// ByAction gives the changes of one action, in key order.
type ByAction func(reconcile.Action) iter.Seq2[*reconcile.Change, error]

// Review is a plan as its reviewer needs it.
type Review struct {
	Plan    *reconcile.Plan
	Roster  string // which store, for people
	Applied int64  // the run that applied it; 0: none did
	Changes ByAction
	Command func(args ...string) string // a command line that reaches the same roster

	Standing *storage.Standing // with those who must approve the plan; nil: nobody must
}

// Plan shows a plan: what was read, for whom it speaks, the summary, how many guardrails hold it, who loses access, what stands against it, then every other change,
// what could not be read, and what to do next.
func (s *Screen) Plan(r *Review) error {
	s.Roster(r.Roster, r.Plan.Organisation)
	s.source(r.Plan)
	if r.Plan.Revision == 0 {
		s.line("        ", s.say("view.first"))
	}
	s.scope(r.Plan)
	s.summary(r.Plan)
	if err := s.leavers(r.Plan.Summary, r.Changes); err != nil {
		return err
	}
	s.findings(r.Plan)
	s.pairs(r)
	if err := s.others(r.Plan.Summary, r.Changes); err != nil {
		return err
	}
	if n := r.Plan.Summary.Unchanged; n > 0 {
		s.line()
		s.line(s.say("view.unchanged", n))
	}
	s.Problems(r.Plan.File.Name, r.Plan.Problems, r.Plan.ProblemCount)
	s.Standing(r.Standing)
	s.Next(r)
	return s.Flush()
}

// Roster names the store and the organisation that everything below speaks of.
func (s *Screen) Roster(store, organisation string) {
	s.line(s.say("view.roster", store, organisation))
}

// scope says for whom absence counts, where that is not the whole organisation.
func (s *Screen) scope(p *reconcile.Plan) {
	switch {
	case p.File.Partial:
		s.line(s.say("view.partial"))
	case p.Kind == reconcile.FromFile && len(p.Policy.Scope) > 0:
		s.line(s.say("view.scope", p.InScope, p.Active, Clean(words.Scope(s.lang, p.Policy.Scope))))
	}
}

func (s *Screen) source(p *reconcile.Plan) {
	if p.Kind == reconcile.FromUndo {
		s.undoOf(p)
		return
	}
	s.File(&p.File)
}

// undoOf says which run is taken back, which part of it, and how its fields end.
func (s *Screen) undoOf(p *reconcile.Plan) {
	s.line(s.say("view.undo-of", number(p.UndoOf)))
	if part := words.Part(s.lang, p.Part); part != "" {
		s.line(s.say("view.part", Clean(part)))
	}
	if o := p.Outcomes; o != nil {
		s.line("        ", s.say("view.outcomes", o.Reversed, o.Already, o.Kept, o.Conflict))
	}
}

// File says which file was read, and how it was understood.
func (s *Screen) File(f *reconcile.File) {
	how := s.say("view.csv", f.Encoding, delimiterName(s.lang, f.Delimiter), number(int64(f.Heading)))
	if f.Kind == "xlsx" {
		how = s.say("view.xlsx", Clean(f.Sheet), number(int64(f.Heading)))
	}
	s.line(s.say("view.file", f.Rows, Clean(f.Name), how))
	if f.SHA256 != "" {
		s.line(s.say("view.sha256", f.SHA256))
	}
	s.Notes(f.Name, f.Notes)
}

// Notes shows what a reader should know of a file.
func (s *Screen) Notes(name string, notes []reconcile.Problem) {
	for _, n := range notes {
		s.problem(name, n)
	}
}

func delimiterName(l words.Lang, d string) string {
	if d == "\t" {
		return words.Say(l, "view.tab")
	}
	return `"` + d + `"`
}

func (s *Screen) summary(p *reconcile.Plan) {
	s.heading(s.say("view.plan", p.ID))
	s.Summary(p.Summary)
	var codes []string
	for _, f := range p.Findings {
		if f.Blocks {
			codes = append(codes, f.Code)
		}
	}
	if len(codes) > 0 {
		s.line("  ", s.paint(red, s.say("view.held-by", len(codes), strings.Join(codes, ", "))))
	}
}

// Summary shows the counts of a plan, each with its sigil.
func (s *Screen) Summary(sum reconcile.Summary) {
	var parts []string
	for _, c := range []struct {
		a reconcile.Action
		n int
	}{{reconcile.Deactivate, sum.Deactivate}, {reconcile.Reactivate, sum.Reactivate},
		{reconcile.Update, sum.Update}, {reconcile.Add, sum.Add}, {reconcile.Hold, sum.Held}} {
		text := c.a.Sigil() + " " + s.say("view.count-"+c.a.String(), c.n)
		if c.n > 0 {
			text = s.paint(actionStyles[c.a], text)
		}
		parts = append(parts, text)
	}
	s.line("  ", strings.Join(parts, "   "))
	s.line("  ", s.say("view.count-unchanged", sum.Unchanged), "   ", s.say("view.count-rejected", sum.Rejected))
}

func (s *Screen) findings(p *reconcile.Plan) {
	if len(p.Findings) == 0 {
		return
	}
	s.heading(s.say("view.findings", len(p.Findings)))
	for _, f := range p.Findings {
		mark, effect := " ", s.say("view.warns")
		if f.Blocks {
			mark, effect = s.paint(red, "!"), s.paint(red, s.say("view.blocks"))
		}
		s.linef("  %s %s (%s)", mark, s.paint(bold, f.Code), effect)
		s.line("      ", words.Finding(s.lang, f))
		if f.Blocks {
			s.line("      ", s.say("view.accept-one"), " ", Accept(f))
		}
	}
}

// Accept gives the flag that lifts a finding.
func Accept(f reconcile.Finding) string { return "--accept " + f.Code + "=" + number(int64(f.Number)) }

func (s *Screen) pairs(r *Review) {
	ps := r.Plan.Pairs
	if len(ps) == 0 {
		return
	}
	s.heading(s.say("view.pairs", len(ps)))
	for _, p := range ps[:min(len(ps), s.limit())] {
		s.linef("  %s %s %s", s.paint(red, "-"), Clean(p.OldKey), Clean(p.OldName))
		s.linef("  %s %s %s  %s", s.paint(green, "+"), Clean(p.NewKey), Clean(p.NewName), s.say("view.line", number(int64(p.Line))))
		s.line("      ", s.say("pair."+p.Why), s.say("help.colon"), " ", s.say("view.same"), " --same ", quoted(p.OldKey+"="+p.NewKey))
	}
	s.rest(len(ps))
}

// Next says what to do with the plan.
func (s *Screen) Next(r *Review) {
	p, st := r.Plan, r.Standing
	if st == nil {
		st = &storage.Standing{}
	}
	s.line()
	switch rejected := st.Rejection(); {
	case r.Applied > 0:
		s.line(s.say("view.applied", p.ID, number(r.Applied)))
	case rejected != nil:
		s.line(s.say("view.next-rejected", p.ID, Clean(rejected.By)))
	case st.Missing() > 0 && (p.Blocked() || p.Summary.Changes() > 0):
		s.line(s.say("view.next-approve", st.Missing(), p.ID))
		s.line("  ", r.Command("approve", p.ID), AcceptAll(s.lang, p.Findings))
	case p.Blocked() && len(st.Valid()) == 0:
		s.line(s.say("view.next-blocked", p.ID))
		s.line("  ", r.Command("apply", p.ID), AcceptAll(s.lang, p.Findings))
	case p.Summary.Changes() == 0:
		s.line(s.say("view.next-nothing", p.ID))
	default:
		s.line(s.say("view.next-apply", p.ID))
		s.line("  ", r.Command("apply", p.ID))
	}
}

// AcceptAll gives the flags that lift every finding that blocks, with a place for the reason in language l.
func AcceptAll(l words.Lang, fs []reconcile.Finding) string {
	var b strings.Builder
	for _, f := range fs {
		if f.Blocks {
			b.WriteString(" " + Accept(f))
		}
	}
	return b.String() + " --reason " + words.Say(l, "view.reason")
}
