package formats

import (
	"bytes"
	"errors"
	"io"
	"math"
	"strconv"
	"strings"

	"rollcall/formats/table"
	"rollcall/formats/workbook"
	"rollcall/reconcile"
)

// rows gives the records beneath the headings as rows.
type rows struct {
	*start
	*columns
	file     *reconcile.File
	ix       *index
	literals [][]byte // cells that say "no value"
	maxRows  int
	row      reconcile.Row   // the one row, used again and again
	cells    [][]byte        // its cells, where they are not the record's own
	held     []*table.Record // look like footers; people after all, if people come after them
	digest   *digest
	last     func() error // asked when everything was read
	manifest *Manifest
	used     bool

	names    *names
	name     []byte // room for one
	values   int    // headings that have a digit
	repeated int    // heading rows that came again
	line     int    // of the first
	feet     int    // rows at the foot of pages
	foot     int    // the line of the first
	astray   bool   // a cell without a heading was noted
	ends     bool   // the record at hand looks like a footer
}

// rows settles the columns of the table.
func (t *start) rows(file *reconcile.File, o Options, ix *index) (*rows, error) {
	cols, err := newColumns(t.heading.Cells, t.heading.Line, ix)
	if err != nil {
		return nil, err
	}
	if err := cols.check(o, t.heading.Line); err != nil {
		return nil, err
	}
	if file.Kind == kindXLSX {
		for i, physical := range cols.physical {
			cols.list[i].Letter = strings.TrimRight(workbook.CellName(physical, 1), "1")
		}
	}
	file.Heading, file.Columns = t.heading.Line, cols.list
	file.Notes = append(t.notes, cols.notes...)
	r := &rows{start: t, columns: cols, file: file, ix: ix, maxRows: o.Limits.Rows, names: namesOf(ix, t.heading.Cells[:cols.width])}
	for _, h := range t.heading.Cells[:cols.width] {
		if hasValue(h) {
			r.values++
		}
	}
	if o.Mapping != nil {
		for _, l := range o.Mapping.Blank {
			r.literals = append(r.literals, bytes.TrimSpace([]byte(l)))
		}
	}
	return r, nil
}

var errUsed = errors.New("the rows of a file can be ranged over once")

// all gives every row; it is the Rows of the upload.
func (r *rows) all(yield func(*reconcile.Row, error) bool) {
	if r.used {
		yield(nil, errUsed)
		return
	}
	r.used = true
	defer r.digest.cancel()
	err := r.each(func(row *reconcile.Row) bool { return yield(row, nil) })
	if err == nil {
		err = r.finish()
	}
	if err != nil && !errors.Is(err, errStopped) {
		yield(nil, named(err, r.file.Name))
	}
}

// errStopped says that nobody wants more rows.
var errStopped = errors.New("stopped")

// each reads to the end of the table.
func (r *rows) each(yield func(*reconcile.Row) bool) error {
	for {
		rec, err := r.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := r.take(rec, yield); err != nil {
			return err
		}
	}
}

// take takes one record: a row, as nearly all are, or what else may stand among rows.
func (r *rows) take(rec *table.Record, yield func(*reconcile.Row) bool) error {
	plain := r.isPlain(rec)
	if r.ends = false; !plain {
		if none, err := r.isNone(rec); none || err != nil {
			return err
		}
	}
	if len(r.held) > 0 {
		if err := r.release(yield); err != nil {
			return err
		}
	}
	return r.give(rec, plain, yield)
}

// isPlain tells quickly of most records that they are neither blank nor headings nor a footer, and that their cells stand
// beneath the headings and say what they hold: see mayHead, mayEnd and verbatim.
func (r *rows) isPlain(rec *table.Record) bool {
	if len(rec.Cells) != r.width || r.width > mostTallied || len(r.physical) != r.width || r.literals != nil || len(rec.Problems) > 0 {
		return false
	}
	var seen tally
	for _, c := range rec.Cells {
		if len(c) > 0 {
			seen += firsts[c[0]] + lasts[c[len(c)-1]]
		}
	}
	return r.holds(seen)
}

// isNone takes a record that is no row: a blank one, the headings once more, or, until more rows come, a footer.
func (r *rows) isNone(rec *table.Record) (bool, error) {
	if len(rec.Problems) == 0 && blank(rec.Cells) {
		return true, nil
	}
	again, err := r.again(rec)
	if again {
		r.repeat(rec)
	}
	if again || err != nil {
		return true, err
	}
	if r.ends = r.mayEnd(rec); r.ends && len(r.held) < maxHeld {
		r.held = append(r.held, clone(rec))
		return true, nil
	}
	return false, nil
}

// next gives the records that were read while the headings were looked for, then the others.
func (r *rows) next() (rec *table.Record, err error) {
	if len(r.pending) > 0 {
		rec, r.pending = r.pending[0], r.pending[1:]
		return rec, nil
	}
	if r.ended {
		return nil, io.EOF
	}
	return r.src.Next()
}

// release gives the records held back as footers, because more rows came after them.
func (r *rows) release(yield func(*reconcile.Row) bool) error {
	for _, h := range r.held {
		h.Text = nil
		if err := r.give(h, false, yield); err != nil {
			return err
		}
	}
	r.held = r.held[:0]
	return nil
}

// count counts one record as a row.
func (r *rows) count(rec *table.Record) error {
	if r.file.Rows++; r.file.Rows > r.maxRows {
		return tooMany("too-many-rows", rec.Line, r.maxRows, r.file.Rows)
	}
	if rec.Line > math.MaxInt32 {
		return tooMany("too-many-lines", 0, math.MaxInt32, rec.Line)
	}
	return nil
}

// give hands one record out as a row; plain tells that its cells are the row's as they are.
func (r *rows) give(rec *table.Record, plain bool, yield func(*reconcile.Row) bool) error {
	if err := r.count(rec); err != nil {
		return err
	}
	r.row.At, r.row.Text = rec.At, nil
	if r.file.Kind != kindCSV {
		r.row.At = -1
	}
	r.row.Line, r.row.Problems, r.row.Misplaced = rec.Line, r.row.Problems[:0], false
	if plain {
		r.row.Cells, r.row.Text = rec.Cells, rec.Text
	} else {
		r.place(rec)
	}
	if !yield(&r.row) {
		return errStopped
	}
	return nil
}

// finish completes the file once everything was read.
func (r *rows) finish() error {
	if r.feet > 0 {
		r.file.Notes = append(r.file.Notes, reconcile.Problem{Code: "page-footers-skipped", Line: r.foot,
			Args: []string{strconv.Itoa(r.feet)}})
	}
	for _, h := range r.held {
		if err := r.footer(h); err != nil {
			return err
		}
	}
	if r.repeated > 0 {
		r.file.Notes = append(r.file.Notes, reconcile.Problem{Code: "heading-repeated", Line: r.line,
			Args: []string{strconv.Itoa(r.repeated)}})
	}
	r.file.Notes = append(r.file.Notes, r.src.Notes()...)
	var err error
	if r.file.SHA256, err = r.digest.wait(); err != nil {
		return err
	}
	if err := r.last(); err != nil {
		return err
	}
	return r.manifest.agrees(r.file)
}
