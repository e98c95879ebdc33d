package reconcile

// texts are the lines of a file that Diff knows before they are read: those of rows that said just what their accounts
// hold. What is known of them, and done about them, is in seen.go.
type texts struct {
	*diffing
	over bool // nobody waits for the plan any more
}

// pass lets lines that are known be passed over, or where no index knows any, those that say what they hold be taken, where
// nobody wants to see every row.
func (d *diffing) pass() {
	u := d.in.Upload
	if u.Form == "" || d.in.Trace != nil || d.cols.has.has(Password) {
		return
	}
	d.passing = u.Pass != nil && d.in.Index != nil
	switch {
	case d.passing:
		u.Pass(&texts{diffing: d})
	case u.Take != nil && d.in.Index == nil:
		u.Take(&lines{texts{diffing: d}})
	}
}

// Known takes the rows of lines that are known. Nothing is known once nobody waits for the plan any more.
func (t *texts) Known(prints []uint64, at []Place) int {
	for i, print := range prints {
		if t.isOver() || !t.known(at[i].Line, print) {
			return i
		}
		t.countRow(at[i].Line)
	}
	return len(prints)
}

// isOver looks from time to time whether anybody still waits for the plan.
func (t *texts) isOver() bool {
	if t.totals.Rows%batchSize == 0 {
		t.over = t.ended() != nil
	}
	return t.over
}

// Expect hashes some lines, and brings what is asked of memory for them near together.
func (t *texts) Expect(lines [][]byte, prints []uint64) {
	for i, line := range lines {
		prints[i] = t.textPrint(line)
	}
	t.bringNear(prints)
}

// textPrint hashes a row that is one line of text. The form is part of it.
func (d *diffing) textPrint(text []byte) uint64 {
	return fold128(sumLong(&d.x.hasher, text)^d.form, d.x.hasher[1]) | 1
}
