package formats

import (
	"io"
	"strconv"
	"strings"

	"rollcall/formats/delimited"
	"rollcall/formats/table"
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
		Encoding: o.Encoding, Delimiter: o.Delimiter, MaxCell: o.Limits.Cell, MaxColumns: o.Limits.Columns,
		Recognise: func(cells [][]byte) int { n, _ := ix.count(cells); return n },
	})
	if err != nil {
		return nil, err
	}
	file.Encoding, file.Delimiter, file.Open = r.Encoding(), r.Delimiter(), r.Open()
	t, err := findHeadings(r, ix, o.Heading)
	if err != nil {
		return nil, err
	}
	if t.heading == nil {
		return nil, t.none(file)
	}
	return t, nil
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
		p = reconcile.Problem{Code: "heading-row-unknown", Line: t.asked, Args: []string{strconv.Itoa(t.seen)}}
	case len(t.best) > 0:
		p.Code, p.Args = "heading-few", append(p.Args, strings.Join(t.best, ", "))
	}
	return refuse(file.Name, p)
}
