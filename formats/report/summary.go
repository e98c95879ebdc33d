package report

import (
	"cmp"

	"rollcall/reconcile"
	"rollcall/words"
)

// planFacts gives the first sheet of the reviewer's workbook: what the plan was made from, what it would do, what
// stands against it, and who may be one person.
func planFacts(p *reconcile.Plan, lang words.Lang) []fact {
	say := func(key string, args ...any) string { return words.Say(lang, "report.plan."+key, args...) }
	out := []fact{header(say("title", p.ID)), state(say("organisation"), p.Organisation)}
	if p.Kind == reconcile.FromUndo {
		out = append(out, undoFacts(p, lang)...)
	} else {
		out = append(out, fileFacts(&p.File, lang)...)
		out = append(out, scopeFacts(p, lang)...)
	}
	out = append(out, summaryFacts(p, lang)...)
	out = append(out, findingFacts(p.Findings, lang)...)
	return append(out, pairFacts(p.Pairs, lang)...)
}

func fileFacts(f *reconcile.File, lang words.Lang) []fact {
	say := func(key string, args ...any) string { return words.Say(lang, "report.plan."+key, args...) }
	read := say("read-csv", f.Encoding, f.Delimiter, f.Heading)
	if f.Kind == string(XLSX) {
		read = say("read-xlsx", f.Sheet, f.Heading)
	}
	out := []fact{state(say("file"), f.Name), state(say("sha256"), f.SHA256), state(say("read"), read),
		number(say("rows"), f.Rows)}
	for _, n := range f.Notes {
		what := say("note")
		if place := cmp.Or(n.Cell, line(n.Line)); place != "" {
			what = say("note-line", place)
		}
		out = append(out, state(what, words.Problem(lang, n)))
	}
	return out
}

// undoFacts says which run is taken back, which part of it, and how its fields end.
func undoFacts(p *reconcile.Plan, lang words.Lang) []fact {
	out := []fact{state(words.Say(lang, "report.plan.undo"), decimal(p.UndoOf))}
	if part := words.Part(lang, p.Part); part != "" {
		out = append(out, state(words.Say(lang, "report.plan.part"), part))
	}
	if o := p.Outcomes; o != nil {
		out = append(out, state(words.Say(lang, "report.plan.outcomes"),
			words.Say(lang, "view.outcomes", o.Reversed, o.Already, o.Kept, o.Conflict)))
	}
	return out
}

// scopeFacts says for whom absence counts, where that is not the whole organisation.
func scopeFacts(p *reconcile.Plan, lang words.Lang) []fact {
	switch {
	case p.File.Partial:
		return []fact{state(words.Say(lang, "report.plan.partial"), words.Say(lang, "report.plan.partial-text"))}
	case len(p.Policy.Scope) == 0:
		return nil
	}
	return []fact{state(words.Say(lang, "report.plan.scope"),
		words.Say(lang, "view.of-active", p.InScope, p.Active, words.Scope(lang, p.Policy.Scope)))}
}

func summaryFacts(p *reconcile.Plan, lang words.Lang) []fact {
	say := func(key string, args ...any) string { return words.Say(lang, "report.plan."+key, args...) }
	s := p.Summary
	out := []fact{
		header(say("summary")),
		{say("deactivate"), decimal(int64(s.Deactivate)), countLeaver},
		{say("reactivate"), decimal(int64(s.Reactivate)), countJoiner},
		{say("update"), decimal(int64(s.Update)), countAfter},
		{say("add"), decimal(int64(s.Add)), countJoiner},
		number(say("unchanged"), s.Unchanged), number(say("held"), s.Held), number(say("rejected"), s.Rejected),
		number(say("problems"), p.ProblemCount),
	}
	if p.ProblemCount > len(p.Problems) {
		out = append(out, number(say("kept"), len(p.Problems)))
	}
	return out
}

func findingFacts(findings []reconcile.Finding, lang words.Lang) []fact {
	say := func(key string, args ...any) string { return words.Say(lang, "report.plan."+key, args...) }
	out := []fact{header(say("findings"))}
	for _, f := range findings {
		what, look := say("warns", f.Code), dubious
		if f.Blocks {
			what, look = say("blocks", f.Code), wrong
		}
		out = append(out, fact{what, words.Finding(lang, f), look})
	}
	if len(findings) == 0 {
		out = append(out, state(say("no-findings"), "–"))
	}
	return out
}

func pairFacts(pairs []reconcile.Pair, lang words.Lang) []fact {
	if len(pairs) == 0 {
		return nil
	}
	out := []fact{header(words.Say(lang, "report.plan.pairs"))}
	for _, p := range pairs {
		out = append(out, fact{known(lang, "report.pair.", p.Why), words.Say(lang, "report.plan.pair",
			p.OldName, p.OldKey, decimal(p.OldID), p.NewName, p.NewKey, line(p.Line)), dubious})
	}
	return out
}

// problems writes a sheet of problems; without any there is no sheet.
func (b *book) problems(problems []reconcile.Problem) error {
	if len(problems) == 0 {
		return nil
	}
	say := func(key string) string { return words.Say(b.lang, key) }
	s, err := b.list(say("report.sheet.problems"), []column{{say("report.column.line"), 8, plain},
		{say("report.column.cell"), 8, plain}, {say("report.column.heading"), 24, plain},
		{say("report.column.rejects"), 14, plain}, {say("report.column.problem"), 90, wrapped},
		{say("report.column.code"), 28, plain}}, "C00000")
	if err != nil {
		return err
	}
	for _, p := range problems {
		rejects, look := say("report.no"), dubious
		if p.Rejects {
			rejects, look = say("report.yes"), wrong
		}
		if err := s.write([]cell{{line(p.Line), none}, {p.Cell, none}, {p.Heading, none}, {rejects, none},
			{words.Problem(b.lang, p), look}, {p.Code, none}}); err != nil {
			return err
		}
	}
	return s.closeList(1)
}
