package delimited

import (
	"bytes"
	"encoding/binary"
	"math/bits"
)

// split cuts a line without quotes into the record's cells, 64 bytes at a time, and notes where it may hold anything but
// ASCII. It stops soon after the cells are too many.
func (s *scanner) split(line []byte) {
	cells, lo := s.rec.Cells, 0
	wanted := uint64(s.form.delimiter) * ones
	s.oddFrom, s.oddTo = 0, 0
	for at := 0; at < len(line) && len(cells) <= s.o.MaxColumns; at += 64 {
		var ends, odd uint64
		if rest := line[at:]; len(rest) >= 64 {
			ends, odd = endsIn((*[64]byte)(rest), wanted)
		} else {
			ends, odd = endsInFew(rest, wanted)
		}
		if odd&highs != 0 {
			if s.oddTo == 0 {
				s.oddFrom = at
			}
			s.oddTo = min(at+64, len(line))
		}
		for ; ends != 0; ends &= ends - 1 {
			end := at + bits.TrailingZeros64(ends)
			cells = append(cells, line[lo:end])
			lo = end + 1
		}
	}
	s.rec.Cells = append(cells, line[lo:])
}

// endsIn gives a bit for each of the bytes, the lowest for the first, that tells whether it is the one that wanted
// has eight times; odd marks, by the highest bit of a byte, that some byte is not ASCII, or NUL.
func endsIn(text *[64]byte, wanted uint64) (ends, odd uint64) {
	for i := 0; i < len(text); i += 8 {
		w := binary.LittleEndian.Uint64(text[i:])
		odd |= w | (w-ones)&^w
		ends = ends>>8 | zeros(w^wanted)<<56
	}
	return ends, odd
}

// endsInFew does the same for fewer bytes.
func endsInFew(text []byte, wanted uint64) (ends, odd uint64) {
	var all [64]byte
	n := copy(all[:], text)
	for i := 0; i < n; i += 8 {
		w := binary.LittleEndian.Uint64(all[i:])
		if left := n - i; left < 8 { // what stands behind the text is neither odd nor a delimiter
			w |= 'a' * ones << (8 * left)
		}
		odd |= w | (w-ones)&^w
		ends |= zeros(w^wanted) << i
	}
	return ends, odd
}

// zeros gives a bit for each of eight bytes, the lowest for the first, that tells whether it is 0: found exactly, without
// a carry from byte to byte, and then gathered by multiplying.
func zeros(x uint64) uint64 {
	marks := ^((x&^highs + ^uint64(highs)) | x | ^uint64(highs))
	return marks >> 7 * 0x0102040810204080 >> 56
}

// splitQuoted cuts a line in which cells stand between quotes. It gives false for whatever is not that simple:
// quotes written twice or astray, a cell that goes on in the next line.
func (s *scanner) splitQuoted(line []byte) bool {
	cells := s.rec.Cells
	s.oddFrom, s.oddTo = 0, len(line)
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
