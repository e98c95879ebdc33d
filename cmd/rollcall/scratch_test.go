package main

import (
	"os"
	"runtime"
	"testing"
)

// What a plan in the making keeps in a file has no name there, so that nothing is left however the process ends.
func TestScratch(t *testing.T) {
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	t.Setenv("HOME", t.TempDir())
	var s scratch
	place, err := s.open()
	if err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(scratchFolder())
	if err != nil {
		t.Fatal(err)
	}
	if runtime.GOOS != "windows" && len(entries) > 0 {
		t.Errorf("%s is there for everybody to see", entries[0].Name())
	}
	if _, err := place.Write([]byte("Nové")); err != nil {
		t.Fatal(err)
	}
	got := make([]byte, 2)
	if _, err := place.ReadAt(got, 1); err != nil || string(got) != "ov" {
		t.Errorf("read %q, %v", got, err)
	}
	s.close()
	if entries, err = os.ReadDir(scratchFolder()); err != nil || len(entries) > 0 {
		t.Errorf("%d files are left, %v", len(entries), err)
	}
}
