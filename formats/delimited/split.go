package delimited

import (
	"bytes"
	"encoding/binary"
	"math/bits"
	"slices"
)

// cut finds where the cells of a line without quotes end, and about where anything but printable ASCII stands in them. It
// stops soon after the cells are too many.
func (s *scanner) cut(line []byte) {
	ends, text := s.found.Ends[:cap(s.found.Ends)], line
	wanted := uint64(s.form.delimiter) * ones
	if len(line) < block {
		short := blanks
		copy(short[:], line)
		text = short[:]
	}
	odd, oddEnd, n := len(line), 0, 0
	for done := 0; done < len(text) && n <= s.o.MaxColumns; {
		if n+block >= len(ends) {
			ends = append(ends, make([]int, len(ends)+2*block)...)
		}
		from := min(done, len(text)-block) // the last block begins within the one before
		found, strange := marks((*[block]byte)(text[from:]), wanted)
		if strange&highs != 0 {
			odd, oddEnd = min(odd, from), from+block
		}
		for found >>= done - from; found != 0; found &= found - 1 {
			ends[n] = done + bits.TrailingZeros64(found)
			n++
		}
		done = from + block
	}
	s.found.Ends, s.found.Odd = append(ends[:n], len(line)), line[odd:max(odd, min(oddEnd, len(line)))]
}

// block is how many bytes are looked at together.
const block = 64

var blanks = [block]byte(bytes.Repeat([]byte{' '}, block))

// marks tells where the delimiters stand in a block, a bit for each byte, and marks by the highest bit of a byte that
// something else than printable ASCII is in it.
func marks(b *[block]byte, wanted uint64) (found, odd uint64) {
	m0, o0 := marks8(b[0:], wanted)
	m1, o1 := marks8(b[8:], wanted)
	m2, o2 := marks8(b[16:], wanted)
	m3, o3 := marks8(b[24:], wanted)
	m4, o4 := marks8(b[32:], wanted)
	m5, o5 := marks8(b[40:], wanted)
	m6, o6 := marks8(b[48:], wanted)
	m7, o7 := marks8(b[56:], wanted)
	return m0 | m1<<8 | m2<<16 | m3<<24 | m4<<32 | m5<<40 | m6<<48 | m7<<56, o0 | o1 | o2 | o3 | o4 | o5 | o6 | o7
}

// marks8 is marks for eight bytes. wanted is eight times the delimiter, which is a tab, or printable and has the bit 0x20.
func marks8(b []byte, wanted uint64) (found, odd uint64) {
	w := binary.LittleEndian.Uint64(b)
	x := w ^ wanted // NUL where the delimiter stands; found exactly, without a carry from byte to byte
	m := ^((x&^highs + ^uint64(highs)) | x | ^uint64(highs)) >> 7
	w |= m * ' ' // which makes a tab printable
	return m * together >> 56, w | (w - ' '*ones) | (w + ones)
}

// together, multiplied by a number of which each byte is 0 or 1, gives these bits in its upper byte, the lowest first.
const together = 0x0102040810204080

// split makes the line that was cut the record's cells.
func (s *scanner) split(line []byte) {
	s.rec.Cells = slices.Grow(s.rec.Cells, len(s.found.Ends))[:len(s.found.Ends)]
	lo := 0
	for i, end := range s.found.Ends {
		s.rec.Cells[i] = line[lo:end]
		lo = end + 1
	}
}

// splitQuoted cuts a line in which cells stand between quotes. It gives false for whatever is not that simple:
// quotes written twice or astray, a cell that goes on in the next line.
func (s *scanner) splitQuoted(line []byte) bool {
	cells := s.rec.Cells
	s.found.Odd = line
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
