package report

import (
	"testing"
	"time"
)

func TestLocalTimeHasItsZone(t *testing.T) {
	at := time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC)
	for want, zone := range map[string]*time.Location{
		"2026-07-01 12:00:00 +00:00 (UTC)":     nil,
		"2026-07-01 09:00:00 -03:00 (Halifax)": time.FixedZone("Halifax", -3*3600),
		"2026-07-01 14:00:00 +02:00 (CEST)":    machineZone(t),
	} {
		if got := local(at, zone); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// machineZone gives a zone as a machine without $TZ has it: called "Local", with one offset, CEST. The bytes are the
// smallest file of RFC 8536, version 1.
func machineZone(t *testing.T) *time.Location {
	t.Helper()
	data := append([]byte("TZif"), make([]byte, 40)...)
	data[39], data[43] = 1, 5 // one kind of time, five bytes of names
	data = append(data, 0, 0, 0x1c, 0x20, 1, 0)
	zone, err := time.LoadLocationFromTZData("Local", append(data, "CEST\x00"...))
	if err != nil {
		t.Fatal(err)
	}
	return zone
}
