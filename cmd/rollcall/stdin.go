package main

import (
	"errors"
	"io"
	"os"

	"rollcall/formats"
	"rollcall/reconcile"
)

// read opens a member file, or standard input for "-".
func (s *session) read(path string, o formats.Options) (*formats.Source, error) {
	if path != "-" {
		return formats.Open(path, o)
	}
	if f, size, ok := redirected(s.stdin); ok {
		return formats.Read(s.say("stdin"), f, size, o)
	}
	held, err := hold(s.stdin, o.Limits.Settled().Stdin)
	if err != nil {
		return nil, s.named(err)
	}
	return formats.Read(s.say("stdin"), held, held.size, o)
}

// named puts the name of standard input into a refusal.
func (s *session) named(err error) error {
	var r *reconcile.Refusal
	if errors.As(err, &r) {
		r.File = s.say("stdin")
	}
	return err
}

// redirected tells of a standard input that is an ordinary file, as after "<", what is left of it: it needs no memory.
func redirected(stdin io.Reader) (rest *io.SectionReader, size int64, ok bool) {
	f, isFile := stdin.(*os.File)
	if !isFile {
		return nil, 0, false
	}
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return nil, 0, false
	}
	at, err := f.Seek(0, io.SeekCurrent)
	if err != nil {
		return nil, 0, false
	}
	size = max(0, info.Size()-at)
	return io.NewSectionReader(f, at, size), size, true
}

// held is what came through a pipe, in blocks of one size, so that nothing is copied when it grows. A member file may
// hold passwords: it is never put into a temporary file.
type held struct {
	blocks [][]byte
	size   int64
}

const heldBlock = 1 << 20

// hold reads r to its end, limit bytes at most.
func hold(r io.Reader, limit int64) (*held, error) {
	h := &held{}
	for {
		block := make([]byte, heldBlock)
		n, err := io.ReadFull(r, block)
		h.blocks, h.size = append(h.blocks, block[:n]), h.size+int64(n)
		switch {
		case h.size > limit:
			return nil, &reconcile.Refusal{Problem: reconcile.Problem{Code: "stdin-too-large", Args: []string{decimal(limit)}, Rejects: true}}
		case err == io.EOF, err == io.ErrUnexpectedEOF:
			return h, nil
		case err != nil:
			return nil, err
		}
	}
}

// ReadAt gives the bytes from off on; less than asked for only at the end, with io.EOF.
func (h *held) ReadAt(p []byte, off int64) (n int, err error) {
	for n < len(p) {
		at := off + int64(n)
		if at >= h.size {
			return n, io.EOF
		}
		n += copy(p[n:], h.blocks[at/heldBlock][at%heldBlock:])
	}
	return n, nil
}
