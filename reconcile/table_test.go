package reconcile

import (
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// A table finds the same ordinals, in the same order, whether its slots are laid out or it is searched from end to end.
func TestKeyTable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		few := rapid.SampledFrom([]uint64{0, 1, 3, 1 << 40, 1<<40 | 1, ^uint64(0), 0xF0F0F0F0F0F0F0F1})
		some := rapid.SliceOfN(rapid.OneOf(few, rapid.Uint64()), 0, 50).Draw(t, "hashes")
		table := keyTable{hash: some}
		if rapid.Bool().Draw(t, "built") {
			table.build()
			table.touch(some, nil)
		}
		for _, h := range append(slices.Clone(some), few.Draw(t, "other"), rapid.Uint64().Draw(t, "any")) {
			var want []int
			for ord, have := range some {
				if h != 0 && have == h {
					want = append(want, ord)
				}
			}
			if got := slices.Collect(table.all(h)); !slices.Equal(got, want) {
				t.Fatalf("%x: got %v, want %v", h, got, want)
			}
			first := -1
			if len(want) > 0 {
				first = want[0]
			}
			if got := table.first(h); got != first {
				t.Fatalf("%x: got %d first, want %d", h, got, first)
			}
		}
	})
}

// A table whose starts are many parts finds every ordinal too, and those of equal hashes one after the other.
func TestKeyTableOfManyParts(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	table := keyTable{hash: make([]uint64, 5*slotsEach*partSize/2+7)}
	want := map[uint64][]int{}
	for ord := range table.hash {
		switch h := random.Uint64() | 1; {
		case ord%5 == 1: // blank
		case ord%5 == 2: // as the one before the blank one
			table.hash[ord] = table.hash[ord-2]
		case ord%1000 == 4:
			table.hash[ord] = ^uint64(0)
		default:
			table.hash[ord] = h
		}
		if h := table.hash[ord]; h != 0 {
			want[h] = append(want[h], ord)
		}
	}
	table.build()
	for h, ords := range want {
		if got := slices.Collect(table.all(h)); !slices.Equal(got, ords) {
			t.Fatalf("%x: got %v, want %v", h, got, ords)
		}
		if got := table.all(h ^ 2); want[h^2] == nil && len(slices.Collect(got)) > 0 {
			t.Fatalf("%x is there, and should not be", h^2)
		}
	}
}
