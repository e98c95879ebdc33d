package report

import (
	"bufio"
	"errors"
	"io"
	"slices"
	"strings"

	"rollcall/reconcile"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// raw reads the records of delimited text as the bytes they are, in whatever encoding, so that they can be written
// again byte by byte.
type raw struct {
	r         *bufio.Reader
	coding    encoding.Encoding
	unit      int  // bytes of a code unit: 1, or 2 in UTF-16
	big       bool // the first byte of two is the higher
	delimiter rune
	line      int // of the next record
	record    rawRecord
	mask      *rawMask // nil: nothing is hidden
}

// rawRecord is one record. It is valid until the next one is read.
type rawRecord struct {
	first, last int    // the physical lines on which it begins and ends
	bytes       []byte // all of it, its line end included
	starts      []int  // where each cell begins, its quote included
	ends        []int  // and ends
}

var codings = map[string]encoding.Encoding{
	"utf-8": encoding.Nop, "utf-8-bom": encoding.Nop,
	"windows-1252": charmap.Windows1252, "iso-8859-15": charmap.ISO8859_15, "macintosh": charmap.Macintosh, "cp850": charmap.CodePage850,
	"utf-16le": unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), "utf-16be": unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM),
}

// errCoding says that a plan names an encoding that readers don't have.
var errCoding = errors.New("the plan names an unknown encoding or delimiter")

// newRaw reads text in the encoding and with the delimiter that the file was read with. mark is the byte order mark.
func newRaw(r io.Reader, f *reconcile.File) (out *raw, mark []byte, err error) {
	out = &raw{r: bufio.NewReaderSize(r, 1<<16), coding: codings[f.Encoding], unit: 1, big: f.Encoding == "utf-16be", line: 1}
	if out.coding == nil || len(f.Delimiter) != 1 {
		return nil, nil, errCoding
	}
	out.delimiter = rune(f.Delimiter[0])
	marks := []string{"\uFEFF"}
	if strings.HasPrefix(f.Encoding, "utf-16") {
		out.unit, marks = 2, []string{"\xFF\xFE", "\xFE\xFF"}
	}
	for _, m := range marks {
		if head, _ := out.r.Peek(len(m)); string(head) == m {
			_, err = out.r.Discard(len(m))
			return out, []byte(m), err
		}
	}
	return out, nil, nil
}

// next gives the next record, without passwords, io.EOF after the last.
func (r *raw) next() (*rawRecord, error) {
	rec, err := r.scan()
	if err != nil || r.mask == nil {
		return rec, err
	}
	return rec, r.hide(rec)
}

// scan gives the next record as it is.
func (r *raw) scan() (*rawRecord, error) {
	rec := &r.record
	*rec = rawRecord{first: r.line, bytes: rec.bytes[:0], starts: append(rec.starts[:0], 0), ends: rec.ends[:0]}
	quoted := false
	for {
		at := len(rec.bytes)
		opening := at == rec.starts[len(rec.starts)-1]
		c, err := r.read()
		switch {
		case err == io.EOF && at == 0:
			return nil, io.EOF
		case err == io.EOF:
			rec.ends, rec.last = append(rec.ends, at), r.line
			return rec, nil
		case err != nil:
			return nil, err
		case c == '"' && opening:
			quoted = true
		case c == '"' && quoted:
			quoted = r.doubled()
		case c == '\n' || c == '\r':
			r.endLine(c)
			if !quoted {
				rec.ends, rec.last = append(rec.ends, at), r.line-1
				return rec, nil
			}
		case c == r.delimiter && !quoted:
			rec.ends, rec.starts = append(rec.ends, at), append(rec.starts, len(rec.bytes))
		}
	}
}

// read takes the next code unit into the record. Half a unit at the end stands for itself.
func (r *raw) read() (rune, error) {
	lo, err := r.r.ReadByte()
	if err != nil {
		return 0, err
	}
	r.record.bytes = append(r.record.bytes, lo)
	if r.unit == 1 {
		return rune(lo), nil
	}
	hi, err := r.r.ReadByte()
	if err == io.EOF {
		return -1, nil
	}
	if err != nil {
		return 0, err
	}
	r.record.bytes = append(r.record.bytes, hi)
	if r.big {
		lo, hi = hi, lo
	}
	return rune(hi)<<8 | rune(lo), nil
}

// follows tells whether the next code unit is c.
func (r *raw) follows(c byte) bool {
	next, _ := r.r.Peek(r.unit)
	switch {
	case len(next) < r.unit:
		return false
	case r.unit == 1:
		return next[0] == c
	case r.big:
		return next[0] == 0 && next[1] == c
	}
	return next[0] == c && next[1] == 0
}

// doubled takes the second of two quotes, which stand for one inside a quoted cell, and tells whether there was one.
func (r *raw) doubled() bool {
	if !r.follows('"') {
		return false
	}
	r.read() // it was seen
	return true
}

// endLine counts a line and takes the LF after a CR.
func (r *raw) endLine(c rune) {
	r.line++
	if c == '\r' && r.follows('\n') {
		r.read() // it was seen
	}
}

// cell gives the bytes of a cell, quotes included.
func (rec *rawRecord) cell(i int) []byte { return rec.bytes[rec.starts[i]:rec.ends[i]] }

// same tells whether the first n cells of both records have the same bytes.
func (rec *rawRecord) same(other *rawRecord, n int) bool {
	return n > 0 && len(rec.ends) >= n && len(other.ends) >= n && slices.Equal(rec.bytes[:rec.ends[n-1]], other.bytes[:other.ends[n-1]])
}

// blank tells whether the record is an empty line.
func (rec *rawRecord) blank() bool { return len(rec.ends) == 1 && rec.ends[0] == 0 }

func (rec *rawRecord) clone() *rawRecord {
	return &rawRecord{first: rec.first, last: rec.last, bytes: slices.Clone(rec.bytes), starts: slices.Clone(rec.starts), ends: slices.Clone(rec.ends)}
}

// text gives what a cell says, "" where its bytes aren't text in the file's encoding.
func (r *raw) text(cell []byte) string {
	b, err := r.coding.NewDecoder().Bytes(cell)
	s := string(b)
	if err != nil || strings.ToValidUTF8(s, "\uFFFD") != s || strings.ContainsRune(s, '\uFFFD') {
		return ""
	}
	if !strings.HasPrefix(s, `"`) {
		return s
	}
	inside, stray, _ := strings.Cut(strings.ReplaceAll(s[1:], `""`, "\x00"), `"`)
	return strings.ReplaceAll(inside, "\x00", `"`) + stray
}

// encode gives a cell in the file's encoding. A character that the encoding lacks is written as one that looks like
// it, or as a question mark: the text is ours.
func (r *raw) encode(cell string) ([]byte, error) {
	b := appendCell(nil, cell, byte(r.delimiter))
	if r.coding == encoding.Nop || r.unit == 2 {
		return r.coding.NewEncoder().Bytes(b)
	}
	out := make([]byte, 0, len(b))
	for _, c := range alike.Replace(string(b)) {
		e, ok := r.coding.(*charmap.Charmap).EncodeRune(c)
		if !ok {
			e = '?'
		}
		out = append(out, e)
	}
	return out, nil
}

// alike replaces the typographic characters that some encodings lack.
var alike = strings.NewReplacer("’", "'", "‘", "'", "“", `'`, "”", `'`, "…", "...", "–", "-", "—", "-", "\u202F", "\u00A0", "→", "->")
