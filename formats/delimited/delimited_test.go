package delimited

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rollcall/formats/table"
	"rollcall/reconcile"
	"rollcall/words"
)

// show writes a record on one line: its line number, its cells, and its problems with their columns.
func show(rec *table.Record) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d %q", rec.Line, rec.Cells)
	for i, p := range rec.Problems {
		fmt.Fprintf(&b, " %s@%d%v", p.Code, rec.Columns[i], p.Args)
	}
	return b.String()
}

// readAll gives the records as show writes them, and the error that ended them, nil for the end of the file.
func readAll(r table.Reader) ([]string, error) {
	var out []string
	for {
		rec, err := r.Next()
		if err == io.EOF {
			return out, nil
		}
		if err != nil {
			return out, err
		}
		out = append(out, show(rec))
	}
}

func open(text string, o Options) (*Reader, error) {
	return Open(strings.NewReader(text), int64(len(text)), o)
}

func mustOpen(t *testing.T, text string, o Options) *Reader {
	t.Helper()
	r, err := open(text, o)
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	return r
}

// refusal gives code and line of the refusal that opening or reading ends with, "" when it ends well.
func refusal(t *testing.T, text string, o Options) string {
	t.Helper()
	r, err := open(text, o)
	if err == nil {
		_, err = readAll(r)
	}
	if err == nil {
		return ""
	}
	var no *reconcile.Refusal
	if !errors.As(err, &no) {
		t.Fatalf("not a refusal: %v", err)
	}
	if !words.Known(no.Problem.Code) {
		t.Errorf("%s has no text", no.Problem.Code)
	}
	return no.Problem.Code + ":" + strconv.Itoa(no.Problem.Line)
}

func TestRecords(t *testing.T) {
	tests := []struct {
		name, text string
		want       []string
	}{
		{"empty", "", nil},
		{"only a byte order mark", "\xEF\xBB\xBF", nil},
		{"LF", "a;b\nc;d\n", []string{`1 ["a" "b"]`, `2 ["c" "d"]`}},
		{"CRLF", "a;b\r\nc;d\r\n", []string{`1 ["a" "b"]`, `2 ["c" "d"]`}},
		{"CR", "a;b\rc;d\r", []string{`1 ["a" "b"]`, `2 ["c" "d"]`}},
		{"mixed line ends", "a;b\r\rc;d\n\ne;f\r\ng;h", []string{`1 ["a" "b"]`, `3 ["c" "d"]`, `5 ["e" "f"]`, `6 ["g" "h"]`}},
		{"blank lines", "\n\na;b\n\n\nc;d\n\n", []string{`3 ["a" "b"]`, `6 ["c" "d"]`}},
		{"no line end at the end", "a;b\nc;d", []string{`1 ["a" "b"]`, `2 ["c" "d"]`}},
		{"empty cells", ";;\na;;\n", []string{`1 ["" "" ""]`, `2 ["a" "" ""]`}},
		{"delimiter at the very end", "a;b\nc;", []string{`1 ["a" "b"]`, `2 ["c" ""]`}},
		{"ragged", "a;b\nc\nd;e;f\n", []string{`1 ["a" "b"]`, `2 ["c"]`, `3 ["d" "e" "f"]`}},
		{"blanks are kept", " a ; b\n", []string{`1 [" a " " b"]`}},
		{"long line", "aaaaaaaaaaaaaaaa;bbbbbbbb;;c;dddddddddd\n", []string{`1 ["aaaaaaaaaaaaaaaa" "bbbbbbbb" "" "c" "dddddddddd"]`}},
		{"beside the delimiter in the code table", "aa;::;bb:<;:\n", []string{`1 ["aa" "::" "bb:<" ":"]`}},
		{"quoted", "\"a\";\"b;c\";\"\"\n", []string{`1 ["a" "b;c" ""]`}},
		{"quotes written twice", "\"a \"\"b\"\"\";\"\"\"\";\"\"\"\"\"\"\n", []string{`1 ["a \"b\"" "\"" "\"\""]`}},
		{"one empty quoted cell is a record", "a\n\"\"\nb\n", []string{`1 ["a"]`, `2 [""]`, `3 ["b"]`}},
		{"a bare quote is a character", "5\" screen;b\nc\"d\";e\n", []string{`1 ["5\" screen" "b"]`, `2 ["c\"d\"" "e"]`}},
		{"line end in a cell", "a;b;c;d\ne;\"f\ng\";h;i\nj;k;l;m\n",
			[]string{`1 ["a" "b" "c" "d"]`, `2 ["e" "f\ng" "h" "i"]`, `4 ["j" "k" "l" "m"]`}},
		{"CRLF in a cell stays", "a;b;c;d\r\ne;\"f\r\ng\";h;i\r\nj;k;l;m\r\n",
			[]string{`1 ["a" "b" "c" "d"]`, `2 ["e" "f\r\ng" "h" "i"]`, `4 ["j" "k" "l" "m"]`}},
		{"CR in a cell", "a;b;c;d\re;\"f\r\rg\";h;i\rj;k;l;m\r",
			[]string{`1 ["a" "b" "c" "d"]`, `2 ["e" "f\r\rg" "h" "i"]`, `5 ["j" "k" "l" "m"]`}},
		{"several cells with line ends", "a;b;c;d\n\"e\nf\";\"g\nh\";i;\"j\r\n\"\nk;l;m;n\n",
			[]string{`1 ["a" "b" "c" "d"]`, `2 ["e\nf" "g\nh" "i" "j\r\n"]`, `6 ["k" "l" "m" "n"]`}},
		{"text after a closing quote rejects the row", "a;b\n\"c\"d;\"e\"\nf;g\n",
			[]string{`1 ["a" "b"]`, `2 ["\"c\"d" "e"] quote-stray@-1[]`, `3 ["f" "g"]`}},
		{"a nickname in quotes rejects the row", "a;b\n\"Jean \"Jeannot\" X\";e\nf;g\n",
			[]string{`1 ["a" "b"]`, `2 ["\"Jean \"Jeannot\" X\"" "e"] quote-stray@-1[]`, `3 ["f" "g"]`}},
		{"NUL", "a;b\nc\x00;d\n", []string{`1 ["a" "b"]`, `2 ["" "d"] nul-byte@0[]`}},
		{"NUL in a quoted cell", "a;b\nc;\"d\x00\"\n", []string{`1 ["a" "b"]`, `2 ["c" ""] nul-byte@1[]`}},
		{"lost letter", "a;b\nc;Ren\uFFFD\n", []string{`1 ["a" "b"]`, `2 ["c" ""] replacement-character@1[]`}},
		{"a bad byte in UTF-8", "é;b\nc;Ren\xE9\nÉloïse;d\n",
			[]string{`1 ["é" "b"]`, `2 ["c" ""] byte-undecodable@1[0xE9]`, `3 ["Éloïse" "d"]`}},
		{"UTF-8 cut at the end", "é;b\nc;è\nd;\xC3", []string{`1 ["é" "b"]`, `2 ["c" "è"]`, `3 ["d" ""] byte-undecodable@1[0xC3]`}},
		{"a Ctrl-Z of DOS at the end", "a;b\n\x1A", []string{`1 ["a" "b"]`}},
		{"sep line", "sep=|\na|b;c\n", []string{`2 ["a" "b;c"]`}},
		{"sep line after a byte order mark, CR", "\xEF\xBB\xBFSEP=,\ra,b;c\r", []string{`2 ["a" "b;c"]`}},
		{"sep line alone", "sep=;", nil},
		{"a heading that only looks like a sep line", "sep=x;b\nc;d\n", []string{`1 ["sep=x" "b"]`, `2 ["c" "d"]`}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := readAll(mustOpen(t, tt.text, Options{}))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

func TestRefusals(t *testing.T) {
	rows := "a;b;c;d\n1;2;3;4\n1;2;3;4\n"
	tests := []struct {
		name, text, want string
	}{
		{"a quote never closed", rows + "\n1;\"2;3;4\n1;2;3;4\n", "quote-unclosed:5"},
		{"a quote never closed, CRLF", strings.ReplaceAll(rows+"1;2;\"3\n", "\n", "\r\n"), "quote-unclosed:4"},
		{"a quote never closed after a cell with line ends", rows + "\"x\r\n\ry\";\"2;3;4\n", "quote-unclosed:6"},
		{"an unbalanced quote meets a quoted cell", rows + "\"Dupont;2;3;4\n\"Martin\";2;3;4\n", "quote-stray:4"},
		{"an unbalanced quote meets a bare one and the row has the right length",
			rows + "\"Dupont;2;3;4\n1;2;3;4\nMartin\";2;3;4\n1;2;3;4\n", "quote-swallows-lines:4"},
		{"the same over two rows only", rows + "\"Dupont;2;3;4\nMartin\";2;3;4\n1;2;3;4\n", "quote-swallows-lines:4"},
		{"the same with CR", strings.ReplaceAll(rows+"\"Dupont;2;3;4\nMartin\";2;3;4\n1;2;3;4\n", "\n", "\r"), "quote-swallows-lines:4"},
		{"many regular lines of another length", rows + "\"x\n" + strings.Repeat("1;2\n", 25) + "y\";2;3;4\n", "quote-swallows-lines:4"},
		{"a long cell that swallows rows", rows + "1;2;3;\"\n" + strings.Repeat("1;2;3;4\n", 50_000) + "\"\n", "quote-swallows-lines:4"},
		{"many lines in a list of one column", "a\nb\nc\n\"d\n" + strings.Repeat("e\n", 30) + "f\"\n", "quote-swallows-lines:4"},
		{"too many columns", "a;b\n" + strings.Repeat(";", 20_000) + "\n", "too-many-columns:2"},
		{"too many columns, quoted", "a;b\n\"\"" + strings.Repeat(";", 20_000) + "\n", "too-many-columns:2"},
		{"a row without end", "a;b\n" + strings.Repeat(strings.Repeat("x", 32_000)+";", 200), "row-too-long:2"},
		{"binary", string(noise(4000)), "binary:1"},
		{"NULs at the end", rows + strings.Repeat("\x00", 4000), "binary:4"},
		{"NULs at the end of a large file", strings.Repeat(rows, 50_000) + strings.Repeat("\x00", 4000), "binary:150001"},
		{"the same with letters", strings.Repeat("é;ê\n", 100_000) + strings.Repeat("\x00", 4000), "binary:100001"},
		{"more NULs than a cell may hold", strings.Repeat("é;ê\n", 100_000) + strings.Repeat("\x00", 400_000), "binary:100001"},
		{"control characters", strings.Repeat("a\x01\x02b;", 100), "binary:1"},
		{"UTF-16 cut in a character", "\xFF\xFEa\x00b", "encoding-cut:0"},
		{"UTF-32", "\xFF\xFE\x00\x00a\x00\x00\x00", "encoding-unsupported:0"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := refusal(t, tt.text, Options{}); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// noise gives n bytes that are no text, the same ones every time.
func noise(n int) []byte {
	out, x := make([]byte, n), uint32(1)
	for i := range out {
		x = x*1664525 + 1013904223
		out[i] = byte(x >> 24)
	}
	return out
}

// A cell of one or two columns that spans lines could be text or rows: its record is rejected, the file is read.
func TestDoubtfulLinesRejectTheRow(t *testing.T) {
	for _, text := range []string{"a\nb\n\"c\nd\"\ne\n", "a;b\nc;d\n\"e;f\ng\";h\ni;j\n", "a;b;c\nd;e;f\ng;h;\"i\nj;k;l\"\nm;n;o\n"} {
		got, err := readAll(mustOpen(t, text, Options{}))
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		if len(got) != 4 || !strings.HasSuffix(got[2], " quote-swallows-lines@-1[2]") {
			t.Errorf("%q gives %v", text, got)
		}
	}
}

// Addresses and remarks that span lines are no swallowed rows.
func TestTextThatSpansLines(t *testing.T) {
	text := "Nom,Prénom,Adresse,E-mail\n"
	for i := range 40 {
		text += fmt.Sprintf("Nom%d,P,\"%d, rue des Lilas\nBât. B, 2e étage\n75001 Paris, France\",n%d@x.example\n", i, i, i)
	}
	got, err := readAll(mustOpen(t, text, Options{}))
	if err != nil || len(got) != 41 {
		t.Fatalf("%d records, %v", len(got), err)
	}
	for _, rec := range got {
		if !strings.HasSuffix(rec, "]") || strings.Contains(rec, "@-1") {
			t.Errorf("a problem where there is none: %s", rec)
		}
	}
}

// A line is cut into as many cells as it has, however many stand close together.
func TestCutFindsEveryCell(t *testing.T) {
	for n := range 300 {
		for _, line := range []string{"a" + strings.Repeat(";", n), strings.Repeat("a;", n) + "b", strings.Repeat(";", n) + strings.Repeat("é", 40) + strings.Repeat(";", n),
			strings.Repeat(";", n) + strings.Repeat("a", block-n%block) + strings.Repeat(";", n)} {
			s := newScanner(strings.NewReader(line+"\n"), Options{MaxCell: 1 << 10, MaxColumns: 1 << 10}, form{delimiter: ';', usual: -1}, 1<<13)
			rec, err := s.Next()
			if err != nil {
				t.Fatal(err)
			}
			if got := string(bytes.Join(rec.Cells, []byte{';'})); got != line || len(rec.Cells) != 1+strings.Count(line, ";") {
				t.Fatalf("%q was cut into %d cells: %q", line, len(rec.Cells), got)
			}
		}
	}
}
