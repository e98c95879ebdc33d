package reconcile_test

import (
	"bytes"
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
