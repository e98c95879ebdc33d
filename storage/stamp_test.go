package storage

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

// A stamp is what its layout says, and is read back as the same moment to the millisecond.
func TestStampIsItsLayout(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		zone := time.FixedZone("", rapid.IntRange(-12, 14).Draw(t, "hours")*3600)
		at := time.UnixMicro(rapid.Int64Range(-60_000_000_000_000_000, 250_000_000_000_000_000).Draw(t, "µs")).In(zone)
		got := stamp(at)
		if want := at.UTC().Format(stampLayout); got != want {
			t.Fatalf("%v is stamped %s, want %s", at, got, want)
		}
		if back, err := parseStamp(got); err != nil || !back.Equal(at.Truncate(time.Millisecond)) {
			t.Fatalf("%s is read as %v, %v", got, back, err)
		}
	})
}
