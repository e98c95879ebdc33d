package formats

import (
	"errors"
	"io"
	"slices"
	"strconv"
	"unicode/utf8"

	"rollcall/formats/table"
	"rollcall/reconcile"
)

// headRecords is how many records are looked through for the headings, headBytes how much of them at most.
const (
	headRecords = 50
	headBytes   = 8 << 20
)

// start is a table whose headings were looked for.
type start struct {
	src     noted
	heading *table.Record   // nil where there is none
	pending []*table.Record // read already, beneath the headings
	ended   bool            // nothing comes after pending
	notes   []reconcile.Problem

	asked  int      // the heading row that was asked for, 0 for none
	missed bool     // there is no record on that row
	seen   int      // cells that the row asked for has: what they say may be a person's
	looked int      // records looked through
	widest int      // cells of the widest of them
	best   []string // the headings recognised in the best of them
}

// findHeadings finds the heading row: the one asked for, else the record among the first that has most headings.
func findHeadings(r noted, ix *index, asked int) (*start, error) {
	t := &start{src: r, asked: asked}
	head, err := t.read(asked)
	if err != nil {
		return nil, err
	}
	at := -1
	switch {
	case asked > 0:
		at = t.asFor(head, ix)
	default:
		at = t.search(head, ix)
	}
	if at < 0 {
		return t, nil
	}
	t.heading, t.pending = head[at], head[at+1:]
	for _, p := range t.heading.Problems {
		if p.Rejects {
			return nil, refuse("", p)
		}
	}
	return t, t.above(head[:at])
}

// read takes the first records; where a heading row is asked for, those up to it.
func (t *start) read(asked int) ([]*table.Record, error) {
	var head []*table.Record
	for size := 0; len(head) < headRecords && size < headBytes; size += room(head) {
		rec, err := t.src.Next()
		if errors.Is(err, io.EOF) {
			t.ended = true
			return head, nil
		}
		if err != nil {
			return nil, err
		}
		if blank(rec.Cells) && len(rec.Problems) == 0 || rec.Line < asked {
			continue
		}
		head = append(head, clone(rec))
		t.looked++
		t.widest = max(t.widest, filled(rec.Cells))
		if asked > 0 {
			break
		}
	}
	return head, nil
}

// room gives the bytes that the last of the records takes.
func room(head []*table.Record) int {
	n := 0
	if len(head) > 0 {
		for _, c := range head[len(head)-1].Cells {
			n += len(c) + 24
		}
	}
	return n
}

// asFor takes the row asked for, if it is there and has a heading that is known.
func (t *start) asFor(head []*table.Record, ix *index) int {
	if t.missed = len(head) == 0 || head[0].Line != t.asked; t.missed {
		return -1
	}
	if n, _ := ix.count(head[0].Cells); n > 0 {
		return 0
	}
	t.seen = filled(head[0].Cells)
	return -1
}

// search looks for the record with most headings. One heading is enough where it was mapped, or where the file has
// one column only.
func (t *start) search(head []*table.Record, ix *index) int {
	at, most, best := -1, 0, 0
	for i, rec := range head {
		n, mapped := ix.count(rec.Cells)
		if n > best {
			best, t.best = n, ix.recognised(rec.Cells)
		}
		if n > most && (n > 1 || mapped || t.widest == 1) {
			at, most = i, n
		}
	}
	return at
}

// recognised gives the headings among cells that are known.
func (ix *index) recognised(cells [][]byte) []string {
	var out []string
	for _, c := range cells {
		if ix.meaning(c).known {
			out = append(out, string(c))
		}
	}
	return out
}

// above notes the preamble. Rows above the headings that look like people are refused: they would be lost.
func (t *start) above(head []*table.Record) error {
	width := filled(t.heading.Cells)
	for _, rec := range head {
		if n := filled(rec.Cells); n > 2 && n*10 >= width*7 && hasValues(rec.Cells) {
			return refuse("", reconcile.Problem{Code: "rows-above-headings", Line: rec.Line,
				Args: []string{strconv.Itoa(t.heading.Line)}})
		}
	}
	if len(head) > 0 {
		t.notes = append(t.notes, reconcile.Problem{Code: "preamble-skipped", Line: head[0].Line,
			Args: []string{strconv.Itoa(len(head)), strconv.Itoa(head[0].Line), strconv.Itoa(head[len(head)-1].Line)}})
	}
	return nil
}

// hasValues tells whether one of the cells has a value.
func hasValues(cells [][]byte) bool { return slices.ContainsFunc(cells, hasValue) }

// hasValue tells whether a cell holds what headings seldom do: a digit or an e-mail.
func hasValue(cell []byte) bool {
	for _, b := range cell {
		if b == '@' || '0' <= b && b <= '9' {
			return true
		}
	}
	return false
}

// hasLetter tells whether a cell holds a letter, or what may be one.
func hasLetter(cell []byte) bool {
	return slices.ContainsFunc(cell, func(b byte) bool { return b|0x20 >= 'a' && b|0x20 <= 'z' || b >= utf8.RuneSelf })
}

// merge adds what was seen in another sheet.
func (t *start) merge(o *start) {
	t.asked, t.missed = o.asked, o.missed
	t.seen = first(t.seen, o.seen)
	t.looked += o.looked
	t.widest = max(t.widest, o.widest)
	if len(o.best) > len(t.best) {
		t.best = o.best
	}
}

// clone copies a record, which its reader will overwrite.
func clone(rec *table.Record) *table.Record {
	c := &table.Record{Line: rec.Line, At: rec.At, Text: slices.Clone(rec.Text),
		Problems: slices.Clone(rec.Problems), Columns: slices.Clone(rec.Columns)}
	c.Cells = make([][]byte, len(rec.Cells))
	for i, cell := range rec.Cells {
		c.Cells[i] = slices.Clone(cell)
	}
	return c
}
