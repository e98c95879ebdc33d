package delimited

import (
	"fmt"
	"strings"
	"testing"
)

// known counts the cells that are headings in the tests.
func known(cells [][]byte) int {
	n := 0
	for _, c := range cells {
		switch strings.ToLower(string(c)) {
		case "nom", "prénom", "e-mail", "entreprise", "statut":
			n++
		}
	}
	return n
}

func TestDelimiterIsFound(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"semicolons", "Nom;Prénom\nA;B\n", ";"},
		{"commas", "Nom,Prénom\nA,B\n", ","},
		{"tabs", "Nom\tPrénom\nA\tB\n", "\t"},
		{"pipes", "Nom|Prénom\nA|B\n", "|"},
		{"more commas than semicolons", "Nom;Prénom;Remarque\nA;B;x, y, z\nC;D;x, y, z\nE;F;x, y, z\n", ";"},
		{"semicolons in cells", "Nom,Prénom,Sites\nA,B,1;2;3\nC,D,1;2;3\n", ","},
		{"a preamble of commas", "Liste, au 3 mai, provisoire\nPage 1, 2, 3\n\nNom;Prénom\nA;B\n", ";"},
		{"quoted headings", "\"Nom\",\"Prénom\"\n\"A;\",\"B;\"\n", ","},
		{"unknown headings", "x|y|z\n1;0|2|3\n4|5|6\n", "|"},
		{"one column", "Nom\nA\nB\n", ";"},
		{"sep line against the headings", "sep=,\nNom;Prénom\n", ","},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if r := mustOpen(t, tt.text, Options{Recognise: known}); r.Delimiter() != tt.want {
				t.Errorf("got %q, want %q", r.Delimiter(), tt.want)
			}
		})
	}
}

func TestDelimiterNamed(t *testing.T) {
	for name, want := range map[string]string{"tab": "\t", `\t`: "\t", "comma": ",", "|": "|", "Semicolon": ";"} {
		r := mustOpen(t, "sep=;\nNom;Prénom\n", Options{Delimiter: name, Recognise: known})
		got, err := readAll(r)
		if r.Delimiter() != want || err != nil || len(got) != 1 || !strings.HasPrefix(got[0], "2 ") {
			t.Errorf("%s gives %q: %v, %v", name, r.Delimiter(), got, err)
		}
	}
}

// A preamble longer than the table must not make rows that span lines look doubtful.
func TestUsualRowIsThatOfTheHeadings(t *testing.T) {
	text := strings.Repeat("préambule\n", 10) + "Nom;Prénom;E-mail;Statut\nA;\"B\nC\";d@x.example;actif\n"
	got, err := readAll(mustOpen(t, text, Options{Recognise: known}))
	if want := `12 ["A" "B\nC" "d@x.example" "actif"]`; err != nil || got[len(got)-1] != want {
		t.Errorf("got %v, %v", got[len(got)-1], err)
	}
}

// The sample ends in the middle of the file, in cells, quotes and letters; that decides nothing.
func TestSampleIsCut(t *testing.T) {
	for shift := range 12 {
		text := strings.Repeat("x", shift) + "Nom;Prénom\n"
		for i := 0; len(text) < 2*sampleSize; i++ {
			text += fmt.Sprintf("%s;\"%s\"\n", strings.Repeat("é", 5000), strings.Repeat("\"\"é,", 5000))
		}
		r := mustOpen(t, text, Options{Recognise: known})
		if got, err := readAll(r); r.Delimiter() != ";" || err != nil || len(got) < 5 {
			t.Errorf("shift %d: %q, %v", shift, r.Delimiter(), err)
		}
	}
}
