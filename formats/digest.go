package formats

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"sync/atomic"
)

// digest takes the SHA-256 of a file beside its parsing, on another core.
type digest struct {
	stop atomic.Bool
	done chan struct{}
	sum  string
	err  error
}

// startDigest begins at once. wait or cancel must follow.
func startDigest(r io.ReaderAt, size int64) *digest {
	d := &digest{done: make(chan struct{})}
	go func() {
		defer close(d.done)
		h := sha256.New()
		_, d.err = io.CopyBuffer(struct{ io.Writer }{h}, &stoppable{io.NewSectionReader(r, 0, size), &d.stop}, make([]byte, 256<<10))
		d.sum = hex.EncodeToString(h.Sum(nil))
	}()
	return d
}

// wait gives the sum, hexadecimal, when the whole file was read; "" where nobody takes it.
func (d *digest) wait() (string, error) {
	if d == nil {
		return "", nil
	}
	<-d.done
	return d.sum, d.err
}

// cancel ends the work and returns when nothing reads the file any more.
func (d *digest) cancel() {
	if d == nil {
		return
	}
	d.stop.Store(true)
	<-d.done
}

// stoppable is a reader that ends early once stop is set.
type stoppable struct {
	r    io.Reader
	stop *atomic.Bool
}

func (s *stoppable) Read(p []byte) (int, error) {
	if s.stop.Load() {
		return 0, io.ErrClosedPipe
	}
	return s.r.Read(p)
}
