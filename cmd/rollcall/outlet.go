package main

import (
	"context"
	"os"
	"time"
)

// outlet is the standard output of a verb that only shows something: once the call is interrupted, nobody waits for a
// reader that stands still.
type outlet struct {
	file  *os.File
	ctx   context.Context
	begun bool // something was written
}

// lastWords is how long what is being written may still take once the call is interrupted.
const lastWords = time.Second

// Write writes p. What an interrupted call can't write in time is given up.
func (o *outlet) Write(p []byte) (int, error) {
	o.begun = true
	var n int
	var err error
	written := make(chan struct{})
	go func() {
		defer close(written)
		n, err = o.file.Write(p)
	}()
	select {
	case <-written:
		return n, err
	case <-o.ctx.Done():
	}
	select {
	case <-written:
		return n, err
	case <-time.After(lastWords):
		return 0, o.ctx.Err()
	}
}

// Fd gives the number by which the system knows the output.
func (o *outlet) Fd() uintptr { return o.file.Fd() }
