package workbook

import (
	"bytes"
	"strconv"
)

// like is how a row, or the cell of a column, was written the last time, from its start tag to what it holds, and what
// that said: nearly always the next one begins with the same bytes, but for the row's number.
type like struct {
	tag     []byte
	at, end int // where the row's number stands in it; nowhere where nothing is known

	hidden bool // of a row
	inline bool // of a cell, as the rest
	kind   kind
	format *format
	number []byte // the last one that has a format, as it stood
	shown  []byte // and what a person sees of it
}

// maxLikes is how many columns have the beginning of their cells remembered.
const maxLikes = 256

// begins tells whether b begins like the last one, with the row's number given in digits.
func (l *like) begins(b, digits []byte) bool {
	if len(digits) != l.end-l.at || len(b) < len(l.tag) {
		return false
	}
	copy(l.tag[l.at:], digits)
	return string(b[:len(l.tag)]) == string(l.tag)
}

// keep remembers tag if it is name with the row's number in its first attribute.
func (l *like) keep(name string, tag, digits []byte) {
	l.at, l.end = 0, 0
	if !bytes.HasPrefix(tag, []byte(name)) {
		return
	}
	if i := bytes.Index(tag[len(name):], digits); i >= 0 {
		l.tag = append(l.tag[:0], tag...)
		l.at = len(name) + i
		l.end = l.at + len(digits)
	}
}

// sameStart reads the beginning of a cell that is written like the last one of its column; nil where there is anything else.
func (r *Reader) sameStart(c *cell, b []byte) *like {
	if c.column >= len(r.columns) {
		return nil
	}
	l := &r.columns[c.column]
	if !l.begins(b, r.digits) {
		return nil
	}
	c.kind, c.format, c.inline, c.stored = l.kind, l.format, l.inline, !l.inline
	return l
}

// keepStart remembers the beginning of a cell that was read, up to its value.
func (r *Reader) keepStart(c *cell, tag []byte) *like {
	if c.column >= maxLikes {
		return nil
	}
	for c.column >= len(r.columns) {
		r.columns = append(r.columns, like{})
	}
	l := &r.columns[c.column]
	l.keep(`<c r="`, tag, r.digits)
	l.kind, l.format, l.inline, l.number = c.kind, c.format, c.inline, l.number[:0]
	return l
}

// keepRow remembers the start tag of the row that was just begun.
func (r *Reader) keepRow(hidden bool) {
	l := &r.line
	l.keep(`<row r="`, r.scan.tag, r.digits)
	if l.hidden = hidden; r.scan.closing {
		l.at, l.end = 0, 0
	}
}

// quickRow reads the next row where its start tag is written like the last one's; done is false where there is anything
// else, of which it takes nothing.
func (r *Reader) quickRow() (found, done bool, err error) {
	s := r.scan
	if r.slow || s.closing || len(s.prefix) > 0 || r.row == maxRow || r.line.end == 0 {
		return false, false, nil
	}
	var room [len("1048576")]byte
	next := strconv.AppendInt(room[:0], int64(r.row+1), 10)
	if !r.line.begins(s.buf[s.pos:s.end], next) {
		return false, false, nil
	}
	if err := s.push(rowName, 0); err != nil {
		return false, true, err
	}
	s.pos += len(r.line.tag)
	r.begin(r.row + 1)
	found, err = r.readRow(r.line.hidden)
	return found, true, err
}

var rowName = []byte("row")

// quickEnd takes the row's end tag where nothing else comes first and it is written as usual.
func (r *Reader) quickEnd() bool {
	const end = "</row>"
	s := r.scan
	b := s.buf[s.pos:s.end]
	if r.slow || s.closing || len(s.prefix) > 0 || len(b) < len(end) || string(b[:len(end)]) != end {
		return false
	}
	s.pos += len(end)
	s.pop()
	return true
}
