package report

import (
	"bytes"
	"strings"
	"testing"

	"rollcall/reconcile"
	"rollcall/words"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

// secretFile says what is in the files below.
func secretFile(kind, encoding string) reconcile.File {
	return reconcile.File{Kind: kind, Encoding: encoding, Delimiter: ";", Sheet: "Sheet1", Heading: 1, Columns: []reconcile.Column{
		{Heading: "Nom", Field: reconcile.FullName, Letter: "A"}, {Heading: "Mot de passe", Field: reconcile.Password, Letter: "B"},
		{Heading: "Groupe", Field: reconcile.Group, Letter: "C"}, {Heading: "Ancien mdp", Field: reconcile.NoField, Secret: true, Letter: "D"}}}
}

var secretProblems = []reconcile.Problem{invalid(3, "Nom"), {Code: "row-ragged", Line: 4, Rejects: true}, invalid(6, "Groupe")}

// Whatever the encoding, what may be a password is not copied: its columns, rows that are shifted, slips. Blank cells
// stay blank, rows stay in their place, headings that come again stay headings.
func TestPasswordsAreNotCopied(t *testing.T) {
	in := "Nom;Mot de passe;Groupe;Ancien mdp\nAda;\"se\"\"cr;et\";Crew;secret\nBen;;Crew;\nsecret;Crew;x;\"two\nlines\";secret\n" +
		"Nom;Mot de passe;Groupe;Ancien mdp\nCleo;secret;secret;\n"
	lines := []string{"Nom;Mot de passe;Groupe;Ancien mdp;REASON", "Ada;HIDDEN;Crew;HIDDEN;", "Ben;;Crew;;Nom: x-invalid",
		"HIDDEN;HIDDEN;HIDDEN;HIDDEN;RAGGED;HIDDEN", "Nom;Mot de passe;Groupe;Ancien mdp;REASON", "Cleo;HIDDEN;HIDDEN;;Groupe: x-invalid", ""}
	problems := []reconcile.Problem{invalid(3, "Nom"), {Code: "row-ragged", Line: 4, Rejects: true}, invalid(7, "Groupe")}
	ragged := (&remarks{lang: words.English, masked: true}).reason(problems[1:2])
	want := strings.NewReplacer("REASON", reasonHeading, "HIDDEN", masked, "RAGGED", string(appendCell(nil, ragged, 59))).Replace(strings.Join(lines, "\n"))
	for _, name := range []string{"utf-8", "utf-8-bom", "utf-16le", "utf-16be", "windows-1252"} {
		got := given(t, CSV, encoded(t, name, in), secretFile("csv", name), words.English, problems...)
		if diff := cmp.Diff(string(encoded(t, name, want)), string(got)); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
	}
	book := given(t, XLSX, []byte(in), secretFile("csv", "utf-8"), words.English, problems...)
	for i, row := range rowsOf(t, book) {
		if text := strings.Join(row, "|"); strings.Contains(text, "secret") || strings.Contains(text, "cr;et") || strings.Contains(text, "lines") {
			t.Errorf("row %d of the workbook: %s", i+1, text)
		}
	}
}

func rowsOf(t *testing.T, book []byte) [][]string {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(book))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := f.GetRows("Sheet1")
	if err != nil {
		rows, err = f.GetRows(f.GetSheetName(0))
	}
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// A workbook with passwords comes back as the sheet that was read, its rows where they were, and nothing else.
func TestPasswordsAreNotCopiedFromAWorkbook(t *testing.T) {
	f := excelize.NewFile()
	for i, row := range [][]any{{"Nom", "Mot de passe", "Groupe", "Ancien mdp"}, {"Ada", "secret", "Crew", "secret"}, {"Ben", nil, "Crew"},
		{"Dan", "Crew", "x", nil, "secret"}, nil, {"Cleo", "secret", "secret"}, {"Eve", 12345, "Crew", nil, nil, "secret"}} {
		if row != nil {
			f.SetSheetRow("Sheet1", "A"+string(rune('1'+i)), &row)
		}
	}
	f.NewSheet("Copy")
	f.SetCellStr("Copy", "A1", "secret")
	var in bytes.Buffer
	if err := f.Write(&in); err != nil {
		t.Fatal(err)
	}
	out := given(t, XLSX, in.Bytes(), secretFile("xlsx", ""), words.English, secretProblems...)
	ragged := (&remarks{lang: words.English, masked: true}).reason(secretProblems[1:2])
	want := [][]string{{"Nom", "Mot de passe", "Groupe", "Ancien mdp", reasonHeading}, {"Ada", masked, "Crew", masked},
		{"Ben", "", "Crew", "", "Nom: x-invalid"}, {masked, masked, masked, "", ragged, masked}, nil,
		{"Cleo", masked, masked, "", "Groupe: x-invalid"}, {"Eve", masked, "Crew", "", "", "", masked}}
	if diff := cmp.Diff(want, rowsOf(t, out)); diff != "" {
		t.Error(diff)
	}
	again := given(t, XLSX, out, secretFile("xlsx", ""), words.English, secretProblems[0])
	if diff := cmp.Diff([]string{"Ben", "", "Crew", "", "Nom: x-invalid"}, rowsOf(t, again)[2]); diff != "" {
		t.Errorf("a second time:\n%s", diff)
	}
}
