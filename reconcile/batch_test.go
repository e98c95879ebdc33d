package reconcile

import "testing"

// However large a roster is, the rows that wait for their accounts stay as dense in it as among a million, up to a bound.
func TestRowsThatWait(t *testing.T) {
	for _, c := range []struct{ accounts, want int }{{0, 2048}, {1_000_000, 2048}, {10_000_000, 19531}, {20_000_000, 32768}} {
		d := &diffing{x: &Index{ids: ids{low: make([]uint32, c.accounts)}}}
		if got := d.enough(); got != c.want {
			t.Errorf("of %d accounts, %d rows wait; want %d", c.accounts, got, c.want)
		}
	}
}
