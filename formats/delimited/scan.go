package delimited

import (
	"bytes"
	"encoding/binary"
	"io"
	"math/bits"
	"strconv"

	"rollcall/formats/table"
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

// scanner cuts text into records. Most records stand on one line without a quote and are cut in one go (split); the
// others are walked cell by cell (see quoted.go), which also takes lines longer than the buffer.
type scanner struct {
	src  io.Reader
	o    Options
	form form

	buf  []byte
	pos  int  // where the record begins: buf[pos:end] is not used up yet
	end  int  // end of what was read
	eof  bool // nothing comes after end
	line int  // physical line at pos

	lf, cr, quote int // the next of each at or after what was scanned, end where there is none

	window int // a line that does not end within so many bytes is walked
	rec    table.Record
	odd    bool // the record holds a byte that is not ASCII, or a NUL
	walk   walk
}

func newScanner(src io.Reader, o Options, f form, size int) scanner {
	return scanner{src: src, o: o, form: f, buf: make([]byte, size), window: size / 4, line: 1, lf: -1, cr: -1, quote: -1}
}

// Next gives the next record, io.EOF after the last, or a *reconcile.Refusal. The record and its cells are valid
// until the next call.
func (s *scanner) Next() (*table.Record, error) {
	for {
		end, err := s.plainLine()
		if err != nil {
			return nil, err
		}
		switch {
		case s.pos == s.end && s.eof:
			return nil, io.EOF
		case end < 0:
			return s.walkRecord()
		case end == s.pos:
			s.pass(end) // a blank line
		default:
			return s.splitRecord(end)
		}
	}
}

// splitRecord gives the record that is the line from pos to end.
func (s *scanner) splitRecord(end int) (*table.Record, error) {
	line := s.buf[s.pos:end]
	s.rec = table.Record{Line: s.line, Cells: s.rec.Cells[:0]}
	if !s.split(line) {
		return nil, s.tooManyColumns()
	}
	if len(line) > s.o.MaxCell || s.odd && !clean(line) {
		s.inspect()
	}
	s.pass(end)
	return &s.rec, nil
}

func (s *scanner) tooManyColumns() error {
	return refuse("too-many-columns", s.line, strconv.Itoa(s.o.MaxColumns))
}

// plainLine gives where the line at pos ends when it is whole in the buffer and has no quote, else -1.
func (s *scanner) plainLine() (int, error) {
	end := s.lineEnd(s.pos)
	for s.halfSeen(end) && s.end-s.pos <= s.window {
		s.walk.lo, s.walk.at = 0, 0
		if err := s.fill(); err != nil {
			return -1, err
		}
		end = s.lineEnd(s.pos)
	}
	if s.halfSeen(end) || s.next(&s.quote, s.pos, '"') < end {
		return -1, nil
	}
	return end, nil
}

// lineEnd gives where the first line end at or after from stands, end where none was read yet.
func (s *scanner) lineEnd(from int) int {
	return min(s.next(&s.lf, from, '\n'), s.next(&s.cr, from, '\r'))
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

// pass goes past a line that ends at end.
func (s *scanner) pass(end int) {
	s.line++
	s.pos = end
	switch {
	case end == s.end:
		return
	case s.buf[end] == '\r' && end+1 < s.end && s.buf[end+1] == '\n':
		s.pos++
	}
	s.pos++
}

// fill reads more text after end. The text from pos on is kept; only of a cell that is too long already, what was
// scanned is let go. A record that is too long all the same is refused.
func (s *scanner) fill() error {
	s.forget()
	s.shift(s.pos)
	if len(s.buf)-s.end < len(s.buf)/4 {
		if len(s.buf) >= max(maxRecord, 16*s.o.MaxCell) {
			return refuse("row-too-long", s.line, strconv.Itoa(len(s.buf)))
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
	s.pos -= by
	s.end -= by
	s.lf, s.cr, s.quote = s.lf-by, s.cr-by, s.quote-by
}

// split cuts a line without quotes into the record's cells, eight bytes at a time, and notes whether it holds
// anything but ASCII. It tells whether the columns are within the limit.
func (s *scanner) split(line []byte) bool {
	cells := s.rec.Cells[:0]
	delimiter := s.form.delimiter
	wanted := uint64(delimiter) * ones
	var odd uint64
	lo, i := 0, 0
	for ; i+8 <= len(line) && len(cells) < s.o.MaxColumns; i += 8 {
		w := binary.LittleEndian.Uint64(line[i:])
		odd |= w | (w-ones)&^w
		x := w ^ wanted
		for m := ^((x&^highs + ^uint64(highs)) | x | ^uint64(highs)); m != 0; m &= m - 1 {
			at := i + bits.TrailingZeros64(m)/8
			cells = append(cells, line[lo:at])
			lo = at + 1
		}
	}
	for ; i < len(line); i++ {
		if b := line[i]; b == delimiter {
			cells = append(cells, line[lo:i])
			lo = i + 1
			if len(cells) > s.o.MaxColumns {
				break
			}
		} else if b == 0 {
			odd = highs
		} else {
			odd |= uint64(b)
		}
	}
	s.rec.Cells = append(cells, line[lo:])
	s.odd = odd&highs != 0
	return len(s.rec.Cells) <= s.o.MaxColumns
}
