package formats

import (
	"bytes"
	"slices"

	"rollcall/formats/delimited"
)

// Alike tells whether the same line of text is the same row in both files: delimited text under the same headings in
// the same order, of which none is blank, read in the same way.
func (s *Source) Alike(o *Source) bool {
	a, b := s.rows, o.rows
	return a.file.Kind == kindCSV && b.file.Kind == kindCSV && a.file.Delimiter == b.file.Delimiter &&
		slices.EqualFunc(a.heading.Cells, b.heading.Cells, bytes.Equal) && slices.Equal(a.list, b.list)
}

// Pass has k asked of the lines of text with which rows begin. A line that is known is passed over: it counts as a row
// and is not given, and nothing is said of it. Only lines that were the Text of a row in a file Alike may be known. Where a
// file is no text, k is not asked; nil ends the asking.
func (s *Source) Pass(k delimited.Known) {
	if r, ok := s.rows.src.(*delimited.Reader); ok {
		r.Pass(k)
	}
}
