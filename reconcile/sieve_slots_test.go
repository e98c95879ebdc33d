package reconcile

import "testing"

// A hash that differs from a known one in any bit is another row's; only the lowest bits of those that say where a hash
// stands may be lost where there are fewer places than they could tell apart.
func TestSlotsCompareNearlyTheWholeHash(t *testing.T) {
	for _, rows := range []int{1, 1000, 1 << 20} {
		s, hash, lost := newSlots(rows, rows), uint64(0x9E3779B97F4A7C15), 0
		s.put(hash, rows-1)
		if slot := s.find(hash); *slot == 0 || s.row(*slot) != rows-1 {
			t.Fatalf("of %d rows, the one put is not found", rows)
		}
		for bit := range 64 {
			if *s.find(hash ^ 1<<bit) != 0 {
				lost++
			}
		}
		if lost > 2 {
			t.Errorf("of %d rows: %d bits of a hash are not compared", rows, lost)
		}
	}
}
