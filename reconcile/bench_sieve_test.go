package reconcile_test

import (
	"fmt"
	"testing"

	"rollcall/reconcile"
)

// BenchmarkSieve finds the hundred rows that differ among 100,000 of either file, the newer in another order: by their
// text, and by what their cells say.
func BenchmarkSieve(b *testing.B) {
	const people = 100_000
	fields := []reconcile.Field{reconcile.EmployeeNumber, reconcile.Login, reconcile.FirstName, reconcile.LastName,
		reconcile.Email, reconcile.Phone, reconcile.Role, reconcile.Group, reconcile.Company, reconcile.Language}
	file := &reconcile.File{}
	for _, f := range fields {
		file.Columns = append(file.Columns, reconcile.Column{Heading: f.String(), Field: f})
	}
	policy := reconcile.Policy{Keys: reconcile.DefaultPolicy().Keys, Login: reconcile.LoginPolicy{From: reconcile.LoginAsGiven}}
	rows, size := make([]reconcile.Row, people), 0
	for i := range rows {
		row := reconcile.Row{Line: i + 2, At: int64(size)}
		for _, cell := range []string{fmt.Sprintf("E%07d", i), fmt.Sprintf("j.martin.%d", i), "Zoé", fmt.Sprint("Martin-", i%977),
			fmt.Sprintf("j.martin.%d@company%d.example", i, i%200), fmt.Sprintf("+336%08d", i), "Agent", fmt.Sprint("group ", i%50),
			fmt.Sprint("company ", i%200), "fr"} {
			row.Cells = append(row.Cells, []byte(cell))
			row.Text = append(append(row.Text, cell...), ',')
		}
		size += len(row.Text)
		rows[i] = row
	}
	for _, by := range []string{"text", "cells"} {
		b.Run(by, func(b *testing.B) {
			b.SetBytes(int64(2 * size))
			b.ReportAllocs()
			for b.Loop() {
				s, ok := reconcile.NewSieve(file, file, &policy, by != "cells")
				for i := range rows {
					s.Old(&rows[i])
				}
				for i := range rows {
					row := rows[i*7919%people]
					if i%1000 == 0 {
						row.Cells = append([][]byte{[]byte(fmt.Sprint("N", i))}, row.Cells[1:]...)
						row.Text = fmt.Append(nil, "N", i)
					}
					if by == "cells" || s.Known(printOf(s, row.Text), []reconcile.Place{{At: row.At, Line: row.Line}}) == 0 {
						s.Now(&row)
					}
				}
				// Some rows besides share a hash of a key: it has 32 bits.
				if rest, err := s.Rest(nil); err != nil || !ok || rest.Unchanged+len(rest.Now) != people || len(rest.Now) < people/1000 || len(rest.Now) > people/500 {
					b.Fatal(ok, rest.Unchanged, len(rest.Now))
				}
			}
		})
	}
}
