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

// State is how far a piece of work is.
type State struct {
	Done      int64
	PerSecond float64
	Left      time.Duration // an estimate; 0: there is none yet, or none can be made
}

// Start begins a line on w that line makes. share tells from the count how much of the work is done, from 0 to 1; it is
// nil where nobody knows. Stop must be called.
func Start(w io.Writer, share func(done int64) float64, line func(State) string) *Meter {
	m := &Meter{stop: make(chan struct{})}
	m.idle.Go(func() { m.show(w, share, line) })
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

// The terminal is told to go to the beginning of the line, to clear it, and not to break a line that is too long.
const (
	clear   = "\r\x1b[K"
	noBreak = "\x1b[?7l"
	breaks  = "\x1b[?7h"
)

func (m *Meter) show(w io.Writer, share func(int64) float64, line func(State) string) {
	begun, tick := time.Now(), time.NewTicker(time.Second)
	defer tick.Stop()
	shown := false
	for {
		select {
		case <-tick.C:
			fmt.Fprint(w, clear, noBreak, line(stateOf(m.done.Load(), share, time.Since(begun))), breaks)
			shown = true
		case <-m.stop:
			if shown {
				fmt.Fprint(w, clear)
			}
			return
		}
	}
}

// stateOf estimates from what was done in a time how long the rest takes, once a hundredth is done.
func stateOf(done int64, share func(int64) float64, took time.Duration) State {
	s := State{Done: done, PerSecond: float64(done) / took.Seconds()}
	if share != nil {
		if part := share(done); part >= 0.01 && part < 1 {
			s.Left = time.Duration(float64(took) * (1 - part) / part)
		}
	}
	return s
}
