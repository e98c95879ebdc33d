package reconcile

// glance is how the cells of a file are looked at quickly: most clearly say what they hold.
type glance struct {
	keyed   *hasher
	cols    *columns
	rules   *rules
	kinds   []int    // of the columns: the number of a key among sievedKeys, ofText or ofFew
	rereads []reread // what cells of few different values say
}

// The kinds of columns that are no keys: of texts, and of few different values.
const (
	ofText = numSieved + iota
	ofFew
)

// reread is the hash of a cell and of what it says; 0 where something is wrong with it.
type reread struct{ cell, says uint64 }

const rereadSize = 1 << 14

func newGlance(h *hasher, cols *columns, rules *rules, rereads []reread) glance {
	g := glance{keyed: h, cols: cols, rules: rules, rereads: rereads}
	for i := range cols.list {
		g.kinds = append(g.kinds, kindOf(cols.list[i].Field))
	}
	return g
}

func kindOf(f Field) int {
	switch k := sievedAt(f); {
	case k >= 0:
		return k
	case isText(f):
		return ofText
	}
	return ofFew
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

func isText(f Field) bool {
	return f == FirstName || f == LastName || f == Phone || f == FullName || f == Attribute
}

// says gives the hash of what a cell of few different values says, 0 where something is wrong with it; h is the cell's.
func (g *glance) says(c *column, cell []byte, h uint64) uint64 {
	known := &g.rereads[(h^c.weight)%rereadSize]
	if known.cell == h^c.weight {
		return known.says
	}
	says := uint64(0)
	if raw := canonicalBytes(cell); len(raw) > 0 {
		if got := c.reading(raw, g.rules); got.problem == "" && len(got.value) > 0 {
			says = sum(g.keyed, got.value)
		}
	}
	*known = reread{h ^ c.weight, says}
	return says
}
