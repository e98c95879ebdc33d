package reconcile

import (
	"bytes"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// IDs come back as they were, below 2^32 and above, and out of a file too.
func TestIDs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := rapid.SliceOfDistinct(rapid.OneOf(rapid.Int64Range(1, 50), rapid.Int64Range(1<<32-3, 1<<32+3),
			rapid.Int64Range(1, 1<<62)), rapid.ID[int64]).Draw(t, "IDs")
		slices.Sort(want)
		x := &Index{hasher: newHasher()}
		for _, id := range want {
			if x.ids.find(id) >= 0 {
				t.Fatalf("%d is there before it was added", id)
			}
			x.ids.add(id)
			x.digest, x.state, x.unit, x.seen.hash = append(x.digest, 0), append(x.state, 0), append(x.unit, 0), append(x.seen.hash, 0)
		}
		x.names, x.units = []string{""}, []unit{{}}
		var file bytes.Buffer
		if err := x.Save(&file, IndexHead{}, nil); err != nil {
			t.Fatal(err)
		}
		_, rest, err := ReadIndexHead(&file, nil)
		if err != nil {
			t.Fatal(err)
		}
		read, err := rest()
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range []*ids{&x.ids, &read.ids} {
			for i, id := range want {
				if l.at(i) != id || l.find(id) != i {
					t.Fatalf("ID %d of %v is %d, and found at %d", i, want, l.at(i), l.find(id))
				}
			}
			if n := len(want); l.len() != n || n > 0 && l.last() != want[n-1] || n == 0 && l.last() != 0 {
				t.Fatalf("%d IDs, the last %d", l.len(), l.last())
			}
		}
	})
}
