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
	fewSearches = 4 // how often a table is searched from end to end before laying out its slots is worth it
	slotsEach   = 3 // about how many slots share a start
	partSize    = 1 << 18
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

// build lays out the slots: it counts those of each start, and puts each ordinal after those before it.
func (t *keyTable) build() {
	t.width = bits.Len(uint(len(t.hash)))
	t.starts = make([]uint32, len(t.hash)/slotsEach+3)
	for some := range t.parts() {
		for _, h := range t.hash {
			if at := t.start(h); some.has(at) && h != 0 {
				t.starts[at+2]++
			}
		}
	}
	sum := uint32(0)
	for i, n := range t.starts {
		sum += n
		t.starts[i] = sum
	}
	t.slots = make([]uint32, sum)
	for some := range t.parts() {
		for ord, h := range t.hash {
			if at := t.start(h); some.has(at) && h != 0 {
				next := &t.starts[at+1] // where its slots begin; once all are there, where they end
				t.slots[*next] = t.tag(h) | uint32(ord)
				*next++
			}
		}
	}
}

// part is some of the starts, one next to the other.
type part struct{ from, size int }

func (p part) has(start int) bool { return uint(start-p.from) < uint(p.size) }

// parts gives the starts in parts so small that they and their slots stay near at hand while they are laid out: going
// through all hashes for each is faster than waiting for memory at each hash.
func (t *keyTable) parts() func(func(part) bool) {
	return func(yield func(part) bool) {
		for from := 0; from < len(t.starts)-2; from += partSize {
			if !yield(part{from, partSize}) {
				return
			}
		}
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
	i, _ := bits.Mul64(h, uint64(len(t.starts)-2))
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
