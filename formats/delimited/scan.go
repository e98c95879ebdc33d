package delimited

import (
	"bytes"
	"io"
	"strconv"

	"rollcall/formats/table"
	"rollcall/reconcile"
)

const (
	bufferSize = 256 << 10 // bytes read at once
	maxRecord  = 4 << 20   // bytes of a row kept at most, unless a cell may be longer
)

// form is what a file's text looks like.
type form struct {
	delimiter byte
	usual     int  // delimiters in the usual row; -1 when that is not known
	announced bool // the first line only names the delimiter
}

// scanner cuts text into records. Most records stand on one line and are cut in one go (split.go); the others are
// walked cell by cell (walk.go): those with quotes written twice, line ends in cells, or more text than the window.
type scanner struct {
	src  io.Reader
	o    Options
	form form

	base int64 // the byte of the file on which buf begins; far below 0 where the text is decoded
	buf  []byte
	pos  int  // where the record begins: buf[pos:end] is not used up yet
	end  int  // end of what was read
	eof  bool // nothing comes after end
	line int  // physical line at pos

	lf, cr, quote int  // the next of each at or after what was scanned, end where there is none
	sparse        bool // most lines are not looked at

	window int // a line that does not end within so many bytes is walked
	rec    table.Record
	walk   walk

	found reconcile.Line  // where the cells of the line at hand end
	last  []byte          // a line after which no whole block was read
	lines reconcile.Lines // takes lines before they are cells
	known reconcile.Texts // lines that are passed over
	ahead ahead
}

func newScanner(src io.Reader, o Options, f form, size int) scanner {
	return scanner{src: src, o: o, form: f, buf: make([]byte, size), window: size / 4, line: 1, lf: -1, cr: -1, quote: -1}
}

// Next gives the next record, io.EOF after the last, or a *reconcile.Refusal. The record and its cells are valid
// until the next call.
func (s *scanner) Next() (*table.Record, error) {
	for {
		asked, cut := s.passKnown(), s.takeLines()
		end, err := s.wholeLine()
		if err != nil {
			return nil, err
		}
		switch {
		case s.pos == s.end && s.eof:
			return nil, io.EOF
		case end < 0:
			return s.walkRecord()
		case end == s.pos:
			s.passBlank(end)
		case !asked && s.isKnown(end):
			s.pass(end)
		default:
			if rec, err := s.splitRecord(end, cut); rec != nil || err != nil {
				return rec, err
			}
		}
	}
}

// takeLines passes over the lines from pos on that are taken, as far as they are read and end with an LF. It tells whether
// the line then at pos was cut and not taken.
func (s *scanner) takeLines() (cut bool) {
	if s.lines == nil {
		return false
	}
	for {
		end := s.next(&s.lf, s.pos, '\n')
		if end == s.end || s.next(&s.quote, s.pos, '"') < end {
			return false
		}
		text := min(end, s.next(&s.cr, s.pos, '\r'))
		if text == s.pos || text < end-1 {
			return false
		}
		line := s.buf[s.pos:text]
		if s.cut(line); !s.isTaken(line) {
			return true
		}
		s.line++
		s.pos = end + 1
	}
}

// splitRecord gives the record that begins with the line from pos to end, which may be cut already; nil where it was taken.
func (s *scanner) splitRecord(end int, cut bool) (*table.Record, error) {
	line := s.buf[s.pos:end]
	simple := cut || s.within(&s.quote, s.pos, end, '"') == end
	if simple && !cut {
		if s.cut(line); s.isTaken(line) {
			s.pass(end)
			return nil, nil
		}
	}
	s.rec = table.Record{Line: s.line, At: s.base + int64(s.pos), Text: line, Cells: s.rec.Cells[:0]}
	if simple {
		s.split(line)
	} else if !s.splitQuoted(line) {
		return s.walkRecord()
	}
	if len(s.rec.Cells) > s.o.MaxColumns {
		return nil, s.tooManyColumns(s.countColumns(line))
	}
	if len(line) > s.o.MaxCell || len(s.found.Odd) > 0 && !clean(line) {
		if err := s.notText(bytes.Count(line, nul)); err != nil {
			return nil, err
		}
		for i := range s.rec.Cells {
			s.inspect(i)
		}
	}
	s.pass(end)
	return &s.rec, nil
}

// isTaken tells whether somebody takes the line that was cut.
func (s *scanner) isTaken(line []byte) bool {
	if s.lines == nil || len(line) > s.o.MaxCell {
		return false
	}
	s.found.Text = line
	return s.lines.Take(&s.found, reconcile.Place{At: s.base + int64(s.pos), Line: s.line})
}

// countColumns counts the cells of a line that was cut; those after the limit were left, and are counted only where no
// quote makes that doubtful.
func (s *scanner) countColumns(line []byte) int {
	if bytes.IndexByte(line, '"') >= 0 {
		return len(s.rec.Cells)
	}
	return bytes.Count(line, []byte{s.form.delimiter}) + 1
}

// tooManyColumns refuses the file for the row at hand, which has at least found.
func (s *scanner) tooManyColumns(found int) error {
	return refuse("too-many-columns", s.line, strconv.Itoa(s.o.MaxColumns), strconv.Itoa(found))
}

// wholeLine gives where the line at pos ends, -1 when it does not end within the window.
func (s *scanner) wholeLine() (int, error) {
	end := s.lineEnd(s.pos)
	for s.halfSeen(end) {
		if s.end-s.pos > s.window {
			return -1, nil
		}
		s.walk.lo, s.walk.at = 0, 0
		if err := s.fill(); err != nil {
			return -1, err
		}
		end = s.lineEnd(s.pos)
	}
	return end, nil
}

// lineEnd gives where the first line end at or after from stands, end where none was read yet.
func (s *scanner) lineEnd(from int) int {
	return s.within(&s.cr, from, s.next(&s.lf, from, '\n'), '\r')
}

// halfSeen tells whether more must be read to know the line end at i: there is none yet, or it is a CR that an LF may
// follow.
func (s *scanner) halfSeen(i int) bool {
	return !s.eof && (i == s.end || i == s.end-1 && s.buf[i] == '\r')
}

// next gives the first c at or after from, end where there is none; mark remembers it, so that no byte is searched
// twice.
func (s *scanner) next(mark *int, from int, c byte) int {
	if *mark < from {
		*mark = s.end
		if i := bytes.IndexByte(s.buf[from:s.end], c); i >= 0 {
			*mark = from + i
		}
	}
	return *mark
}

// within gives the first c from on, end where there is none before end. Where most text is passed over, no more of it is
// searched; else what comes after as well, so that the lines to come need not be.
func (s *scanner) within(mark *int, from, end int, c byte) int {
	if *mark >= from || !s.sparse || end == s.end {
		return min(s.next(mark, from, c), end)
	}
	if i := bytes.IndexByte(s.buf[from:end], c); i >= 0 {
		*mark = from + i
		return *mark
	}
	return end
}

// pass goes past a line that ends at end.
func (s *scanner) pass(end int) {
	s.line++
	s.pos = end
	if end == s.end {
		return
	}
	if s.buf[end] == '\r' && end+1 < s.end && s.buf[end+1] == '\n' {
		s.pos++
	}
	s.pos++
}

// passBlank goes past a blank line, and past those that follow it at once.
func (s *scanner) passBlank(end int) {
	s.pass(end)
	for s.pos < s.end && s.buf[s.pos] == '\n' {
		s.pos++
		s.line++
	}
}

// fill reads more text after end. The text from pos on is kept; only of a cell that is too long already, what was
// scanned is let go. A record that is too long all the same is refused.
func (s *scanner) fill() error {
	s.forget()
	s.shift(s.pos)
	if len(s.buf)-s.end < len(s.buf)/4 {
		if len(s.buf) >= max(maxRecord, 16*s.o.MaxCell) {
			return refuse("row-too-long", s.line, strconv.Itoa(max(maxRecord, 16*s.o.MaxCell)), strconv.Itoa(s.end-s.pos))
		}
		s.buf = append(s.buf, make([]byte, len(s.buf))...)
	}
	old := s.end
	n, err := s.src.Read(s.buf[s.end:])
	s.end += n
	s.eof = err == io.EOF
	for _, m := range [...]struct {
		at *int
		c  byte
	}{{&s.lf, '\n'}, {&s.cr, '\r'}, {&s.quote, '"'}} {
		if *m.at == old {
			*m.at = old - 1
			s.next(m.at, old, m.c)
		}
	}
	if err != nil && err != io.EOF {
		return err
	}
	return nil
}

// shift moves what was read from pos on to the start of the buffer.
func (s *scanner) shift(by int) {
	if by == 0 {
		return
	}
	copy(s.buf, s.buf[by:s.end])
	s.base += int64(by)
	s.pos -= by
	s.end -= by
	s.lf, s.cr, s.quote = s.lf-by, s.cr-by, s.quote-by
}
