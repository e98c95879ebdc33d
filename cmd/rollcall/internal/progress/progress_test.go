package progress

import (
	"strings"
	"testing"
)

func TestAMeterThatEndsAtOnceWritesNothing(t *testing.T) {
	var b strings.Builder
	m := Start(&b, func(int64, float64) string { return "working" })
	m.Add(3)
	m.Stop()
	m.Stop()
	if b.Len() > 0 {
		t.Errorf("wrote %q", b.String())
	}
}

func TestTheZeroMeterCountsInSilence(t *testing.T) {
	var m Meter
	m.Add(2)
	m.Stop()
	if got := m.done.Load(); got != 2 {
		t.Errorf("counted %d, want 2", got)
	}
}
