package reconcile_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"rollcall/reconcile"
)

func TestCanariesMissing(t *testing.T) {
	fixtureNamed(t, "canary-missing")
}

// A canary that no account has is said, unless this very file brings it.
func TestCanariesThatNobodyHasAreSaid(t *testing.T) {
	c := crowd(3)
	c.Policy.Canaries = []string{"E0001", "E0002", "E9999", "e8888"}
	c.Accounts = c.Accounts[:1]
	var said []string
	for _, n := range planCase(t, c).draft.Plan(nil, c.Mode).File.Notes {
		if n.Code == "canary-unknown" {
			said = append(said, n.Args...)
		}
	}
	if diff := cmp.Diff([]string{"e8888", "e9999"}, said); diff != "" {
		t.Error(diff)
	}
}

// Every file means every whole file, whoever looks.
func TestCanariesHoldInBothModes(t *testing.T) {
	c := crowd(30)
	c.Policy.Canaries = []string{"E0001", "E0030"}
	c.Rows = c.Rows[1:]
	for _, mode := range []reconcile.Mode{reconcile.Reviewed, reconcile.Unattended} {
		if got := findingOf(planCase(t, c).judged(mode), "canary-missing"); got == nil || !got.Blocks || got.Number != 1 {
			t.Errorf("%s: %+v", mode, got)
		}
	}
}
