package formats

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rollcall/reconcile"
	"rollcall/words"
)

// FuzzReadMapping: whatever the bytes, a mapping is read or refused in words, and one that was read can be used.
func FuzzReadMapping(f *testing.F) {
	f.Add([]byte("columns:\n  Code agent: employee_number\n  Centre: attr.centre\n  Note: ignore\nblank: [N/A]\nencoding: utf-8\n"))
	f.Add([]byte("delimiter: ';'\nsheet: A\nheading_row: 4\nsame: {E1: P1}\n"))
	f.Add([]byte("blank: !x y\n"))
	f.Add([]byte("columns: !x\nsame: {A: !!str B}\n"))
	f.Add([]byte("a: &x [*x]\ncolumns: {<<: *x}\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := ReadMapping("feed.yaml", data)
		var r *reconcile.Refusal
		switch {
		case errors.As(err, &r):
			if !words.Known(r.Problem.Code) {
				t.Fatalf("%q has no text", r.Problem.Code)
			}
		case err != nil:
			t.Fatalf("not a refusal: %v", err)
		default:
			s, err := Read("upload", strings.NewReader(sample), int64(len(sample)), Options{Mapping: m})
			if err == nil {
				err = s.Close()
			}
			if err != nil && !errors.As(err, &r) {
				t.Fatalf("not a refusal: %v", err)
			}
		}
	})
}

// five are the accounts that FuzzPlan holds files against.
func five() reconcile.Accounts {
	var all reconcile.Accounts
	for i, name := range []string{"Petit", "Roux", "Blanc", "Noir", "Morel"} {
		a := &reconcile.Account{ID: int64(i + 1), Version: 1}
		a.Values[reconcile.EmployeeNumber], a.Values[reconcile.LastName] = "E"+name, name
		a.Values[reconcile.FirstName], a.Values[reconcile.Email] = "Ana", name+"@acme.example"
		a.Values[reconcile.Login], a.Values[reconcile.Status] = name, reconcile.StatusActive
		all = append(all, a)
	}
	return all
}

// secret stands in cells of FuzzPlan's files, and in no heading.
const secret = "zq7-secret"

// FuzzPlan: whatever the bytes, the same file gives the same plan, its numbers add up, nobody is deactivated whose
// employee number a row holds that was left out, and no cell stands in what is said of it.
func FuzzPlan(f *testing.F) {
	f.Add([]byte("Matricule;Nom;Prénom;E-mail\nEPetit;Petit;Ana;petit@acme.example\nERoux;Roux;Ana;zq7-secret\nEBlanc;Bl\xffanc;Ana;\n"))
	f.Add([]byte("Identifiant,Nom,Prénom,Statut\npetit,Petit,Ana,Actif\nroux,Roux\n\"blanc\",Blanc,Ana,Inactif\nPETIT,Petit,Ana,Actif\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		first, said := planned(t, data)
		again, _ := planned(t, data)
		if diff := cmp.Diff(first, again); diff != "" {
			t.Fatalf("another plan the second time:\n%s", diff)
		}
		for _, p := range said {
			text := words.Problem(words.English, p) + words.Problem(words.French, p)
			if !words.Known(p.Code) || strings.Contains(text, secret) {
				t.Fatalf("%s: %s", p.Code, text)
			}
		}
	})
}

// planned gives the changes of a file's plan as text, and what is said of the file; nothing where it is refused.
func planned(t *testing.T, data []byte) (changes []string, said []reconcile.Problem) {
	s, err := Read("upload", bytes.NewReader(data), int64(len(data)), Options{Limits: reconcile.Limits{Rows: 2000, Columns: 200}})
	if err != nil {
		refusal(t, err)
		return nil, nil
	}
	defer s.Close()
	policy := reconcile.DefaultPolicy()
	rejected := map[string]bool{}
	rows := s.Upload.Rows
	s.Upload.Rows = func(yield func(*reconcile.Row, error) bool) {
		for row, err := range rows {
			if row != nil {
				noteRejected(rejected, row, s.File.Columns)
			}
			if !yield(row, err) {
				return
			}
		}
	}
	d, err := reconcile.Diff(context.Background(), reconcile.Input{Organisation: "o", Roster: five(), Upload: s.Upload, Policy: &policy,
		Hash: func(salt string, _ []byte) string { return "hash of " + salt }})
	if err != nil {
		refusal(t, err)
		return nil, nil
	}
	for c, err := range d.Changes(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		if c.Action == reconcile.Deactivate && c.Why.Code == "absent" && rejected[reconcile.Fold(c.Key)] {
			t.Fatalf("%s is absent, and a row that was left out names them", c.Key)
		}
		changes = append(changes, string(reconcile.AppendChange(nil, c)))
	}
	if n := d.Totals.Rows; n != s.File.Rows {
		t.Fatalf("%d rows read, %d counted", s.File.Rows, n)
	}
	return changes, append(d.Problems, s.File.Notes...)
}

// noteRejected notes the employee number of a row that was left out while the file was read; what may be one, where its
// cells stand anywhere.
func noteRejected(seen map[string]bool, row *reconcile.Row, columns []reconcile.Column) {
	out := row.Misplaced
	for _, p := range row.Problems {
		out = out || p.Rejects
	}
	for i, c := range row.Cells {
		if out && (row.Misplaced || columns[i].Field == reconcile.EmployeeNumber) {
			seen[reconcile.Fold(string(c))] = true
		}
	}
}
