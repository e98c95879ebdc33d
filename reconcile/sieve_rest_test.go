package reconcile

import (
	"cmp"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// Places that are put together are in the file's order, and none is lost.
func TestMergedPlacesAreInOrder(t *testing.T) {
	byLine := func(a, b Place) int { return cmp.Compare(a.Line, b.Line) }
	rapid.Check(t, func(t *rapid.T) {
		lines := rapid.SliceOfNDistinct(rapid.IntRange(2, 99), 0, 20, rapid.ID).Draw(t, "lines")
		var all []Place
		for _, line := range lines {
			all = append(all, Place{At: int64(line) * 10, Line: line})
		}
		from := rapid.IntRange(0, len(all)).Draw(t, "many")
		many, few := slices.Clone(all[:from]), slices.Clone(all[from:])
		slices.SortFunc(many, byLine)
		slices.SortFunc(all, byLine)
		if got := merged(many, few); !slices.Equal(got, all) {
			t.Fatalf("%v, not %v", got, all)
		}
	})
}

// Hashes that come more than once are found, in whatever parts, and of those that come once few are taken for them.
func TestTwofoldFindsWhatComesTwice(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var two twofold
		for range 3 {
			hashes := rapid.SliceOfN(rapid.Uint32Range(0, 1<<20), 0, 60).Draw(t, "hashes")
			hashes = append(hashes, rapid.SliceOf(rapid.SampledFrom(append(hashes, 7))).Draw(t, "again")...)
			count := map[uint32]int{}
			for _, h := range hashes {
				count[h]++
			}
			var shared keySet
			two.find(hashes, &shared)
			for h, n := range count {
				if h != 0 && shared.has(h) != (n > 1) {
					t.Fatalf("%d comes %d times, found: %v", h, n, shared.has(h))
				}
			}
		}
	})
}
