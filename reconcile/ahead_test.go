package reconcile_test

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"rollcall/reconcile"
)

// multitude is a roster and its file, in an order of its own, long enough for tables to be laid out and rows to be looked
// up together.
func multitude(people, stride int) *situation {
	c := &situation{Policy: reconcile.DefaultPolicy(), Mode: reconcile.Reviewed}
	c.File = reconcile.File{Name: "f.csv", SHA256: "00", Kind: "csv", Encoding: "utf-8", Heading: 1, Columns: []reconcile.Column{
		{Heading: "Login", Field: reconcile.Login}, {Heading: "Phone", Field: reconcile.Phone}, {Heading: "First name", Field: reconcile.FirstName}}}
	for i := range people {
		a := &reconcile.Account{ID: int64(i + 1), Version: 1}
		a.Values[reconcile.Login], a.Values[reconcile.FirstName] = fmt.Sprint("user", i), "Eva"
		a.Values[reconcile.Phone], a.Values[reconcile.Status] = fmt.Sprint("01020304", i%90+10), reconcile.StatusActive
		c.Accounts = append(c.Accounts, a)
	}
	for i := range people {
		v := &c.Accounts[i*stride%people].Values
		c.Rows = append(c.Rows, reconcile.Row{Line: i + 2, Cells: [][]byte{[]byte(v[reconcile.Login]), []byte(v[reconcile.Phone]), []byte(v[reconcile.FirstName])}})
	}
	return c
}

// TestLaw1_ManyRowsOverAnIndex: what is read ahead, expected next or looked up by a table decides nothing.
func TestLaw1_ManyRowsOverAnIndex(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := multitude(211, rapid.SampledFrom([]int{1, 7, 100, 210}).Draw(t, "stride"))
		first := planCase(t, c)
		for range rapid.IntRange(0, 60).Draw(t, "edits") {
			row := &c.Rows[rapid.IntRange(0, len(c.Rows)-1).Draw(t, "row")]
			switch rapid.SampledFrom([]string{"change", "repeat", "misplace", "spoil", "swap"}).Draw(t, "edit") {
			case "change":
				row.Cells = [][]byte{row.Cells[0], []byte("0611223344"), row.Cells[2]}
			case "repeat":
				row.Cells = c.Rows[rapid.IntRange(0, len(c.Rows)-1).Draw(t, "of")].Cells
			case "misplace":
				row.Misplaced = true
			case "spoil":
				row.Problems = []reconcile.Problem{{Code: "quote-stray", Line: row.Line, Rejects: true}}
			case "swap":
				other := &c.Rows[rapid.IntRange(0, len(c.Rows)-1).Draw(t, "with")]
				row.Cells, other.Cells = other.Cells, row.Cells
			}
		}
		samePlan(t, "the edited file", planCase(t, c), planOver(t, c, kept(t, first)))
	})
}
