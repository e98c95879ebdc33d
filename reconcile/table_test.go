package reconcile

import (
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
