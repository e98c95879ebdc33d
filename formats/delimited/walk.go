package delimited

import (
	"bytes"
	"strconv"

	"rollcall/formats/table"
	"rollcall/reconcile"
)

// walk is how far the scanner is in a record that it walks cell by cell. Offsets count from the record's start.
type walk struct {
	lo     int // where the cell begins, its quote included
	at     int // how far the record was scanned
	cells  []span
	cell   span
	stray  bool // a cell of the record has text after its closing quote
	opened int  // the line on which the first quoted cell that spans lines begins; 0 while there is none
	nuls   int  // NUL bytes in what was let go
	fed    int  // how far the record's lines were looked at
	lines  lines
}

// span is where a cell stands in the record, without its quotes.
type span struct {
	lo, hi  int
	escaped bool // it holds quotes written twice
	long    bool // it was too long, and is not there as a whole
}

// walkRecord gives the record at pos, which has a quote or is longer than the window.
func (s *scanner) walkRecord() (*table.Record, error) {
	at := s.base + int64(s.pos)
	s.walk = walk{cells: s.walk.cells[:0], lines: lines{delimiter: s.form.delimiter, usual: s.form.usual}}
	for more := true; more; {
		if len(s.walk.cells) == s.o.MaxColumns {
			return nil, s.tooManyColumns(s.o.MaxColumns + 1)
		}
		if err := s.walkCell(); err != nil {
			return nil, err
		}
		s.walk.cells = append(s.walk.cells, s.walk.cell)
		if more = s.at(s.form.delimiter); more {
			s.walk.at++
		}
	}
	rec, err := s.collect()
	if err == nil {
		rec.At = at
	}
	return rec, err
}

// at tells whether b is the next byte to scan.
func (s *scanner) at(b byte) bool { return s.pos+s.walk.at < s.end && s.buf[s.pos+s.walk.at] == b }

// need reads more until n bytes stand from at on, or the text is at its end.
func (s *scanner) need(n int) error {
	for s.end-s.pos-s.walk.at < n && !s.eof {
		if err := s.fill(); err != nil {
			return err
		}
	}
	return nil
}

// walkCell scans one cell. Afterwards at stands on the delimiter or line end after it, or at the end of the text.
func (s *scanner) walkCell() error {
	s.walk.lo, s.walk.cell = s.walk.at, span{}
	if err := s.need(1); err != nil {
		return err
	}
	if s.at('"') {
		return s.walkQuoted()
	}
	return s.walkPlain()
}

// walkPlain scans up to the next delimiter or line end.
func (s *scanner) walkPlain() error {
	w := &s.walk
	for {
		from := s.pos + w.at
		stop := s.lineEnd(from)
		i := bytes.IndexByte(s.buf[from:stop], s.form.delimiter)
		if i >= 0 {
			stop = from + i
		}
		w.at = stop - s.pos
		if i >= 0 || !s.halfSeen(stop) {
			break
		}
		if err := s.fill(); err != nil {
			return err
		}
	}
	w.cell.lo, w.cell.hi = w.lo, w.at
	return nil
}

// walkQuoted scans a cell that opens with a quote.
func (s *scanner) walkQuoted() error {
	w := &s.walk
	breaks := w.lines.breaks
	s.lineEnd(s.pos + w.at) // so that the marks tell, below, whether a line ends inside
	w.at++
	for {
		if err := s.walkToQuote(s.line + breaks); err != nil {
			return err
		}
		if err := s.need(2); err != nil {
			return err
		}
		w.at++
		if !s.at('"') {
			break
		}
		w.cell.escaped = true
		w.at++
	}
	w.cell.lo, w.cell.hi = w.lo+1, w.at-1
	if min(s.lf, s.cr) < s.pos+w.at {
		s.feed()
	}
	if w.opened == 0 && w.lines.breaks > breaks {
		w.opened = s.line + breaks
	}
	if s.pos+w.at == s.end || s.at(s.form.delimiter) || s.at('\n') || s.at('\r') {
		return nil
	}
	w.stray, w.cell.escaped = true, false
	return s.walkPlain()
}

// walkToQuote scans up to the next quote; there must be one.
func (s *scanner) walkToQuote(opened int) error {
	for {
		q := s.next(&s.quote, s.pos+s.walk.at, '"')
		s.walk.at = q - s.pos
		if q < s.end {
			return nil
		}
		if s.eof {
			return refuse("quote-unclosed", opened)
		}
		if err := s.fill(); err != nil {
			return err
		}
	}
}

// feed looks at the lines of the record up to at.
func (s *scanner) feed() {
	w := &s.walk
	w.lines.feed(s.buf[s.pos+w.fed : s.pos+w.at])
	w.fed = w.at
}

// forget lets go of a cell that is longer than any cell may be in bytes, so that memory stays bounded; its lines
// were counted.
func (s *scanner) forget() {
	w := &s.walk
	by := w.at - w.lo
	if by <= 4*s.o.MaxCell+1 {
		return
	}
	s.feed()
	w.nuls += bytes.Count(s.buf[s.pos+w.lo:s.pos+w.at], nul)
	copy(s.buf[s.pos+w.lo:], s.buf[s.pos+w.at:s.end])
	s.end -= by
	s.base += int64(by)
	s.lf, s.cr, s.quote = s.lf-by, s.cr-by, s.quote-by
	w.at, w.fed, w.cell.long = w.lo, w.lo, true
}

// collect makes the record of the cells that were walked.
func (s *scanner) collect() (*table.Record, error) {
	w := &s.walk
	w.lo = w.at                       // the last cell is whole: nothing of it may be let go any more
	if err := s.need(2); err != nil { // a CR at the end of the buffer may be half a line end
		return nil, err
	}
	s.rec = table.Record{Line: s.line, Cells: s.rec.Cells[:0]}
	if w.opened > 0 {
		if err := s.judgeLines(); err != nil {
			return nil, err
		}
	}
	raw := s.buf[s.pos : s.pos+w.at]
	doubt := len(raw) > s.o.MaxCell || !clean(raw)
	if doubt || w.nuls > 0 {
		if err := s.notText(w.nuls + bytes.Count(raw, nul)); err != nil {
			return nil, err
		}
	}
	for i, c := range w.cells {
		s.rec.Cells = append(s.rec.Cells, c.of(raw))
		switch {
		case c.long:
			s.problem(i, "cell-too-long", strconv.Itoa(s.o.MaxCell))
		case doubt:
			s.inspect(i)
		}
	}
	if w.stray {
		s.problem(-1, "quote-stray")
	}
	s.line += w.lines.breaks
	s.pass(s.pos + w.at)
	return &s.rec, nil
}

// of gives the cell's text; quotes written twice are made one, in place.
func (c span) of(raw []byte) []byte {
	switch {
	case c.long:
		return raw[:0]
	case !c.escaped:
		return raw[c.lo:c.hi]
	}
	text := raw[c.lo:c.hi]
	out := text[:0]
	for {
		i := bytes.IndexByte(text, '"')
		if i < 0 {
			return append(out, text...)
		}
		out = append(out, text[:i+1]...)
		text = text[i+2:]
	}
}

// problem notes a problem that rejects the record; column is -1 for the whole record.
func (s *scanner) problem(column int, code string, args ...string) {
	s.rec.Problems = append(s.rec.Problems, reconcile.Problem{Code: code, Line: s.rec.Line, Args: args, Rejects: true})
	s.rec.Columns = append(s.rec.Columns, column)
}
