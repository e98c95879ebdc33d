package reconcile

// rowsAhead is how many rows are looked up together.
const rowsAhead = 32

// ahead holds rows back, in their order, until there are enough to be looked up together: memory answers many
// questions in the time that one takes, and what one row asks for is in no cache. Of most rows nothing but the line is
// wanted afterwards.
type ahead struct {
	lines  [rowsAhead]int
	prints [rowsAhead]uint64
	byLine [rowsAhead]bool // the row was taken by its line of text
	starts [rowsAhead]int  // of the rows in text
	count  int
	text   []byte // the rows' cells, one after the other with a byte between them
	ends   []int  // of each cell, as in a Line; as many for each row as the file has columns
	row    Row    // room for one of them
}

// add keeps a copy of a row that nothing is wrong with.
func (a *ahead) add(row *Row, print uint64) {
	a.begin(row.Line, print, false)
	start := len(a.text)
	for _, cell := range row.Cells {
		a.text = appendCell(a.text, cell)
		a.ends = append(a.ends, len(a.text)-start)
		a.text = append(a.text, 0)
	}
}

// addLine is add for a line of text.
func (a *ahead) addLine(line *Line, at int, print uint64) {
	a.begin(at, print, true)
	a.text = append(a.text, line.Text...)
	a.ends = append(a.ends, line.Ends...)
}

func (a *ahead) begin(line int, print uint64, byLine bool) {
	a.lines[a.count], a.prints[a.count], a.byLine[a.count], a.starts[a.count] = line, print, byLine, len(a.text)
	a.count++
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
func (a *ahead) at(i int) *Row {
	cells := len(a.ends) / a.count
	line := Line{Text: a.text[a.starts[i]:], Ends: a.ends[i*cells : (i+1)*cells]}
	a.row.Line, a.row.Cells = a.lines[i], line.appendCells(a.row.Cells[:0])
	return &a.row
}

// clear lets go of the rows.
func (a *ahead) clear() { a.count, a.text, a.ends = 0, a.text[:0], a.ends[:0] }
