package formats

import (
	"bytes"
	"slices"

	"rollcall/reconcile"
)

// Alike tells whether the same line of text is the same row in both files: delimited text under the same headings in
// the same order, of which none is blank, read in the same way.
func (s *Source) Alike(o *Source) bool {
	a, b := s.rows, o.rows
	return a.file.Kind == kindCSV && b.file.Kind == kindCSV && a.file.Delimiter == b.file.Delimiter &&
		slices.EqualFunc(a.heading.Cells, b.heading.Cells, bytes.Equal) && slices.Equal(a.list, b.list)
}

// Pass has known asked of the lines of text with which rows begin. A line that is known is passed over: it counts as a
// row and is not given, and nothing is said of it. Only lines that were the Text of a row in a file Alike may be known.
// text is valid until known returns. Where a file is no text, or was begun already, known is not asked.
func (s *Source) Pass(known func(text []byte, at reconcile.Place) bool) {
	if r, ok := s.rows.src.(interface {
		Pass(known func(text []byte, at reconcile.Place) bool)
	}); ok {
		r.Pass(known)
	}
}
