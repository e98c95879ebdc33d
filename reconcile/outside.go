package reconcile

import (
	"bufio"
	"bytes"
	"cmp"
	"io"
	"slices"
)

// Scratch is room outside memory for what only the plan in the making needs; a file, say. It is written from its start
// on and read again where it was written.
type Scratch interface {
	io.Writer
	io.ReaderAt
}

// outside is the part of a spool that is not in memory.
type outside struct {
	scratch func() (Scratch, error) // gives the place; nil where all stays in memory
	largest int                     // how many bytes the runs have that go there
	place   Scratch
	end     int64  // of what was written
	one     []byte // room for one record that was read
	failed  error  // why one could not be read
}

// run is records that stand one after the other.
type run struct {
	records []byte // nil once they are outside
	from    int64  // where they begin there
	size    int
}

// The first run has as much room as most plans need. Where records may go outside, each has twice the room of the one
// before, up to a bound.
const (
	firstRun = 1 << 20
	largeRun = 8 << 20
)

// room gives the run that the next record, of so many bytes, goes into.
func (s *spool) room(n int) *run {
	var records []byte
	if last := len(s.runs) - 1; last >= 0 {
		r := &s.runs[last]
		if n <= cap(r.records)-len(r.records) {
			return r
		}
		if s.scratch != nil && cap(r.records) >= s.largest {
			records = s.moveOut(uint32(last))
		}
		s.last = s.last[:0]
	}
	if size := max(n, s.nextSize()); cap(records) < size {
		records = make([]byte, 0, size)
	}
	s.runs = append(s.runs, run{records: records[:0]})
	return &s.runs[len(s.runs)-1]
}

func (s *spool) nextSize() int {
	if s.scratch == nil {
		return firstRun
	}
	return min(firstRun<<min(len(s.runs), 10), s.largest)
}

// moveOut writes the last run to the scratch, in the order of a plan, and gives its memory to be used again. Where that
// fails it stays in memory, and so do all after it.
func (s *spool) moveOut(number uint32) []byte {
	slices.Sort(s.last)
	mine := slices.DeleteFunc(slices.Compact(s.last), func(i int32) bool { return s.entries[i].run != number })
	s.inOrder(mine)
	size, err := s.write(&s.runs[number], mine)
	if err != nil {
		s.scratch = nil
		return nil
	}
	r := &s.runs[number]
	records := r.records
	r.records, r.from, r.size = nil, s.end, size
	s.end += int64(size)
	at := uint32(0)
	for _, i := range mine {
		s.entries[i].at = at
		at += s.entries[i].size
	}
	return records
}

// write writes a run's records to the scratch.
func (s *spool) write(r *run, entries []int32) (size int, err error) {
	if s.place == nil {
		if s.place, err = s.scratch(); err != nil {
			return 0, err
		}
	}
	w := bufio.NewWriterSize(s.place, 1<<16)
	for _, i := range entries {
		e := &s.entries[i]
		w.Write(r.records[e.at:][:e.size]) // the error comes again with Flush
		size += int(e.size)
	}
	return size, w.Flush()
}

// compareEntries compares entries as a plan orders them.
func compareEntries(a *entry, keyA []byte, b *entry, keyB []byte) int {
	if c := cmp.Compare(a.final(), b.final()); c != 0 {
		return c
	}
	if c := bytes.Compare(keyA, keyB); c != 0 {
		return c
	}
	if c := cmp.Compare(a.ord, b.ord); c != 0 {
		return c
	}
	return cmp.Compare(a.line, b.line)
}

func (s *spool) inMemory(e *entry) bool { return s.runs[e.run].records != nil }

// record gives an entry's record. It is valid until the next one is asked for.
func (s *spool) record(e *entry) ([]byte, error) {
	r := &s.runs[e.run]
	if r.records != nil {
		return r.records[e.at:][:e.size], nil
	}
	s.one = slices.Grow(s.one[:0], int(e.size))[:e.size]
	if n, err := s.place.ReadAt(s.one, r.from+int64(e.at)); n < len(s.one) {
		s.failed = err
		return nil, err
	}
	return s.one, nil
}

// window reads a run that is outside, mostly one record after the other.
type window struct {
	place Scratch
	run   *run
	from  int
	bytes []byte
}

const windowSize = 1 << 16

// at gives some bytes of the run, until it is asked for others.
func (w *window) at(from, n int) ([]byte, error) {
	if from < w.from || from+n > w.from+len(w.bytes) {
		size := min(max(n, windowSize), w.run.size-from)
		w.from, w.bytes = from, slices.Grow(w.bytes[:0], size)[:size]
		if got, err := w.place.ReadAt(w.bytes, w.run.from+int64(from)); got < size {
			w.bytes = w.bytes[:0]
			return nil, err
		}
	}
	return w.bytes[from-w.from:][:n], nil
}
