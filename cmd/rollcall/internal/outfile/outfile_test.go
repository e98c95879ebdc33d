package outfile

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"
)

func TestWriteIsWholeOrNothing(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "export.csv")
	put := func(s string, fail error) error {
		return Write(path, func(w io.Writer) error {
			io.WriteString(w, s)
			return fail
		})
	}
	full := errors.New("the disk is full")
	if err := put("half", full); !errors.Is(err, full) {
		t.Fatalf("got %v", err)
	}
	if left, _ := os.ReadDir(dir); len(left) != 0 {
		t.Fatalf("a failed write left %v", left)
	}
	if err := put("first", nil); err != nil {
		t.Fatal(err)
	}
	if err := put("ha", full); err == nil {
		t.Fatal("the error was lost")
	}
	got, err := os.ReadFile(path)
	if err != nil || string(got) != "first" {
		t.Errorf("after a failed write the file says %q, %v", got, err)
	}
	if left, _ := os.ReadDir(dir); len(left) != 1 {
		t.Errorf("temporary files stay: %v", left)
	}
}

func TestWriteRefusesAFolder(t *testing.T) {
	if err := Write(t.TempDir(), func(io.Writer) error { return nil }); err == nil {
		t.Error("a folder was written over")
	}
}
