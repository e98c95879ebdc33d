package reconcile_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"rollcall/reconcile"
)

// TestLaw1_LinesTakenChangeNothing: a plan is the same whether lines are taken or every row is given.
func TestLaw1_LinesTakenChangeNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := situations().Draw(t, "situation")
		c.Cellwise = true
		rowwise := planCase(t, c)
		linewise := *c
		linewise.Cellwise = false
		samePlan(t, "lines that are taken", rowwise, planCase(t, &linewise))
		samePlan(t, "lines that are taken, and outlines", rowwise, planOf(t, &linewise, reconcile.OutlinedRoster(c.Accounts), nil))
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
		rowwise := planCase(t, c)
		linewise := *c
		linewise.Cellwise = false
		roster := rapid.SampledFrom([]reconcile.Roster{c.Accounts, reconcile.OutlinedRoster(c.Accounts)}).Draw(t, "roster")
		first := planOf(t, &linewise, roster, nil)
		samePlan(t, "lines that are taken", rowwise, first)
		samePlan(t, "the same file, over the index", rowwise, planOver(t, &linewise, kept(t, first)))
	})
}

// crowded is a roster of two keys, some of whose accounts may be inactive, and its file in an order of its own.
func crowded(t *rapid.T) *situation {
	c := &situation{Policy: reconcile.DefaultPolicy(), Mode: reconcile.Reviewed}
	fields := []reconcile.Field{reconcile.EmployeeNumber, reconcile.Login, reconcile.LastName, reconcile.Email, reconcile.Establishments, reconcile.DefaultEstablishment, reconcile.NoField}
	if rapid.Bool().Draw(t, "status") {
		fields = append(fields, reconcile.Status)
	}
	c.File = reconcile.File{Name: "f.csv", SHA256: "00", Kind: "csv", Encoding: "utf-8", Heading: 1, Columns: headed(fields)}
	c.Policy.Keys = rapid.SampledFrom([][]reconcile.Field{c.Policy.Keys, {reconcile.Login}, {reconcile.EmployeeNumber}}).Draw(t, "keys")
	if rapid.IntRange(0, 3).Draw(t, "blank") == 0 {
		c.Policy.Blank = map[string]reconcile.Blank{"last_name": {Rule: reconcile.BlankDefault, Default: "Roy"}, "email": {Rule: reconcile.BlankClear}}
	}
	const people = 151
	stride := rapid.SampledFrom([]int{1, 7, 100, 150}).Draw(t, "stride")
	for i := range people {
		a := &reconcile.Account{ID: int64(i + 1), Version: 1}
		v := &a.Values
		v[reconcile.EmployeeNumber], v[reconcile.Login] = fmt.Sprintf("E%03d", i), fmt.Sprint("user", i)
		v[reconcile.LastName], v[reconcile.Email] = []string{"Roy", "Noël", "Οικονόμου"}[i%3], fmt.Sprintf("u%d@x.org", i)
		v[reconcile.Establishments], v[reconcile.DefaultEstablishment], v[reconcile.Status] = "Lyon; Metz", "Lyon", reconcile.StatusActive
		c.Accounts = append(c.Accounts, a)
	}
	for i := range people {
		a := c.Accounts[i*stride%people]
		row := reconcile.Row{Line: i + 2}
		for _, column := range c.File.Columns {
			cell := "x" // where it says nothing
			if column.Field < reconcile.NumFields {
				cell = a.Values[column.Field]
			}
			row.Cells = append(row.Cells, []byte(cell))
		}
		c.Rows = append(c.Rows, row)
	}
	for range rapid.IntRange(0, 5).Draw(t, "inactive") {
		v := &rapid.SampledFrom(c.Accounts).Draw(t, "account").Values
		v[reconcile.Status], v[reconcile.Deactivated] = reconcile.StatusDeactivated, rapid.SampledFrom([]string{reconcile.ByAbsence, reconcile.ByHand}).Draw(t, "how")
	}
	return c
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
