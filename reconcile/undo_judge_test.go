package reconcile_test

import (
	"testing"

	"rollcall/reconcile"
)

// TestUndo_IsNoFile: the guardrails on files say nothing of an undo, and an undo that brings people back is not held.
func TestUndo_IsNoFile(t *testing.T) {
	p := planCase(t, anybody(4))
	people := p.apply(t)
	emptied := anybody(0)
	emptied.Accounts = people
	gone := planCase(t, emptied)
	back := undone(t, gone.apply(t), emptied.Policy, gone.numbered())
	if s := back.draft.Totals.Summary; s != (reconcile.Summary{Reactivate: 4}) {
		t.Errorf("the undo of four deactivations is %+v", s)
	}
	if findings := back.judged(reconcile.Unattended); len(findings) > 0 {
		t.Errorf("the undo is held: %+v", findings)
	}
}
