package reconcile_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"rollcall/reconcile"
)

func difference(t fataler, a, b planned) *reconcile.Difference {
	t.Helper()
	d, err := reconcile.Compare(reconcile.Compared{Plan: a.header(t, reconcile.Reviewed), Changes: sequence(a.changes)},
		reconcile.Compared{Plan: b.header(t, reconcile.Reviewed), Changes: sequence(b.changes)})
	if err != nil {
		t.Fatalf("the plans can't be compared: %v", err)
	}
	return d
}

func TestCompare_FindsWhatDiffers(t *testing.T) {
	upd := func(id int64, line int, value string) *reconcile.Change {
		return &reconcile.Change{Action: reconcile.Update, ID: id, Line: line, Version: id, Fields: []reconcile.FieldChange{
			{Field: reconcile.Phone, New: value}}, Why: reconcile.Reason{Code: "changed"}}
	}
	older := upd(3, 4, "same")
	older.Version = 1
	gone := &reconcile.Change{Action: reconcile.Deactivate, ID: 9, Why: reconcile.Reason{Code: "absent"}}
	first := []*reconcile.Change{gone, upd(1, 2, "a"), upd(2, 3, "b"), older}
	held := &reconcile.Change{Action: reconcile.Hold, ID: 2, Line: 3, Why: reconcile.Reason{Code: "protected"}}
	second := []*reconcile.Change{upd(1, 2, "other"), upd(3, 4, "same"), upd(4, 5, "new"), held}
	findings := func(number int) *reconcile.Plan {
		return &reconcile.Plan{Findings: []reconcile.Finding{{Code: "seats", Number: number}, {Code: "privileged", Number: 1}}}
	}
	got, err := reconcile.Compare(reconcile.Compared{Plan: findings(1), Changes: sequence(first)},
		reconcile.Compared{Plan: findings(2), Changes: sequence(second)})
	if err != nil {
		t.Fatal(err)
	}
	want := &reconcile.Difference{Gone: []*reconcile.Change{gone}, New: []*reconcile.Change{second[2]},
		Changed:      [][2]*reconcile.Change{{first[1], second[0]}, {first[2], held}},
		FindingsGone: []reconcile.Finding{{Code: "seats", Number: 1}}, FindingsNew: []reconcile.Finding{{Code: "seats", Number: 2}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the difference (-want +got):\n%s", diff)
	}
}

// TestCompare_IsSame: a plan differs from itself in nothing, and from one of another file in every change that only
// one of them makes.
func TestCompare_IsSame(t *testing.T) {
	law(t, func(t *rapid.T, p planned) {
		if d := difference(t, p, p); !d.Same() {
			t.Errorf("a plan differs from itself: %+v", d)
		}
		other := situations().Draw(t, "another file")
		other.Accounts = p.from.Accounts
		q := planCase(t, other)
		d, back := difference(t, p, q), difference(t, q, p)
		if len(d.Gone) != len(back.New) || len(d.New) != len(back.Gone) || len(d.Changed) != len(back.Changed) {
			t.Errorf("the other way round the difference is another: %+v, %+v", d, back)
		}
	})
}
