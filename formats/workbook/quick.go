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
	i := r.sameHead(&c, b)
	if i == 0 {
		i = r.quickHead(&c, b)
		r.keepHead(&c, b[:i+1])
	}
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

// head is how the start tag of a cell was written and what it said: nearly always the next cell of that column has the
// same, but for the row's number.
type head struct {
	before, after []byte // the number; before is nil where nothing is known
	kind          kind
	format        *format
}

// maxHeads is how many columns have their start tags remembered.
const maxHeads = 256

// sameHead reads a start tag that is written like the last one of its column, and gives the place of the tag's ">"; 0
// where there is anything else.
func (r *Reader) sameHead(c *cell, b []byte) int {
	if c.column >= len(r.heads) {
		return 0
	}
	h := &r.heads[c.column]
	from := len(h.before)
	to := from + len(r.digits)
	end := to + len(h.after)
	if from == 0 || string(b[:from]) != string(h.before) || string(b[from:to]) != string(r.digits) || string(b[to:end]) != string(h.after) {
		return 0
	}
	c.kind, c.format = h.kind, h.format
	return end - 1
}

// keepHead remembers the start tag that quickHead read, where it begins with the cell's name and has a value after it.
func (r *Reader) keepHead(c *cell, tag []byte) {
	const name = `<c r="`
	if c.column >= maxHeads || len(tag) <= len(name) || string(tag[:len(name)]) != name || tag[len(tag)-1] != '>' {
		return
	}
	for c.column >= len(r.heads) {
		r.heads = append(r.heads, head{})
	}
	h := &r.heads[c.column]
	number := len(name) + bytes.Index(tag[len(name):], r.digits)
	h.before = append(h.before[:0], tag[:number]...)
	h.after = append(h.after[:0], tag[number+len(r.digits):]...)
	h.kind, h.format = c.kind, c.format
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

// How the values of nearly all cells stand in them.
const (
	valueTag  = "<v>"
	valueEnd  = "</v></c>"
	inlineTag = "<is><t>"
	spacedTag = `<is><t xml:space="preserve">`
	inlineEnd = "</t></is></c>"
)

// quickBody reads the value and the cell's end tag, and gives how many bytes they take; 0 where there is anything else.
func (r *Reader) quickBody(c *cell, b []byte) int {
	if len(b) < len(spacedTag) {
		return 0
	}
	open, end := len(valueTag), len(valueEnd)
	switch {
	case string(b[:len(valueTag)]) == valueTag:
		c.stored = true
	case string(b[:len(inlineTag)]) == inlineTag:
		open, end, c.inline = len(inlineTag), len(inlineEnd), true
	case string(b[:len(spacedTag)]) == spacedTag:
		open, end, c.inline = len(spacedTag), len(inlineEnd), true
	default:
		return 0
	}
	b = b[open:]
	i := bytes.IndexByte(b, '<')
	if i < 0 || len(b) < i+end || i > r.book.limits.Cell {
		return 0
	}
	closed := c.stored && string(b[i:i+len(valueEnd)]) == valueEnd || c.inline && string(b[i:i+end]) == inlineEnd
	if !closed || !r.quickText(c, b[:i]) {
		return 0
	}
	return open + i + end
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
