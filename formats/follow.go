package formats

import (
	"io"
	"sync/atomic"
)

// followed is a file that knows how far it was read.
type followed struct {
	io.ReaderAt
	passed atomic.Int64 // the end of the furthest bytes that were asked for
}

// ReadAt reads and takes note.
func (f *followed) ReadAt(p []byte, off int64) (int, error) {
	n, err := f.ReaderAt.ReadAt(p, off)
	for end := off + int64(n); ; {
		if before := f.passed.Load(); end <= before || f.passed.CompareAndSwap(before, end) {
			return n, err
		}
	}
}

// Share tells how much of the file's bytes the reading of its rows has passed, from 0 to 1. It may be asked at any
// moment, from another goroutine too.
func (s *Source) Share() float64 {
	if s.File.Size == 0 {
		return 0
	}
	return min(1, float64(s.bytes.passed.Load())/float64(s.File.Size))
}
