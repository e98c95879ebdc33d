package delimited

import (
	"bytes"

	"rollcall/reconcile"
)

// linesAhead is how many lines are hashed together before they are asked for.
const linesAhead = 16

// ahead is the lines to come that were seen, each of which ends with an LF.
type ahead struct {
	texts  [linesAhead][]byte // valid only while they are looked for
	prints [linesAhead]uint64
	at     [linesAhead]reconcile.Place // their numbers only while they are asked for
	ends   [linesAhead]int64           // where the LF of each stands, in the file
	next   int                         // the first that was not asked for
	count  int
}

// passKnown passes over the lines from pos on that are known by their texts up to the next LF. It tells whether somebody
// was asked about the line then at pos.
func (s *scanner) passKnown() (asked bool) {
	if s.known == nil {
		return false
	}
	for a := &s.ahead; s.seen(); {
		from := a.next
		for i := from; i < a.count; i++ {
			a.at[i].Line = s.line + i - from
		}
		n := s.known.Known(a.prints[from:a.count], a.at[from:a.count])
		if a.next += n; n > 0 {
			s.line += n
			s.pos = int(a.ends[a.next-1]-s.base) + 1
		}
		if a.next < a.count {
			s.lf = int(a.ends[a.next] - s.base)
			a.next++
			return true
		}
	}
	return false
}

// seen tells whether the line at pos is the next of those that were seen to come, or comes now.
func (s *scanner) seen() bool {
	a, at := &s.ahead, s.base+int64(s.pos)
	for a.next < a.count && a.at[a.next].At < at {
		a.next++
	}
	if a.next < a.count && a.at[a.next].At == at {
		return true
	}
	if s.next(&s.lf, s.pos, '\n') == s.end {
		return false
	}
	s.look()
	return true
}

// look takes the prints of the next lines, as far as they are read and end with an LF; there is one.
func (s *scanner) look() {
	a := &s.ahead
	a.next, a.count = 0, 0
	for from := s.pos; a.count < linesAhead; a.count++ {
		n := bytes.IndexByte(s.buf[from:s.end], '\n')
		if n < 0 {
			break
		}
		end := from + n
		a.at[a.count].At, a.ends[a.count] = s.base+int64(from), s.base+int64(end)
		text := s.buf[from:end]
		if n > 0 && text[n-1] == '\r' {
			text = text[:n-1]
		}
		a.texts[a.count] = text
		from = end + 1
	}
	s.known.Expect(a.texts[:a.count], a.prints[:a.count])
}

// isKnown tells whether the line from pos to end is passed over.
func (s *scanner) isKnown(end int) bool {
	if s.known == nil {
		return false
	}
	texts, prints := s.ahead.texts[:1], [1]uint64{}
	texts[0] = s.buf[s.pos:end]
	s.known.Expect(texts, prints[:])
	return s.known.Known(prints[:], []reconcile.Place{{At: s.base + int64(s.pos), Line: s.line}}) == 1
}
