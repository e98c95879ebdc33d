package formats

import (
	"cmp"
	"io"
	"slices"
	"strings"

	"rollcall/formats/workbook"
	"rollcall/reconcile"
)

// workbook opens the sheet that is a roster.
func (s *Source) workbook(data io.ReaderAt, file *reconcile.File, o Options, ix *index) (*start, error) {
	book, err := workbook.Open(data, file.Size, o.Limits)
	if err != nil {
		return nil, err
	}
	s.close = append(s.close, book.Close)
	file.Encoding = "utf-8"
	sheets, err := candidates(book, o.Sheet)
	if err != nil {
		return nil, err
	}
	found, others, seen, err := surveyed(book, sheets, ix, o.Heading)
	if err != nil {
		return nil, err
	}
	var notes []reconcile.Problem
	if o.Sheet == "" {
		if found, notes, err = rosters(book, found, ix, o.Heading); err != nil {
			return nil, err
		}
	}
	switch len(found) {
	case 0:
		if others := book.Others(); seen.looked == 0 && seen.asked == 0 && len(others) > 0 {
			return nil, noTable(others[0])
		}
		return nil, seen.none(file)
	case 1:
		t, err := survey(book, found[0].sheet, ix, o.Heading)
		if err == nil {
			file.Sheet, t.notes = found[0].name, append(t.notes, notes...)
			if names := asWide(others, t); len(names) > 0 && o.Sheet == "" {
				t.notes = append(t.notes, reconcile.Problem{Code: "sheets-unread", Args: []string{joined(names)}})
			}
		}
		return t, err
	}
	return nil, refuse("", reconcile.Problem{Code: "sheets-several", Args: []string{namesOfSheets(found)}})
}

// headed is a sheet that has headings. Its rows are not kept: a workbook may have thousands of sheets.
type headed struct {
	sheet  int // its place in the book
	name   string
	people bool // one of its columns says who somebody is
}

// bare is a sheet that has rows and no headings.
type bare struct {
	name   string
	widest int // values in its widest row
}

// asWide names those of the sheets whose rows may be people: about as wide as the headings of the one that is read.
func asWide(sheets []bare, t *start) (names []string) {
	for _, b := range sheets {
		if b.widest > 2 && b.widest*10 >= filled(t.heading.Cells)*7 {
			names = append(names, b.name)
		}
	}
	return names
}

// maxNamed is how many sheets a message names.
const maxNamed = 20

func namesOfSheets(sheets []headed) string {
	var names []string
	for _, t := range sheets {
		names = append(names, t.name)
	}
	return joined(names)
}

// joined names the first.
func joined(names []string) string {
	if len(names) > maxNamed {
		names = append(names[:maxNamed:maxNamed], "…")
	}
	return strings.Join(names, ", ")
}

// surveyed gives those of the sheets that have headings, those that have rows all the same, and what was seen
// of all.
func surveyed(book *workbook.Book, sheets []int, ix *index, heading int) (found []headed, others []bare, seen *start, err error) {
	seen = &start{}
	for _, i := range sheets {
		t, err := survey(book, i, ix, heading)
		if err != nil {
			return nil, nil, nil, err
		}
		seen.merge(t)
		switch {
		case t.heading != nil:
			found = append(found, headed{i, book.Sheets()[i].Name, t.listsPeople(ix)})
		case t.widest > 1:
			others = append(others, bare{book.Sheets()[i].Name, t.widest})
		}
	}
	return found, others, seen, nil
}

func survey(book *workbook.Book, sheet int, ix *index, heading int) (*start, error) {
	r, err := book.Read(sheet)
	if err != nil {
		return nil, err
	}
	t, err := findHeadings(r, ix, heading)
	if err != nil {
		return nil, err
	}
	if s := book.Sheets()[sheet]; s.Hidden {
		t.notes = append(t.notes, reconcile.Problem{Code: "sheet-hidden", Args: []string{s.Name}})
	}
	return t, nil
}

// rosters gives the sheets that list people, of those that have headings; the others are named in a note. Where only
// a hidden sheet lists people the book is refused: nobody looked at it.
func rosters(book *workbook.Book, found []headed, ix *index, heading int) ([]headed, []reconcile.Problem, error) {
	var people, lists []headed
	for _, t := range found {
		if t.people {
			people = append(people, t)
		} else {
			lists = append(lists, t)
		}
	}
	switch {
	case len(people) == 0:
		if hidden := hiddenRosters(book, ix, heading); len(hidden) > 0 {
			return nil, nil, refuse("", reconcile.Problem{Code: "sheet-roster-hidden", Args: []string{namesOfSheets(hidden)}})
		}
		return found, nil, nil
	case len(people) > 1:
		return people, nil, nil
	}
	var notes []reconcile.Problem
	if len(lists) > 0 {
		notes = append(notes, reconcile.Problem{Code: "sheets-without-people", Args: []string{namesOfSheets(lists)}})
	}
	if hidden := hiddenRosters(book, ix, heading); len(hidden) > 0 {
		notes = append(notes, reconcile.Problem{Code: "sheets-hidden-with-people", Args: []string{namesOfSheets(hidden)}})
	}
	return people, notes, nil
}

// listsPeople tells whether a table may be about people: one of its columns says who somebody is.
func (t *start) listsPeople(ix *index) bool {
	have := map[reconcile.Field]bool{}
	for _, m := range ix.meanings(t.heading.Cells) {
		have[m.field] = true
	}
	for _, f := range [...]reconcile.Field{reconcile.ID, reconcile.EmployeeNumber, reconcile.Login, reconcile.Email,
		reconcile.FirstName, reconcile.LastName} {
		if have[f] {
			return true
		}
	}
	return have[reconcile.FullName] && have[reconcile.Status]
}

// hiddenRosters gives the hidden sheets that list people.
func hiddenRosters(book *workbook.Book, ix *index, heading int) []headed {
	var found []headed
	for i, s := range book.Sheets() {
		if !s.Hidden {
			continue
		}
		if t, err := survey(book, i, ix, heading); err == nil && t.heading != nil && t.listsPeople(ix) {
			found = append(found, headed{i, s.Name, true})
		}
	}
	return found
}

// candidates gives the sheets that may be the roster: the one named, else all that people see.
func candidates(book *workbook.Book, name string) ([]int, error) {
	var seen []int
	var names []string
	sheets := book.Sheets()
	for i, s := range sheets {
		if s.Name == name && name != "" {
			return []int{i}, nil
		}
		names = append(names, s.Name)
		if !s.Hidden {
			seen = append(seen, i)
		}
	}
	if name == "" {
		return seen, nil
	}
	same := func(s string) bool { return reconcile.Fold(s) == reconcile.Fold(name) }
	if i := slices.IndexFunc(sheets, func(s workbook.Sheet) bool { return same(s.Name) }); i >= 0 {
		return []int{i}, nil
	}
	if i := slices.IndexFunc(book.Others(), func(o workbook.Other) bool { return same(o.Name) }); i >= 0 {
		return nil, noTable(book.Others()[i])
	}
	return nil, refuse("", reconcile.Problem{Code: "sheet-missing", Args: []string{name, joined(names)}})
}

// noTable is the refusal of a workbook whose list is looked for on a sheet that has no cells.
func noTable(o workbook.Other) error {
	code := map[string]string{"chartsheet": "sheet-is-chart", "dialogsheet": "sheet-is-dialog", "external": "sheet-is-link",
		"xlMacrosheet": "sheet-is-macro", "xlIntlMacrosheet": "sheet-is-macro"}[o.Kind]
	return refuse("", reconcile.Problem{Code: cmp.Or(code, "sheet-is-other"), Args: []string{o.Name}})
}
