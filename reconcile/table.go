package reconcile

import (
	"math/bits"
	"slices"
)

// keyTable finds ordinals by the hash of a folded key; equal hashes are found one after the other, in ID order.
type keyTable struct {
	hash  []uint64 // by ordinal; 0 for a blank key
	slots []uint32 // open addressing; an ordinal+1 and above it, as a tag, some bits of its hash; 0 for a free slot
	width int      // bits of an ordinal+1
	asked int      // how often slots were missed
	noise uint32   // what was touched ahead; it keeps the touching from being left out
}

// fewSearches is how often a table is searched from end to end before laying out its slots is worth it.
const fewSearches = 16

// ready tells whether the slots serve; they are laid out once that pays, when every hash is known.
func (t *keyTable) ready() bool {
	if t.slots == nil {
		if t.asked++; t.asked > fewSearches {
			t.build()
		}
	}
	return t.slots != nil
}

// build lays out the slots, a quarter more than there are accounts.
func (t *keyTable) build() {
	n := len(t.hash)
	t.slots, t.width = make([]uint32, n+n/4+1), bits.Len(uint(n))
	for from := 0; from < n; from += rowsAhead {
		some := t.hash[from:min(from+rowsAhead, n)]
		for _, h := range some { // so that memory is waited for once
			t.noise += t.slots[t.start(h)]
		}
		for i, h := range some {
			if h != 0 {
				t.place(h, from+i)
			}
		}
	}
}

// place puts an ordinal into the first free slot from where the search for its hash begins.
func (t *keyTable) place(h uint64, ord int) {
	i := t.start(h)
	for t.slots[i] != 0 {
		i = t.after(i)
	}
	t.slots[i] = t.tag(h) | uint32(ord+1)
}

// drop lets go of the slots; they are laid out again when that pays.
func (t *keyTable) drop() { t.slots, t.asked = nil, 0 }

// start is where the search for a hash begins; its high bits say it, and the tag has low ones.
func (t *keyTable) start(h uint64) int {
	i, _ := bits.Mul64(h, uint64(len(t.slots)))
	return int(i)
}

func (t *keyTable) after(i int) int {
	if i++; i == len(t.slots) {
		return 0
	}
	return i
}

func (t *keyTable) tag(h uint64) uint32 { return uint32(h>>1) << t.width } // the lowest bit is always set

// seek gives the next ordinal with this hash and the slot after it, -1 where there is none.
func (t *keyTable) seek(h uint64, i int) (ord, next int) {
	tag, mask := t.tag(h), uint32(1)<<t.width-1
	for ; t.slots[i] != 0; i = t.after(i) {
		if s := t.slots[i]; s&^mask == tag && t.hash[s&mask-1] == h {
			return int(s&mask) - 1, t.after(i)
		}
	}
	return -1, i
}

// first gives the first ordinal with this hash, -1 where there is none.
func (t *keyTable) first(h uint64) int {
	switch {
	case h == 0 || len(t.hash) == 0:
		return -1
	case !t.ready():
		return slices.Index(t.hash, h)
	}
	ord, _ := t.seek(h, t.start(h))
	return ord
}

// all gives every ordinal with this hash.
func (t *keyTable) all(h uint64) func(func(int) bool) {
	return func(yield func(int) bool) {
		if h == 0 || len(t.hash) == 0 {
			return
		}
		if !t.ready() {
			for ord, have := range t.hash {
				if have == h && !yield(ord) {
					return
				}
			}
			return
		}
		for ord, i := t.seek(h, t.start(h)); ord >= 0 && yield(ord); {
			ord, i = t.seek(h, i)
		}
	}
}
