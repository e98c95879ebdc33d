package formats

import (
	"io"
	"slices"
	"strconv"
	"strings"

	"rollcall/formats/delimited"
	"rollcall/formats/table"
	"rollcall/formats/workbook"
	"rollcall/reconcile"
)

// noted is a reader that has something to say of the whole file once it is read.
type noted interface {
	table.Reader
	Notes() []reconcile.Problem
}

// table finds the file's table and its columns.
func (s *Source) table(data io.ReaderAt, file *reconcile.File, o Options) (*rows, error) {
	ix := newIndex(o.Mapping)
	var t *start
	var err error
	if file.Kind == kindXLSX {
		t, err = s.workbook(data, file, o, ix)
	} else {
		t, err = text(data, file, o, ix)
	}
	if err != nil {
		return nil, err
	}
	return t.rows(file, o, ix)
}

// text opens delimited text.
func text(data io.ReaderAt, file *reconcile.File, o Options, ix *index) (*start, error) {
	r, err := delimited.Open(data, file.Size, delimited.Options{
		Encoding: o.Encoding, Delimiter: o.Delimiter, MaxCell: o.MaxCell, MaxColumns: o.MaxColumns,
		Recognise: func(cells [][]byte) int { n, _ := ix.count(cells); return n },
	})
	if err != nil {
		return nil, err
	}
	file.Encoding, file.Delimiter = r.Encoding(), r.Delimiter()
	t, err := findHeadings(r, ix, o.Heading)
	if err != nil {
		return nil, err
	}
	if t.heading == nil {
		return nil, t.none(file)
	}
	return t, nil
}

// workbook opens the sheet that is a roster.
func (s *Source) workbook(data io.ReaderAt, file *reconcile.File, o Options, ix *index) (*start, error) {
	book, err := workbook.Open(data, file.Size, o.Workbook)
	if err != nil {
		return nil, err
	}
	s.close = append(s.close, book.Close)
	file.Encoding = "utf-8"
	sheets, err := candidates(book.Sheets(), o.Sheet)
	if err != nil {
		return nil, err
	}
	var found []*start
	var names []string
	seen := &start{}
	for _, i := range sheets {
		t, err := survey(book, i, ix, o.Heading)
		if err != nil {
			return nil, err
		}
		seen.merge(t)
		if t.heading != nil {
			found, names = append(found, t), append(names, book.Sheets()[i].Name)
		}
	}
	switch len(found) {
	case 0:
		return nil, seen.none(file)
	case 1:
		file.Sheet = names[0]
		return found[0], nil
	}
	return nil, refuse("", reconcile.Problem{Code: "sheets-several", Args: []string{strings.Join(names, ", ")}})
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

// candidates gives the sheets that may be the roster: the one named, else all that people see.
func candidates(sheets []workbook.Sheet, name string) ([]int, error) {
	var seen []int
	var names []string
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
	fold := func(s workbook.Sheet) bool { return reconcile.Fold(s.Name) == reconcile.Fold(name) }
	if i := slices.IndexFunc(sheets, fold); i >= 0 {
		return []int{i}, nil
	}
	return nil, refuse("", reconcile.Problem{Code: "sheet-missing", Args: []string{name, strings.Join(names, ", ")}})
}

// none is the refusal of a file without headings. It tells what was looked at in numbers: what stands in a row that
// may be a person's isn't repeated.
func (t *start) none(file *reconcile.File) error {
	p := reconcile.Problem{Code: "heading-none", Args: []string{strconv.Itoa(t.looked), strconv.Itoa(t.widest)}}
	switch {
	case t.asked > 0 && t.missed:
		p = reconcile.Problem{Code: "heading-row-missing", Line: t.asked, Args: []string{strconv.Itoa(t.asked)}}
	case t.looked == 0:
		p = reconcile.Problem{Code: "file-blank"}
	case t.asked > 0:
		p = reconcile.Problem{Code: "heading-row-unknown", Line: t.asked, Args: []string{t.seen}}
	case len(t.best) > 0:
		p.Code, p.Args = "heading-few", append(p.Args, strings.Join(t.best, ", "))
	}
	return refuse(file.Name, p)
}
