package reconcile_test

import (
	"testing"

	"pgregory.net/rapid"

	"rollcall/reconcile"
)

// TestLaw1_WhatWaitsTogetherChangesNothing: a plan is the same however many rows wait for their accounts before they are
// decided together. With an index fewer rows wait than without one, so others do together.
func TestLaw1_WhatWaitsTogetherChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := situations().Draw(t, "situation")
		all := planCase(t, c)
		for _, rows := range []int{1, 2, 3} {
			again := reconcile.DecideEvery(rows)
			few := planCase(t, c)
			again()
			if a, b := all.header(t, c.Mode), few.header(t, c.Mode); a.ID != b.ID {
				t.Fatalf("decided by %d it is another plan:\n%s\n%s", rows, all.text(c.Mode), few.text(c.Mode))
			}
		}
	})
}
