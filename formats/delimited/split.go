package delimited

import (
	"bytes"
	"encoding/binary"
	"math/bits"
)

// split cuts a line without quotes into the record's cells, eight bytes at a time, and notes whether it holds
// anything but ASCII. It stops soon after the cells are too many.
func (s *scanner) split(line []byte) {
	cells := s.rec.Cells
	delimiter := s.form.delimiter
	wanted := uint64(delimiter) * ones
	var odd uint64
	lo, i := 0, 0
	for ; i+8 <= len(line) && len(cells) <= s.o.MaxColumns; i += 8 {
		w := binary.LittleEndian.Uint64(line[i:])
		odd |= w | (w-ones)&^w
		x := w ^ wanted // NUL where the delimiter stands; found exactly, without a carry from byte to byte
		for m := ^((x&^highs + ^uint64(highs)) | x | ^uint64(highs)); m != 0; m &= m - 1 {
			at := i + bits.TrailingZeros64(m)/8
			cells = append(cells, line[lo:at])
			lo = at + 1
		}
	}
	for ; i < len(line) && len(cells) <= s.o.MaxColumns; i++ {
		b := line[i]
		if b == delimiter {
			cells = append(cells, line[lo:i])
			lo = i + 1
		}
		odd |= uint64(b) | uint64(b) - 1 // of NUL, all bits
	}
	s.rec.Cells = append(cells, line[lo:])
	s.odd = odd&highs != 0
}

// splitQuoted cuts a line in which cells stand between quotes. It gives false for whatever is not that simple:
// quotes written twice or astray, a cell that goes on in the next line.
func (s *scanner) splitQuoted(line []byte) bool {
	cells := s.rec.Cells
	s.odd = true
	for rest := line; len(cells) <= s.o.MaxColumns; {
		lo, hi := 0, bytes.IndexByte(rest, s.form.delimiter)
		next := hi
		if len(rest) > 0 && rest[0] == '"' {
			lo, hi = 1, 1+bytes.IndexByte(rest[1:], '"')
			next = hi + 1
			if hi == 0 || next < len(rest) && rest[next] != s.form.delimiter {
				return false
			}
		}
		if next < 0 || next == len(rest) {
			if hi < 0 {
				hi = len(rest)
			}
			s.rec.Cells = append(cells, rest[lo:hi])
			return true
		}
		cells = append(cells, rest[lo:hi])
		rest = rest[next+1:]
	}
	s.rec.Cells = cells
	return true
}
