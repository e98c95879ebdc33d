package reconcile

import (
	"math/bits"
	"slices"
)

// keyTable finds ordinals by the hash of a folded key; equal hashes are found one after the other, in ID order.
type keyTable struct {
	hash   []uint64 // by ordinal; 0 for a blank key
	starts []uint32 // by the high bits of a hash, where its slots begin; they end where the next begin
	slots  []uint32 // ordinals, and above each, as a tag, some bits of its hash
	width  int      // bits of an ordinal
	asked  int      // how often slots were missed
	noise  uint64   // what was touched; it keeps the touching from being left out
}

const (
	fewSearches = 4       // how often a table is searched from end to end before laying out its slots is worth it
	slotsEach   = 3       // about how many slots share a start
	partSize    = 1 << 16 // how many starts, one next to the other, stay near at hand with their slots
	rounds      = 2       // in how many goes slots are laid out; each needs room for its share of them
)

// ready tells whether the slots serve; they are laid out once that pays, when every hash is known.
func (t *keyTable) ready() bool {
	if t.slots == nil {
		if t.asked++; t.asked > fewSearches {
			t.build()
		}
	}
	return t.slots != nil
}

// build lays out the slots. They are spread over parts of the starts before each part is put in order: waiting for
// memory at each hash would take longer the more there are.
func (t *keyTable) build() {
	t.width = bits.Len(uint(len(t.hash)))
	t.starts = make([]uint32, len(t.hash)/slotsEach+2)
	l := laying{keyTable: t}
	l.count()
	parts := len(l.from) - 1
	each := (parts + rounds - 1) / rounds
	for first := 0; first < parts; first += each {
		last := min(first+each, parts)
		l.spread(first, last)
		for part := first; part < last; part++ {
			l.order(part, l.room[l.from[part]-l.from[first]:l.from[part+1]-l.from[first]])
		}
	}
	t.starts[len(t.starts)-1] = uint32(len(t.slots))
}

// laying is the slots of a table being laid out.
type laying struct {
	*keyTable
	from []int    // by part of the starts, where its slots begin; the last is where all end
	room []uint64 // for the slots of some parts, with the place of its start in its part above each
}

// count makes room for the slots of each part.
func (l *laying) count() {
	l.from = make([]int, (len(l.starts)-2)/partSize+2)
	for _, h := range l.hash {
		if h != 0 {
			l.from[l.start(h)/partSize+1]++
		}
	}
	for part := 1; part < len(l.from); part++ {
		l.from[part] += l.from[part-1]
	}
	l.slots = make([]uint32, l.from[len(l.from)-1])
}

// spread puts the slots of some parts into the room, part by part and in ID order.
func (l *laying) spread(first, last int) {
	size := l.from[last] - l.from[first]
	l.room = slices.Grow(l.room[:0], size)[:size]
	next := make([]int, last-first)
	for i := range next {
		next[i] = l.from[first+i] - l.from[first]
	}
	room, from, starts := l.room, first*partSize, uint((last-first)*partSize)
	for ord, h := range l.hash {
		if at := l.start(h) - from; uint(at) < starts && h != 0 {
			n := &next[at/partSize]
			room[*n] = uint64(at%partSize)<<32 | uint64(l.tag(h)|uint32(ord))
			*n++
		}
	}
}

// order puts the slots of one part in the order of their starts: it counts those of each start, and puts each, from the last one
// on, before those after it.
func (l *laying) order(part int, room []uint64) {
	first := part * partSize
	slots, starts := l.slots[l.from[part]:l.from[part+1]], l.starts[first:min(first+partSize, len(l.starts)-1)]
	for _, s := range room {
		starts[s>>32]++
	}
	end := uint32(0)
	for i, n := range starts {
		end += n
		starts[i] = end
	}
	for i := len(room) - 1; i >= 0; i-- {
		at := room[i] >> 32
		starts[at]--
		slots[starts[at]] = uint32(room[i])
	}
	for i := range starts {
		starts[i] += uint32(l.from[part])
	}
}

// touch brings near what looking for some hashes asks for, so that memory is waited for once. It decides nothing. The
// ordinals that may be found are appended to near.
func (t *keyTable) touch(some []uint64, near []uint32) []uint32 {
	if t.slots == nil {
		return near
	}
	for _, h := range some {
		if at := int(t.starts[t.start(h)]); at < len(t.slots) {
			t.noise += uint64(t.slots[at])
		}
	}
	for _, h := range some {
		at, tag, mask := t.start(h), t.tag(h), uint32(1)<<t.width-1
		for _, s := range t.slots[t.starts[at]:t.starts[at+1]] {
			if s&^mask == tag {
				near = append(near, s&mask)
			}
		}
	}
	for _, ord := range near {
		t.noise += t.hash[ord]
	}
	return near
}

// drop lets go of the slots; they are laid out again when that pays.
func (t *keyTable) drop() { t.starts, t.slots, t.asked = nil, nil, 0 }

// start is which start a hash has; its high bits say it, and the tag has low ones.
func (t *keyTable) start(h uint64) int {
	i, _ := bits.Mul64(h, uint64(len(t.starts)-1))
	return int(i)
}

func (t *keyTable) tag(h uint64) uint32 { return uint32(h>>1) << t.width } // the lowest bit is always set

// first gives the first ordinal with this hash, -1 where there is none.
func (t *keyTable) first(h uint64) int {
	switch {
	case h == 0 || len(t.hash) == 0:
		return -1
	case !t.ready():
		return slices.Index(t.hash, h)
	}
	for ord := range t.found(h) {
		return ord
	}
	return -1
}

// all gives every ordinal with this hash.
func (t *keyTable) all(h uint64) func(func(int) bool) {
	return func(yield func(int) bool) {
		switch {
		case h == 0 || len(t.hash) == 0:
		case t.ready():
			t.found(h)(yield)
		default:
			for ord, have := range t.hash {
				if have == h && !yield(ord) {
					return
				}
			}
		}
	}
}

// found goes through the slots for all.
func (t *keyTable) found(h uint64) func(func(int) bool) {
	return func(yield func(int) bool) {
		at, tag, mask := t.start(h), t.tag(h), uint32(1)<<t.width-1
		for _, s := range t.slots[t.starts[at]:t.starts[at+1]] {
			if s&^mask == tag && t.hash[s&mask] == h && !yield(int(s&mask)) {
				return
			}
		}
	}
}
