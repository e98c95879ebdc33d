package formats

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"

	"rollcall/formats/delimited"
	"rollcall/reconcile"
)

// Alike tells whether the same line of text is the same row in both files.
func (s *Source) Alike(o *Source) bool {
	return s.Form != "" && s.Form == o.Form && slices.Equal(s.File.Columns, o.File.Columns)
}

// form names how lines of text become rows, besides the columns: delimiter, headings and all that was asked for. Where
// cells are written that say "no value", lines are no measure.
func (r *rows) form(o Options) string {
	if r.file.Kind != kindCSV || r.literals != nil {
		return ""
	}
	asked, err := json.Marshal(o.Asked())
	if err != nil {
		return ""
	}
	return fmt.Sprintf("%q %q %s", r.file.Delimiter, r.heading.Cells, asked)
}

// Pass has k asked of the lines of text with which rows begin. A line that is known is passed over: it counts as a row
// and is not given, and nothing is said of it. Only lines that were the Text of a row in a file Alike may be known. Where a
// file is no text, k is not asked; nil ends the asking.
func (s *Source) Pass(k reconcile.Texts) {
	r, ok := s.rows.src.(*delimited.Reader)
	switch {
	case !ok:
	case k == nil:
		r.Pass(nil)
	default:
		r.Pass(&inOrder{k, s.rows})
	}
}

// Take has lines asked of those lines of text which clearly are rows, before they are read. A line that is taken counts as
// a row and is not given, and nothing is said of it. Where the file is no text, or has columns without a heading, lines is
// not asked; nil ends the asking.
func (s *Source) Take(lines reconcile.Lines) {
	r, ok := s.rows.src.(*delimited.Reader)
	switch {
	case !ok || s.Form == "" || len(s.rows.physical) != s.rows.width:
	case lines == nil:
		r.Take(nil)
	default:
		r.Take(&certain{lines, s.rows})
	}
}

// certain has lines asked of the lines that clearly are rows.
type certain struct {
	reconcile.Lines
	rows *rows
}

// Take is isPlain for a line.
func (c *certain) Take(line *reconcile.Line, at reconcile.Place) bool {
	r := c.rows
	if len(line.Ends) != r.width || r.width > mostTallied || !r.mayPass(at) {
		return false
	}
	var seen tally
	lo := 0
	for _, end := range line.Ends {
		if lo < end {
			seen += firsts[line.Text[lo]] + lasts[line.Text[end-1]]
		}
		lo = end + 1
	}
	line.Tidy = seen.of(untidyCells) == 0
	return r.holds(seen) && c.Lines.Take(line, at) && r.passed()
}

// inOrder knows no line while rows before it are held back as footers: they come first.
type inOrder struct {
	reconcile.Texts
	rows *rows
}

// Known asks only where no row is held back, and while there may be so many more rows.
func (k *inOrder) Known(prints []uint64, at []reconcile.Place) int {
	r := k.rows
	if !r.mayPass(at[len(at)-1]) || len(at) > r.maxRows-r.file.Rows {
		return 0
	}
	n := k.Texts.Known(prints, at)
	r.file.Rows += n
	return n
}

// mayPass tells whether a line at a place may be passed over: no row before it is held back, and there are not too many.
func (r *rows) mayPass(at reconcile.Place) bool {
	return len(r.held) == 0 && r.file.Rows < r.maxRows && at.Line <= math.MaxInt32
}

// passed counts a line that is passed over.
func (r *rows) passed() bool {
	r.file.Rows++
	return true
}
