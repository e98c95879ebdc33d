package formats

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/unicode"
	"pgregory.net/rapid"

	"rollcall/reconcile"
)

// TestPlansOfLinesTaken holds the plan of a file whose lines are taken against the plan of the same file of which every row
// is given, whatever stands in it and however it is written.
func TestPlansOfLinesTaken(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text, roster := drawText(t)
		policy := reconcile.DefaultPolicy()
		switch rapid.IntRange(0, 4).Draw(t, "policy") {
		case 0:
			policy.Blank = map[string]reconcile.Blank{"phone": {Rule: reconcile.BlankClear}, "company": {Rule: reconcile.BlankDefault, Default: "Acme"}}
		case 1:
			policy.Keys = []reconcile.Field{reconcile.Login}
		case 2:
			policy.Scope = []reconcile.Term{{Field: reconcile.Company, Value: "Acme"}}
		}
		want, _ := planText(text, roster, &policy, false)
		got, _ := planText(text, roster, &policy, true)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("-whole +taken\n%s\n%s", diff, text)
		}
	})
}

// Of a file that says what the roster holds, nearly every line of Latin letters is taken once its headings are found.
func TestLinesOfPlansAreTaken(t *testing.T) {
	lines, roster := loaded(';')
	policy := reconcile.DefaultPolicy()
	said, taken := planText([]byte(strings.Join(lines, "\n")+"\n"), roster, &policy, true)
	if most := (crowdSize - headRecords) * 2 / 3 * 9 / 10; taken < most {
		t.Errorf("%d lines were taken, want %d:\n%s", taken, most, said)
	}
}

const crowdSize = 140

// loaded is a roster and the lines that say just what it holds.
func loaded(delimiter byte) (lines []string, roster reconcile.Accounts) {
	write := func(cells ...string) { lines = append(lines, strings.Join(cells, string(rune(delimiter)))) }
	write("Matricule", "Identifiant", "Nom", "Prénom", "E-mail", "Téléphone", "Société", "Établissements", "Couleur", "Note")
	for i := range crowdSize {
		a := &reconcile.Account{ID: int64(i + 1), Version: 1}
		v := &a.Values
		v[reconcile.EmployeeNumber], v[reconcile.Login] = fmt.Sprintf("E%03d", i), fmt.Sprintf("ana.roy%d", i)
		v[reconcile.LastName], v[reconcile.FirstName] = []string{"Roy", "Noël", "Γεωργίου"}[i%3], "Ana"
		v[reconcile.Email], v[reconcile.Phone] = fmt.Sprintf("a%d@x.org", i), fmt.Sprintf("01020304%02d", i%90+10)
		v[reconcile.Company], v[reconcile.Establishments] = []string{"Acme", "Globex 7"}[i%2], "Lyon"
		v[reconcile.Status] = reconcile.StatusActive
		roster = append(roster, a)
		write(v[reconcile.EmployeeNumber], v[reconcile.Login], v[reconcile.LastName], v[reconcile.FirstName], v[reconcile.Email],
			v[reconcile.Phone], v[reconcile.Company], v[reconcile.Establishments], "bleu", "n1")
	}
	return lines, roster
}

// drawText gives a file about a roster, some lines and cells of which are other than they were.
func drawText(t *rapid.T) ([]byte, reconcile.Accounts) {
	delimiter := rapid.SampledFrom([]byte(";,\t|")).Draw(t, "delimiter")
	lines, roster := loaded(delimiter)
	stride := rapid.SampledFrom([]int{1, 1, 37}).Draw(t, "stride")
	shuffled := lines[:1:1]
	for i := range crowdSize {
		shuffled = append(shuffled, lines[1+i*stride%crowdSize])
	}
	lines = shuffled
	for range rapid.IntRange(0, 25).Draw(t, "edits") {
		at := rapid.IntRange(1, len(lines)-1).Draw(t, "line")
		lines[at] = editLine(t, lines, at, string(rune(delimiter)))
	}
	text := strings.Join(lines, rapid.SampledFrom([]string{"\n", "\r\n", "\r"}).Draw(t, "line end"))
	if rapid.IntRange(0, 5).Draw(t, "utf-16") == 0 {
		if wide, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(text); err == nil {
			text = wide
		}
	}
	return []byte(text), roster
}

func editLine(t *rapid.T, lines []string, at int, delimiter string) string {
	cells := strings.Split(lines[at], delimiter)
	c := rapid.IntRange(0, len(cells)-1).Draw(t, "cell")
	other := lines[rapid.IntRange(1, len(lines)-1).Draw(t, "other")]
	cell := cells[c]
	switch rapid.SampledFrom([]string{"write", "write", "write", "repeat", "borrow", "drop", "head"}).Draw(t, "edit") {
	case "write":
		cells[c] = rapid.SampledFrom([]string{"", " " + cell, cell + " ", `"` + cell + `"`, `"a""b"`, "\"a\nb\"", "'" + cell, `="` + cell + `"`, "=" + cell, "#N/A", "n/a",
			cell + "\x00", cell + "\xff", cell + "\ufffd", "Noe\u0308l", cell + "\u200b", strings.ToUpper(cell), "ana.roy3", "E003", "e003", "Total", "Metz", "Lyon; Metz",
			"+33 1 02 03 04 05", strings.Repeat("x", 700)}).Draw(t, "written")
	case "repeat":
		return other
	case "borrow":
		if from := strings.Split(other, delimiter); c < len(from) {
			cells[c] = from[c]
		}
	case "drop":
		cells = cells[:c]
	case "head":
		return lines[0]
	}
	return strings.Join(cells, delimiter)
}

// planText gives all that the plan of a file says, and how many lines were taken.
func planText(text []byte, roster reconcile.Accounts, policy *reconcile.Policy, take bool) (said string, taken int) {
	s, err := Read("f.csv", bytes.NewReader(text), int64(len(text)), Options{})
	if err != nil {
		return err.Error(), 0
	}
	defer s.Close()
	s.Upload.Take = nil
	if take {
		s.Upload.Take = func(l reconcile.Lines) { s.Take(&countedLines{l, &taken}) }
	}
	d, err := reconcile.Diff(context.Background(), reconcile.Input{Organisation: "o", Roster: roster, Upload: s.Upload, Policy: policy})
	if err != nil {
		return err.Error(), taken
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%+v\n%+v\n%v\n", d.Totals, d.Problems, d.Plan(nil, reconcile.Reviewed).Digest())
	for c, err := range d.Changes(context.Background()) {
		fmt.Fprintf(&b, "%+v %v\n", c, err)
	}
	return b.String(), taken
}

type countedLines struct {
	reconcile.Lines
	taken *int
}

// Take counts.
func (c *countedLines) Take(line *reconcile.Line, at reconcile.Place) bool {
	is := c.Lines.Take(line, at)
	if is {
		*c.taken++
	}
	return is
}
