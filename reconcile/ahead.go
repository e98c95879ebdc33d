package reconcile

import "slices"

// rowsAhead is how many rows are looked up together.
const rowsAhead = 32

// ahead holds rows back, in their order, until there are enough to be looked up together: memory answers many
// questions in the time that one takes, and what one row asks for is in no cache. Of most rows nothing but the line is
// wanted afterwards.
type ahead struct {
	lines  [rowsAhead]int
	prints [rowsAhead]uint64
	count  int
	text   []byte // the rows' cells, one after the other
	ends   []int  // of each cell in text, as many for each row as there are columns
	row    Row    // room for one of them
}

// add keeps a copy of a row that nothing is wrong with, as far as the columns go.
func (a *ahead) add(row *Row, print uint64, cols *columns) {
	a.lines[a.count], a.prints[a.count] = row.Line, print
	a.count++
	for i := range cols.list {
		a.text = appendCell(a.text, row.Cells[cols.list[i].at])
		a.ends = append(a.ends, len(a.text))
	}
}

// appendCell is append; of short cells it copies sixteen bytes, which is faster than to look how many there are.
func appendCell(b, cell []byte) []byte {
	n := len(b)
	if len(cell) > 16 || cap(cell) < 16 || cap(b)-n < 16 {
		return append(b, cell...)
	}
	*(*[16]byte)(b[n : n+16]) = [16]byte(cell[:16])
	return b[:n+len(cell)]
}

// at gives one of the rows again. It is valid until the next one is asked for.
func (a *ahead) at(i int, cols *columns) *Row {
	a.row.Line = a.lines[i]
	ends, from := a.ends[i*len(cols.list):], 0
	if i > 0 {
		from = a.ends[i*len(cols.list)-1]
	}
	for j := range cols.list {
		at := cols.list[j].at
		if at >= len(a.row.Cells) {
			a.row.Cells = slices.Grow(a.row.Cells, at+1)[:at+1]
		}
		a.row.Cells[at] = a.text[from:ends[j]:ends[j]]
		from = ends[j]
	}
	return &a.row
}

// clear lets go of the rows.
func (a *ahead) clear() { a.count, a.text, a.ends = 0, a.text[:0], a.ends[:0] }
