package delimited

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math/bits"
	"strconv"
	"unicode/utf8"
)

// replacement is U+FFFD in UTF-8: the mark of a letter that was lost.
var replacement = []byte("\uFFFD")

var nul = []byte{0}

const (
	ones  = 0x0101010101010101
	highs = 0x8080808080808080
)

// clean tells whether text is valid UTF-8 without NUL and without marks of lost letters.
func clean(text []byte) bool {
	i := 0
	for i+8 <= len(text) {
		w := binary.LittleEndian.Uint64(text[i:])
		odd := (w | (w-ones)&^w) & highs // marks at least the first byte that is not ASCII, or NUL
		if odd == 0 {
			i += 8
			continue
		}
		i += bits.TrailingZeros64(odd) / 8
		n := letter(text[i:])
		if n == 0 {
			return false
		}
		i += n
	}
	for i < len(text) {
		n := letter(text[i:])
		if n == 0 {
			return false
		}
		i += n
	}
	return true
}

// letter gives the length of the character that text begins with, 0 where it is none, a NUL or the mark of a lost one.
func letter(text []byte) int {
	b := text[0]
	switch {
	case b-1 < utf8.RuneSelf-1:
		return 1
	case 0xC2 <= b && b <= 0xDF && len(text) > 1 && text[1]&0xC0 == 0x80:
		return 2
	case b == 0:
		return 0
	}
	r, n := utf8.DecodeRune(text)
	if r == utf8.RuneError {
		return 0
	}
	return n
}

// manyNULs are as many as no slip of a program leaves in one row: that part of the file was never written.
const manyNULs = 16

// notText refuses a file of which n bytes in the row at hand are NUL.
func (s *scanner) notText(n int) error {
	if n >= manyNULs {
		return refuse("binary", s.line)
	}
	return nil
}

// inspect empties cell i of the record if it can't be taken as it is, and notes why.
func (s *scanner) inspect(i int) {
	cell := s.rec.Cells[i]
	code, arg := fault(cell, s.o.MaxCell)
	if code == "" {
		return
	}
	s.rec.Cells[i] = cell[:0]
	if arg == "" {
		s.problem(i, code)
	} else {
		s.problem(i, code, arg)
	}
}

// fault says what is wrong with a cell, "" when nothing is.
func fault(cell []byte, maxCell int) (code, arg string) {
	switch {
	case len(cell) > maxCell && utf8.RuneCount(cell) > maxCell:
		return "cell-too-long", strconv.Itoa(maxCell)
	case !utf8.Valid(cell):
		return "byte-undecodable", undecodable(cell)
	case bytes.IndexByte(cell, 0) >= 0:
		return "nul-byte", ""
	case bytes.Contains(cell, replacement):
		return "replacement-character", ""
	}
	return "", ""
}

// undecodable gives the first byte of cell that is not text, or the half of a UTF-16 surrogate pair, as hexadecimal.
func undecodable(cell []byte) string {
	for len(cell) > 0 {
		r, n := utf8.DecodeRune(cell)
		if r != utf8.RuneError || n != 1 {
			cell = cell[n:]
			continue
		}
		if len(cell) >= 3 && cell[0] == 0xED && cell[1]&0xE0 == 0xA0 && cell[2]&0xC0 == 0x80 {
			return fmt.Sprintf("0x%04X", 0xD000|int(cell[1]&0x3F)<<6|int(cell[2]&0x3F))
		}
		return fmt.Sprintf("0x%02X", cell[0])
	}
	return ""
}
