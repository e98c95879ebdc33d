package report

import (
	"bytes"
	"errors"
	"io"
	"iter"
	"strconv"
	"strings"
	"testing"

	"rollcall/reconcile"
	"rollcall/words"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

// reviewed is a plan with something of everything.
func reviewed() (*reconcile.Plan, Changes) {
	plan := &reconcile.Plan{ID: "p0123456789abcdef", Organisation: "Moulins", Kind: reconcile.FromFile,
		File:     reconcile.File{Name: "mars.csv", SHA256: "ab12", Kind: "csv", Encoding: "windows-1252", Delimiter: ";", Heading: 3, Rows: 12},
		Summary:  reconcile.Summary{Add: 1, Update: 1, Deactivate: 1, Held: 1, Unchanged: 8, Rejected: 1},
		Findings: []reconcile.Finding{{Code: "absent-share", Blocks: true, Number: 1, Args: []string{"10"}}},
		Pairs:    []reconcile.Pair{{OldID: 3, OldKey: "00007", OldName: "Ana Roy", NewKey: "00099", NewName: "Ana Roi", Line: 7, Why: "same-email"}},
		Problems: []reconcile.Problem{{Code: "email-invalid", Line: 5, Heading: "Courriel", Rejects: true}}, ProblemCount: 1}
	field := func(f reconcile.Field, old, now string) reconcile.FieldChange {
		return reconcile.FieldChange{Field: f, Old: old, New: now}
	}
	all := map[reconcile.Action][]*reconcile.Change{
		reconcile.Deactivate: {{Action: reconcile.Deactivate, ID: 3, Key: "00007", Name: "Ana Roy", Company: "Moulins", Group: "Jour", Role: "Agent", Email: "ana@moulins.example", Why: reconcile.Reason{Code: "absent"},
			Fields: []reconcile.FieldChange{field(reconcile.Status, "active", "deactivated"), field(reconcile.Deactivated, "", "absence")}}},
		reconcile.Update: {{Action: reconcile.Update, ID: 1, Line: 4, Key: "00123", Name: "Inès Lefèvre", Fields: []reconcile.FieldChange{
			field(reconcile.Phone, "+33612345678", "+33699999999"), field(reconcile.Password, "", "$argon2id$v=19$secret"),
			{Field: reconcile.Attribute, Attr: "cost_centre", Old: "0042", New: "=1+1"}}}},
		reconcile.Add: {{Action: reconcile.Add, Line: 7, Key: "00099", Name: "Ana Roi", Fields: []reconcile.FieldChange{
			field(reconcile.Login, "", "ana.roi"), field(reconcile.Password, "", "$argon2id$v=19$secret"), field(reconcile.MustChange, "", "yes")}}},
		reconcile.Hold: {{Action: reconcile.Hold, Line: 9, Key: "00200"}},
	}
	return plan, func(a reconcile.Action) iter.Seq2[*reconcile.Change, error] {
		return func(yield func(*reconcile.Change, error) bool) {
			for _, c := range all[a] {
				if !yield(c, nil) {
					return
				}
			}
		}
	}
}

func TestWritePlanCSV(t *testing.T) {
	plan, changes := reviewed()
	var out bytes.Buffer
	if err := WritePlan(&out, CSV, plan, changes, words.French); err != nil {
		t.Fatal(err)
	}
	want := "\uFEFFAction;ID;Ligne;Connu par;Nom;Entreprise;Groupe;Rôle;E-mail;Champ;Avant;Après;Pourquoi\r\n" +
		"Désactiver;3;;00007;Ana Roy;Moulins;Jour;Agent;ana@moulins.example;Statut;Actif;Désactivé;absent du fichier\r\n" +
		"Désactiver;3;;00007;Ana Roy;Moulins;Jour;Agent;ana@moulins.example;Désactivé par;;absence d'un fichier;absent du fichier\r\n" +
		"Modifier;1;4;00123;Inès Lefèvre;;;;;Téléphone;'+33612345678;'+33699999999;\r\n" +
		"Modifier;1;4;00123;Inès Lefèvre;;;;;Mot de passe;;(défini);\r\n" +
		"Modifier;1;4;00123;Inès Lefèvre;;;;;cost_centre;0042;'=1+1;\r\n" +
		"Ajouter;;7;00099;Ana Roi;;;;;Nom d'utilisateur;;ana.roi;\r\n" +
		"Ajouter;;7;00099;Ana Roi;;;;;Mot de passe;;(défini);\r\n" +
		"Ajouter;;7;00099;Ana Roi;;;;;Mot de passe à changer;;Oui;\r\n" +
		"Retenus;;9;00200;;;;;;;;;\r\n"
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Error(diff)
	}
}

func TestWritePlanWorkbook(t *testing.T) {
	plan, changes := reviewed()
	var out bytes.Buffer
	if err := WritePlan(&out, XLSX, plan, changes, words.English); err != nil {
		t.Fatal(err)
	}
	f := open(t, out.Bytes())
	if diff := cmp.Diff([]string{"Summary", "Deactivate", "Reactivate", "Update", "Add", "Held", "Problems"}, f.GetSheetList()); diff != "" {
		t.Fatal(diff)
	}
	want := [][]string{
		{"ID", "Line", "Known by", "Name", "Company", "Why", "Phone (before)", "Phone (after)", "Password (before)", "Password (after)", "cost_centre (before)", "cost_centre (after)"},
		{"1", "4", "00123", "Inès Lefèvre", "", "", "+33612345678", "+33699999999", "", "(set)", "0042", "=1+1"},
	}
	if diff := cmp.Diff(want, rows(t, f, "Update")); diff != "" {
		t.Error(diff)
	}
	want = [][]string{
		{"ID", "Line", "Known by", "Name", "Company", "Why", "Username", "Password", "Must change password"},
		{"", "7", "00099", "Ana Roi", "", "", "ana.roi", "(set)", "Yes"},
	}
	if diff := cmp.Diff(want, rows(t, f, "Add")); diff != "" {
		t.Error(diff)
	}
	want = [][]string{
		{"Known by", "ID", "Name", "Company", "Group", "Role", "E-mail", "Why", "Line"},
		{"00007", "3", "Ana Roy", "Moulins", "Jour", "Agent", "ana@moulins.example", "absent from the file"},
	}
	if diff := cmp.Diff(want, rows(t, f, "Deactivate")); diff != "" {
		t.Error(diff)
	}
	if got := rows(t, f, "Reactivate"); len(got) != 1 {
		t.Errorf("a sheet without changes has %d rows", len(got))
	}
	sheetIsAList(t, f, "Deactivate", "A1:I2")
	for at, want := range map[[2]string]string{{"Deactivate", "C2"}: "F8CBAD", {"Add", "G2"}: "C6E0B4", {"Update", "H2"}: "FFE699"} {
		if got := colour(t, f, at[0], at[1]); got != want {
			t.Errorf("%s is %q, want %q", at, got, want)
		}
	}
	var summary strings.Builder
	for _, r := range rows(t, f, "Summary") {
		summary.WriteString(strings.Join(r, "|") + "\n")
	}
	for _, want := range []string{"Plan p0123456789abcdef", "File|mars.csv", `encoding windows-1252, delimiter ";", headings on line 3`, "Deactivated|1",
		"absent-share: holds the plan|", "Same e-mail|Ana Roy (00007, ID 3) leaves and Ana Roi (00099, line 7) joins"} {
		if !strings.Contains(summary.String(), want) {
			t.Errorf("the summary does not say %q:\n%s", want, summary.String())
		}
	}
	counts := 0
	for r := range rows(t, f, "Summary") {
		cell := "B" + strconv.Itoa(r+1)
		value, _ := f.GetCellValue("Summary", cell)
		kind, _ := f.GetCellType("Summary", cell)
		if _, err := strconv.Atoi(value); err == nil && kind != excelize.CellTypeUnset { // a number has no type of its own
			t.Errorf("%s holds %s as text", cell, value)
		} else if err == nil {
			counts++
		}
	}
	if counts != 9 {
		t.Errorf("the summary has %d numbers: the rows, seven counts and the problems are wanted", counts)
	}
	if got := rows(t, f, "Problems")[1]; got[0] != "5" || got[2] != "Courriel" || got[5] != "email-invalid" {
		t.Errorf("problem: %q", got)
	}
}

// colour gives the fill of a cell, RRGGBB.
func colour(t *testing.T, f *excelize.File, sheet, cell string) string {
	t.Helper()
	id, err := f.GetCellStyle(sheet, cell)
	if err != nil {
		t.Fatal(err)
	}
	s, err := f.GetStyle(id)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(s.Fill.Color, " ")
}

func TestWritePlanPassesErrorsOn(t *testing.T) {
	plan, _ := reviewed()
	broken := errors.New("the blocks broke off")
	changes := func(reconcile.Action) iter.Seq2[*reconcile.Change, error] {
		return func(yield func(*reconcile.Change, error) bool) { yield(nil, broken) }
	}
	for _, kind := range []Kind{CSV, XLSX} {
		if err := WritePlan(io.Discard, kind, plan, changes, words.English); !errors.Is(err, broken) {
			t.Errorf("%s: %v", kind, err)
		}
	}
}

func TestWritePlanOfAnUndo(t *testing.T) {
	plan, changes := reviewed()
	plan.Kind, plan.UndoOf, plan.Problems = reconcile.FromUndo, 1234, nil
	var out bytes.Buffer
	if err := WritePlan(&out, XLSX, plan, changes, words.French); err != nil {
		t.Fatal(err)
	}
	if got := rows(t, open(t, out.Bytes()), "Résumé")[2]; cmp.Diff([]string{"Organisation", "Moulins"}, got) != "" {
		t.Errorf("second line: %q", got)
	}
	if got := rows(t, open(t, out.Bytes()), "Résumé")[3]; cmp.Diff([]string{"Annule l'exécution", "1234"}, got) != "" {
		t.Errorf("third line: %q", got)
	}
}
