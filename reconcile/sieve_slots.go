package reconcile

import (
	"iter"
	"math/bits"
)

// slots finds rows by a hash. A slot holds the hash's upper bits, whether the row is taken, and the row's number + 1 in
// the lowest bits. The lower bits of the hash say where it stands, so that nearly the whole hash is compared.
type slots struct {
	at   []uint64
	low  uint64 // the bits of a slot that are the row's number
	high int    // how many of a hash's bits the slot holds
}

// newSlots makes room for n of so many rows.
func newSlots(n, rows int) slots {
	number := bits.Len(uint(rows))
	return slots{at: make([]uint64, n+n/3+1), low: 1<<number - 1, high: 63 - number}
}

// place is where a hash stands, unless others stand there.
func (t *slots) place(hash uint64) int {
	part, _ := bits.Mul64(hash<<(t.high&63), uint64(len(t.at)))
	return int(part)
}

// find gives the slot of a hash, or the empty one where it would stand.
func (t *slots) find(hash uint64) *uint64 {
	at := t.place(hash)
	for t.at[at] != 0 && (t.at[at]^hash)&^(t.low<<1|1) != 0 {
		if at++; at == len(t.at) {
			at = 0
		}
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
	*l.next() = v
	l.n++
}

// next is where the next one goes.
func (l *list[T]) next() *T {
	if l.n == len(l.chunks)*listChunk {
		l.chunks = append(l.chunks, new([listChunk]T))
	}
	return l.at(l.n)
}

// parts gives all of it, part by part, each with the number of its first.
func (l *list[T]) parts() iter.Seq2[int, []T] {
	return func(yield func(int, []T) bool) {
		for i, chunk := range l.chunks {
			if from := i * listChunk; !yield(from, chunk[:min(l.n-from, listChunk)]) {
				return
			}
		}
	}
}

func (l *list[T]) at(i int) *T { return &l.chunks[i/listChunk][i%listChunk] }
