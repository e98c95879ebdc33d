package reconcile

import (
	"slices"
	"sort"
)

// ids are account IDs in ascending order, four bytes each as long as they are below 2^32.
type ids struct {
	low  []uint32
	high []highID
}

// highID says what stands above the lower 32 bits of the IDs from a place on.
type highID struct {
	From int
	High int64
}

func (l *ids) len() int { return len(l.low) }

func (l *ids) at(i int) int64 {
	id := int64(l.low[i])
	if len(l.high) > 0 {
		if n := sort.Search(len(l.high), func(n int) bool { return l.high[n].From > i }); n > 0 {
			id |= l.high[n-1].High << 32
		}
	}
	return id
}

// add puts an ID above all others at the end.
func (l *ids) add(id int64) {
	var before int64
	if n := len(l.high); n > 0 {
		before = l.high[n-1].High
	}
	if high := id >> 32; high != before {
		l.high = append(l.high, highID{len(l.low), high})
	}
	l.low = append(l.low, uint32(id))
}

// last is the highest ID, 0 where there is none.
func (l *ids) last() int64 {
	if len(l.low) == 0 {
		return 0
	}
	return l.at(len(l.low) - 1)
}

// find gives the place of an ID, -1 where it is not among them.
func (l *ids) find(id int64) int {
	i := sort.Search(len(l.low), func(i int) bool { return l.at(i) >= id })
	if i < len(l.low) && l.at(i) == id {
		return i
	}
	return -1
}

func (l *ids) grow(n int) { l.low = slices.Grow(l.low, n) }
