package main

import (
	"os"
	"path/filepath"

	"rollcall/reconcile"
)

// scratch is a file for what a plan in the making does not keep in memory. It holds personal data: it is its owner's
// alone, and where the system lets an open file go without a name it is gone with the process, however that ends.
type scratch struct {
	file  *os.File
	named bool
}

// open makes the file in the cache folder, or else where temporary files go.
func (s *scratch) open() (reconcile.Scratch, error) {
	var err error
	if s.file, err = os.CreateTemp(scratchFolder(), "rollcall-plan.*"); err != nil {
		return nil, err
	}
	s.named = os.Remove(s.file.Name()) != nil
	return s.file, nil
}

// scratchFolder is "" where there is no cache folder. Temporary files are often kept in memory.
func scratchFolder() string {
	dir, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	if dir = filepath.Join(dir, "rollcall"); os.MkdirAll(dir, 0o700) != nil {
		return ""
	}
	return dir
}

// close lets the file go.
func (s *scratch) close() {
	if s.file != nil {
		s.file.Close()
	}
	if s.named {
		_ = os.Remove(s.file.Name())
	}
}
