package workbook

import (
	"io"
	"math"
	"strconv"

	"rollcall/formats/table"
	"rollcall/reconcile"
)

// Reader reads the rows of a worksheet that have a value. It implements table.Reader: Line is the sheet's row number,
// a cell's place in Cells its column, and Problems name the cell.
type Reader struct {
	book    *Book
	scan    *scanner
	rec     table.Record
	cells   [][]byte // as wide as the widest row so far; rec.Cells is its beginning
	buf     []byte   // the text of the row's cells that are not shared strings
	value   []byte   // of the cell being read, as stored
	text    richText // of the cell being read, where it stands in the cell
	columns []like   // the last cell in each of the first
	line    like     // the last row
	row     int      // the last row's number
	digits  []byte   // of that number, as its cells' names end
	size    int      // bytes in the row's cells
	began   bool     // inside sheetData
	notes   seen
	err     error // what ended the reading
	formula bool  // met one
	slow    bool  // every cell is read tag by tag
}

// seen counts what notes speak of.
type seen struct {
	hiddenRows, hiddenColumns, merged, filters int

	firstHidden int // the number of the first hidden row
}

// Read begins to read a sheet, given by its place in Sheets. A refusal comes as from Open.
func (b *Book) Read(sheet int) (*Reader, error) {
	if err := b.load(); err != nil {
		return nil, err
	}
	s, err := b.scan(b.sheets[sheet].part, math.MaxInt64)
	if err != nil {
		return nil, err
	}
	return &Reader{book: b, scan: s, text: richText{limit: b.limits.Cell}}, nil
}

// Next gives the next row that has a value. After the last it gives io.EOF, and only when the whole part was walked
// and its checksum agrees; a *reconcile.Refusal before that takes back all the rows given.
func (r *Reader) Next() (*table.Record, error) {
	if r.err == nil {
		r.err = r.advance()
	}
	if r.err != nil {
		return nil, r.err
	}
	return &r.rec, nil
}

// Notes says, after the end, what a person should know of the sheet and the book: rows that are hidden, a filter, merged
// cells, macros and links that were left alone.
func (r *Reader) Notes() []reconcile.Problem {
	var notes []reconcile.Problem
	if n := r.notes.hiddenRows; n > 0 {
		notes = append(notes, reconcile.Problem{Code: "hidden-rows", Line: r.notes.firstHidden, Args: []string{strconv.Itoa(n)}})
	}
	notes = appendNote(notes, "hidden-columns", r.notes.hiddenColumns)
	notes = appendNote(notes, "filter-set", r.notes.filters)
	notes = appendNote(notes, "merged-cells", r.notes.merged)
	if r.formula && r.book.stale {
		notes = append(notes, reconcile.Problem{Code: "formulas-may-be-old"})
	}
	return append(notes, r.book.notes()...)
}

func appendNote(notes []reconcile.Problem, code string, n int) []reconcile.Problem {
	if n == 0 {
		return notes
	}
	return append(notes, reconcile.Problem{Code: code, Args: []string{strconv.Itoa(n)}})
}

// advance reads to the end of the next row that has a value.
func (r *Reader) advance() error {
	if !r.began {
		if err := r.findData(); err != nil {
			return err
		}
		r.began = true
	}
	for {
		found, done, err := r.quickRow()
		if !done {
			found, done, err = r.nextRow()
		}
		switch {
		case err != nil:
			return err
		case !done:
			return r.tail()
		case found:
			return nil
		}
	}
}

// findData reads what stands before the rows.
func (r *Reader) findData() error {
	s := r.scan
	for {
		t, err := s.next()
		switch {
		case err != nil:
			return err
		case t == tokenEOF:
			return damaged(s.part, "worksheet/sheetData")
		case t != tokenStart:
		case s.depth() == 1 && !s.isRoot("worksheet"):
			return damaged(s.part, "worksheet")
		case s.depth() == 2 && string(s.name) == "sheetData":
			return nil
		case string(s.name) == "col" && isTrue(s.find("hidden")):
			r.notes.hiddenColumns++
		}
	}
}

// tail reads what stands after the rows, to the end of the part.
func (r *Reader) tail() error {
	s := r.scan
	filter := false
	for {
		t, err := s.next()
		if err != nil {
			return err
		}
		if t == tokenEOF {
			return io.EOF
		}
		if t != tokenStart {
			continue
		}
		if s.depth() == 2 {
			filter = string(s.name) == "autoFilter"
		}
		switch string(s.name) {
		case "sheetData":
			return damaged(s.part, "worksheet/sheetData[2]")
		case "mergeCell":
			r.notes.merged++
		case "filterColumn":
			if filter {
				r.notes.filters++
			}
		}
	}
}

// nextRow reads the next row tag by tag; found tells that it has a value or a problem, and done is false where there
// are no more.
func (r *Reader) nextRow() (found, done bool, err error) {
	s := r.scan
	for {
		t, err := s.next()
		switch {
		case err != nil || t == tokenEnd:
			return false, false, err
		case t == tokenText:
			continue
		case string(s.name) != "row":
			return false, false, damaged(s.part, "sheetData/*")
		}
		row, ok := number(s.find("r"), r.row+1)
		if !ok || row <= r.row || row > maxRow {
			return false, false, r.wrongRow()
		}
		hidden := isTrue(s.find("hidden"))
		r.begin(row)
		r.keepRow(hidden)
		found, err = r.readRow(hidden)
		return found, true, err
	}
}

// readRow reads what stands in a row that began.
func (r *Reader) readRow(hidden bool) (found bool, err error) {
	if err := r.readCells(); err != nil {
		return false, err
	}
	return r.finish(hidden)
}

// readCells reads to the row's end.
func (r *Reader) readCells() error {
	s := r.scan
	for column := -1; ; {
		next, done, err := r.quickCell(column)
		if err != nil {
			return err
		}
		if done {
			column = next
			continue
		}
		if r.quickEnd() {
			return nil
		}
		t, err := s.next()
		switch {
		case err != nil:
			return err
		case t == tokenEnd:
			return nil
		case t == tokenText:
		case string(s.name) == "c":
			column, err = r.readCell(column)
		case string(s.name) == "extLst":
			err = s.skip()
		default:
			err = damaged(s.part, "row["+strconv.Itoa(r.row)+"]/*")
		}
		if err != nil {
			return err
		}
	}
}

func (r *Reader) begin(row int) {
	r.row = row
	r.digits = strconv.AppendInt(r.digits[:0], int64(row), 10)
	clear(r.rec.Cells)
	r.rec = table.Record{Line: row, Cells: r.cells[:0], Problems: r.rec.Problems[:0], Columns: r.rec.Columns[:0]}
	r.buf, r.size = r.buf[:0], 0
}

func (r *Reader) finish(hidden bool) (found bool, err error) {
	if len(r.rec.Cells) == 0 {
		return false, nil
	}
	if n, limit := len(r.rec.Cells), r.book.limits.Columns; n > limit {
		return false, r.tooMuch("too-many-columns", limit, n)
	}
	if r.size > maxRecord {
		return false, r.tooMuch("row-too-long", maxRecord, r.size)
	}
	if hidden {
		if r.notes.hiddenRows++; r.notes.hiddenRows == 1 {
			r.notes.firstHidden = r.row
		}
	}
	return true, nil
}

// put sets a cell's value; the row's cells reach as far as the last that has one.
func (r *Reader) put(column int, value []byte) {
	if len(value) == 0 {
		return
	}
	r.reach(column)
	r.rec.Cells[column] = value
	r.size += len(value)
}

func (r *Reader) reach(column int) {
	for column >= len(r.cells) {
		r.cells = append(r.cells, nil)
	}
	r.rec.Cells = r.cells[:column+1]
}

// problem rejects the row for what stands in a cell, whose value is left out.
func (r *Reader) problem(column int, code string, args ...string) {
	r.reach(column)
	r.rec.Problems = append(r.rec.Problems, reconcile.Problem{
		Code: code, Line: r.row, Cell: CellName(column, r.row), Args: args, Rejects: true,
	})
	r.rec.Columns = append(r.rec.Columns, column)
}
