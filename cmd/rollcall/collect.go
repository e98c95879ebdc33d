package main

import (
	"os"
	"runtime/debug"
)

// collect has garbage collected whenever the heap has grown by so many per cent, -1 for not at all, until the function it
// gives is called. Who sets GOGC has said it already.
func collect(percent int) (again func()) {
	if os.Getenv("GOGC") != "" {
		return func() {}
	}
	before := debug.SetGCPercent(percent)
	return func() { debug.SetGCPercent(before) }
}

// How often garbage is collected. Beside an index, which is large and has few pointers to follow, collecting often costs
// little; of one of many millions a tenth is much. What makes and drops many small things is better left alone longer.
const (
	besideIndex      = 10
	besideLargeIndex = 5
	whileComparing   = 100
	whileFewAreLeft  = 300 // rows to compare: they have the room that telling the others apart took
	whileApplying    = 100
	whileFollowing   = 30
)

// fewLeft is the part of two files, one row in so many, that a comparison may leave to be few.
const fewLeft = 20
