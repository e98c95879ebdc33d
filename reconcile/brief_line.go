package reconcile

// lines are the lines of a file of which no index knows any: each that clearly says what it holds is taken without being
// made a row, and looked up with others as rows are (ahead.go).
type lines struct{ texts }

// Take takes a line that clearly says what it holds. The last one of those that are looked up together comes as a row: it
// may have accounts read, which may fail.
func (l *lines) Take(line *Line, at Place) bool {
	d := l.diffing
	if l.isOver() || d.ahead.count == rowsAhead-1 || d.brief.idles(d) {
		return false
	}
	b := &d.brief.rows[d.ahead.count]
	if b.clear = d.brief.ofLine(d, line, b); !b.clear {
		return false
	}
	d.countRow(at.Line)
	print := d.textPrint(line.Text)
	if d.ahead.count > 0 || !d.inTurn(b) || !d.briefly(b, at.Line, print) {
		d.ahead.addLine(line, at.Line, print)
	}
	return true
}
