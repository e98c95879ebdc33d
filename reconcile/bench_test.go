package reconcile_test

import (
	"context"
	"fmt"
	"testing"

	"rollcall/reconcile"
)

// BenchmarkDiff plans a file of 100,000 rows, in another order than the roster's, of which 2 % differ.
func BenchmarkDiff(b *testing.B) {
	const people = 100_000
	fields := []reconcile.Field{reconcile.EmployeeNumber, reconcile.Login, reconcile.FirstName, reconcile.LastName,
		reconcile.Email, reconcile.Phone, reconcile.Role, reconcile.Group, reconcile.Company, reconcile.Language}
	var roster reconcile.Accounts
	var rows []reconcile.Row
	size := 0
	for i := range people {
		v := reconcile.Values{reconcile.Status: reconcile.StatusActive}
		for _, f := range fields {
			v[f] = fmt.Sprintf("%s-%06d", f, i)
		}
		v[reconcile.Email], v[reconcile.Role], v[reconcile.Language] = fmt.Sprintf("p%06d@example.org", i), "Agent", "fr"
		v[reconcile.Group], v[reconcile.Company] = fmt.Sprint("group ", i%50), fmt.Sprint("company ", i%20)
		roster = append(roster, &reconcile.Account{ID: int64(i + 1), Version: 1, Values: v})
		row := reconcile.Row{}
		for _, f := range fields {
			row.Cells = append(row.Cells, []byte(v[f]))
			size += len(v[f]) + 1
		}
		if i%50 == 0 {
			row.Cells[5] = []byte("0102030405")
		}
		rows = append(rows, row)
	}
	file := &reconcile.File{}
	for _, f := range fields {
		file.Columns = append(file.Columns, reconcile.Column{Heading: f.String(), Field: f})
	}
	policy := reconcile.DefaultPolicy()
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		upload := &reconcile.Upload{File: file, Rows: func(yield func(*reconcile.Row, error) bool) {
			for i := range rows {
				row := rows[(i*7919)%people]
				row.Line = i + 2
				if !yield(&row, nil) {
					return
				}
			}
		}}
		draft, err := reconcile.Diff(context.Background(), reconcile.Input{Roster: roster, Upload: upload, Policy: &policy})
		if err != nil || draft.Totals.Update != people/50 || draft.Totals.Unchanged != people-people/50 {
			b.Fatal(err, draft.Totals.Summary)
		}
	}
}
