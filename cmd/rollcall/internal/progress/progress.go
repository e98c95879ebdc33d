// Package progress tells somebody at a terminal how far a long piece of work is.
package progress

import (
	"fmt"
	"io"
	"sync"
	"sync/atomic"
	"time"
)

// Meter counts pieces of work and writes one line about them, over and over in place, from one second on. The zero
// Meter counts and stays silent.
type Meter struct {
	done atomic.Int64
	stop chan struct{}
	idle sync.WaitGroup
}

// Start begins a line on w that line makes from the count and the count per second. Stop must be called.
func Start(w io.Writer, line func(done int64, perSecond float64) string) *Meter {
	m := &Meter{stop: make(chan struct{})}
	m.idle.Go(func() { m.show(w, line) })
	return m
}

// Add counts n more pieces.
func (m *Meter) Add(n int64) { m.done.Add(n) }

// Stop takes the line away; nothing is written to the terminal afterwards.
func (m *Meter) Stop() {
	if m.stop != nil {
		close(m.stop)
		m.idle.Wait()
		m.stop = nil
	}
}

func (m *Meter) show(w io.Writer, line func(int64, float64) string) {
	begun, tick := time.Now(), time.NewTicker(time.Second)
	defer tick.Stop()
	shown := false
	for {
		select {
		case <-tick.C:
			n := m.done.Load()
			fmt.Fprintf(w, "\r\x1b[K%s", line(n, float64(n)/time.Since(begun).Seconds()))
			shown = true
		case <-m.stop:
			if shown {
				fmt.Fprint(w, "\r\x1b[K")
			}
			return
		}
	}
}
