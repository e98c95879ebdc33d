package delimited

import (
	"bytes"

	"rollcall/reconcile"
)

// linesAhead is how many lines are hashed together before they are asked for.
const linesAhead = 16

// ahead holds the prints of the lines to come.
type ahead struct {
	prints [linesAhead]uint64
	starts [linesAhead]int64 // of the lines, in the file
	sizes  [linesAhead]int   // of the lines, in bytes
	ends   [linesAhead]int64 // where the LF of each stands, in the file
	next   int               // the first that was not asked for
	count  int
}

// isKnown tells whether the line from pos to end is passed over. Where the line after it was seen to come, its end need
// not be searched any more.
func (s *scanner) isKnown(end int) bool {
	if s.known == nil {
		return false
	}
	text, at := s.buf[s.pos:end], s.base+int64(s.pos)
	print, ahead := s.print(text, at)
	if !s.known.Known(print, reconcile.Place{At: at, Line: s.line}) {
		return false
	}
	if a := &s.ahead; ahead && a.next < a.count {
		s.lf = int(a.ends[a.next] - s.base)
	}
	return true
}

// passKnown passes over the line at pos where it is known by the text up to the next LF; asked tells that somebody was
// asked about that text.
func (s *scanner) passKnown() (asked, known bool) {
	if s.known == nil {
		return false, false
	}
	end := s.next(&s.lf, s.pos, '\n')
	if end == s.end {
		return false, false
	}
	if end > s.pos && s.buf[end-1] == '\r' {
		end--
	}
	if end == s.pos || !s.isKnown(end) {
		return end > s.pos, false
	}
	s.pass(end)
	return true, true
}

// print gives the print of a line, and whether it was taken before because the line was seen to come.
func (s *scanner) print(text []byte, at int64) (print uint64, ahead bool) {
	a := &s.ahead
	for a.next < a.count && a.starts[a.next] < at {
		a.next++
	}
	if a.next == a.count {
		s.look()
	}
	if a.next == a.count || a.starts[a.next] != at || a.sizes[a.next] != len(text) {
		return s.known.Print(text), false
	}
	a.next++
	return a.prints[a.next-1], true
}

// look takes the prints of the next lines, as far as they are read and end with an LF.
func (s *scanner) look() {
	a := &s.ahead
	a.next, a.count = 0, 0
	for from := s.pos; a.count < linesAhead; {
		n := bytes.IndexByte(s.buf[from:s.end], '\n')
		if n < 0 {
			break
		}
		text := s.buf[from : from+n]
		if n > 0 && text[n-1] == '\r' {
			text = text[:n-1]
		}
		a.prints[a.count], a.starts[a.count], a.sizes[a.count] = s.known.Print(text), s.base+int64(from), len(text)
		from += n + 1
		a.ends[a.count] = s.base + int64(from) - 1
		a.count++
	}
	s.known.Expect(a.prints[:a.count])
}
