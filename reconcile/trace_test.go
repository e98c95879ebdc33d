package reconcile_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"rollcall/reconcile"
)

// traced plans the same situation again, and tells of one person.
func traced(t fataler, p planned, trace *reconcile.Trace) []*reconcile.Change {
	t.Helper()
	c, policy := p.from, p.from.Policy
	d, err := reconcile.Diff(context.Background(), reconcile.Input{Organisation: "default", Revision: 1, Roster: c.Accounts,
		Upload: c.upload(), Policy: &policy, Tail: c.Tail, Hash: fakeHash, DefaultPassword: []byte("Welcome-1"), Own: c.Own, Trace: trace})
	if err != nil {
		t.Fatalf("the plan can't be made: %v", err)
	}
	return collect(t, d.Changes(context.Background()))
}

// A trace changes nothing of the plan, and tells of every change, hold and rejection of the account how it came to be.
func TestTracesChangeNothingAndExplainEveryOutcome(t *testing.T) {
	law(t, func(t *rapid.T, p planned) {
		for _, a := range p.from.Accounts {
			trace := &reconcile.Trace{Account: a.ID}
			if diff := cmp.Diff(p.changes, traced(t, p, trace)); diff != "" {
				t.Fatalf("traced, the plan differs:\n%s", diff)
			}
			for _, c := range p.changes {
				if c.ID == a.ID {
					explained(t, trace, c)
				}
			}
		}
		for _, key := range alphabet[reconcile.EmployeeNumber] {
			if diff := cmp.Diff(p.changes, traced(t, p, &reconcile.Trace{Key: key})); diff != "" {
				t.Fatalf("traced by a key, the plan differs:\n%s", diff)
			}
		}
	})
}

// explained wants the steps that lead to a change of the traced account.
func explained(t fataler, trace *reconcile.Trace, c *reconcile.Change) {
	t.Helper()
	has := func(line int, codes ...string) bool {
		return slices.ContainsFunc(trace.Steps, func(s reconcile.Step) bool {
			return s.Line == line && slices.ContainsFunc(codes, func(code string) bool { return strings.HasPrefix(s.Code, code) })
		})
	}
	switch {
	case c.Line > 0 && !slices.ContainsFunc(trace.Rows, func(r reconcile.TracedRow) bool { return r.Line == c.Line }):
		t.Errorf("line %d is not among the rows told of account %d: %+v", c.Line, c.ID, trace)
	case c.Line > 0 && !has(c.Line, "matched", "held", "rejected"):
		t.Errorf("nothing tells why line %d is account %d: %+v", c.Line, c.ID, trace.Steps)
	case c.Line == 0 && !has(0, "absent"):
		t.Errorf("nothing tells why account %d is absent: %+v", c.ID, trace.Steps)
	case c.Line == 0 && c.Action == reconcile.Hold && c.Why.Code != "last-administrator" && !has(0, "held"):
		t.Errorf("nothing tells that absent account %d is held: %+v", c.ID, trace.Steps)
	}
}

// Somebody whom only the file knows is told of by the key on the row.
func TestTraceOfAKeyThatNobodyHas(t *testing.T) {
	c := &situation{Policy: reconcile.DefaultPolicy(), Mode: reconcile.Reviewed}
	c.File = reconcile.File{Name: "f.csv", Columns: headed([]reconcile.Field{reconcile.EmployeeNumber, reconcile.FirstName, reconcile.LastName, reconcile.Phone})}
	c.Policy.Blank = map[string]reconcile.Blank{"phone": {Rule: reconcile.BlankClear}}
	for i, cells := range [][]string{{"E1", "Jean", "Martin", ""}, {"E2", "Anne", "Morel", "06"}} {
		row := reconcile.Row{Line: i + 2}
		for _, cell := range cells {
			row.Cells = append(row.Cells, []byte(cell))
		}
		c.Rows = append(c.Rows, row)
	}
	trace := &reconcile.Trace{Key: "e1"}
	traced(t, planCase(t, c), trace)
	if len(trace.Rows) != 1 || trace.Rows[0].Line != 2 {
		t.Fatalf("got the rows %+v", trace.Rows)
	}
	var codes []string
	for _, s := range trace.Steps {
		codes = append(codes, s.Code)
	}
	if diff := cmp.Diff([]string{"unknown", "key-nobody", "joins"}, codes); diff != "" {
		t.Error(diff)
	}
	phone := trace.Rows[0].Cells[3]
	if phone.Field != reconcile.Phone || phone.Blank != reconcile.BlankClear || phone.Value != "" {
		t.Errorf("the blank phone is told as %+v", phone)
	}
}
