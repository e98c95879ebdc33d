package reconcile_test

import (
	"cmp"
	"context"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"rollcall/reconcile"
)

// checkLaws checks what must hold for every plan, whatever the file.
func checkLaws(t *testing.T, c *situation, p planned) {
	t.Helper()
	checkPure(t, c, p)
	checkAnyOrder(t, c, p)
	checkNothingLeft(t, p)
	checkBlocks(t, p)
	checkChanges(t, p)
}

// checkPure is law 1: the same three give the same plan.
func checkPure(t fataler, c *situation, p planned) {
	t.Helper()
	again := planCase(t, c)
	if a, b := p.header(t, c.Mode), again.header(t, c.Mode); a.ID != b.ID {
		t.Errorf("the same roster, file and policy gave two plans:\n%s", gocmp.Diff(a, b))
	}
}

// checkAnyOrder is law 1 too: the order of the rows decides nothing but line numbers.
func checkAnyOrder(t fataler, c *situation, p planned) {
	t.Helper()
	turned := *c
	turned.Rows = slices.Clone(c.Rows)
	slices.Reverse(turned.Rows)
	got := planCase(t, &turned)
	if diff := gocmp.Diff(withoutLines(p.changes), withoutLines(got.changes)); diff != "" {
		t.Errorf("the rows in another order gave another plan (-as written +turned):\n%s", diff)
	}
	if diff := gocmp.Diff(p.draft.Totals, got.draft.Totals); diff != "" {
		t.Errorf("the rows in another order gave other totals (-as written +turned):\n%s", diff)
	}
}

// withoutLines writes the changes without what names lines. Of the holds of rows, which of several rows for one
// account comes first decides how the account is called; who is held, and why, does not depend on it.
func withoutLines(changes []*reconcile.Change) []string {
	out := make([]string, 0, len(changes))
	for _, c := range changes {
		bare := *c
		bare.Line = 0
		if bare.Action == reconcile.Hold {
			bare.Why.Args = nil
			if bare.ID != 0 {
				bare.Key, bare.Name, bare.Company = "", "", ""
			}
		}
		out = append(out, changeText(&bare))
	}
	slices.Sort(out)
	return out
}

// checkNothingLeft is law 3: planning again after applying finds nothing to do.
func checkNothingLeft(t fataler, p planned) {
	t.Helper()
	again := planCase(t, p.after(t))
	for _, c := range again.real() {
		t.Errorf("planned again after applying, there is still: %s", changeText(c))
	}
	if n := again.draft.Totals.Changes(); n != 0 {
		t.Errorf("planned again after applying, the summary still counts %d changes", n)
	}
}

// checkBlocks: what is stored decodes to what was planned.
func checkBlocks(t fataler, p planned) {
	t.Helper()
	var got []*reconcile.Change
	blocks := collect(t, reconcile.Blocks(sequence(p.changes)))
	for _, b := range blocks {
		got = append(got, collect(t, b.Changes())...)
	}
	if diff := gocmp.Diff(blocks, collect(t, p.draft.Blocks(context.Background()))); diff != "" {
		t.Errorf("the draft's own blocks are not those of its changes (-changes +draft):\n%s", diff)
	}
	if diff := gocmp.Diff(p.changes, got, emptyIsNil); diff != "" {
		t.Errorf("blocks do not give the changes back (-planned +decoded):\n%s", diff)
	}
}

var emptyIsNil = gocmp.FilterValues(
	func(a, b []reconcile.FieldChange) bool { return len(a) == 0 && len(b) == 0 },
	gocmp.Comparer(func(a, b []reconcile.FieldChange) bool { return true }))

// checkChanges: each change is for the account as it is, says what it says, and the summary counts them.
func checkChanges(t fataler, p planned) {
	t.Helper()
	var count [reconcile.NumActions]int
	seen := map[int64]bool{}
	for i, c := range p.changes {
		count[c.Action]++
		if i > 0 && inOrder(p.changes[i-1], c) > 0 {
			t.Errorf("%s stands after %s", changeText(c), changeText(p.changes[i-1]))
		}
		if c.Action != reconcile.Hold && c.ID != 0 && seen[c.ID] {
			t.Errorf("account %d has two changes", c.ID)
		}
		seen[c.ID] = true
		checkChange(t, p, c)
	}
	s := p.draft.Totals.Summary
	want := [reconcile.NumActions]int{s.Deactivate, s.Reactivate, s.Update, s.Add, s.Held}
	if count != want {
		t.Errorf("the summary counts %v, the plan lists %v", want, count)
	}
}

func inOrder(a, b *reconcile.Change) int {
	return cmp.Or(cmp.Compare(a.Action, b.Action), cmp.Compare(reconcile.Fold(a.Key), reconcile.Fold(b.Key)))
}

func checkChange(t fataler, p planned, c *reconcile.Change) {
	t.Helper()
	switch {
	case c.Why.Code == "":
		t.Errorf("%s has no reason", changeText(c))
	case c.Action == reconcile.Hold:
		return
	case c.Action == reconcile.Add:
		if c.ID != 0 || c.Version != 0 {
			t.Errorf("%s has the ID or version of an account", changeText(c))
		}
		checkFields(t, &reconcile.Account{}, c)
		return
	}
	a := byID(p.from.Accounts, c.ID)
	if a == nil || c.Version != a.Version {
		t.Fatalf("%s is not for an account of the roster in its version", changeText(c))
	}
	checkFields(t, a, c)
}

// checkFields: the values before are the account's, each differs from the one after, and the action is what happens
// to the status.
func checkFields(t fataler, before *reconcile.Account, c *reconcile.Change) {
	t.Helper()
	for _, f := range c.Fields {
		if f.Old != before.Value(f) || f.Old == f.New {
			t.Errorf("%s: %s is not a change of the account's value", changeText(c), f.Name())
		}
	}
	after := *before
	c.Apply(&after)
	leaves, returns := before.Active() && !after.Active(), !before.Active() && after.Active()
	if c.Action != reconcile.Add && (leaves != (c.Action == reconcile.Deactivate) || returns != (c.Action == reconcile.Reactivate)) {
		t.Errorf("%s does not do to the status what it says", changeText(c))
	}
	how := after.Values[reconcile.Deactivated]
	if after.Active() != (how == "") {
		t.Errorf("%s leaves status %q with deactivated by %q", changeText(c), after.Values[reconcile.Status], how)
	}
	if c.Why.Code == "absent" && how != reconcile.ByAbsence {
		t.Errorf("%s is for absence but says deactivated by %q", changeText(c), how)
	}
}
