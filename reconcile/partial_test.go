package reconcile_test

import (
	"slices"
	"testing"

	"rollcall/reconcile"
)

// A file with only some of the people says nothing of the others: not by absence, by shape or by canaries; and it is no
// file that the next whole one could be compared with.
func TestAPartialFileSpeaksForItsRowsOnly(t *testing.T) {
	c := crowd(40)
	c.Policy.Canaries, c.Tail.Accounts = []string{"E0040"}, c.tailOf(t)
	c.Policy.Scope = []reconcile.Term{{Field: reconcile.Company, Value: "nobody's"}}
	c.File.Partial = true
	for _, rows := range [][]reconcile.Row{c.Rows[:4], nil} {
		c.Rows = rows
		p := planCase(t, c)
		if len(p.changes) > 0 || len(p.judged(reconcile.Unattended)) > 0 {
			t.Errorf("%d rows: %+v, %+v", len(rows), p.changes, p.judged(reconcile.Unattended))
		}
		if plan := p.draft.Plan(nil, reconcile.Unattended); plan.Tail != nil || plan.InScope != 0 || !plan.File.Partial {
			t.Errorf("%d rows: tail %v, %d in scope, partial %v", len(rows), plan.Tail, plan.InScope, plan.File.Partial)
		}
	}
}

// What a partial file says of its own rows is judged against everybody.
func TestAPartialFileIsJudged(t *testing.T) {
	c := crowd(40)
	c.File.Partial = true
	c.File.Columns = append(c.File.Columns, reconcile.Column{Heading: "Status", Field: reconcile.Status})
	c.Rows = slices.Clone(c.Rows[:10])
	for i := range c.Rows {
		c.Rows[i].Cells = append(c.Rows[i].Cells, []byte("inactif"))
	}
	if got := findingOf(planCase(t, c).judged(reconcile.Reviewed), "deactivated-share"); got == nil || !got.Blocks || got.Number != 10 {
		t.Errorf("ten of forty said to have left: %+v", got)
	}
	c = crowd(40)
	c.File.Partial = true
	c.Rows = c.Rows[:6]
	for i := range c.Rows {
		c.Rows[i].Cells[0] = append([]byte("e"), c.Rows[i].Cells[0][1:]...)
	}
	if got := findingOf(planCase(t, c).judged(reconcile.Reviewed), "key-form"); got == nil || got.Number != 6 {
		t.Errorf("six of six keys in another case: %+v", got)
	}
}
