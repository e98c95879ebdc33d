package formats

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"rollcall/reconcile"
)

// FuzzTake holds a file of which lines are taken against the same file read whole: a line that is taken is the row that
// it would have been, cell by cell, every other row is given as it was, and as much is said of the file.
func FuzzTake(f *testing.F) {
	const head = "Matricule;Nom;Prénom;Note;Adresse e-mail\n"
	long := strings.Repeat("E1;Noël;Zoé;x1;zoe.noel@example.org\nE22;Roy;Ana;2;ana.roy@a-rather-long-name.of-a-company.example\n", 9)
	// Rows that are read while headings are looked for are taken by nobody; what matters comes after them.
	first := strings.Repeat("E3;Le;Bo;3;bo.le@example.org\n", headRecords)
	for _, text := range []string{
		head + long, strings.ReplaceAll(head+long, ";", "\t"), head + strings.ReplaceAll(long, "\n", "\r\n"),
		head + first + "E1;N;Z;;z1\nTotal : 1\n" + long + "Total : 19\n", head + first + head + long, head + first + "E1;N;Z;;\nx;N;Z;N;N\nTotal;N;Z;\n" + head + long,
		head + first + "E1;'=N;Z;;z1\nE1;'N;Z;;z1\nE1;=N;Z;;z1\nE1;N;Z;;z1;\nE1;N;Z;z1\n" + long,
		head + first + "E1;#N;Z;;z1\nE1; N;Z;;z1\nE1;N ;Z;;z1\nE1;N;#;;z1\nE1;=N;Z;;z1\n" + long,
		head + first + "E1;\"N;x\";Z;;z1\nE1;N\x00;Z;;z1\nE1;N\xff;Z;;z1\nE1;N\x7f;Z;;z1\nE1;\x01N\ufffd;Z;;z1\n" + long,
		strings.NewReplacer("Prénom", "", ";Bo;", ";;").Replace(head + first + first), head + long + "E1;N;Z;;z1",
		head + first + "E1;Noël" + strings.Repeat(" de Noailles", 12) + ";Zoé;;z1\nE1;N" + strings.Repeat(" de la Tour", 12) + ";Zoé;;z1\n",
	} {
		f.Add([]byte(text), uint8(0)) // each line
		f.Add([]byte(text), uint8(2))
	}
	f.Fuzz(func(t *testing.T, text []byte, each uint8) {
		whole, some := opened(text), opened(text)
		if whole == nil || some == nil {
			return
		}
		took := &taking{each: int(each%7) + 1, lines: map[int]string{}}
		some.Take(took)
		left := map[int]string{}
		_, err := rowsOf(some, func(row *reconcile.Row) { left[row.Line] = spelt(row) + string(row.Text) })
		_, wantErr := rowsOf(whole, func(row *reconcile.Row) {
			if line, ok := took.lines[row.Line]; ok {
				if want := fmt.Sprintf("%d %q %q %v %v", row.At, row.Text, row.Cells, isPrinted(row.Cells), isTidy(row.Cells)); line != want || len(row.Problems) > 0 || row.Misplaced {
					t.Fatalf("line %d was taken as\n%s\nand is\n%s", row.Line, line, want)
				}
				delete(took.lines, row.Line)
			} else if want := spelt(row) + string(row.Text); left[row.Line] != want {
				t.Fatalf("line %d was given as\n%s\nand is\n%s", row.Line, left[row.Line], want)
			}
			delete(left, row.Line)
		})
		if len(left)+len(took.lines) > 0 || fmt.Sprint(err) != fmt.Sprint(wantErr) {
			t.Fatalf("too many: %v %v; %v, not %v", left, took.lines, err, wantErr)
		}
		if diff := cmp.Diff(whole.File, some.File); wantErr == nil && diff != "" {
			t.Fatalf("-whole +taken\n%s", diff)
		}
	})
}

// taking takes some lines: each one that is text, or all but every so manieth.
type taking struct {
	each  int
	lines map[int]string
}

func (k *taking) Take(line *reconcile.Line, at reconcile.Place) bool {
	unlike := len(line.Odd) > 0 && (!utf8.Valid(line.Text) || bytes.ContainsAny(line.Text, "\x00\ufffd"))
	if unlike || k.each > 1 && at.Line%k.each == 0 {
		return false
	}
	printable := len(line.Odd) == 0
	if !printable && !isPrinted([][]byte{bytes.ReplaceAll(around(line), []byte("\t"), nil)}) {
		panic(fmt.Sprintf("%q is said to be odd only in %q", line.Text, line.Odd))
	}
	var cells [][]byte
	lo := 0
	for _, end := range line.Ends {
		cells = append(cells, line.Text[lo:end])
		lo = end + 1
	}
	k.lines[at.Line] = fmt.Sprintf("%d %q %q %v %v", at.At, line.Text, cells, printable, line.Tidy)
	return true
}

// around gives what stands before and after the odd part of a line.
func around(line *reconcile.Line) []byte {
	from := cap(line.Text) - cap(line.Odd)
	return slices.Concat(line.Text[:from], line.Text[from+len(line.Odd):])
}

// isPrinted tells whether nothing but printable ASCII stands in cells.
func isPrinted(cells [][]byte) bool {
	return !slices.ContainsFunc(bytes.Join(cells, nil), func(b byte) bool { return b < ' ' || b > '~' })
}

// isTidy tells whether no cell begins or ends with a blank or begins with #.
func isTidy(cells [][]byte) bool {
	return !slices.ContainsFunc(cells, func(c []byte) bool { return len(bytes.Trim(c, " ")) < len(c) || bytes.HasPrefix(c, []byte("#")) })
}

// A line in which a cell may be too long is read as all are, whatever takes lines.
func TestTakeLeavesLongCells(t *testing.T) {
	text := "Matricule;Nom;Prénom;Note;Adresse e-mail\n" + strings.Repeat("E1;R;A;x;a1\n", 200) + "E2;R;A;" + strings.Repeat("x", 30) + ";a2\n"
	s, err := Read("f.csv", strings.NewReader(text), int64(len(text)), Options{Limits: reconcile.Limits{Cell: 20}})
	if err != nil {
		t.Fatal(err)
	}
	took := &taking{each: 1, lines: map[int]string{}}
	s.Take(took)
	problems := 0
	if _, err = rowsOf(s, func(row *reconcile.Row) { problems += len(row.Problems) }); err != nil || problems != 1 || len(took.lines) == 0 {
		t.Errorf("%d lines were taken, %d problems: %v", len(took.lines), problems, err)
	}
}

// Lines are taken up to the limit of rows, and the row after it is refused as it is without them.
func TestTakeCountsRows(t *testing.T) {
	text := "Matricule;Nom;Prénom;Note;Adresse e-mail\n" + strings.Repeat("E1;Roy;Ana;x;ana1\n", 200)
	for _, limit := range []int{199, 200} {
		s, err := Read("f.csv", strings.NewReader(text), int64(len(text)), Options{Limits: reconcile.Limits{Rows: limit}})
		if err != nil {
			t.Fatal(err)
		}
		took := &taking{each: 1, lines: map[int]string{}}
		s.Take(took)
		_, err = rowsOf(s, func(*reconcile.Row) {})
		if refused := err != nil; refused != (limit < 200) || len(took.lines) == 0 || refused && !strings.HasSuffix(err.Error(), ":201: refused: too-many-rows") {
			t.Errorf("%d rows, of which %d may be: %v", s.File.Rows, limit, err)
		}
	}
}

// What an export put before a value is undone in a row with many values as in any other, whether lines are taken or not.
func TestLongRowsSayWhatTheyHold(t *testing.T) {
	text := []byte("Matricule;Nom;Prénom;Note;Adresse e-mail\n" + strings.Repeat("E3;Le;Bo;3;b1\n", headRecords) + "E1;'=N;Z;=\"007\";z1\nE2;'N;=Z;4;z2\nE4;N;=\"008\";4;z2\n")
	for _, taken := range []bool{false, true} {
		s := opened(text)
		if taken {
			s.Take(&taking{each: 1, lines: map[int]string{}})
		}
		var got []string
		if _, err := rowsOf(s, func(row *reconcile.Row) { got = append(got, spelt(row)) }); err != nil {
			t.Fatal(err)
		}
		want := []string{`52 ["E1" "=N" "Z" "007" "z1"] [] false`, `53 ["E2" "'N" "=Z" "4" "z2"] [] false`, `54 ["E4" "N" "008" "4" "z2"] [] false`}
		if diff := cmp.Diff(want, got[max(0, len(got)-3):]); diff != "" {
			t.Errorf("taken %v: -want +got\n%s", taken, diff)
		}
	}
}

// Of a row with more cells than are counted no line is taken: blanks at the ends of all of them would not be seen.
func TestTakeLeavesMoreCellsThanAreCounted(t *testing.T) {
	for columns, taken := range map[int]bool{mostTallied: true, mostTallied + 1: false} {
		text := "Matricule;Nom;Prénom" + strings.Repeat(";Note", columns-3) + "\n" + strings.Repeat("E1;R;A"+strings.Repeat(";x1", columns-3)+"\n", headRecords+20)
		s, err := Read("f.csv", strings.NewReader(text), int64(len(text)), Options{Limits: reconcile.Limits{Columns: 2 * mostTallied, Cell: 1 << 17}})
		if err != nil {
			t.Fatal(err)
		}
		took := &taking{each: 1, lines: map[int]string{}}
		s.Take(took)
		if _, err = rowsOf(s, func(*reconcile.Row) {}); err != nil || len(took.lines) > 0 != taken {
			t.Errorf("of %d columns, %d lines were taken: %v", columns, len(took.lines), err)
		}
	}
}
