package storage

import (
	"fmt"
	"path/filepath"
	"testing"

	"rollcall/fixtures/postgres"
	"rollcall/reconcile"
)

// benchAccounts is how many accounts the benchmarks write at once.
const benchAccounts = 20_000

// benchEach runs a benchmark on either database.
func benchEach(b *testing.B, bench func(b *testing.B, db string)) {
	b.Run("sqlite", func(b *testing.B) { bench(b, filepath.Join(b.TempDir(), "roster.db")) })
	b.Run("postgres", func(b *testing.B) { bench(b, postgres.Start(b)) })
}

// benchPlan keeps a plan with n changes and gives its ID and how many bytes they take.
func benchPlan(b *testing.B, s *Store, org string, n int, change func(i int) *reconcile.Change) (id string, size int64) {
	b.Helper()
	o, err := s.Organisation(ctx, org)
	if err != nil {
		b.Fatal(err)
	}
	p := &reconcile.Plan{Organisation: org, Revision: o.Revision, AfterID: o.NextID - 1, Policy: reconcile.DefaultPolicy()}
	if change(0).Action == reconcile.Add {
		p.Summary.Add = n
	} else {
		p.Summary.Update = n
	}
	err = s.SavePlan(ctx, p, "ada", noon, reconcile.Blocks(func(yield func(*reconcile.Change, error) bool) {
		for i := range n {
			c := change(i)
			size += int64(len(reconcile.AppendChange(nil, c)))
			if !yield(c, nil) {
				return
			}
		}
	}))
	if err != nil {
		b.Fatal(err)
	}
	return p.ID, size
}

func benchJoiner(i int) *reconcile.Change {
	c := joiner(fmt.Sprintf("person.%06d", i))
	c.Fields = append(c.Fields, reconcile.FieldChange{Field: reconcile.EmployeeNumber, New: fmt.Sprintf("E%06d", i)},
		reconcile.FieldChange{Field: reconcile.Role, New: "Agent"}, reconcile.FieldChange{Field: reconcile.Group, New: "Logistics"})
	return c
}

// BenchmarkApplyLoad applies a first load of benchAccounts, into one organisation after the other.
func BenchmarkApplyLoad(b *testing.B) {
	benchEach(b, func(b *testing.B, db string) {
		s, err := Open(ctx, db)
		if err != nil {
			b.Fatal(err)
		}
		defer s.Close()
		b.ReportAllocs()
		for n := 0; b.Loop(); n++ {
			b.StopTimer()
			org := fmt.Sprint("org", n)
			id, size := benchPlan(b, s, org, benchAccounts, benchJoiner)
			b.SetBytes(size)
			b.StartTimer()
			if _, err := s.Apply(ctx, org, id, Order{By: "ada", At: noon}); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkApplyUpdate applies another phone number to every tenth of benchAccounts.
func BenchmarkApplyUpdate(b *testing.B) {
	benchEach(b, func(b *testing.B, db string) {
		s, err := Open(ctx, db)
		if err != nil {
			b.Fatal(err)
		}
		defer s.Close()
		id, _ := benchPlan(b, s, "org", benchAccounts, benchJoiner)
		if _, err := s.Apply(ctx, "org", id, Order{By: "ada", At: noon}); err != nil {
			b.Fatal(err)
		}
		b.ReportAllocs()
		for n := 0; b.Loop(); n++ {
			b.StopTimer()
			id, size := benchPlan(b, s, "org", benchAccounts/10, func(i int) *reconcile.Change {
				c := &reconcile.Change{Action: reconcile.Update, ID: int64(10*i + 1), Version: int64(n + 1), Key: fmt.Sprintf("E%06d", 10*i)}
				phone := reconcile.FieldChange{Field: reconcile.Phone, New: fmt.Sprint("+336", n+1)}
				if n > 0 {
					phone.Old = fmt.Sprint("+336", n)
				}
				c.Fields = []reconcile.FieldChange{phone}
				return c
			})
			b.SetBytes(size)
			b.StartTimer()
			if _, err := s.Apply(ctx, "org", id, Order{By: "ada", At: noon}); err != nil {
				b.Fatal(err)
			}
		}
	})
}
