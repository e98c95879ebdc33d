package formats

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rollcall/reconcile"
)

// FuzzPass holds a file of which the rows of an older one are passed over against the same file read whole: every other
// row is given as it was, and as much is said of the file.
func FuzzPass(f *testing.F) {
	const head = "Matricule;Nom;Prénom;Note\n"
	for _, pair := range [][2]string{
		{head + "E1;Noël;Zoé;\nE2;Roy;Ana;x\n", head + "E2;Roy;Ana;x\nE1;Noël;Zoé;\nE3;Le;Bo;\n"},
		{head + "Total : 1\nE1;Noël;Zoé;\n", head + "E1;Noël;Zoé;\nTotal : 1\n"},
		{head + "Total : 1\nE1;Noël;Zoé;\nTotal;;;\nE2;Roy;Ana;x\n", head + "Total : 1\nTotal;;;\nE2;Roy;Ana;x\nTotal;;;\n"},
		{head + "E1;\"Noël; fils\";Zoé;\nE2;\"Roy\"\"x\";Ana;\"two\nlines\"\n", head + "E2;\"Roy\"\"x\";Ana;\"two\nlines\"\r\nE1;\"Noël; fils\";Zoé;\r\n"},
		{head + "E1;N;Z;;;;\nE2;N\x00;Z;\nE3;N;Z\n", head + "E1;N;Z;;;;\nE2;N\x00;Z;\nE3;N;Z\n"},
		{head + "E1;N;Z;='x'\nE2;'=N;Z;\n", head + "E2;'=N;Z;\n" + head + "E1;N;Z;='x'\n"},
		{head + "E1;N;Z;\n", "Matricule,Nom,Prénom,Note\nE1;N;Z;,,,\n"},
		{head + "E1;N;Z;\nE2;N;Z;\nE3;N;Z;\n", head + strings.Repeat("E1;N;Z;\nE4;\"N\nx\";Z;\nE2;N;Z;\r\nE1;N;Z;\rE5;N;Z;\n\nE3;N;Z;\n", 9)},
		{head + "E1;N;Z;\nE2;N;Z;\n", head + strings.Repeat("E1;N;Z;\n", 15) + "E4;\"N\nE1;N;Z;\n\";Z;\nE2;N;Z;\n" + strings.Repeat("E1;N;Z;\rE2;N;Z;\n", 20)},
		{head + strings.Repeat("Total : 1\n", 25) + "E1;N;Z;\n", head + strings.Repeat("Total : 1\n", 21)},
	} {
		f.Add([]byte(pair[0]), []byte(pair[1]))
	}
	f.Fuzz(func(t *testing.T, old, now []byte) {
		before, whole, passed := opened(old), opened(now), opened(now)
		if before == nil || whole == nil || passed == nil || !whole.Alike(before) {
			return
		}
		texts := map[string]bool{}
		if _, err := rowsOf(before, func(row *reconcile.Row) { texts[string(row.Text)] = true }); err != nil {
			return
		}
		delete(texts, "")
		over := &known{texts: texts}
		passed.Pass(over)
		left, rows := 0, 0
		want, wantErr := rowsOf(whole, func(row *reconcile.Row) { rows++ })
		got, err := rowsOf(passed, func(row *reconcile.Row) { left++ })
		if diff := cmp.Diff(skipping(want, texts), skipping(got, texts)); diff != "" || fmt.Sprint(err) != fmt.Sprint(wantErr) {
			t.Fatalf("-whole +passed\n%s\n%v %v", diff, wantErr, err)
		}
		if wantErr == nil && rows != left+over.n {
			t.Fatalf("%d rows, of which %d were given and %d passed over", rows, left, over.n)
		}
		if diff := cmp.Diff(whole.File, passed.File); wantErr == nil && diff != "" {
			t.Fatalf("-whole +passed\n%s", diff)
		}
	})
}

// known knows texts, and counts those asked for.
type known struct {
	texts  map[string]bool
	prints []string // the print of a line is its place here
	n      int
}

func (k *known) Expect(lines [][]byte, prints []uint64) {
	for i, line := range lines {
		prints[i] = uint64(len(k.prints))
		k.prints = append(k.prints, string(line))
	}
}

func (k *known) Known(prints []uint64, at []reconcile.Place) int {
	for i, print := range prints {
		if !k.texts[k.prints[print]] {
			return i
		}
		k.n++
	}
	return len(prints)
}

func opened(text []byte) *Source {
	s, err := Read("f.csv", bytes.NewReader(text), int64(len(text)), Options{NoDigest: true})
	if err != nil || s.File.Kind != kindCSV {
		return nil
	}
	return s
}

// given is a row as it was given.
type given struct{ spelt, text string }

func rowsOf(s *Source, each func(*reconcile.Row)) (all []given, err error) {
	defer s.Close()
	for row, err := range s.Rows {
		if err != nil {
			return all, err
		}
		all = append(all, given{spelt(row), string(row.Text)})
		each(row)
	}
	return all, nil
}

// skipping leaves out the rows with one of the texts.
func skipping(rows []given, texts map[string]bool) (left []string) {
	for _, r := range rows {
		if !texts[r.text] {
			left = append(left, r.spelt)
		}
	}
	return left
}

// A row that was held back as a footer is given before the lines after it are asked for.
func TestPassKeepsTheOrder(t *testing.T) {
	const people = 300
	s := opened([]byte("Matricule;Nom;Prénom;Note\n" + strings.Repeat("E1;Noël;Zoé;\n", people) + "Total : 1\n" +
		strings.Repeat("E1;Noël;Zoé;\n", people)))
	a := &asked{}
	s.Upload.Pass(a)
	if _, err := rowsOf(s, func(row *reconcile.Row) { a.lines = append(a.lines, row.Line) }); err != nil {
		t.Fatal(err)
	}
	for i, line := range a.lines {
		if line != i+2 {
			t.Fatalf("line %d was asked for or given as %d", i+2, line)
		}
	}
	if len(a.lines) != 2*people+1 || a.n < people {
		t.Errorf("%d were known of %d lines", a.n, len(a.lines))
	}
}

// Rows that are passed over count like others: one more than there may be refuses the file, wherever it stands among those
// that are asked for together.
func TestPassedRowsCount(t *testing.T) {
	text := []byte("Matricule;Nom;Prénom;Note\n" + strings.Repeat("E1;Noël;Zoé;\n", 200))
	for limit := 170; limit <= 202; limit++ {
		s, err := Read("f.csv", bytes.NewReader(text), int64(len(text)), Options{NoDigest: true, Limits: reconcile.Limits{Rows: limit}})
		if err != nil {
			t.Fatal(err)
		}
		a := &asked{}
		s.Upload.Pass(a)
		_, err = rowsOf(s, func(*reconcile.Row) {})
		want := fmt.Sprintf(":%d: refused: too-many-rows", limit+2)
		if refused := err != nil; refused != (limit < 200) || refused && !strings.HasSuffix(err.Error(), want) || a.n < 100 {
			t.Errorf("at most %d rows: %v, of which %d were known", limit, err, a.n)
		}
	}
}

// asked knows every line but the one that looks like a footer, and notes them.
type asked struct {
	known
	lines []int
}

func (a *asked) Known(prints []uint64, at []reconcile.Place) int {
	for i, print := range prints {
		if strings.HasPrefix(a.prints[print], "Total") {
			return i
		}
		a.n++
		a.lines = append(a.lines, at[i].Line)
	}
	return len(prints)
}

// Files whose lines may be other rows have other forms.
func TestForm(t *testing.T) {
	const text = "Matricule;Nom;Note\nE1;Noël;x\n"
	form := func(text string, o Options) string {
		s, err := Read("f.csv", strings.NewReader(text), int64(len(text)), o)
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		return s.Upload.Form
	}
	first := form(text, Options{})
	if first == "" || form(text+"E2;Roy;y\n", Options{}) != first {
		t.Errorf("another row makes it %q, not %q", form(text+"E2;Roy;y\n", Options{}), first)
	}
	for name, other := range map[string]string{
		"delimiter": form(strings.ReplaceAll(text, ";", ","), Options{}),
		"heading":   form(strings.Replace(text, "Note", "Notes", 1), Options{}),
		"column":    form(strings.ReplaceAll(text, "\n", ";\n"), Options{}),
		"mapping":   form(text, Options{Mapping: &Mapping{Columns: map[string]Target{"Note": {reconcile.Phone, ""}}}}),
		"blank":     form(text, Options{Mapping: &Mapping{Blank: []string{"x"}}}),
	} {
		if other == first {
			t.Errorf("another %s has the same form", name)
		}
	}
}
