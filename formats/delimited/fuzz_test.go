package delimited

import (
	"bytes"
	"encoding/csv"
	"io"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

var seeds = []string{
	"", "a;b\nc;d\n", "a,b\r\n\"c\",\"d\"\"e\"\r\n", "a;b;c;d\r\n1;\"2\r\n3\";4;5\r\n", "\r\r\n\n\"\"\r", "\"a", "\"a\"b;c\n",
	"\xEF\xBB\xBFNom;Prénom\nLefèvre;Zoé\n", "Nom\tPr\xE9nom\nLef\xE8vre\tZo\xE9\n", "\xFF\xFEa\x00;\x00b\x00\n\x00\x3D\xD8",
	"\xFE\xFF\x00a\x00;\x00b", "a\x00b;c\n", "a;\uFFFD\n", "sep=,\na,b", "sep=\t\n", "Nom;Pr\x82nom\x1A", "\"x;y\nz\";w\n1;2\n3;4\n",
	"a;\"" + strings.Repeat("é\x00", 45) + "\"", "b;c;\"" + strings.Repeat("x", 90) + "\"\r\nd",
	strings.Repeat("a;b\n", 40) + "\"" + strings.Repeat("a;b\n", 40) + "\"", strings.Repeat(";", 70) + "\n",
}

// naiveLine gives the line on which the byte at upTo stands, counted byte by byte.
func naiveLine(text []byte, upTo int) int {
	line := 1
	for i := range upTo {
		if text[i] == '\n' && (i == 0 || text[i-1] != '\r') || text[i] == '\r' {
			line++
		}
	}
	return line
}

// FuzzReader: whatever the bytes, reading ends, cells are clean UTF-8 within the limits, lines go up and stay within
// the file, and nothing about the result depends on the size of the buffer.
func FuzzReader(f *testing.F) {
	for _, s := range seeds {
		f.Add([]byte(s), "")
		f.Add([]byte(s), "windows-1252")
		f.Add([]byte(s), "utf-16le")
	}
	f.Fuzz(func(t *testing.T, file []byte, encoding string) {
		o := Options{Encoding: encoding, MaxCell: 20, MaxColumns: 60}
		r, err := Open(bytes.NewReader(file), int64(len(file)), o)
		if err != nil {
			return
		}
		last := 0
		for {
			rec, err := r.Next()
			if err != nil {
				break
			}
			if rec.Line <= last || rec.Line > len(file)+1 {
				t.Fatalf("line %d after line %d in %d bytes", rec.Line, last, len(file))
			}
			last = rec.Line
			for _, cell := range rec.Cells {
				if !clean(cell) || utf8.RuneCount(cell) > 20 {
					t.Fatalf("line %d has a cell %q", rec.Line, cell)
				}
			}
		}
		sameInAnyBuffer(t, file, o, r)
	})
}

// sameInAnyBuffer reads the file again through small buffers, on which every cell and line end falls once.
func sameInAnyBuffer(t *testing.T, file []byte, o Options, r *Reader) {
	read := func(size int) ([]string, string) {
		s := newScanner(coding{name: r.encoding}.section(bytes.NewReader(file), int64(len(file))).reader(), r.o, r.form, size)
		records, err := readAll(&s)
		return records, codeOf(err)
	}
	want, code := read(bufferSize)
	for _, size := range []int{16, 19, 64} {
		got, gotCode := read(size)
		if diff := cmp.Diff(want, got); diff != "" || code != gotCode {
			t.Fatalf("a buffer of %d bytes changes the records: %s, then %s\n%s", size, code, gotCode, diff)
		}
	}
}

// FuzzAgainstEncodingCSV: what is read without a problem has the cells that encoding/csv reads, and what encoding/csv
// takes by the letter of RFC 4180 is not refused for its quotes.
func FuzzAgainstEncodingCSV(f *testing.F) {
	for _, s := range seeds {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		if !clean(file) || loneCR(file) || bytes.HasSuffix(file, []byte{0x1A}) {
			return
		}
		s := newScanner(bytes.NewReader(file), Options{MaxCell: 1 << 20, MaxColumns: 1000}, form{delimiter: ';', usual: -1}, 32)
		strict, strictErr := readCSV(file, false)
		var ours, lines = [][]string(nil), []int(nil)
		for {
			rec, err := s.Next()
			if err == io.EOF {
				break
			}
			if err != nil || len(rec.Problems) > 0 {
				if strictErr == nil {
					t.Fatalf("encoding/csv reads %q, here: %v", file, err)
				}
				return
			}
			var cells []string
			for _, c := range rec.Cells {
				cells = append(cells, strings.ReplaceAll(string(c), "\r\n", "\n"))
			}
			ours, lines = append(ours, cells), append(lines, rec.Line)
		}
		if strictErr != nil {
			strict, strictErr = readCSV(file, true)
		}
		if diff := cmp.Diff(strict.cells, ours); diff != "" || strictErr != nil {
			t.Fatalf("%q: -encoding/csv +ours (%v)\n%s", file, strictErr, diff)
		}
		if diff := cmp.Diff(strict.lines, lines); diff != "" {
			t.Fatalf("lines of %q: -naive +ours\n%s", file, diff)
		}
	})
}

func loneCR(text []byte) bool {
	return bytes.Count(text, []byte("\r")) != bytes.Count(text, []byte("\r\n"))
}

type csvRecords struct {
	cells [][]string
	lines []int // by a naive count of the line ends before each record
}

func readCSV(file []byte, lazy bool) (csvRecords, error) {
	r := csv.NewReader(bytes.NewReader(file))
	r.Comma, r.FieldsPerRecord, r.LazyQuotes = ';', -1, lazy
	var out csvRecords
	for {
		before := int(r.InputOffset())
		cells, err := r.Read()
		if err == io.EOF {
			return out, nil
		}
		if err != nil {
			return out, err
		}
		for before < len(file) && (file[before] == '\n' || file[before] == '\r') {
			before++ // blank lines
		}
		out.cells = append(out.cells, cells)
		out.lines = append(out.lines, naiveLine(file, before))
	}
}
