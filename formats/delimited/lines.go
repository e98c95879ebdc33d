package delimited

import "strconv"

// lines looks at the physical lines that one record spans. Lines with as many delimiters as the file's rows have are
// rows that a quote has swallowed, and nobody in them would be seen again.
type lines struct {
	delimiter byte
	usual     int // delimiters in the file's usual row; -1: not known, nothing is judged

	breaks   int  // line ends so far
	matching int  // lines that look like a usual row
	regular  int  // lines with as many delimiters as the line before, and with some
	here     int  // delimiters in the line so far
	before   int  // delimiters in the line before
	afterCR  bool // the last byte was a CR
}

// manyBreaks is how many line ends a cell may have while its lines look regular.
const manyBreaks = 20

func (l *lines) feed(text []byte) {
	for _, b := range text {
		switch {
		case b == '\n' && l.afterCR: // the second half of a line end
		case b == '\n' || b == '\r':
			l.breaks++
			l.endLine()
		case b == l.delimiter:
			l.here++
		}
		l.afterCR = b == '\r'
	}
}

func (l *lines) endLine() {
	if l.here == l.usual {
		l.matching++
	}
	if l.here > 0 && l.here == l.before {
		l.regular++
	}
	l.before, l.here = l.here, 0
}

// verdict says what the lines are taken for.
type verdict int

const (
	oneRow      verdict = iota // text that spans lines
	doubtful                   // perhaps rows: the record is rejected
	severalRows                // rows: the file is refused
)

// judge says, after the record's last line, whether its lines look like rows. Rows of one or two columns look like
// plain text, so a little more is asked of them.
func (l *lines) judge() verdict {
	switch {
	case l.usual < 0:
		return oneRow
	case l.breaks > manyBreaks && (l.regular*2 > l.breaks || l.usual == 0):
		return severalRows
	case l.usual >= 3 && l.matching >= 2, l.usual >= 1 && l.matching >= 3:
		return severalRows
	case l.usual == 0, l.matching >= 2:
		return doubtful
	}
	return oneRow
}

// judgeLines refuses or rejects a record that seems to have swallowed rows.
func (s *scanner) judgeLines() error {
	w := &s.walk
	if w.stray {
		return refuse("quote-stray", w.opened)
	}
	s.feed()
	w.lines.endLine()
	switch w.lines.judge() {
	case severalRows:
		return refuse("quote-swallows-lines", w.opened, strconv.Itoa(w.lines.breaks+1))
	case doubtful:
		s.problem(-1, "quote-swallows-lines", strconv.Itoa(w.lines.breaks+1))
	}
	return nil
}
