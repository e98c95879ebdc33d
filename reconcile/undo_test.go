package reconcile_test

import (
	"context"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"rollcall/reconcile"
)

// numbered gives the changes with the IDs that apply gave, as storage keeps them.
func (p planned) numbered() []*reconcile.Change {
	next := p.nextID()
	out := slices.Clone(p.changes)
	for i, c := range out {
		if c.Action == reconcile.Add {
			added := *c
			added.ID = next
			next++
			out[i] = &added
		}
	}
	return out
}

// undone plans the undo of changes on a roster.
func undone(t fataler, as reconcile.Accounts, policy reconcile.Policy, changes []*reconcile.Change) planned {
	t.Helper()
	d, err := reconcile.Undo(context.Background(), reconcile.UndoInput{Organisation: "default", Revision: 2, Roster: as,
		Policy: &policy, Run: 2, Changes: sequence(changes)})
	if err != nil {
		t.Fatalf("the undo can't be planned: %v", err)
	}
	c := &situation{Accounts: as, Policy: policy, Mode: reconcile.Reviewed}
	return planned{c, d, collect(t, d.Changes(context.Background()))}
}

// TestUndo_RestoresEveryField: undone at once, a run leaves everybody as before, and the people it added deactivated.
func TestUndo_RestoresEveryField(t *testing.T) {
	law(t, func(t *rapid.T, p planned) {
		policy := p.from.Policy
		policy.Protected = nil
		after := p.apply(t)
		back := undone(t, after, policy, p.numbered())
		checkChanges(t, back)
		checkBlocks(t, back)
		restored := back.apply(t)
		for i, a := range restored {
			if back.holds(a.ID) {
				continue
			}
			if i >= len(p.from.Accounts) {
				if a.Active() {
					t.Errorf("account %d was added by the run and is still active", a.ID)
				}
				continue
			}
			before := p.from.Accounts[i]
			if diff := cmp.Diff(before.Values, a.Values); diff != "" || !slices.Equal(before.Attrs, a.Attrs) {
				t.Errorf("account %d is not as before:\n%s %v %v", a.ID, diff, before.Attrs, a.Attrs)
			}
		}
	})
}

// holds tells whether the plan holds an account; of an undo done at once only the last administrators may be.
func (p planned) holds(id int64) bool {
	return slices.ContainsFunc(p.changes, func(c *reconcile.Change) bool {
		return c.Action == reconcile.Hold && c.ID == id && c.Why.Code == "last-administrator"
	})
}

// TestUndo_OfUndo: undoing the undo leaves everybody of before as the run left them, and brings the joiners back.
func TestUndo_OfUndo(t *testing.T) {
	law(t, func(t *rapid.T, p planned) {
		policy := p.from.Policy
		policy.Protected, policy.Administrators = nil, nil
		after := p.apply(t)
		first := undone(t, after, policy, p.numbered())
		second := undone(t, first.apply(t), policy, first.changes)
		for i, a := range second.apply(t) {
			if diff := cmp.Diff(after[i].Values, a.Values); diff != "" || !slices.Equal(after[i].Attrs, a.Attrs) {
				t.Errorf("account %d is not as the run left it:\n%s", a.ID, diff)
			}
		}
	})
}

// TestUndo_KeepsWhatWasEditedSince: a field edited after the run stays, is named, and the others go back.
func TestUndo_KeepsWhatWasEditedSince(t *testing.T) {
	a := &reconcile.Account{ID: 7, Version: 3}
	a.Values[reconcile.Login], a.Values[reconcile.Status] = "jdupont", reconcile.StatusActive
	a.Values[reconcile.Role], a.Values[reconcile.Phone] = "Director", "0699" // the run set Manager and 0699
	b := &reconcile.Account{ID: 8, Version: 2}
	b.Values[reconcile.Login], b.Values[reconcile.Status] = "amorel", reconcile.StatusActive
	b.Values[reconcile.Role] = "Director"
	run := []*reconcile.Change{
		{Action: reconcile.Update, ID: 7, Version: 1, Fields: []reconcile.FieldChange{
			{Field: reconcile.Phone, Old: "0611", New: "0699"}, {Field: reconcile.Role, Old: "Agent", New: "Manager"}}},
		{Action: reconcile.Update, ID: 8, Version: 1, Fields: []reconcile.FieldChange{{Field: reconcile.Role, Old: "Agent", New: "Manager"}}},
	}
	p := undone(t, reconcile.Accounts{a, b}, reconcile.DefaultPolicy(), run)
	var got []string
	for _, c := range p.changes {
		got = append(got, changeText(c))
	}
	want := []string{"~ 7 jdupont  phone: 0699 -> 0611  undone-partly (role)", "! 8 amorel: edited-since (role)"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the undo (-want +got):\n%s", diff)
	}
}

// TestUndo_IsJudged: taking back what took nobody away is a plan like any other, under the same limits.
func TestUndo_IsJudged(t *testing.T) {
	c := &situation{Policy: reconcile.DefaultPolicy(), Mode: reconcile.Reviewed}
	c.File = reconcile.File{Name: "f.csv", Columns: headed([]reconcile.Field{reconcile.EmployeeNumber, reconcile.FirstName, reconcile.LastName, reconcile.Role})}
	c.Rows = []reconcile.Row{{Line: 2, Cells: [][]byte{[]byte("E1"), []byte("Anne"), []byte("Morel"), []byte("Admin")}}}
	p := planCase(t, c)
	back := undone(t, p.apply(t), c.Policy, p.numbered())
	header := back.header(t, reconcile.Reviewed)
	if header.Kind != reconcile.FromUndo || header.UndoOf != 2 || header.Revision != 2 {
		t.Errorf("the header says %q of run %d at revision %d", header.Kind, header.UndoOf, header.Revision)
	}
	if len(back.changes) != 1 || back.changes[0].Why.Code != "last-administrator" || !header.Blocked() {
		t.Errorf("the only administrator is taken away by an undo: %v, findings %v", withoutLines(back.changes), header.Findings)
	}
}
