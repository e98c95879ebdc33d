package report

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"rollcall/formats"
	"rollcall/reconcile"
	"rollcall/words"

	"github.com/xuri/excelize/v2"
)

// What no cell of a spreadsheet holds comes back shortened, said in the cell and in the reason, and is not read as the
// whole.
func TestProblemsOfACellTooLong(t *testing.T) {
	long := strings.Repeat("é", maxCell+1)
	in := "Matricule;Prénom;Nom;Remarque\n1;Ada;Wu;" + long + "\n2;" + long + ";Li;x\n3;Eva;Roy;y\n"
	s, err := formats.Read("a.csv", strings.NewReader(in), int64(len(in)), formats.Options{})
	if err != nil {
		t.Fatal(err)
	}
	_, found := readRows(t, s)
	out := given(t, XLSX, []byte(in), *s.File, words.English, found...)
	b, err := excelize.OpenReader(bytes.NewReader(out))
	if err != nil {
		t.Fatal(err)
	}
	cells, err := b.GetRows(b.GetSheetName(0))
	if err != nil {
		t.Fatal(err)
	}
	cut := strings.Repeat("é", maxShortened) + "\uFFFD " + words.Say(words.English, "report.shortened", len([]rune(long)))
	row := words.Say(words.English, "report.shortened-row")
	if cells[1][3] != cut || cells[2][1] != cut || !strings.HasSuffix(cells[1][4], row) || !strings.HasSuffix(cells[2][4], row) {
		t.Errorf("the rows are %q", cells)
	}
	s, err = formats.Read("a.xlsx", bytes.NewReader(out), int64(len(out)), formats.Options{})
	if err != nil {
		t.Fatal(err)
	}
	lines, again := readRows(t, s)
	rejected := slices.ContainsFunc(again, func(p reconcile.Problem) bool { return p.Rejects && p.Line == 3 && p.Code == "replacement-character" })
	if !rejected || len(lines) != 3 || slices.ContainsFunc(again, func(p reconcile.Problem) bool { return p.Rejects && p.Line != 3 }) {
		t.Errorf("read again: lines %v, %+v", lines, again)
	}
}

// readRows reads a source to its end.
func readRows(t *testing.T, s *formats.Source) (lines []int, problems []reconcile.Problem) {
	t.Helper()
	for row, err := range s.Rows {
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, row.Line)
		problems = append(problems, row.Problems...)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return lines, problems
}

// A row of which more is wrong than a cell can say comes back all the same, with the first of it.
func TestProblemsOfARowFullOfThem(t *testing.T) {
	var problems []reconcile.Problem
	for i := range 2000 {
		problems = append(problems, invalid(2, "A"+strings.Repeat("x", i)))
	}
	f := reconcile.File{Kind: "csv", Encoding: "utf-8", Delimiter: ";", Heading: 1}
	for _, kind := range []Kind{CSV, XLSX} {
		out := given(t, kind, []byte("A;B\n1;2\n"), f, words.English, problems...)
		if kind == CSV && !strings.Contains(string(out), "x: x-invalid And 1,7") {
			t.Errorf("the end is %q", out[len(out)-200:])
		}
	}
}
