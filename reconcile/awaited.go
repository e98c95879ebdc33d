package reconcile

import (
	"bufio"
	"io"
	"slices"
	"sort"
)

// prints are the hashes of rows whose changes are not applied yet, by line.
type prints struct {
	plan  string // the plan's ID
	lines []int32
	hash  []uint64
	next  int // the place after the row that was asked for last
}

// sort puts the rows in the order of their lines.
func (p *prints) sort() { sort.Stable((*byLine)(p)) }

// of gives the hash of the row on a line, 0 where it is not awaited.
func (p *prints) of(line int) uint64 {
	i, found := p.next, p.next < len(p.lines) && int(p.lines[p.next]) == line
	if !found {
		i, found = slices.BinarySearch(p.lines, int32(line))
	}
	if !found || line <= 0 {
		return 0
	}
	p.next = i + 1
	return p.hash[i]
}

// byLine is prints as package sort wants them.
type byLine prints

func (p *byLine) Len() int           { return len(p.lines) }
func (p *byLine) Less(i, j int) bool { return p.lines[i] < p.lines[j] }
func (p *byLine) Swap(i, j int) {
	p.lines[i], p.lines[j] = p.lines[j], p.lines[i]
	p.hash[i], p.hash[j] = p.hash[j], p.hash[i]
}

// await remembers a row that a change is made from: once it is applied, the row says what its account holds.
func (d *diffing) await(m *member) {
	certain := len(m.values[EmployeeNumber]) > 0 && d.rules.inChain(EmployeeNumber) || len(m.values[Login]) > 0 && d.rules.inChain(Login)
	if m.print != 0 && certain && !m.same {
		d.x.pending.lines = append(d.x.pending.lines, int32(m.line))
		d.x.pending.hash = append(d.x.pending.hash, m.print)
	}
}

const awaitedMagic = "rollcall awaited rows 2\n"

// awaitedBody is what stands before the columns of awaited rows.
type awaitedBody struct {
	Hasher hasher // of the index
	Plan   string
	Rows   int
}

// SaveAwaited writes the rows that the index awaits, signed as Save does: apart from it, so that an index that learnt
// nothing else need not be written again.
func (x *Index) SaveAwaited(w io.Writer, secret []byte) error {
	f := &indexFile{w: bufio.NewWriterSize(w, 1<<16), mac: newMAC(awaitedMagic, secret)}
	f.begin(awaitedMagic, &awaitedBody{x.hasher, x.pending.plan, len(x.pending.lines)})
	put32(f, x.pending.lines)
	put64(f, x.pending.hash)
	return f.sign()
}

// ReadAwaited reads what SaveAwaited wrote. The error is ErrIndex, also where another index awaits those rows.
func (x *Index) ReadAwaited(r io.Reader, secret []byte) error {
	f := &indexFile{r: r, mac: newMAC(awaitedMagic, secret)}
	var b awaitedBody
	if !f.open(awaitedMagic, &b) || b.Rows < 0 || b.Hasher != x.hasher {
		return ErrIndex
	}
	awaited := prints{plan: b.Plan, lines: get32[int32](f, b.Rows), hash: get64[uint64](f, b.Rows)}
	if !f.signed() {
		return ErrIndex
	}
	x.pending = awaited
	return nil
}
