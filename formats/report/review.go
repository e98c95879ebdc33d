package report

import (
	"cmp"
	"io"
	"iter"
	"slices"
	"strings"

	"rollcall/reconcile"
	"rollcall/words"
)

// Changes gives the changes of one action, in key order; it may be called and ranged over more than once.
type Changes func(reconcile.Action) iter.Seq2[*reconcile.Change, error]

// WritePlan writes a plan for its reviewers. A workbook has a summary with findings and pairs, a sheet for each action
// with the values before and after side by side, and the problems. A CSV has one line for each field that changes
// (see reviewCSV). A password is shown as "(set)" only.
func WritePlan(w io.Writer, kind Kind, plan *reconcile.Plan, changes func(reconcile.Action) iter.Seq2[*reconcile.Change, error], lang words.Lang) error {
	if kind == CSV {
		return reviewCSV(w, changes, lang)
	}
	b, err := newBook(w, lang)
	if err != nil {
		return err
	}
	if err := b.facts(words.Say(lang, "report.sheet.summary"), planFacts(plan, lang)); err != nil {
		return err
	}
	for a := range reconcile.NumActions {
		if err := b.changes(a, changes); err != nil {
			return err
		}
	}
	if err := b.problems(plan.Problems); err != nil {
		return err
	}
	return b.close()
}

// colours are, for each action, the colour of its sheet's tab and the style of its rows.
var colours = [reconcile.NumActions]struct {
	tab string
	row style
}{
	reconcile.Deactivate: {"C00000", leaver},
	reconcile.Reactivate: {"548235", joiner},
	reconcile.Update:     {"FFC000", plain},
	reconcile.Add:        {"548235", joiner},
	reconcile.Hold:       {"7F7F7F", dubious},
}

// changes writes the sheet of one action. The changes are gone through twice: which fields have columns is known only
// after the first time.
func (b *book) changes(a reconcile.Action, changes Changes) error {
	fields, err := fieldsOf(changes(a))
	if err != nil {
		return err
	}
	if a == reconcile.Deactivate { // that status goes is what the sheet says of everybody in it
		fields = slices.DeleteFunc(fields, func(f reconcile.FieldChange) bool {
			return f.Field == reconcile.Status || f.Field == reconcile.Deactivated
		})
	}
	v := &review{lang: b.lang, action: a, fields: fields}
	s, err := b.list(words.Say(b.lang, "report.sheet."+a.String()), v.columns(), colours[a].tab)
	if err != nil {
		return err
	}
	for c, err := range changes(a) {
		if err != nil {
			return err
		}
		if err := s.write(v.row(c)); err != nil {
			return err
		}
	}
	return s.closeList(1)
}

// fieldsOf gives the fields that changes speak of, without values, in the order in which accounts show them.
func fieldsOf(changes iter.Seq2[*reconcile.Change, error]) ([]reconcile.FieldChange, error) {
	seen := map[reconcile.FieldChange]bool{}
	for c, err := range changes {
		if err != nil {
			return nil, err
		}
		for _, f := range c.Fields {
			seen[reconcile.FieldChange{Field: f.Field, Attr: f.Attr}] = true
		}
	}
	out := make([]reconcile.FieldChange, 0, len(seen))
	for f := range seen {
		out = append(out, f)
	}
	slices.SortFunc(out, func(a, b reconcile.FieldChange) int {
		return cmp.Or(cmp.Compare(a.Field, b.Field), cmp.Compare(a.Attr, b.Attr))
	})
	return out, nil
}

// review lays out the sheet of one action.
type review struct {
	lang   words.Lang
	action reconcile.Action
	fields []reconcile.FieldChange // those that have columns
	cells  []cell                  // reused
}

// who gives the columns that say who and why, each with its cell. Of people who lose access, or get it back, they say
// all that their reviewer knows them by.
func (v *review) who(c *reconcile.Change) ([]column, []string) {
	say := func(key string) string { return words.Say(v.lang, "report.column."+key) }
	field := func(f reconcile.Field) column { return column{words.Label(v.lang, f), width(f), plain} }
	key, at := column{say("key"), 22, plain}, column{say("line"), 8, plain}
	reason := column{say("why"), 50, plain}
	if v.action == reconcile.Deactivate || v.action == reconcile.Reactivate {
		return []column{key, field(reconcile.ID), field(reconcile.FullName), field(reconcile.Company),
				field(reconcile.Group), field(reconcile.Role), field(reconcile.Email), reason, at},
			[]string{c.Key, id(c.ID), c.Name, c.Company, c.Group, c.Role, c.Email, explained(v.lang, c), line(c.Line)}
	}
	return []column{field(reconcile.ID), at, key, field(reconcile.FullName), field(reconcile.Company), reason},
		[]string{id(c.ID), line(c.Line), c.Key, c.Name, c.Company, explained(v.lang, c)}
}

// columns gives who and why, then each field before and after; somebody new has no before.
func (v *review) columns() []column {
	say := func(key string, args ...any) string { return words.Say(v.lang, "report.column."+key, args...) }
	out, _ := v.who(&reconcile.Change{})
	for _, f := range v.fields {
		label := fieldLabel(v.lang, f)
		if v.action == reconcile.Add {
			out = append(out, column{label, 24, plain})
			continue
		}
		out = append(out, column{say("was", label), 24, plain}, column{say("becomes", label), 24, plain})
	}
	return out
}

// row gives the cells of one change. They are valid until the next row.
func (v *review) row(c *reconcile.Change) []cell {
	look := colours[v.action].row
	v.cells = v.cells[:0]
	_, who := v.who(c)
	for _, text := range who {
		v.cells = append(v.cells, cell{text, look})
	}
	for _, f := range v.fields {
		old, now := cell{}, cell{}
		if at := slices.IndexFunc(c.Fields, func(g reconcile.FieldChange) bool { return g.Field == f.Field && g.Attr == f.Attr }); at >= 0 {
			old = cell{display(v.lang, f.Field, c.Fields[at].Old), before}
			now = cell{display(v.lang, f.Field, c.Fields[at].New), after}
		}
		if v.action == reconcile.Add {
			v.cells = append(v.cells, cell{now.text, look})
			continue
		}
		v.cells = append(v.cells, old, now)
	}
	return v.cells
}

// why gives the text of a reason, "" where there is none.
func why(lang words.Lang, r reconcile.Reason) string {
	if r.Code == "" {
		return ""
	}
	return words.Reason(lang, r)
}

// explained gives the reason of a change, and with an undo what becomes of each field that it does not write.
func explained(lang words.Lang, c *reconcile.Change) string {
	parts := []string{why(lang, c.Why)}
	for i := range c.Left {
		l := &c.Left[i]
		parts = append(parts, words.Say(lang, "report.left", fieldLabel(lang, l.FieldChange), ending(lang, l)))
	}
	return strings.Join(parts, "; ")
}

// ending says how a field ends that an undo does not write, and why.
func ending(lang words.Lang, l *reconcile.Left) string {
	return words.Say(lang, "report.left", words.Say(lang, "outcome."+string(l.Outcome())), words.Reason(lang, l.Why))
}

// reviewCSV writes one line for each field of each change, and one for a change without fields. Of an undo it has a
// line as well for each field that is not written: the value stays.
func reviewCSV(w io.Writer, changes Changes, lang words.Lang) error {
	t := newCSV(w, delimiter(lang))
	if err := t.row(reviewHeadings(lang)); err != nil {
		return err
	}
	for a := range reconcile.NumActions {
		for c, err := range changes(a) {
			if err != nil {
				return err
			}
			if err := reviewLines(t, nil, c, lang); err != nil {
				return err
			}
		}
	}
	return t.close()
}

func reviewHeadings(lang words.Lang) []string {
	say := func(key string) string { return words.Say(lang, "report.column."+key) }
	return []string{say("action"), words.Label(lang, reconcile.ID), say("line"), say("key"),
		words.Label(lang, reconcile.FullName), words.Label(lang, reconcile.Company), words.Label(lang, reconcile.Group),
		words.Label(lang, reconcile.Role), words.Label(lang, reconcile.Email), say("field"), say("before"), say("after"),
		say("why")}
}

// reviewLines writes the lines of one change; each begins with the cells of before.
func reviewLines(t table, before []string, c *reconcile.Change, lang words.Lang) error {
	all := append(slices.Clone(before), words.Say(lang, "report.sheet."+c.Action.String()), id(c.ID), line(c.Line), c.Key, c.Name, c.Company,
		c.Group, c.Role, c.Email, "", "", "", why(lang, c.Why))
	cells := all[len(before):]
	if len(c.Fields)+len(c.Left) == 0 {
		return t.row(all)
	}
	for _, f := range c.Fields {
		cells[9], cells[10], cells[11] = fieldLabel(lang, f), display(lang, f.Field, f.Old), display(lang, f.Field, f.New)
		if err := t.row(all); err != nil {
			return err
		}
	}
	for i := range c.Left {
		l := &c.Left[i]
		stays := display(lang, l.Field, l.Old)
		cells[9], cells[10], cells[11], cells[12] = fieldLabel(lang, l.FieldChange), stays, stays, ending(lang, l)
		if err := t.row(all); err != nil {
			return err
		}
	}
	return nil
}
