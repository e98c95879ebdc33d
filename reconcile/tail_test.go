package reconcile_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"rollcall/reconcile"
)

// crowd is a situation of n people, known by their employee numbers, all of whom are in the file.
func crowd(n int) *situation {
	c := &situation{Policy: reconcile.DefaultPolicy(), Mode: reconcile.Unattended, File: reconcile.File{Name: "f.csv",
		Kind: "csv", Heading: 1, Columns: headed([]reconcile.Field{reconcile.EmployeeNumber, reconcile.FirstName, reconcile.LastName})}}
	for i := range n {
		a := &reconcile.Account{ID: int64(i + 1), Version: 1}
		a.Values[reconcile.EmployeeNumber] = fmt.Sprintf("E%04d", i+1)
		a.Values[reconcile.FirstName], a.Values[reconcile.LastName] = "Léa", fmt.Sprint("Œuvrard ", i+1)
		a.Values[reconcile.Status] = reconcile.StatusActive
		c.Accounts = append(c.Accounts, a)
		c.Rows = append(c.Rows, c.rowOf(a, i+2))
	}
	return c
}

func (c *situation) rowOf(a *reconcile.Account, line int) reconcile.Row {
	row := reconcile.Row{Line: line}
	for _, column := range c.File.Columns {
		row.Cells = append(row.Cells, []byte(cellOf(a, column)))
	}
	return row
}

// tailOf gives how the situation's file ends, as an apply would keep it: every row is somebody known.
func (c *situation) tailOf(t fataler) []int64 {
	t.Helper()
	return planCase(t, c).draft.Plan(nil, c.Mode).Tail
}

func findingOf(fs []reconcile.Finding, code string) *reconcile.Finding {
	if i := slices.IndexFunc(fs, func(f reconcile.Finding) bool { return f.Code == code }); i >= 0 {
		return &fs[i]
	}
	return nil
}

// Whatever the order of the file was, a cut of it is found by the formula, and the number is how many were cut off.
func TestACutFileIsFoundByItsShape(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := crowd(rapid.IntRange(5, 150).Draw(t, "people"))
		c.Rows = rapid.Permutation(c.Rows).Draw(t, "order")
		c.Tail.Accounts = c.tailOf(t)
		cut := rapid.IntRange(0, len(c.Rows)-1).Draw(t, "cut")
		c.Rows = c.Rows[:len(c.Rows)-cut]
		gone := rapid.IntRange(0, len(c.Rows)-1).Draw(t, "gone") // never the last row that is left
		c.Rows = c.Rows[gone:]
		c.Rows = rapid.Permutation(c.Rows).Draw(t, "order now")
		others := len(c.Accounts) - cut
		cuts := cut >= 3 && math.Pow(float64(gone+1)/float64(others+2), float64(cut)) < 1e-6
		got := findingOf(planCase(t, c).judged(rapid.SampledFrom([]reconcile.Mode{reconcile.Reviewed, reconcile.Unattended}).Draw(t, "mode")), "truncated")
		switch {
		case (got != nil) != cuts:
			t.Fatalf("%d cut off, %d of %d others gone: %+v", cut, gone, others, got)
		case got != nil && (!got.Blocks || got.Number != cut):
			t.Errorf("%d cut off: %+v", cut, got)
		}
	})
}

// The tail has the last rows' accounts in the order of the file: at most TailSize, each once, joiners by their lines,
// held rows by the account they are, rejected ones by the account they name.
func TestTheTailIsHowTheFileEnds(t *testing.T) {
	c := crowd(2100)
	c.Rows = append(c.Rows, c.rowOf(c.Accounts[6], 3000)) // twice in the file: held, and last where it stands last
	joiner := *c.Accounts[0]
	joiner.Values[reconcile.EmployeeNumber], joiner.ID = "E9999", 9999
	c.Rows = append(c.Rows, c.rowOf(&joiner, 3001), reconcile.Row{Line: 3002, Misplaced: true, Cells: [][]byte{[]byte("x")},
		Problems: []reconcile.Problem{{Code: "row-ragged", Line: 3002, Rejects: true}}})
	cut := c.rowOf(c.Accounts[2099], 3003)
	cut.Misplaced, cut.Cells, cut.Problems = true, cut.Cells[:1], c.Rows[len(c.Rows)-1].Problems
	c.Rows = append(slices.Delete(c.Rows, 2099, 2100), cut)
	var want []int64
	for id := int64(2100 - reconcile.TailSize + 4); id < 2100; id++ {
		want = append(want, id)
	}
	want = append(want, 7, -3001, 2100)
	if diff := cmp.Diff(want, c.tailOf(t)); diff != "" {
		t.Error(diff)
	}
	c.Rows = nil
	if got := c.tailOf(t); got != nil {
		t.Errorf("a file without rows has the tail %v", got)
	}
}

// What says nothing of a cut: people who stood last and were inactive or out of scope before.
func TestWhoStoodLastAndWasNotExpectedSaysNothing(t *testing.T) {
	c := crowd(60)
	c.Tail.Accounts = c.tailOf(t)
	c.Rows = c.Rows[:50]
	for _, a := range c.Accounts[55:] {
		a.Values[reconcile.Status], a.Values[reconcile.Deactivated] = reconcile.StatusDeactivated, reconcile.ByAbsence
	}
	if got := findingOf(planCase(t, c).judged(reconcile.Reviewed), "truncated"); got == nil || got.Number != 5 {
		t.Errorf("five of ten missing ones were active: %+v", got)
	}
	for _, a := range c.Accounts[:55] {
		a.Values[reconcile.Company] = "ACME"
	}
	for _, a := range c.Accounts[50:55] {
		a.Values[reconcile.Company] = "Globex"
	}
	c.Policy.Scope = []reconcile.Term{{Field: reconcile.Company, Value: "acme"}}
	if got := findingOf(planCase(t, c).judged(reconcile.Reviewed), "truncated"); got != nil {
		t.Errorf("nobody missing is in scope: %+v", got)
	}
}

// A row that can't be used is no missing person, and protection does not hide a cut.
func TestACutCountsWhoIsMissingNotWhoIsDeactivated(t *testing.T) {
	c := crowd(60)
	c.Tail.Accounts = c.tailOf(t)
	c.Rows = c.Rows[:50]
	c.Policy.Protected = []string{"E0051", "E0052", "E0053", "E0054", "E0055", "E0056", "E0057", "E0058", "E0059", "E0060"}
	if got := findingOf(planCase(t, c).judged(reconcile.Reviewed), "truncated"); got == nil || got.Number != 10 {
		t.Errorf("ten protected people missing at the end: %+v", got)
	}
	last := c.rowOf(c.Accounts[59], 61)
	last.Problems = []reconcile.Problem{{Code: "byte-undecodable", Line: 61, Heading: "last_name", Rejects: true}}
	c.Rows = append(c.Rows, last)
	if got := findingOf(planCase(t, c).judged(reconcile.Reviewed), "truncated"); got != nil {
		t.Errorf("the last person has a row: %+v", got)
	}
}

func TestALastLineWithoutALineEnd(t *testing.T) {
	c := crowd(20)
	for _, was := range []bool{false, true} {
		for _, open := range []bool{false, true} {
			c.Tail.Ended, c.File.Open = was, open
			p := planCase(t, c)
			for _, mode := range []reconcile.Mode{reconcile.Reviewed, reconcile.Unattended} {
				got := findingOf(p.judged(mode), "last-line-open")
				if want := was && open; (got != nil) != want || want && (got.Number != 21 || got.Blocks != (mode == reconcile.Unattended)) {
					t.Errorf("ended %v, open %v, %s: %+v", was, open, mode, got)
				}
			}
		}
	}
}

func TestScopeDigest(t *testing.T) {
	digest := func(terms ...reconcile.Term) string {
		p := reconcile.DefaultPolicy()
		p.Scope = terms
		return p.ScopeDigest()
	}
	acme, globex := reconcile.Term{Field: reconcile.Company, Value: "ACME"}, reconcile.Term{Field: reconcile.Company, Value: "Globex"}
	if digest() != "" {
		t.Error("no scope has a digest")
	}
	if digest(acme, globex) != digest(globex, acme) || digest(acme) != digest(acme, reconcile.Term{Field: reconcile.Company, Value: "acme "}) {
		t.Error("one scope has two digests")
	}
	if digest(acme) == digest(globex) || digest(acme) == digest(reconcile.Term{Field: reconcile.Group, Value: "ACME"}) {
		t.Error("two scopes have one digest")
	}
}
