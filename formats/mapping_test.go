package formats

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rollcall/reconcile"
	"rollcall/words"
)

func TestReadMapping(t *testing.T) {
	got, err := ReadMapping("feed.yaml", []byte(`
columns:
  Domain name: employee_number
  État civil: ignore
  Coût: attr.cost_centre
blank: ["(blank)", N/A]
encoding: windows-1252
delimiter: ";"
sheet: Personnel
heading_row: 4
same:
  "2": "002"
`))
	want := &Mapping{
		Columns: map[string]Target{
			"Domain name": {Field: reconcile.EmployeeNumber}, "État civil": {Field: reconcile.NoField},
			"Coût": {Field: reconcile.Attribute, Attr: "cost_centre"}},
		Blank: []string{"(blank)", "N/A"}, Encoding: "windows-1252", Delimiter: ";", Sheet: "Personnel", Heading: 4,
		Same: map[string]string{"2": "002"},
	}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v, want - got +\n%s", err, diff)
	}
	if m, err := ReadMapping("empty", nil); err != nil || len(m.Columns) != 0 {
		t.Errorf("an empty mapping: %v, %v", m, err)
	}
}

func TestReadMappingRefuses(t *testing.T) {
	for _, c := range []struct {
		yaml string
		line int
		code string
		says string // in the English text
	}{
		{"blank: []\ncolums:\n  A: login\n", 2, "mapping-invalid", "colums"},
		{"columns:\n  A: login\n  B: lgoin\n", 3, "mapping-field-unknown", "lgoin is no field"},
		{"columns:\n  A: deactivated\n", 2, "mapping-field-unknown", "no field that a file can fill"},
		{"columns:\n  A: attr.\n", 2, "mapping-field-unknown", "no field"},
		{"columns:\n  A: [login]\n", 2, "mapping-target", "name of a field"},
		{"columns:\n  A: login\n  A: email\n", 3, "mapping-invalid", "A"},
		{"columns:\n  É mail: login\n  e-mail: email\n", 0, "mapping-heading-twice", "are one heading"},
		{"columns:\n  '--': login\n", 0, "mapping-heading-empty", "no heading"},
		{"blank: []\ncolumns: " + strings.Repeat("[", 100_000), 2, "mapping-too-deep", "deeper"},
		{"same:\n" + strings.Repeat("- ", 100_000), 2, "mapping-too-deep", "deeper"},
		{"encoding: utf-8\nblank: !x y\n", 2, "mapping-tag", "!x is a YAML tag"},
		{"heading_row: -1\n", 0, "mapping-heading-row", "counts from 1"},
		{"heading_row: x\n", 1, "mapping-value", "x"},
		{"columns: {\n", 0, "mapping-invalid", ""},
		{"delimiter: x\n", 0, "delimiter-unknown", "x can't stand"},
		{"encoding: klingon\n", 0, "encoding-unknown", "klingon"},
		{"same: {E1: ''}\n", 0, "mapping-same", "OLD: NEW"},
		{"same: {'': E1}\n", 0, "mapping-same", "OLD: NEW"},
		{"same: {E1: e1}\n", 0, "mapping-same", "OLD: NEW"},
		{"same: {E1: P1, E2: p1}\n", 0, "mapping-same-twice", "two old keys"},
	} {
		_, err := ReadMapping("feed.yaml", []byte(c.yaml))
		var r *reconcile.Refusal
		if !errors.As(err, &r) || r.Problem.Code != c.code || r.File != "feed.yaml" {
			t.Errorf("%q: %v", c.yaml, err)
			continue
		}
		if c.line > 0 && r.Problem.Line != c.line || !strings.Contains(words.Problem(words.English, r.Problem), c.says) {
			t.Errorf("%q: line %d, %q", c.yaml, r.Problem.Line, words.Problem(words.English, r.Problem))
		}
	}
}

func TestMap(t *testing.T) {
	var m Mapping
	for _, bad := range []string{"", "Nom", "=login", "Nom=", "Nom=surname", "Nom=attr"} {
		if err := m.Map(bad); err == nil {
			t.Errorf("%q was taken", bad)
		}
	}
	for _, good := range []string{"NOM=login", "nom=last_name"} {
		if err := m.Map(good); err != nil {
			t.Error(err)
		}
	}
	if want := map[string]Target{"nom": {Field: reconcile.LastName}}; !cmp.Equal(m.Columns, want) {
		t.Errorf("columns %v", m.Columns)
	}
}

func TestMappingSettles(t *testing.T) {
	m := &Mapping{Delimiter: "|", Blank: []string{" (Blank) ", "n/a"}, Heading: 2, Encoding: "windows-1252"}
	if err := m.Map("Domain=employee_number"); err != nil {
		t.Fatal(err)
	}
	got, f := readAll(t, "x\ndomain|Nom\na|(blank)\nN/A| (BLANK)\nc|N/AB\nd|\xc9\n", Options{Mapping: m})
	want := []string{"3 a|", "4 |", "5 c|N/AB", "6 d|É"}
	if diff := cmp.Diff(want, got.Rows); diff != "" || f.Encoding != "windows-1252" || f.Delimiter != "|" {
		t.Errorf("%+v want - got +\n%s", f, diff)
	}
	if got, _ := readAll(t, "domain|Nom\na|b\n", Options{Mapping: m, Heading: 1}); len(got.Rows) != 1 {
		t.Errorf("the option did not outrank the mapping: %+v", got)
	}
}
