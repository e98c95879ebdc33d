package reconcile_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"rollcall/reconcile"
)

// planRead plans a case of which every row is read, as somebody is to be told of one.
func planRead(t fataler, c *situation) planned {
	t.Helper()
	policy := c.Policy
	d, err := reconcile.Diff(context.Background(), reconcile.Input{Organisation: "default", Revision: 1, Roster: c.Accounts, Upload: c.upload(),
		Policy: &policy, Tail: c.Tail, Hash: fakeHash, DefaultPassword: []byte("Welcome-1"), Own: c.Own, Trace: &reconcile.Trace{Account: 1}})
	if err != nil {
		t.Fatalf("the plan can't be made: %v", err)
	}
	return planned{c, d, collect(t, d.Changes(context.Background()))}
}

// TestLaw1_LinesTakenChangeNothing: a plan is the same whether lines are taken, rows are looked at briefly or every row is
// read.
func TestLaw1_LinesTakenChangeNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := situations().Draw(t, "situation")
		c.Cellwise = true
		want := planRead(t, c)
		samePlan(t, "rows", want, planCase(t, c))
		linewise := *c
		linewise.Cellwise = false
		samePlan(t, "lines that are taken", want, planCase(t, &linewise))
		samePlan(t, "lines that are taken, and outlines", want, planOf(t, &linewise, reconcile.OutlinedRoster(c.Accounts), nil))
	})
}

// TestLaw1_ManyLinesTakenChangeNothing: nor do the order of rows, those that are looked up together, and what other rows are
// between them. Nor does it matter to the next plan how the rows were learnt.
func TestLaw1_ManyLinesTakenChangeNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := crowded(t)
		for range rapid.IntRange(0, 60).Draw(t, "edits") {
			editCrowd(t, c)
		}
		c.Cellwise = true
		want := planRead(t, c)
		samePlan(t, "rows", want, planCase(t, c))
		linewise := *c
		linewise.Cellwise = false
		roster := rapid.SampledFrom([]reconcile.Roster{c.Accounts, reconcile.OutlinedRoster(c.Accounts)}).Draw(t, "roster")
		first := planOf(t, &linewise, roster, nil)
		samePlan(t, "lines that are taken", want, first)
		samePlan(t, "the same file, over the index", want, planOver(t, &linewise, kept(t, first)))
	})
}

// crowdSize is how many people a crowd has.
const crowdSize = 151

// crowded is a roster of two keys, some of whose accounts may be inactive or say little, and its file in an order of its own.
func crowded(t *rapid.T) *situation {
	c := &situation{Policy: crowdPolicy(t), Mode: reconcile.Reviewed}
	fields := []reconcile.Field{reconcile.EmployeeNumber, reconcile.Login, reconcile.LastName, reconcile.Email, reconcile.Establishments, reconcile.DefaultEstablishment, reconcile.NoField}
	if rapid.Bool().Draw(t, "status") {
		fields = append(fields, reconcile.Status)
	}
	c.File = reconcile.File{Name: "f.csv", SHA256: "00", Kind: "csv", Encoding: "utf-8", Heading: 1, Columns: headed(fields)}
	for i := range crowdSize {
		a := &reconcile.Account{ID: int64(i + 1), Version: 1}
		v := &a.Values
		v[reconcile.EmployeeNumber], v[reconcile.Login] = fmt.Sprintf("E%03d", i), fmt.Sprint("user", i)
		v[reconcile.LastName], v[reconcile.Email] = []string{"Roy", "Noël", "Οικονόμου"}[i%3], fmt.Sprintf("u%d@x.org", i)
		v[reconcile.Establishments], v[reconcile.DefaultEstablishment], v[reconcile.Status] = "Lyon; Metz", "Lyon", reconcile.StatusActive
		if i%10 == 7 {
			v[reconcile.Establishments], v[reconcile.DefaultEstablishment] = "", ""
		}
		c.Accounts = append(c.Accounts, a)
	}
	stride := rapid.SampledFrom([]int{1, 7, 100, 150}).Draw(t, "stride")
	for i := range crowdSize {
		c.Rows = append(c.Rows, crowdRow(c, c.Accounts[i*stride%crowdSize], i+2))
	}
	for range rapid.IntRange(0, 5).Draw(t, "inactive") {
		v := &rapid.SampledFrom(c.Accounts).Draw(t, "account").Values
		v[reconcile.Status], v[reconcile.Deactivated] = reconcile.StatusDeactivated, rapid.SampledFrom([]string{reconcile.ByAbsence, reconcile.ByHand}).Draw(t, "how")
	}
	return c
}

func crowdPolicy(t *rapid.T) reconcile.Policy {
	p := reconcile.DefaultPolicy()
	p.Keys = rapid.SampledFrom([][]reconcile.Field{p.Keys, {reconcile.Login}, {reconcile.EmployeeNumber}}).Draw(t, "keys")
	switch rapid.IntRange(0, 7).Draw(t, "policy") {
	case 0:
		p.Blank = map[string]reconcile.Blank{"last_name": {Rule: reconcile.BlankDefault, Default: "Roy"}, "email": {Rule: reconcile.BlankClear}}
	case 1:
		p.Blank = map[string]reconcile.Blank{"establishments": {Rule: reconcile.BlankDefault, Default: "Metz"}}
	case 2:
		p.Same = map[string]string{"E003": "user9", "nobody": "user8"}
	}
	return p
}

// crowdRow says just what an account holds.
func crowdRow(c *situation, a *reconcile.Account, line int) reconcile.Row {
	row := reconcile.Row{Line: line}
	for _, column := range c.File.Columns {
		cell := "x" // where it says nothing
		if column.Field < reconcile.NumFields {
			cell = a.Values[column.Field]
		}
		row.Cells = append(row.Cells, []byte(cell))
	}
	return row
}

// editCrowd makes one row of a crowd another: what it says of somebody, how that is written, or where it stands.
func editCrowd(t *rapid.T, c *situation) {
	i, j := rapid.IntRange(0, len(c.Rows)-1).Draw(t, "row"), rapid.IntRange(0, len(c.Rows)-1).Draw(t, "other")
	row, other := &c.Rows[i], &c.Rows[j]
	row.Cells = slices.Clone(row.Cells)
	at := rapid.IntRange(0, len(row.Cells)-1).Draw(t, "cell")
	cell := string(row.Cells[at])
	switch rapid.SampledFrom([]string{"write", "write", "repeat", "borrow", "blank", "swap", "misplace", "spoil"}).Draw(t, "edit") {
	case "write":
		row.Cells[at] = []byte(rapid.SampledFrom([]string{" " + cell, cell + " ", "#N/A", "n/a", cell + "\u200b", "Zoe\u0308", cell + "\u00a0", "ＥＵ1", "Metz", "Metz; Lyon",
			"metz", "E1", "E001", "user7", "USER7", "u7@x.org", "nobody", "e000", "not@n address", "Inactif", strings.ToUpper(cell)}).Draw(t, "written"))
	case "repeat":
		row.Cells = slices.Clone(other.Cells)
	case "borrow":
		row.Cells[at] = other.Cells[min(at, len(other.Cells)-1)]
	case "blank":
		row.Cells[at] = nil
	case "swap":
		row.Cells, other.Cells = other.Cells, row.Cells
		row.Problems, other.Problems, row.Misplaced, other.Misplaced = nil, nil, false, false
	case "misplace":
		row.Misplaced = true
	case "spoil":
		row.Problems = []reconcile.Problem{{Code: "quote-stray", Line: row.Line, Rejects: true}}
	}
}

// No line is taken once nobody waits for the plan any more.
func TestLinesEndWithTheCall(t *testing.T) {
	for _, over := range []bool{false, true} {
		ctx, cancel := context.WithCancel(context.Background())
		if over {
			cancel()
		}
		c := multitude(5000, 1)
		u := c.upload()
		took := &tookLines{}
		u.Take = func(l reconcile.Lines) { took.Lines = l }
		rows := u.Rows
		u.Rows = func(yield func(*reconcile.Row, error) bool) {
			for row, err := range rows {
				if !took.Take(lineOf(row), reconcile.Place{At: -1, Line: row.Line}) && !yield(row, err) {
					return
				}
			}
		}
		_, err := reconcile.Diff(ctx, reconcile.Input{Roster: c.Accounts, Upload: u, Policy: &c.Policy})
		cancel()
		if errors.Is(err, context.Canceled) != over || over != (took.n == 0) {
			t.Errorf("over %v: %d lines were taken: %v", over, took.n, err)
		}
	}
}

// Whoever wants to be told of somebody's row is given it.
func TestTracesSeeRowsThatLinesSay(t *testing.T) {
	p := planCase(t, multitude(200, 1))
	trace := &reconcile.Trace{Account: 150}
	traced(t, p, trace)
	if len(trace.Rows) != 1 || trace.Rows[0].Line != 151 {
		t.Errorf("rows told of: %+v", trace.Rows)
	}
}

// tookLines counts the lines that are taken.
type tookLines struct {
	reconcile.Lines
	n int
}

func (l *tookLines) Take(line *reconcile.Line, at reconcile.Place) bool {
	if !l.Lines.Take(line, at) {
		return false
	}
	l.n++
	return true
}
