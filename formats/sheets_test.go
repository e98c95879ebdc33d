package formats

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

// inWorkbook writes delimited texts as the sheets of a workbook, in the order of their names.
func inWorkbook(t testing.TB, sheets map[string]string, hidden ...string) string {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	try := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range sortedKeys(sheets) {
		_, err := f.NewSheet(name)
		try(err)
		for i, l := range strings.Split(strings.TrimSuffix(sheets[name], "\n"), "\n") {
			for j, cell := range strings.Split(l, ";") {
				at, err := excelize.CoordinatesToCellName(j+1, i+1)
				try(err)
				if cell != "" {
					try(f.SetCellStr(name, at, cell))
				}
			}
		}
	}
	if _, keep := sheets["Sheet1"]; !keep {
		try(f.DeleteSheet("Sheet1"))
	}
	for _, name := range hidden {
		try(f.SetSheetVisible(name, false))
	}
	var b bytes.Buffer
	try(f.Write(&b))
	return b.String()
}

func TestSheets(t *testing.T) {
	const about, other = "À propos\nSystème;rollcall\n", "Nom;Prénom;Matricule\nPetit;Ana;1\n"
	for _, c := range []struct {
		name   string
		sheets map[string]string
		hidden []string
		sheet  string
		want   string // the sheet read and its number of rows, or the refusal
	}{
		{"the one that is a roster", map[string]string{"A": about, "B": sample}, nil, "", "B 3"},
		{"the first of two", map[string]string{"A": sample, "B": about}, nil, "", "A 3"},
		{"two rosters", map[string]string{"A": sample, "B": other}, nil, "", "sheets-several A, B"},
		{"two rosters, one named", map[string]string{"A": sample, "B": other}, nil, "b", "B 1"},
		{"a hidden one is not read", map[string]string{"A": sample, "B": other}, []string{"B"}, "", "A 3"},
		{"unless it is named", map[string]string{"A": sample, "B": other}, []string{"B"}, "B", "B 1"},
		{"no such sheet", map[string]string{"A": sample}, nil, "C", "sheet-missing C/A"},
		{"no roster", map[string]string{"A": about}, nil, "", "heading-none 2/2"},
		{"a list of words beside it", map[string]string{"A": sample, "Listes": "Statut\nActif\nInactif\n"}, nil, "", "A 3"},
		{"a list of codes beside it", map[string]string{"A": sample, "Listes": "Site;Téléphone;Groupe\nX;1;y\n"}, nil, "", "A 3"},
		{"a list asked for", map[string]string{"A": sample, "Listes": "Statut\nActif\nInactif\n"}, nil, "Listes", "Listes 2"},
		{"people without keys are people", map[string]string{"A": sample, "C": "Nom;Prénom\nPetit;Ana\n"}, nil, "", "sheets-several A, C"},
		{"a hidden one and nothing else", map[string]string{"A": about, "B": sample}, []string{"B"}, "", "sheet-roster-hidden B"},
		{"a hidden one and a list", map[string]string{"A": "Statut\nActif\n", "B": sample}, []string{"B"}, "", "sheet-roster-hidden B"},
		{"a hidden list", map[string]string{"A": about, "B": "Statut\nActif\n"}, []string{"B"}, "", "heading-none 2/2"},
		{"nothing", map[string]string{"A": ""}, nil, "", "file-blank"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, f := readAll(t, inWorkbook(t, c.sheets, c.hidden...), Options{Sheet: c.sheet})
			text := got.Refused
			if text == "" {
				text = f.Sheet + " " + string(rune('0'+f.Rows))
			}
			if text != c.want {
				t.Errorf("got %q, want %q", text, c.want)
			}
			if list := c.sheets["Listes"] != "" && c.sheet == ""; list != slices.Contains(got.Notes, "0 sheets-without-people Listes") {
				t.Errorf("notes %q", got.Notes)
			}
			if hidden := c.sheet == "B" && len(c.hidden) > 0; hidden != strings.Contains(strings.Join(got.Notes, "\n"), "0 sheet-hidden B") {
				t.Errorf("notes %q", got.Notes)
			}
		})
	}
}

// A sheet that is no worksheet is said to be what it is, where it is the only one or is asked for.
func TestSheetsWithoutRows(t *testing.T) {
	chart := func(rows string) string {
		f, err := excelize.OpenReader(strings.NewReader(inWorkbook(t, map[string]string{"A": rows})))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if err := f.AddChartSheet("Courbe", &excelize.Chart{Type: excelize.Line, Series: []excelize.ChartSeries{{Values: "A!$A$1:$A$2"}}}); err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := f.Write(&b); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	for _, c := range []struct{ rows, sheet, want string }{
		{sample, "", ""},
		{sample, "courbe", "sheet-is-chart Courbe"},
		{"", "", "sheet-is-chart Courbe"},
		{"x\n", "", "heading-none 1/1"},
		{sample, "Autre", "sheet-missing Autre/A"},
	} {
		if got, _ := readAll(t, chart(c.rows), Options{Sheet: c.sheet}); got.Refused != c.want {
			t.Errorf("sheet %q of %.10q: %q, want %q", c.sheet, c.rows, got.Refused, c.want)
		}
	}
}

// In a sheet a row may end early; a value just right of the table is a shifted row, one apart from it a remark.
func TestSheetRows(t *testing.T) {
	got, f := readAll(t, inWorkbook(t, map[string]string{"A": ";Export;;\n;;;\n;Matricule;Nom;Prénom\n;1;Petit;Ana\n;2;Roux\n;3;Blanc;Zoé;x\n;4;Noir;Luc;;remarque\n;Total : 4\n"}), Options{})
	want := reading{Columns: []string{"employee_number", "last_name", "first_name"},
		Rows:  []string{"4 1|Petit|Ana", "5 2|Roux|", "6! |3|Blanc|Zoé|x <6 row-ragged ! 5/4>", "7 4|Noir|Luc"},
		Notes: []string{"1 preamble-skipped 1/1/1", "7F7 cell-without-heading", "8 footer-skipped"}}
	if diff := cmp.Diff(want, got); diff != "" || f.Encoding != "utf-8" || f.Kind != "xlsx" || f.Heading != 3 {
		t.Errorf("%+v want - got +\n%s", f, diff)
	}
}
