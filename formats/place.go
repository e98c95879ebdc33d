package formats

import (
	"slices"
	"strconv"

	"rollcall/formats/table"
	"rollcall/formats/workbook"
	"rollcall/reconcile"
)

// This file puts the cells of a record beneath the headings.

// ragged tells whether the cells can't be trusted to stand beneath their headings: a delimited row that ends before
// the last column, a value right of it. In a sheet a row may end early, and what stands apart from the table is only
// noted.
func (r *rows) ragged(cells [][]byte) (found int, bad bool) {
	if r.file.Kind == kindCSV && len(cells) < r.width {
		return len(cells), true
	}
	if len(cells) <= r.width {
		return 0, false
	}
	found = width(cells)
	if r.file.Kind == kindXLSX {
		return found, !isBlank(cells[r.width])
	}
	return found, found > r.width
}

// misplaced gives a row as it stands.
func (r *rows) misplaced(rec *table.Record, found int) {
	r.row.Misplaced = true
	r.cells = r.cells[:0]
	for _, c := range rec.Cells {
		r.cells = append(r.cells, r.value(c))
	}
	r.row.Cells = r.cells
	r.row.Problems = append(r.row.Problems, reconcile.Problem{Code: "row-ragged", Line: rec.Line, Rejects: true,
		Args: []string{strconv.Itoa(found), strconv.Itoa(r.width)}})
}

// place puts each cell beneath its heading. Where each column has one and each cell says what it holds, as is usual,
// that is the record as it stands.
func (r *rows) place(rec *table.Record) {
	r.problems(rec)
	if found, bad := r.ragged(rec.Cells); bad {
		r.misplaced(rec, found)
		return
	}
	if len(rec.Cells) == len(r.physical) && len(r.physical) == r.width && r.verbatim(rec.Cells) {
		r.row.Cells = rec.Cells
		if !r.ends && len(rec.Problems) == 0 {
			r.row.Text = rec.Text
		}
		return
	}
	r.cells = r.cells[:0]
	for _, p := range r.physical {
		var cell []byte
		if p < len(rec.Cells) {
			cell = r.value(rec.Cells[p])
		}
		r.cells = append(r.cells, cell)
	}
	r.row.Cells = r.cells
	if !r.astray && (len(r.physical) < r.width || len(rec.Cells) > r.width) {
		r.noteAstray(rec)
	}
}

// noteAstray says once that cells stand in a column without a heading.
func (r *rows) noteAstray(rec *table.Record) {
	for i, c := range rec.Cells {
		if (i >= r.width || r.at[i] < 0) && !isBlank(c) {
			r.astray = true
			p := reconcile.Problem{Code: "cell-without-heading", Line: rec.Line}
			if r.file.Kind == kindXLSX {
				p.Cell = workbook.CellName(i, rec.Line)
			}
			r.file.Notes = append(r.file.Notes, p)
			return
		}
	}
}

// cellOnly are the problems that spoil one cell and nothing beside it.
var cellOnly = []string{"byte-undecodable", "nul-byte", "replacement-character", "cell-too-long", "cell-error",
	"formula-without-value", "number-imprecise"}

// problems hands on what the reader found in the record, with the heading of each cell. A spoilt cell that nobody
// reads doesn't reject the person.
func (r *rows) problems(rec *table.Record) {
	for i, p := range rec.Problems {
		p.Line = first(p.Line, rec.Line)
		if physical := rec.Columns[i]; physical >= 0 {
			if physical >= len(r.at) || r.at[physical] < 0 {
				continue
			}
			col := r.list[r.at[physical]]
			p.Heading = col.Heading
			if col.Field == reconcile.NoField && slices.Contains(cellOnly, p.Code) {
				p.Rejects = false
			}
		}
		r.row.Problems = append(r.row.Problems, p)
	}
}
