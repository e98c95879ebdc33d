package progress

import (
	"strings"
	"testing"
	"time"
)

func TestAMeterThatEndsAtOnceWritesNothing(t *testing.T) {
	var b strings.Builder
	m := Start(&b, nil, func(State) string { return "working" })
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

func TestWhatIsLeftFollowsFromWhatIsDone(t *testing.T) {
	of := func(part float64) func(int64) float64 { return func(int64) float64 { return part } }
	for _, c := range []struct {
		share func(int64) float64
		want  time.Duration
	}{
		{of(0.25), 30 * time.Second},
		{of(0.5), 10 * time.Second},
		{of(0.001), 0}, // too early to say
		{of(1), 0},     // only the end is left, and nobody knows how long it takes
		{nil, 0},
	} {
		got := stateOf(500, c.share, 10*time.Second)
		if got.Left != c.want || got.PerSecond != 50 || got.Done != 500 {
			t.Errorf("got %+v, want %v left at 50 a second", got, c.want)
		}
	}
}
