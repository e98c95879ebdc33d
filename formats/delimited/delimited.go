// Package delimited reads delimited text (CSV): it finds the encoding and the delimiter, and gives one record after
// the other with the physical line it starts on.
//
// It follows RFC 4180 where files do, and says what it does where they do not: line ends may be LF, CRLF, CR or a
// mixture, a bare quote inside an unquoted cell is a character like any other, blank lines are passed over, and rows
// may differ in length (the caller judges that). What can't be read for certain is never guessed: a byte that does
// not decode, a NUL or a lost letter rejects its row; a quote that may have swallowed rows refuses the file.
//
// The text is read in one pass through a buffer of bounded size. Cells are slices of that buffer.
package delimited

import (
	"io"
	"math"

	"rollcall/formats/table"
	"rollcall/reconcile"
)

// The limits that hold where Options gives none.
const (
	DefaultMaxCell    = 32767 // characters in a cell, as Excel has it
	DefaultMaxColumns = 16384 // columns, as Excel has it
)

// Options says what is known of a file beforehand. The zero Options finds everything out.
type Options struct {
	Encoding   string // one that ParseEncoding knows; "": found out
	Delimiter  string // one that ParseDelimiter knows; "": found out
	MaxCell    int    // characters a cell may hold; 0: DefaultMaxCell
	MaxColumns int    // columns a row may have; 0: DefaultMaxColumns
	// Recognise counts the cells that are known headings; the delimiter is the one under which the most are. May be nil.
	Recognise func(cells [][]byte) int
}

// Reader reads the records of one file.
type Reader struct {
	scanner
	encoding string
	text     section
	open     bool
	notes    []reconcile.Problem
}

var _ table.Reader = (*Reader)(nil)

// Open finds out how the size bytes of r are written and prepares to read them. A text that can't be read, and
// options that are not known, give a *reconcile.Refusal whose File is left to the caller.
func Open(r io.ReaderAt, size int64, o Options) (*Reader, error) {
	o.MaxCell = orDefault(o.MaxCell, DefaultMaxCell)
	o.MaxColumns = orDefault(o.MaxColumns, DefaultMaxColumns)
	wanted, err := ParseDelimiter(o.Delimiter)
	if err != nil {
		return nil, err
	}
	enc, guessed, err := findEncoding(r, size, o.Encoding)
	if err != nil {
		return nil, err
	}
	out := &Reader{encoding: enc.name}
	if guessed {
		out.notes = append(out.notes, reconcile.Problem{Code: "encoding-guessed", Args: []string{enc.name}})
	}
	text := enc.section(r, size)
	if out.open, err = text.open(); err != nil {
		return nil, err
	}
	form, err := findForm(text, o, wanted)
	if err != nil {
		return nil, err
	}
	out.text, out.scanner = text, newScanner(text.reader(), o, form, bufferSize)
	out.base = text.from
	if enc.name != utf8Plain && enc.name != utf8BOM {
		out.base = math.MinInt64 / 2
	}
	if form.announced {
		err = out.passLine()
	}
	return out, err
}

func orDefault(n, fallback int) int {
	if n <= 0 {
		return fallback
	}
	return n
}

// How much is read at once where single records are asked for: those of many near each other, or of a few far apart.
const (
	nearSize = bufferSize
	farSize  = 4 << 10
)

// GoTo goes to a record read before, by its At, which is not negative, and its Line: Next gives it again. The next one
// asked for is likely to stand so many bytes after it. From then on nothing is passed over.
func (r *Reader) GoTo(at int64, line int, apart int64) {
	s := &r.scanner
	s.line, s.known, s.lines, s.sparse = line, nil, nil, true
	if from := at - s.base; from >= int64(s.pos) && from < int64(s.end) {
		s.pos = int(from)
		return
	}
	text := r.text
	text.from = at
	s.src, s.base = text.reader(), at
	size := nearSize
	if apart > farSize*4 {
		size = farSize
	}
	s.buf, s.pos, s.end, s.eof = s.buf[:min(cap(s.buf), size)], 0, 0, false
	s.lf, s.cr, s.quote = -1, -1, -1
}

// Pass has known asked of each line with which a record begins: one that is known is passed over.
// nil ends the asking.
func (r *Reader) Pass(known reconcile.Texts) { r.known, r.sparse = known, known != nil }

// Take has lines asked of each line that holds no quote, with which a record begins: one that is taken is passed over. nil
// ends the asking.
func (r *Reader) Take(lines reconcile.Lines) { r.lines = lines }

// Encoding names the encoding the file is read in, as reconcile.File does.
func (r *Reader) Encoding() string { return r.encoding }

// Delimiter gives the character between cells.
func (r *Reader) Delimiter() string { return string(rune(r.form.delimiter)) }

// Open tells whether the text stops within a line: nothing ends its last one. Some programs write so; a file of any
// other was cut.
func (r *Reader) Open() bool { return r.open }

// Notes says what a person should know of how the file is read.
func (r *Reader) Notes() []reconcile.Problem { return r.notes }

// refuse makes the refusal of a file; a line of 0 speaks of the whole file.
func refuse(code string, line int, args ...string) error {
	return &reconcile.Refusal{Problem: reconcile.Problem{Code: code, Line: line, Args: args, Rejects: true}}
}
