package reconcile

import "math/bits"

// slots finds rows by a hash. A slot holds the hash's upper bits, whether the row is taken, and the row's number + 1 in
// the lowest bits; where it stands and what it holds of a hash are the whole of it but for a bit.
type slots struct {
	at    []uint64
	shift int
	low   uint64 // the bits of a slot that are the row's number
}

// newSlots makes room for n of so many rows.
func newSlots(n, rows int) slots {
	size := 2 << bits.Len(uint(n+n/2)/2)
	return slots{at: make([]uint64, size), shift: 64 - bits.Len(uint(size-1)), low: 1<<bits.Len(uint(rows)) - 1}
}

// find gives the slot of a hash, or the empty one where it would stand.
func (t *slots) find(hash uint64) *uint64 {
	at := int(hash >> t.shift)
	for t.at[at] != 0 && (t.at[at]^hash)&^(t.low<<1|1) != 0 {
		at = (at + 1) & (len(t.at) - 1)
	}
	return &t.at[at]
}

// put gives a hash its row, unless it has one.
func (t *slots) put(hash uint64, row int) {
	if slot := t.find(hash); *slot == 0 {
		*slot = hash&^(t.low<<1|1) | uint64(row+1)
	}
}

func (t *slots) row(slot uint64) int      { return int(slot&t.low) - 1 }
func (t *slots) isTaken(slot uint64) bool { return slot&(t.low+1) != 0 }
func (t *slots) take(slot *uint64)        { *slot |= t.low + 1 }

// list grows without being moved.
type list[T any] struct {
	chunks []*[listChunk]T
	n      int
}

const listChunk = 1 << 13

func (l *list[T]) add(v T) {
	if l.n%listChunk == 0 {
		l.chunks = append(l.chunks, new([listChunk]T))
	}
	l.n++
	*l.at(l.n - 1) = v
}

func (l *list[T]) at(i int) *T { return &l.chunks[i/listChunk][i%listChunk] }
