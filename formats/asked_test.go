package formats

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rollcall/reconcile"
)

// cellsOf gives a file and its cells as they are read with these options.
func cellsOf(t *testing.T, data []byte, o Options) (*reconcile.File, [][]string) {
	t.Helper()
	s, err := Read("members.csv", bytes.NewReader(data), int64(len(data)), o)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var rows [][]string
	for row, err := range s.Rows {
		if err != nil {
			t.Fatal(err)
		}
		var cells []string
		for _, c := range row.Cells {
			cells = append(cells, string(c))
		}
		rows = append(rows, cells)
	}
	return s.File, rows
}

// TestAgainReadsTheSame: kept with a plan and read back, what was asked for gives the file as it was.
func TestAgainReadsTheSame(t *testing.T) {
	data := []byte("Export;2026\nCode agent;Nom;Pr\xe9nom;Centre;T\xe9l\xe9phone\n7;Morel;No\xebl;(blank);0611\n8;(blank);Zo\xe9;C2;N/A\n")
	asked := Options{Heading: 2, Delimiter: ";", Mapping: &Mapping{Encoding: "windows-1252", Blank: []string{"(blank)", "N/A"},
		Columns: map[string]Target{"Code agent": {Field: reconcile.EmployeeNumber}, "Centre": {reconcile.Attribute, "centre"},
			"Téléphone": {Field: reconcile.NoField}}}}
	for name, o := range map[string]Options{"asked": asked, "nothing": {}} {
		t.Run(name, func(t *testing.T) {
			text, err := json.Marshal(o.Asked())
			if err != nil {
				t.Fatal(err)
			}
			var kept *reconcile.Asked
			if err := json.Unmarshal(text, &kept); err != nil {
				t.Fatal(err)
			}
			policy := reconcile.DefaultPolicy()
			o.Required = policy.Required
			data := data
			if name == "nothing" {
				data = bytes.ReplaceAll(data, []byte("Code agent"), []byte("Matricule"))
			}
			file, rows := cellsOf(t, data, o)
			again, rowsAgain := cellsOf(t, data, Again(kept, &policy))
			if diff := cmp.Diff(file, again); diff != "" {
				t.Errorf("the file (-first +again):\n%s", diff)
			}
			if diff := cmp.Diff(rows, rowsAgain); diff != "" {
				t.Errorf("the rows (-first +again):\n%s", diff)
			}
			if (kept == nil) != (name == "nothing") {
				t.Errorf("kept is %s", text)
			}
		})
	}
}
