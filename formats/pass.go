package formats

import (
	"encoding/json"
	"fmt"
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
		r.Pass(inOrder{k, s.rows})
	}
}

// inOrder knows no line while rows before it are held back as footers: they come first.
type inOrder struct {
	reconcile.Texts
	rows *rows
}

// Known asks only where no row is held back.
func (k inOrder) Known(print uint64, at reconcile.Place) bool {
	return len(k.rows.held) == 0 && k.Texts.Known(print, at)
}
