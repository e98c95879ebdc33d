package reconcile_test

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"rollcall/reconcile"
)

// past is an organisation's history: how its roster began, how it stands, and its runs.
type past struct {
	began, now reconcile.Accounts
	runs       []ran
}

// ran is one run of it; its number is its place, from 1.
type ran struct {
	undoOf  int64
	changes []*reconcile.Change
}

// apply makes a plan a run.
func (h *past) apply(t fataler, p planned, undoOf int64) {
	t.Helper()
	h.now = p.apply(t)
	h.runs = append(h.runs, ran{undoOf, p.numbered()})
}

// file applies what a generated file changes. The rules that judge an undo by today's roster are left out: they make
// conflicts, which tests of their own look at.
func (h *past) file(t *rapid.T) {
	c := situations().Draw(t, "file")
	c.Accounts = h.now
	c.Policy.Protected, c.Policy.Administrators, c.Policy.EmailRequired, c.Policy.Same = nil, nil, nil, nil
	p := planCase(t, c)
	if len(p.real()) > 0 {
		h.apply(t, p, 0)
	}
}

// since gives what the runs after one changed.
func (h *past) since(run int64) iter.Seq2[reconcile.Later, error] {
	return func(yield func(reconcile.Later, error) bool) {
		for i := run; i < int64(len(h.runs)); i++ {
			for _, c := range h.runs[i].changes {
				later := reconcile.Later{Run: i + 1, UndoOf: h.runs[i].undoOf, By: fmt.Sprint("by", i+1), Change: c}
				if c.Action != reconcile.Hold && !yield(later, nil) {
					return
				}
			}
		}
	}
}

// undo plans the undo of a part of a run.
func (h *past) undo(t fataler, run int64, part reconcile.Part) planned {
	t.Helper()
	policy := reconcile.DefaultPolicy()
	policy.Administrators = nil
	d, err := reconcile.Undo(context.Background(), reconcile.UndoInput{Organisation: "default", Revision: int64(len(h.runs)),
		Roster: h.now, Policy: &policy, Run: run, Part: part, Changes: sequence(h.runs[run-1].changes), Since: h.since(run)})
	if err != nil {
		t.Fatalf("the undo can't be planned: %v", err)
	}
	p := planned{&situation{Accounts: h.now, Policy: policy, Mode: reconcile.Reviewed}, d, collect(t, d.Changes(context.Background()))}
	checkBlocks(t, p)
	return p
}

// takeBack undoes a part of a run, if there is anything to undo.
func (h *past) takeBack(t fataler, run int64, part reconcile.Part) {
	t.Helper()
	if p := h.undo(t, run, part); len(p.real()) > 0 {
		h.apply(t, p, run)
	}
}

// edit changes an account's fields behind rollcall's back.
func (h *past) edit(t *rapid.T) {
	if len(h.now) == 0 {
		return
	}
	h.now = cloneAll(h.now)
	a := rapid.SampledFrom(h.now).Draw(t, "edited")
	switch f := rapid.SampledFrom([]reconcile.Field{reconcile.Phone, reconcile.Role, reconcile.Company, reconcile.Password,
		reconcile.MustChange, reconcile.Status}).Draw(t, "field"); f {
	case reconcile.Status:
		a.Values[reconcile.Status], a.Values[reconcile.Deactivated] = reconcile.StatusDeactivated, reconcile.ByHand
	default:
		a.Values[f] = rapid.SampledFrom([]string{"", "hand 1", "hand 2"}).Draw(t, "value")
	}
}

// copied gives a history that goes on by itself.
func (h *past) copied() *past { return &past{h.began, h.now, slices.Clone(h.runs)} }

// histories generates histories of files, and of undos and edits by hand where they are wanted.
func histories(mixed bool) *rapid.Generator[*past] {
	return rapid.Custom(func(t *rapid.T) *past {
		h := &past{}
		if rapid.Bool().Draw(t, "people before") {
			h.began = rosters().Draw(t, "roster")
		}
		h.now = h.began
		for range rapid.IntRange(1, 5).Draw(t, "steps") {
			switch step := rapid.IntRange(0, 5).Draw(t, "step"); {
			case mixed && step == 0:
				h.edit(t)
			case mixed && step <= 2 && len(h.runs) > 0:
				h.takeBack(t, h.someRun(t), parts().Draw(t, "part"))
			default:
				h.file(t)
			}
		}
		return h
	})
}

func (h *past) someRun(t *rapid.T) int64 {
	return rapid.Int64Range(1, int64(len(h.runs))).Draw(t, "run")
}

func parts() *rapid.Generator[reconcile.Part] {
	return rapid.Custom(func(t *rapid.T) (p reconcile.Part) {
		for a := range reconcile.Hold {
			if rapid.IntRange(0, 2).Draw(t, a.String()) == 0 {
				p.Only = append(p.Only, a)
			}
		}
		if rapid.IntRange(0, 2).Draw(t, "scoped") == 0 {
			p.Scope = []reconcile.Term{{Field: reconcile.Company, Value: pick(reconcile.Company).Draw(t, "company")}}
		}
		return p
	})
}

// sameAccounts compares all but versions, which only grow.
func sameAccounts(t fataler, what string, want, got reconcile.Accounts) {
	t.Helper()
	if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(reconcile.Account{}, "Version"), cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

// TestUndo_OfEverything: undone newest first, the runs leave the roster as it began, and whoever they added outside.
func TestUndo_OfEverything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := histories(false).Draw(t, "history")
		for run := int64(len(h.runs)); run > 0; run-- {
			p := h.undo(t, run, reconcile.Part{})
			if o := p.header(t, reconcile.Reviewed).Outcomes; o.Kept+o.Conflict > 0 {
				t.Errorf("run %d, all later ones undone: %+v", run, o)
			}
			h.apply(t, p, run)
		}
		for _, a := range h.now[len(h.began):] {
			if a.Active() {
				t.Errorf("account %d was added and is still active", a.ID)
			}
		}
		sameAccounts(t, "everything undone", h.began, h.now[:len(h.began)])
	})
}

// TestUndo_TakenBackItself: whatever came before, an undo that is undone leaves the roster as it was.
func TestUndo_TakenBackItself(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := histories(true).Draw(t, "history")
		if len(h.runs) == 0 {
			return
		}
		before, runs := h.now, len(h.runs)
		h.takeBack(t, h.someRun(t), parts().Draw(t, "part"))
		if len(h.runs) > runs {
			h.takeBack(t, int64(runs+1), reconcile.Part{})
			sameAccounts(t, "the undo undone", before, h.now)
		}
	})
}

// TestUndo_InParts: a part and then the rest is the whole.
func TestUndo_InParts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := histories(true).Draw(t, "history")
		if len(h.runs) == 0 {
			return
		}
		run, whole := h.someRun(t), h.copied()
		whole.takeBack(t, run, reconcile.Part{})
		h.takeBack(t, run, parts().Draw(t, "part"))
		h.takeBack(t, run, reconcile.Part{})
		sameAccounts(t, "a part and then the rest", whole.now, h.now)
		if p := h.undo(t, run, reconcile.Part{}); len(p.real()) > 0 {
			t.Errorf("undone whole, there is more to undo: %s", changeText(p.real()[0]))
		}
	})
}

// TestUndo_OverwritesNothing: a field that stands as another run or a hand left it is never written, and all fields of
// the run are accounted for.
func TestUndo_OverwritesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := histories(true).Draw(t, "history")
		if len(h.runs) == 0 {
			return
		}
		run := h.someRun(t)
		p := h.undo(t, run, reconcile.Part{})
		checkChanges(t, p)
		for _, c := range p.real() {
			for _, f := range c.Fields {
				if w := h.standing(run, c.ID, f); w != 0 {
					t.Errorf("%s: run %d writes %s, which stands as run %d left it", changeText(c), run, f.Name(), w)
				}
			}
		}
		h.checkAccounted(t, run, p)
	})
}

// standing gives a later run that wrote the field and was never taken back, nor took anything back itself.
func (h *past) standing(run, id int64, f reconcile.FieldChange) int64 {
	undone := map[int64]bool{}
	for _, r := range h.runs {
		undone[r.undoOf] = true
	}
	for later := range h.since(run) {
		if later.Change.ID != id || later.UndoOf > 0 || undone[later.Run] {
			continue
		}
		for _, g := range later.Change.Fields {
			if g.Field == f.Field && g.Attr == f.Attr {
				return later.Run
			}
		}
	}
	return 0
}

// checkAccounted compares the outcomes with the fields of the run: each has one. Of an addition it is the status that
// goes back.
func (h *past) checkAccounted(t *rapid.T, run int64, p planned) {
	want := map[string]bool{}
	for _, c := range h.runs[run-1].changes {
		for _, f := range c.Fields {
			if c.Action == reconcile.Update || c.Action == reconcile.Deactivate || c.Action == reconcile.Reactivate {
				want[fmt.Sprint(c.ID, f.Name())] = true
			}
		}
	}
	for _, c := range p.changes {
		for _, f := range c.Fields {
			delete(want, fmt.Sprint(c.ID, f.Name()))
		}
		for _, l := range c.Left {
			if l.Outcome() == "" {
				t.Errorf("%s: %s has no outcome", changeText(c), l.Name())
			}
			delete(want, fmt.Sprint(c.ID, l.Name()))
		}
	}
	already := 0
	for _, c := range h.runs[run-1].changes {
		for _, f := range c.Fields {
			if want[fmt.Sprint(c.ID, f.Name())] && byID(h.now, c.ID).Value(f) == f.Old {
				delete(want, fmt.Sprint(c.ID, f.Name()))
				already++
			}
		}
	}
	if o := p.draft.Plan(nil, reconcile.Reviewed).Outcomes; len(want) > 0 || o.Already < already {
		t.Errorf("without an outcome: %v; back already %d of %d", want, o.Already, already)
	}
}

// TestUndo_LeavesNothingToPlanTwice: after undos of any kind, law 3 holds for whatever file comes next.
func TestUndo_LeavesNothingToPlanTwice(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := histories(true).Draw(t, "history")
		if len(h.runs) > 0 {
			h.takeBack(t, h.someRun(t), parts().Draw(t, "part"))
		}
		c := situations().Draw(t, "next file")
		c.Accounts = h.now
		c.Policy.Same, c.Policy.Keys = nil, reconcile.DefaultPolicy().Keys
		checkNothingLeft(t, planCase(t, c))
	})
}
