package reconcile

import (
	"bytes"
	"slices"
	"unicode/utf8"
)

// glance is how the cells of a file are looked at quickly: most clearly say what they hold.
type glance struct {
	keyed       *hasher
	cols        *columns
	rules       *rules
	keyColumns  []look
	textColumns []look
	fewColumns  []look  // of few different values, which may say something else than is written
	rereads     rereads // what their cells say
	texts       []look  // at each cell of a row that is neither a key nor one of few different values
	textFills   bool    // the policy says what a blank one means
}

// look is how the cells of a column are looked at.
type look struct {
	at     int // its place in Row.Cells
	column int // its place in cols.list
	key    int // its number among sievedKeys, -1 for none
	field  Field
	fills  bool   // the policy says what a blank cell means
	weight uint64 // of the column's share in a digest
}

// reread is the hash of a cell and of what it says; 0 where something is wrong with it.
type reread struct{ cell, says uint64 }

// rereads are those of late. Four that stand near each other in memory have a set for themselves.
type rereads [][4]reread

const rereadSets = 1 << 12

func newRereads() rereads { return make(rereads, rereadSets) }

// find gives what the cell of a hash says; ok is false where that is not known.
func (r rereads) find(h uint64) (says uint64, ok bool) {
	set := &r[h%rereadSets]
	for i := range set {
		if set[i].cell == h {
			return set[i].says, true
		}
	}
	return 0, false
}

// add has what a cell says known, instead of what was known for longest.
func (r rereads) add(h, says uint64) uint64 {
	set := &r[h%rereadSets]
	copy(set[1:], set[:])
	set[0] = reread{h, says}
	return says
}

// newGlance makes ready for rows of so many cells.
func newGlance(h *hasher, cols *columns, rules *rules, known rereads, cells int) glance {
	g := glance{keyed: h, cols: cols, rules: rules, rereads: known}
	for i := range cols.list {
		c := &cols.list[i]
		l := look{at: c.at, column: i, key: sievedAt(c.Field), field: c.Field, fills: c.blank.Rule == BlankDefault, weight: c.weight}
		switch {
		case l.key >= 0:
			g.keyColumns = append(g.keyColumns, l)
		case c.text:
			g.textColumns = append(g.textColumns, l)
		default:
			g.fewColumns = append(g.fewColumns, l)
		}
	}
	g.texts = g.textCells(cells)
	g.textFills = slices.ContainsFunc(g.texts, func(l look) bool { return l.fills })
	return g
}

// textCells gives how each cell of a row is looked at that is neither a key nor one of few values; one that says nothing of
// people is taken for a text.
func (g *glance) textCells(cells int) (texts []look) {
	for at := range cells {
		here := func(l look) bool { return l.at == at }
		if i := slices.IndexFunc(g.textColumns, here); i >= 0 {
			texts = append(texts, g.textColumns[i])
		} else if !slices.ContainsFunc(g.keyColumns, here) && !slices.ContainsFunc(g.fewColumns, here) {
			texts = append(texts, look{at: at})
		}
	}
	return texts
}

func sievedAt(f Field) int {
	switch f {
	case EmployeeNumber:
		return 0
	case Login:
		return 1
	case Email:
		return 2
	}
	return -1
}

// says gives the hash of what a cell of few different values says, 0 where something is or may be wrong with it; h is the
// cell's.
func (g *glance) says(l *look, cell []byte, h uint64) uint64 {
	if len(cell) > maxBytes(NoField) {
		return 0
	}
	h ^= l.weight
	if says, ok := g.rereads.find(h); ok {
		return says
	}
	return g.rereads.add(h, g.readHash(&g.cols.list[l.column], cell))
}

// plainTexts tells whether every text of a row clearly says what it holds.
func (g *glance) plainTexts(row *Row) bool {
	for i := range g.textColumns {
		l := &g.textColumns[i]
		if cell := row.Cells[l.at]; len(cell) > 0 && !plainValue(cell) || len(cell) == 0 && l.fills {
			return false
		}
	}
	return true
}

// plainTextsOf is plainTexts for a line; what stands in the other columns has to be text at least.
func (g *glance) plainTextsOf(line *Line) bool {
	if line.Tidy && !g.textFills && len(line.Text) <= maxBytes(NoField) && isLatin(line.Odd) {
		return true
	}
	for i := range g.texts {
		l := &g.texts[i]
		if cell := line.cell(l.at); len(cell) > 0 && !plainValue(cell) || len(cell) == 0 && l.fills {
			return false
		}
	}
	return true
}

// digest is the digest of a row whose keys and texts are plain; ok is false where something is wrong with another cell.
func (g *glance) digest(row *Row) (digest uint64, ok bool) {
	for i := range g.keyColumns {
		if cell := row.Cells[g.keyColumns[i].at]; len(cell) > 0 {
			digest += weigh(sum(g.keyed, cell), g.keyColumns[i].weight)
		}
	}
	others, ok := g.othersDigest(row)
	return digest + others, ok
}

// othersDigest is digest without the keys.
func (g *glance) othersDigest(row *Row) (digest uint64, ok bool) {
	for i := range g.textColumns {
		if cell := row.Cells[g.textColumns[i].at]; len(cell) > 0 {
			digest += weigh(sum(g.keyed, cell), g.textColumns[i].weight)
		}
	}
	for i := range g.fewColumns {
		l := &g.fewColumns[i]
		cell := row.Cells[l.at]
		if len(cell) == 0 {
			continue
		}
		says := g.says(l, cell, sum(g.keyed, cell))
		if says == 0 {
			return 0, false
		}
		digest += weigh(says, l.weight)
	}
	return digest, true
}

// readHash reads a cell and gives the hash of what it says, 0 where something is wrong with it. That of a line may be no text.
func (g *glance) readHash(c *column, cell []byte) uint64 {
	if bytes.IndexByte(cell, 0) >= 0 || bytes.ContainsRune(cell, utf8.RuneError) { // or an invalid byte
		return 0
	}
	if raw := canonicalBytes(cell); len(raw) > 0 {
		if got := c.reading(raw, g.rules); got.problem == "" && len(got.value) > 0 {
			return sum(g.keyed, got.value)
		}
	}
	return 0
}
