package formats

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rollcall/reconcile"
	"rollcall/words"
)

const listed = "Matricule;Nom;Prénom\nE1;Cœur;Zoé\nE2;L'Hôpital;Noël\n"

// readWith reads listed under a manifest to the end.
func readWith(manifest string) (*reconcile.File, error) {
	m, err := ReadManifest("list.csv.manifest", []byte(manifest))
	if err != nil {
		return nil, err
	}
	s, err := Read("list.csv", strings.NewReader(listed), int64(len(listed)), Options{Manifest: m})
	if err != nil {
		return nil, err
	}
	defer s.Close()
	for _, err := range s.Rows {
		if err != nil {
			return nil, err
		}
	}
	return s.File, nil
}

func sumOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

func TestAManifestThatAgrees(t *testing.T) {
	for _, manifest := range []string{
		"rows: 2\n", "rows: '2'\r\n", "\ufeffrows: 2", "# from HR\n---\nrows: 2\nkind: full\n", `{"rows": 2, "kind": "full"}`,
		"sha256: " + sumOf(listed), `{"sha256":"` + strings.ToUpper(sumOf(listed)) + `","rows":2}`,
	} {
		f, err := readWith(manifest)
		if err != nil {
			t.Errorf("%q: %v", manifest, err)
			continue
		}
		if f.Partial || f.Manifest != sumOf(manifest) {
			t.Errorf("%q gives partial %v, manifest %s", manifest, f.Partial, f.Manifest)
		}
	}
	f, err := readWith("kind: partial\nrows: 2\n")
	if err != nil || !f.Partial {
		t.Errorf("a partial file: %v, %v", f, err)
	}
}

// Everything that does not agree, or is no manifest, refuses the file, at the manifest's line.
func TestManifestMistakesHaveTheirLine(t *testing.T) {
	zeros := strings.Repeat("0", 64)
	for _, c := range []struct {
		manifest, code string
		line           int
		args           []string
	}{
		{"kind: full\nrows: 3\n", "manifest-rows", 2, []string{"3", "2"}},
		{"{\"kind\": \"full\",\n \"rows\": 0}", "manifest-rows", 2, []string{"0", "2"}},
		{"sha256: " + zeros + "\nrows: 2", "manifest-sha256", 1, []string{zeros, sumOf(listed)}},
		{"", "manifest-says-nothing", 1, nil},
		{"# nothing\n", "manifest-says-nothing", 1, nil},
		{"kind: partial\n", "manifest-says-nothing", 1, nil},
		{"rows: 2\nkind: Full\n", "manifest-kind-value", 2, nil},
		{"rows: 2\nkind:\n", "manifest-kind-value", 2, nil},
		{"rows: -2\n", "manifest-rows-value", 1, nil},
		{"rows: 2.0\n", "manifest-rows-value", 1, nil},
		{"rows: 0x2\n", "manifest-rows-value", 1, nil},
		{"rows: 99999999999999999999\n", "manifest-rows-value", 1, nil},
		{"rows: [2]\n", "manifest-rows-value", 1, nil},
		{"rows: &a 2\n", "manifest-rows-value", 1, nil},
		{"rows: 2\nsha256: abcd\n", "manifest-sha256-value", 2, nil},
		{"rows: 2\nsha256: " + zeros[1:] + "g\n", "manifest-sha256-value", 2, nil},
		{"rows: 2\nRows: 2\n", "manifest-key", 2, []string{"Rows"}},
		{"rows: 2\nrow: 2\n", "manifest-key", 2, []string{"row"}},
		{"rows: 2\n<<: {rows: 3}\n", "manifest-key", 2, []string{""}},
		{"- rows: 2\n", "manifest-mapping", 1, nil},
		{"2\n", "manifest-mapping", 1, nil},
		{"rows: 2\n---\nrows: 2\n", "manifest-mapping", 3, nil},
		{"rows: 2\x00\xff\n", "manifest-encoding", 1, nil},
		{"rows: 2\n" + strings.Repeat("#", maxManifest), "manifest-too-large", 1, []string{"4096"}},
	} {
		_, err := readWith(c.manifest)
		var r *reconcile.Refusal
		if !errors.As(err, &r) || r.File != "list.csv.manifest" {
			t.Errorf("%q: %v", c.manifest, err)
			continue
		}
		if r.Problem.Code != c.code || r.Problem.Line != c.line || c.args != nil && cmp.Diff(c.args, r.Problem.Args) != "" {
			t.Errorf("%q: %+v, want %s on line %d", c.manifest, r.Problem, c.code, c.line)
		}
	}
	for _, broken := range []string{"rows: 2\nrows: 2\n", "rows: 2\n\tkind: full\n", "{\"rows\": 2", "rows: 2\nkind: full: part\n"} {
		var r *reconcile.Refusal
		if _, err := readWith(broken); !errors.As(err, &r) || r.Problem.Code != "manifest-invalid" || r.Problem.Line < 1 {
			t.Errorf("%q: %v", broken, err)
		}
	}
}

// A manifest is an ordinary file: anything else is refused before it is opened.
func TestOpenManifest(t *testing.T) {
	dir := t.TempDir()
	var r *reconcile.Refusal
	if _, err := OpenManifest(dir); !errors.As(err, &r) || r.Problem.Code != "file-folder" {
		t.Errorf("a folder: %v", err)
	}
	if _, err := OpenManifest(filepath.Join(dir, "none")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("no file: %v", err)
	}
	path := filepath.Join(dir, "m")
	if err := os.WriteFile(path, bytes.Repeat([]byte("#"), 1<<20), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenManifest(path); !errors.As(err, &r) || r.Problem.Code != "manifest-too-large" {
		t.Errorf("a large file: %v", err)
	}
}

func FuzzReadManifest(f *testing.F) {
	f.Add([]byte("rows: 482\nsha256: " + sumOf(listed) + "\nkind: full\n"))
	f.Add([]byte(`{"rows": 2, "kind": "partial"}`))
	f.Add([]byte("rows: &a 2\nkind: *a\n<<: [*a]\n"))
	f.Add([]byte("? [rows]\n: 2\n"))
	f.Add([]byte("rows: !!int |\n  2\n...\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := ReadManifest("m", data)
		var r *reconcile.Refusal
		switch {
		case err == nil && m.rows.line == 0 && m.sha256.line == 0:
			t.Error("a manifest that says nothing is read")
		case err == nil || errors.As(err, &r) && r.Problem.Line > 0 && words.Known(r.Problem.Code):
		default:
			t.Errorf("no refusal with a line and a text: %v", err)
		}
	})
}
