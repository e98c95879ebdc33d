package workbook

import "bytes"

// headRoom is how many bytes quickCell wants to see: more than the longest start tag it reads and the tags after it.
const headRoom = 256

// quickCell reads a cell that is written the way spreadsheets write nearly all of them, in one step instead of tag by
// tag. Where it does not understand every byte it takes none, done is false, and readCell judges the cell: it accepts
// nothing that readCell would not, and gives the same (a fuzz test compares the two).
func (r *Reader) quickCell(last int) (column int, done bool, err error) {
	s := r.scan
	b := s.buf[s.pos:s.end]
	if r.slow || s.closing || len(s.prefix) > 0 || len(b) < headRoom || b[0] != '<' || b[1] != 'c' || b[2] != ' ' {
		return last, false, nil
	}
	c := cell{column: last + 1}
	i := r.quickHead(&c, b)
	if i == 0 || c.column <= last || c.column >= maxColumn {
		return last, false, nil
	}
	if b[i] == '/' {
		s.pos += i + 2
		return c.column, true, nil
	}
	size := r.quickBody(&c, b[i+1:])
	if size == 0 {
		return last, false, nil
	}
	s.pos += i + 1 + size
	return c.column, true, r.store(&c)
}

// quickHead reads the attributes r, s and t and gives the place of the tag's ">" or "/>"; 0 where there is anything else.
func (r *Reader) quickHead(c *cell, b []byte) int {
	const longest = 16 // of an attribute's value
	met := byte(0)
	for i := 2; i < headRoom-2*longest; {
		switch b[i] {
		case '>':
			return i
		case '/':
			if b[i+1] == '>' {
				return i
			}
			return 0
		case ' ':
		default:
			return 0
		}
		key := b[i+1]
		if b[i+2] != '=' || b[i+3] != '"' {
			return 0
		}
		start := i + 4
		for i = start; b[i] != '"'; i++ {
			if i-start == longest {
				return 0
			}
		}
		bit, ok := r.quickAttr(c, key, b[start:i])
		if !ok || met&bit != 0 {
			return 0
		}
		met |= bit
		i++
	}
	return 0
}

// quickAttr takes one attribute and gives its bit.
func (r *Reader) quickAttr(c *cell, key byte, value []byte) (bit byte, ok bool) {
	switch key {
	case 'r':
		c.column, ok = r.place(value)
		return 1, ok
	case 's':
		c.format, ok = r.book.format(value)
		return 2, ok
	case 't':
		c.kind, ok = kindOf(value)
		return 4, ok
	}
	return 0, false
}

var (
	valueTag  = []byte("<v>")
	valueEnd  = []byte("</v></c>")
	inlineTag = []byte("<is><t>")
	spacedTag = []byte(`<is><t xml:space="preserve">`)
	inlineEnd = []byte("</t></is></c>")
)

// quickBody reads the value and the cell's end tag, and gives how many bytes they take; 0 where there is anything else.
func (r *Reader) quickBody(c *cell, b []byte) int {
	var open, end []byte
	switch {
	case bytes.HasPrefix(b, valueTag):
		open, end = valueTag, valueEnd
		c.stored = true
	case bytes.HasPrefix(b, inlineTag):
		open, end = inlineTag, inlineEnd
		c.inline = true
	case bytes.HasPrefix(b, spacedTag):
		open, end = spacedTag, inlineEnd
		c.inline = true
	default:
		return 0
	}
	b = b[len(open):]
	i := bytes.IndexByte(b, '<')
	if i < 0 || !bytes.HasPrefix(b[i:], end) || i > r.book.limits.Cell || !r.quickText(c, b[:i]) {
		return 0
	}
	return len(open) + i + len(end)
}

// quickText takes the value's text.
func (r *Reader) quickText(c *cell, raw []byte) (ok bool) {
	c.value = raw
	if plain(raw) {
		return true
	}
	c.odd = true
	r.value, ok = appendText(r.value[:0], raw, false)
	c.value = r.value
	return ok && (c.inline || c.kind == kindText)
}

// store puts the value that quickBody found into the row.
func (r *Reader) store(c *cell) error {
	switch {
	case !c.inline && c.kind != kindText:
		return r.setValue(c)
	case c.odd:
		text := unescape(c.value)
		r.setText(c, text, textProblem(text, r.book.limits.Cell))
	default:
		r.setText(c, c.value, "")
	}
	return nil
}

var (
	itemTag    = []byte("<si><t>")
	spacedItem = []byte(`<si><t xml:space="preserve">`)
	itemEnd    = []byte("</t></si>")
)

// quickItem gives a shared string that is written plainly and needs no decoding, in one step; nil where there is
// anything else next, of which it takes nothing.
func (s *scanner) quickItem(limit int) []byte {
	b := s.buf[s.pos:s.end]
	if len(s.prefix) > 0 || len(s.stack) != 1 || s.closing {
		return nil
	}
	start := len(itemTag)
	if !bytes.HasPrefix(b, itemTag) {
		if start = len(spacedItem); !bytes.HasPrefix(b, spacedItem) {
			return nil
		}
	}
	text := b[start:]
	i := bytes.IndexByte(text, '<')
	if i < 0 || i > limit || !bytes.HasPrefix(text[i:], itemEnd) || !plain(text[:i]) {
		return nil
	}
	s.pos += start + i + len(itemEnd)
	return text[:i]
}

// plain tells of text that needs no decoding and no check.
func plain(text []byte) bool {
	seen := uint8(0)
	for _, c := range text {
		seen |= class[c]
	}
	return seen&(needsLook|isUnder) == 0
}
