package reconcile

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"iter"
	"testing"
)

// benchRoster is a roster of people with two keys, an e-mail and a phone, and the columns of a file about them.
func benchRoster(people int) (Accounts, *rules, *columns) {
	var out Accounts
	for i := range people {
		a := &Account{ID: int64(i + 1), Version: 1}
		a.Values[EmployeeNumber], a.Values[Login] = fmt.Sprintf("E%06d", i), fmt.Sprintf("first.last%d", i)
		a.Values[Email], a.Values[Phone] = fmt.Sprintf("first.last%d@example.org", i), fmt.Sprintf("0102%06d", i)
		a.Values[Company], a.Values[Status] = fmt.Sprint("Company ", i%50), StatusActive
		out = append(out, a)
	}
	policy := DefaultPolicy()
	file := &File{}
	for _, f := range []Field{EmployeeNumber, Login, Email, Phone, Company} {
		file.Columns = append(file.Columns, Column{Heading: f.String(), Field: f})
	}
	return out, newRules(&policy), newColumns(file, &policy)
}

const benchPeople = 100_000

func benchIndex(b *testing.B) *Index {
	roster, rules, cols := benchRoster(benchPeople)
	x, err := buildIndex(context.Background(), roster, rules, cols)
	if err != nil {
		b.Fatal(err)
	}
	return x
}

// BenchmarkIndexBuild reads a roster of 100,000 accounts into an index.
func BenchmarkIndexBuild(b *testing.B) {
	roster, rules, cols := benchRoster(benchPeople)
	size := 0
	for _, a := range roster {
		for _, v := range a.Values {
			size += len(v)
		}
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		if x, err := buildIndex(context.Background(), roster, rules, cols); err != nil || x.ids.len() != benchPeople {
			b.Fatal(err)
		}
	}
}

// BenchmarkIndexOutlines reads the outlines of 100,000 accounts into an index.
func BenchmarkIndexOutlines(b *testing.B) {
	all, rules, cols := benchRoster(benchPeople)
	r := &madeOutlines{outlinedRoster: &outlinedRoster{all: all, looked: map[int64]bool{}, each: 4096}}
	var size int64
	for p := range r.outlinedRoster.Outlines(context.Background()) {
		r.pages = append(r.pages, p)
		size += int64(len(p.Outlines))
	}
	b.SetBytes(size)
	b.ReportAllocs()
	for b.Loop() {
		if x, err := buildIndex(context.Background(), r, rules, cols); err != nil || x.ids.len() != benchPeople {
			b.Fatal(err)
		}
	}
}

// madeOutlines is a roster whose outlines were made before.
type madeOutlines struct {
	*outlinedRoster
	pages []*OutlinePage
}

func (r *madeOutlines) Outlines(context.Context) iter.Seq2[*OutlinePage, error] {
	return func(yield func(*OutlinePage, error) bool) {
		for _, p := range r.pages {
			if !yield(p, nil) {
				return
			}
		}
	}
}

// BenchmarkIndexLoad reads a kept index of 100,000 accounts.
func BenchmarkIndexLoad(b *testing.B) {
	var file bytes.Buffer
	if err := benchIndex(b).Save(&file, IndexHead{}, nil); err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(file.Len()))
	b.ReportAllocs()
	for b.Loop() {
		_, rest, err := ReadIndexHead(bytes.NewReader(file.Bytes()), nil)
		if err != nil {
			b.Fatal(err)
		}
		if x, err := rest(); err != nil || x.ids.len() != benchPeople {
			b.Fatal(err)
		}
	}
}

// BenchmarkIndexSave writes an index of 100,000 accounts.
func BenchmarkIndexSave(b *testing.B) {
	x := benchIndex(b)
	var file bytes.Buffer
	if err := x.Save(&file, IndexHead{}, nil); err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(file.Len()))
	b.ReportAllocs()
	for b.Loop() {
		if err := x.Save(io.Discard, IndexHead{}, nil); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkIndexSlots lays out the slots of one table of 100,000 keys.
func BenchmarkIndexSlots(b *testing.B) {
	t := benchIndex(b).keys[byLogin]
	b.SetBytes(int64(8 * len(t.hash)))
	b.ReportAllocs()
	for b.Loop() {
		t.build()
	}
}

// BenchmarkIndexLookup finds one account of 100,000 by its login, each time another.
func BenchmarkIndexLookup(b *testing.B) {
	t := benchIndex(b).keys[byLogin]
	t.build()
	b.SetBytes(8) // of a hash
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if ord := i * 7919 % benchPeople; t.first(t.hash[ord]) != ord {
			b.Fatal("another account")
		}
	}
}

// BenchmarkCanonical gives the canonical form of a cell: one that is canonical already, and two that are not.
func BenchmarkCanonical(b *testing.B) {
	for name, cell := range map[string]string{"plain": "first.last@example.org", "accented": "Éloïse Œuvrard", "decomposed": " E\u0301loi\u0308se "} {
		b.Run(name, func(b *testing.B) {
			raw := []byte(cell)
			b.SetBytes(int64(len(raw)))
			b.ReportAllocs()
			for b.Loop() {
				if len(canonicalBytes(raw)) == 0 {
					b.Fatal("nothing is left")
				}
			}
		})
	}
}
