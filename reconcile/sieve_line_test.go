package reconcile_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"rollcall/reconcile"
)

// A line is taken where each cell says what it holds, and left to be read where one may say something else, or is wrong.
func TestTakeLeavesWhatIsDoubtful(t *testing.T) {
	file := &reconcile.File{}
	for _, f := range []reconcile.Field{reconcile.EmployeeNumber, reconcile.LastName, reconcile.Establishments, reconcile.DefaultEstablishment, reconcile.Language} {
		file.Columns = append(file.Columns, reconcile.Column{Heading: f.String(), Field: f})
	}
	policy := reconcile.Policy{Keys: reconcile.DefaultPolicy().Keys, Login: reconcile.LoginPolicy{From: reconcile.LoginAsGiven},
		Blank: map[string]reconcile.Blank{"language": {Rule: reconcile.BlankDefault, Default: "fr"}}}
	s, ok := reconcile.NewSieve(file, file, &policy, true)
	if !ok {
		t.Fatal("nothing is sieved")
	}
	row := func(cells string) *reconcile.Row {
		r := &reconcile.Row{Line: 2, Cells: bytes.Split([]byte(cells), []byte(","))}
		r.Text = []byte(strings.ReplaceAll(cells, ",", "\x1e"))
		return r
	}
	s.Old(row("E1,Roy,Lyon; Metz,Lyon,fr"))
	s.Old(row("E2,Roy,Lyon; Metz,Metz,en"))
	s.Old(row("E3,Roy,Leeds,Leeds,fr"))
	for cells, want := range map[string]bool{
		"E4,Roy,Lyon; Metz,Lyon,fr": true, "E4,Noël,Leeds,Leeds,en": true, "E4,,Leeds,,en": true,
		"E4, Roy,Leeds,Leeds,fr": false, "E4,Roy ,Leeds,Leeds,fr": false, "E4,#N/A,Leeds,Leeds,fr": false,
		"E4,R\u200boy,Leeds,Leeds,fr": false, "E4,R\xffy,Leeds,Leeds,fr": false, "E4,Noe\u0308l,Leeds,Leeds,fr": false,
		"E4," + strings.Repeat("x", 600) + ",Leeds,Leeds,fr": false,
		"E4,Roy,Leeds,Lyon,fr":                               false, "E4,Roy,Derby,Derby,fr": false, "E4,Roy,,Leeds,fr": false, "E4,Roy,Derby,,fr": false,
		"E4,Roy,Leeds,Leeds,": false, "E4,Roy,Leeds,Leeds,klingon": false,
		"n/a,Roy,Leeds,Leeds,fr": false, ",Roy,Leeds,Leeds,fr": false, "E 4,Roy,Leeds,Leeds,fr": false,
	} {
		if got := s.Take(lineOf(row(cells)), reconcile.Place{At: 50, Line: 5}); got != want {
			t.Errorf("%q: taken %v", cells, got)
		}
	}
}

// Where a blank text says something, a line with one is left to be read, however tidy it is.
func TestTakeLeavesBlanksThatSaySomething(t *testing.T) {
	file := &reconcile.File{Columns: []reconcile.Column{{Heading: "E", Field: reconcile.EmployeeNumber}, {Heading: "C", Field: reconcile.Company}}}
	policy := reconcile.Policy{Keys: reconcile.DefaultPolicy().Keys, Login: reconcile.LoginPolicy{From: reconcile.LoginAsGiven},
		Blank: map[string]reconcile.Blank{"company": {Rule: reconcile.BlankDefault, Default: "Acme"}}}
	s, ok := reconcile.NewSieve(file, file, &policy, true)
	if !ok {
		t.Fatal("nothing is sieved")
	}
	for cells, want := range map[string]bool{"E4,Acme": true, "E4,": false} {
		row := &reconcile.Row{Cells: bytes.Split([]byte(cells), []byte(",")), Text: []byte(strings.ReplaceAll(cells, ",", "\x1e"))}
		if got := s.Take(lineOf(row), reconcile.Place{At: 50, Line: 5}); got != want {
			t.Errorf("%q: taken %v", cells, got)
		}
	}
}

// Cells of few values that were right side by side say nothing of others, whether they stand side by side or apart.
func TestTakeLooksAtEveryCellOfFewValues(t *testing.T) {
	const number, name, sites, home, language = reconcile.EmployeeNumber, reconcile.LastName, reconcile.Establishments, reconcile.DefaultEstablishment, reconcile.Language
	values := map[reconcile.Field]string{number: "E1", name: "Roy", sites: "Lyon; Metz", home: "Lyon", language: "fr"}
	for _, fields := range [][]reconcile.Field{
		{number, name, sites, home, language}, {language, home, sites, name, number}, {number, home, sites, language, name},
		{sites, number, home, name, language}, {number, sites, name, language, home}, {number, name, home, language, sites},
		{number, name, language}, {number, sites}, {sites, name, number}, {number, name},
	} {
		file := &reconcile.File{}
		for _, f := range fields {
			file.Columns = append(file.Columns, reconcile.Column{Heading: f.String(), Field: f})
		}
		policy := reconcile.Policy{Keys: reconcile.DefaultPolicy().Keys, Login: reconcile.LoginPolicy{From: reconcile.LoginAsGiven}}
		s, ok := reconcile.NewSieve(file, file, &policy, true)
		if !ok {
			t.Fatal("nothing is sieved")
		}
		row := func(f reconcile.Field, other string) *reconcile.Row {
			r := &reconcile.Row{Line: 2}
			for _, field := range fields {
				cell := values[field]
				if field == f {
					cell = other
				}
				r.Cells = append(r.Cells, []byte(cell))
			}
			r.Text = bytes.Join(r.Cells, []byte("\x1e"))
			return r
		}
		take := func(f reconcile.Field, other string) bool {
			return s.Take(lineOf(row(f, other)), reconcile.Place{At: 50, Line: 5})
		}
		s.Old(row(number, "E2"))
		for range 2 {
			if !take(number, "E3") {
				t.Errorf("%v: left to be read", fields)
			}
			for f, other := range map[reconcile.Field]string{sites: "Lyon", home: "Derby", language: "klingon"} {
				if slices.Contains(fields, f) && take(f, other) {
					t.Errorf("%v: %v %q was taken", fields, f, other)
				}
			}
		}
	}
}
