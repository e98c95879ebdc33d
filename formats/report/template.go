package report

import (
	"io"
	"iter"

	"rollcall/reconcile"
	"rollcall/words"
)

// templateFields are the columns of the audit layout's template: what a file can say of a person.
var templateFields = []reconcile.Field{reconcile.EmployeeNumber, reconcile.FirstName, reconcile.LastName,
	reconcile.Login, reconcile.Email, reconcile.Phone, reconcile.Role, reconcile.Group, reconcile.Company,
	reconcile.Establishments, reconcile.DefaultEstablishment, reconcile.Language, reconcile.Status}

// WriteTemplate writes a member file to fill in: blank where accounts is nil, otherwise with the accounts given, their
// IDs before the other columns, so that it can be imported again as it is. A workbook has a second sheet that explains
// each column. The rows end up as Export's do.
func WriteTemplate(w io.Writer, kind Kind, layout Layout, lang words.Lang, accounts iter.Seq2[*reconcile.Account, error]) error {
	from, err := templateSources(layout, lang, accounts != nil)
	if err != nil {
		return err
	}
	if accounts == nil {
		accounts = func(func(*reconcile.Account, error) bool) {}
	}
	l := &listing{digest: newDigest(), listed: map[string]int{}}
	if kind == CSV {
		t := newCSV(w, layoutDelimiter(layout, lang))
		l.table = t
		if err := t.row(headings(columns(from))); err != nil {
			return err
		}
		if err := l.write(from, accounts); err != nil {
			return err
		}
		return t.close()
	}
	return templateWorkbook(w, lang, from, l, accounts)
}

// templateSources gives a template's columns.
func templateSources(layout Layout, lang words.Lang, filled bool) ([]source, error) {
	if layout != Audit {
		return sources(layout, lang, nil)
	}
	fields := templateFields
	if filled {
		fields = append([]reconcile.Field{reconcile.ID}, fields...)
	}
	return fieldSources(lang, fields), nil
}

func templateWorkbook(w io.Writer, lang words.Lang, from []source, l *listing, accounts iter.Seq2[*reconcile.Account, error]) error {
	b, err := newBook(w, lang)
	if err != nil {
		return err
	}
	s, err := b.list(words.Say(lang, "report.sheet.accounts"), columns(from), "")
	if err != nil {
		return err
	}
	l.table = s
	if err := l.write(from, accounts); err != nil {
		return err
	}
	if err := s.closeList(1); err != nil {
		return err
	}
	var facts []fact
	for _, c := range from {
		facts = append(facts, state(c.heading, words.Say(lang, "report.help."+c.note)))
	}
	if err := b.facts(words.Say(lang, "report.sheet.help"), facts); err != nil {
		return err
	}
	return b.close()
}
