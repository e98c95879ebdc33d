package formats

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"rollcall/reconcile"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const sample = "Matricule;Nom;Prénom;E-mail;Société;Établissement\n" +
	"00123;Lefèvre;Zoé;zoe.lefevre@exemple.fr;Éclair & Fils;Orléans\n" +
	"00124;Nuñez;Chloé;;Boulangerie du Marché;Besançon\n" +
	"00125;D'Hervé;Noël;noel@exemple.fr;Éclair & Fils;Orléans\n"

func TestOpen(t *testing.T) {
	path := filepath.Join(t.TempDir(), "upload")
	if err := os.WriteFile(path, []byte(sample), 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := Open(path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, err := range s.Rows {
		if err != nil {
			t.Fatal(err)
		}
	}
	sum := sha256.Sum256([]byte(sample))
	want := &reconcile.File{Name: "upload", Path: path, SHA256: hex.EncodeToString(sum[:]), Size: int64(len(sample)),
		Kind: "csv", Encoding: "utf-8", Delimiter: ";", Heading: 1, Rows: 3, Columns: []reconcile.Column{
			{Heading: "Matricule", Field: reconcile.EmployeeNumber}, {Heading: "Nom", Field: reconcile.LastName},
			{Heading: "Prénom", Field: reconcile.FirstName}, {Heading: "E-mail", Field: reconcile.Email},
			{Heading: "Société", Field: reconcile.Company}, {Heading: "Établissement", Field: reconcile.Establishments}}}
	if diff := cmp.Diff(want, s.File); diff != "" {
		t.Errorf("want - got +\n%s", diff)
	}
	for _, err := range s.Rows {
		if err == nil {
			t.Error("the rows were given twice")
		}
	}
	for range 2 {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
}

func TestOpenWhatIsNoFile(t *testing.T) {
	dir := t.TempDir()
	if _, err := Open(filepath.Join(dir, "none.csv"), Options{}); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a missing file: %v", err)
	}
	_, err := Open(dir, Options{})
	var r *reconcile.Refusal
	if !errors.As(err, &r) || r.Problem.Code != "file-folder" || r.File != filepath.Base(dir) {
		t.Errorf("a folder: %v", err)
	}
	if _, err := Open(os.DevNull, Options{}); !errors.As(err, &r) || r.Problem.Code != "file-not-regular" {
		t.Errorf("a device: %v", err)
	}
}

func TestFileThatChangesIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "upload")
	if err := os.WriteFile(path, []byte(sample), 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := Open(path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteString("00126;Petit;Ana;;;\n"); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	var last error
	for _, err := range s.Rows {
		last = err
	}
	if last == nil || refusal(t, last) != "file-modified" {
		t.Errorf("the error is %v", last)
	}
}

// Rows given up half-way and a source closed early leave nothing behind: TestMain sees to goroutines.
func TestGivenUp(t *testing.T) {
	data := strings.NewReader(sample + strings.Repeat("1;a;b;c@d.fr;e;f\n", 100_000))
	for range 3 {
		s, err := Read("upload", data, data.Size(), Options{})
		if err != nil {
			t.Fatal(err)
		}
		for range s.Rows {
			break
		}
		if s.File.SHA256 != "" {
			t.Error("the digest of a file that was not read")
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
}

func TestLimits(t *testing.T) {
	for _, c := range []struct {
		l    reconcile.Limits
		want string
	}{
		{reconcile.Limits{Bytes: 10}, "file-too-large 236/10"},
		{reconcile.Limits{Rows: 2}, "4 too-many-rows 2/3"},
		{reconcile.Limits{Rows: 3}, ""},
		{reconcile.Limits{Columns: 5}, "1 too-many-columns 5/6"},
	} {
		if got, _ := readAll(t, sample, Options{Limits: c.l}); got.Refused != c.want {
			t.Errorf("%+v: refused %q, want %q", c.l, got.Refused, c.want)
		}
	}
}

// One content, however it is written, gives the same rows.
func TestEquivalentForms(t *testing.T) {
	want, _ := readAll(t, sample, Options{})
	if len(want.Rows) != 3 {
		t.Fatalf("%+v", want)
	}
	forms := map[string]string{
		"bom": "\xef\xbb\xbf" + sample, "crlf": strings.ReplaceAll(sample, "\n", "\r\n"), "cr": strings.ReplaceAll(sample, "\n", "\r"),
		"comma": strings.ReplaceAll(sample, ";", ","), "tab": strings.ReplaceAll(sample, ";", "\t"),
		"pipe": strings.ReplaceAll(sample, ";", "|"), "upper": strings.Replace(sample, "Matricule;Nom;Prénom", "MATRICULE;NOM;PRÉNOM", 1),
		"english": strings.Replace(sample, "Matricule;Nom;Prénom;E-mail;Société", "Employee number;Last name;First name;Mail;Company", 1),
		"xlsx":    inWorkbook(t, map[string]string{"Personnel": sample}),
	}
	for name, e := range map[string]encoding.Encoding{
		"windows-1252": charmap.Windows1252, "iso-8859-15": charmap.ISO8859_15, "macintosh": charmap.Macintosh, "cp850": charmap.CodePage850,
		"utf-16le": unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), "utf-16be": unicode.UTF16(unicode.BigEndian, unicode.UseBOM),
	} {
		b, err := e.NewEncoder().String(sample)
		if err != nil {
			t.Fatal(name, err)
		}
		forms[name] = b
	}
	for name, data := range forms {
		got, _ := readAll(t, data, Options{})
		if !cmp.Equal(got.Rows, want.Rows) || !cmp.Equal(got.Columns, want.Columns) || got.Refused != "" {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// Whatever the bytes, reading ends, and every row is either placed beneath all columns or marked.
func FuzzOpen(f *testing.F) {
	f.Add([]byte(sample))
	f.Add([]byte("Liste\n\nNom;Prénom;Matricule\nPetit;Ana;1;x\nPage 1/2\nNom;Prénom;Matricule\nRoux\nTotal : 2\n"))
	f.Add([]byte("\xff\xfeN\x00o\x00m\x00,\x00I\x00D\x00\n\x00a\x00,\x001\x00"))
	f.Add([]byte(inWorkbook(f, map[string]string{"A": sample})))
	f.Add([]byte(compound("Workbook")))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := Read("upload", bytes.NewReader(data), int64(len(data)), Options{Limits: reconcile.Limits{Rows: 10_000}})
		if err != nil {
			refusal(t, err)
			return
		}
		defer s.Close()
		rows := 0
		for row, err := range s.Rows {
			if err != nil {
				refusal(t, err)
				return
			}
			rows++
			if !row.Misplaced && len(row.Cells) != len(s.File.Columns) {
				t.Fatalf("line %d has %d cells beneath %d columns", row.Line, len(row.Cells), len(s.File.Columns))
			}
		}
		if rows != s.File.Rows || s.File.SHA256 == "" {
			t.Fatalf("%d rows given, %d counted, digest %q", rows, s.File.Rows, s.File.SHA256)
		}
	})
}

func sortedKeys(m map[string]string) []string { return slices.Sorted(maps.Keys(m)) }

// How far a file was read is told in shares of its bytes, which looking for its headings does not count.
func TestShareFollowsTheRows(t *testing.T) {
	text := "Matricule;Nom;Prénom\n" + strings.Repeat("E1;Lefort;"+strings.Repeat("x", 2000)+"\n", 1000)
	s, err := Read("members.csv", strings.NewReader(text), int64(len(text)), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	last, grown := s.Share(), 0
	if last > 0.5 {
		t.Errorf("the share is %v before any row", last)
	}
	for _, err := range s.Rows {
		if err != nil {
			t.Fatal(err)
		}
		share := s.Share()
		if share < last {
			t.Fatalf("the share went from %v to %v", last, share)
		}
		if share > last {
			grown++
		}
		last = share
	}
	if last != 1 || grown < 3 {
		t.Errorf("at the end the share is %v, grown %d times", last, grown)
	}
}
