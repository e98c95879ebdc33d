package reconcile

import "slices"

// rowsAhead is how many rows are looked up together.
const rowsAhead = 32

// ahead holds rows back, in their order, until there are enough to be looked up together: memory answers many
// questions in the time that one takes, and what one row asks for is in no cache.
type ahead struct {
	rows   [rowsAhead]Row
	prints [rowsAhead]uint64
	count  int
	text   []byte
	noise  uint64 // as in keyTable
}

// add keeps a copy of a row, as far as the columns go.
func (a *ahead) add(row *Row, print uint64, cols *columns) {
	to := &a.rows[a.count]
	a.prints[a.count] = print
	a.count++
	to.Line, to.Misplaced, to.Problems = row.Line, row.Misplaced, append(to.Problems[:0], row.Problems...)
	to.Cells = slices.Grow(to.Cells[:0], len(row.Cells))[:len(row.Cells)]
	if row.Misplaced {
		for i, cell := range row.Cells {
			to.Cells[i] = a.copied(cell)
		}
		return
	}
	for i := range cols.list {
		at := cols.list[i].at
		to.Cells[at] = a.copied(row.Cells[at])
	}
}

func (a *ahead) copied(cell []byte) []byte {
	from := len(a.text)
	a.text = append(a.text, cell...)
	return a.text[from:len(a.text):len(a.text)]
}

// touch brings near what the rows held back will ask of the index. It decides nothing.
func (a *ahead) touch(x *Index) {
	t := &x.seen
	if a.count < rowsAhead || t.slots == nil {
		return
	}
	for _, h := range a.prints {
		a.noise += uint64(t.slots[t.start(h)])
	}
	for _, h := range a.prints {
		if ord := t.guess(h); ord >= 0 {
			a.noise += t.hash[ord] + uint64(x.state[ord]) + uint64(x.line[ord])
		}
	}
}

// guess gives the ordinal that most likely has this hash, without asking for its hash.
func (t *keyTable) guess(h uint64) int {
	tag, mask := t.tag(h), uint32(1)<<t.width-1
	for i := t.start(h); t.slots[i] != 0; i = t.after(i) {
		if s := t.slots[i]; s&^mask == tag {
			return int(s&mask) - 1
		}
	}
	return -1
}
