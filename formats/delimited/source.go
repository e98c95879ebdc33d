package delimited

import (
	"encoding/binary"
	"io"
	"unicode/utf16"
	"unicode/utf8"
)

// section is the text of a file, or its first part.
type section struct {
	coding
	r        io.ReaderAt
	from, to int64
}

// head gives the first n bytes of s, and whether s is longer.
func (s section) head(n int64) (section, bool) {
	if s.to-s.from <= n {
		return s, false
	}
	s.to = s.from + n
	return s, true
}

// open tells whether the text does not end with a line end.
func (s section) open() (bool, error) {
	last := make([]byte, 1, 2)
	if wides[s.name] != nil {
		last = last[:2]
	}
	if s.to-s.from < int64(len(last)) {
		return true, nil
	}
	exact := &exactReader{r: s.r, at: s.to - int64(len(last)), to: s.to}
	if _, err := io.ReadFull(exact, last); err != nil {
		return false, err
	}
	end := rune(last[0])
	if order := wides[s.name]; order != nil {
		end = rune(order.Uint16(last))
	}
	return end != '\n' && end != '\r', nil
}

// reader gives the text as UTF-8. What does not decode comes through as bytes that are invalid UTF-8.
func (s section) reader() io.Reader {
	exact := &exactReader{r: s.r, at: s.from, to: s.to}
	if order, ok := wides[s.name]; ok {
		return &decoder{src: exact, in: make([]byte, 0, decodeSize), step: wide(order)}
	}
	if charmaps[s.name] != nil {
		return &decoder{src: exact, in: make([]byte, 0, decodeSize), step: narrow(bytesOf(s.name))}
	}
	return exact
}

// exactReader reads the bytes from at to to. A file that ends before gives a refusal: rows would be missing.
type exactReader struct {
	r      io.ReaderAt
	at, to int64
}

func (e *exactReader) Read(p []byte) (int, error) {
	if e.at >= e.to {
		return 0, io.EOF
	}
	p = p[:min(int64(len(p)), e.to-e.at)]
	n, err := e.r.ReadAt(p, e.at)
	e.at += int64(n)
	switch {
	case n == len(p):
		return n, nil
	case err == io.EOF:
		return n, refuse("file-changed", 0)
	}
	return n, err
}

const decodeSize = 32 << 10

// decoder makes UTF-8 of another encoding, a buffer at a time.
type decoder struct {
	src  io.Reader
	in   []byte // read and not yet decoded
	err  error
	step decode
}

// decode appends to out, as far as its capacity goes, the characters that in begins with, and says how many bytes of
// in they took. last tells that nothing comes after in.
type decode func(out, in []byte, last bool) ([]byte, int)

// Read fills p as far as whole characters go; p must hold at least utf8.UTFMax bytes.
func (d *decoder) Read(p []byte) (int, error) {
	for len(d.in) < utf8.UTFMax && d.err == nil {
		held := len(d.in)
		n, err := d.src.Read(d.in[held:cap(d.in)])
		d.in, d.err = d.in[:held+n], err
	}
	out, done := d.step(p[:0:len(p)], d.in, d.err != nil)
	d.in = d.in[:copy(d.in, d.in[done:])] // the rest goes to the start, so that the capacity is never eaten up
	if len(out) == 0 && d.err != nil {
		return 0, d.err
	}
	return len(out), nil
}

// narrow decodes an encoding of one byte a character.
func narrow(table *[256][]byte) decode {
	return func(out, in []byte, _ bool) ([]byte, int) {
		for i, b := range in {
			if cap(out)-len(out) < utf8.UTFMax {
				return out, i
			}
			if b < utf8.RuneSelf {
				out = append(out, b)
			} else {
				out = append(out, table[b]...)
			}
		}
		return out, len(in)
	}
}

var wides = map[string]binary.ByteOrder{utf16LE: binary.LittleEndian, utf16BE: binary.BigEndian}

// wide decodes UTF-16. Half a surrogate pair comes through as the three bytes that UTF-8 forbids for it.
func wide(order binary.ByteOrder) decode {
	return func(out, in []byte, last bool) ([]byte, int) {
		i := 0
		for i+2 <= len(in) && cap(out)-len(out) >= utf8.UTFMax {
			u := rune(order.Uint16(in[i:]))
			switch {
			case !utf16.IsSurrogate(u):
				out = utf8.AppendRune(out, u)
				i += 2
				continue
			case i+4 > len(in) && !last:
				return out, i
			case i+4 <= len(in):
				if r := utf16.DecodeRune(u, rune(order.Uint16(in[i+2:]))); r != utf8.RuneError {
					out = utf8.AppendRune(out, r)
					i += 4
					continue
				}
			}
			out = append(out, 0xE0|byte(u>>12), 0x80|byte(u>>6)&0x3F, 0x80|byte(u)&0x3F)
			i += 2
		}
		return out, i
	}
}
