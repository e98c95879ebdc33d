package delimited

import (
	"bytes"
	"slices"
)

// cut finds where the cells of a line without quotes end, and where anything but printable ASCII stands in it. It stops soon
// after the cells are too many.
func (s *scanner) cut(line []byte) {
	text, room := s.inBlocks(line), s.found.Ends[:cap(s.found.Ends)]
	n, done, odd, oddEnd := ends(room, text, 0, len(line), uint64(s.form.delimiter)*ones)
	for done < len(line) && n <= s.o.MaxColumns {
		room = append(room, make([]int, len(room)+2*block)...)
		more, at, first, last := ends(room[n:], text, done, len(line), uint64(s.form.delimiter)*ones)
		n, done, odd, oddEnd = n+more, at, min(odd, first), max(oddEnd, last)
	}
	s.found.Ends, s.found.Odd = append(room[:n], len(line)), line[odd:max(odd, oddEnd)]
}

// inBlocks gives a line and what stands after it, up to whole blocks.
func (s *scanner) inBlocks(line []byte) []byte {
	if whole := (len(line) + block - 1) / block * block; whole <= cap(line) {
		return line[:whole]
	}
	s.last = slices.Grow(append(s.last[:0], line...), block)
	return s.last[:cap(s.last)]
}

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
