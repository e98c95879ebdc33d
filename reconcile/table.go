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
	partSize    = 1 << 16 // how many starts, one next to the other, stay near at hand with their slots; sixteen bits name one
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
	l := laying{keyTable: t, from: make([]int, (len(t.starts)-2)/partSize+2)}
	l.spread()
	for part := range len(l.from) - 1 {
		l.order(part)
	}
	t.starts[len(t.starts)-1] = uint32(len(t.slots))
}

// laying is the slots of a table being laid out.
type laying struct {
	*keyTable
	from []int    // by part of the starts, where its slots begin; the last is where all end
	in   []uint16 // by slot, which start of its part it has
	room []uint32 // for the slots of one part
}

// spread puts each slot into its part, in ID order.
func (l *laying) spread() {
	hash, from := l.hash, l.from
	for _, h := range hash {
		if h != 0 {
			from[l.start(h)/partSize+1]++
		}
	}
	for part := 1; part < len(from); part++ {
		from[part] += from[part-1]
	}
	next, all := slices.Clone(from), from[len(from)-1]
	slots, in := make([]uint32, all), make([]uint16, all)
	for ord, h := range hash {
		if h != 0 {
			at := l.start(h)
			n := &next[at/partSize]
			slots[*n], in[*n] = l.tag(h)|uint32(ord), uint16(at%partSize)
			*n++
		}
	}
	l.slots, l.in = slots, in
}

// order puts the slots of a part in the order of their starts: it counts those of each start, and puts each, from the
// last one on, before those after it.
func (l *laying) order(part int) {
	from, to, first := l.from[part], l.from[part+1], part*partSize
	slots, in, starts := l.slots[from:to], l.in[from:to], l.starts[first:min(first+partSize, len(l.starts)-1)]
	for _, at := range in {
		starts[at]++
	}
	end := uint32(0)
	for at, n := range starts {
		end += n
		starts[at] = end
	}
	l.room = append(l.room[:0], slots...)
	for i, s := range slices.Backward(l.room) {
		at := in[i]
		starts[at]--
		slots[starts[at]] = s
	}
	for at := range starts {
		starts[at] += uint32(from)
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
