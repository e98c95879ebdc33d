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
	if r.slow || s.closing || len(s.prefix) > 0 || len(b) < headRoom {
		return last, false, nil
	}
	c := cell{column: last + 1}
	l := r.sameStart(&c, b)
	i := 0
	if l != nil {
		i = len(l.tag)
	} else if i, l = r.quickStart(&c, b); i == 0 || c.column <= last || c.column >= maxColumn {
		return last, false, nil
	}
	if !c.stored && !c.inline {
		s.pos += i
		return c.column, true, nil
	}
	size := r.quickValue(&c, b[i:])
	if size == 0 {
		return last, false, nil
	}
	s.pos += i + size
	return c.column, true, r.store(&c, l)
}

// quickStart reads what stands before the value, or the whole of a cell without one, and gives how many bytes it takes;
// 0 where there is anything else. l is where that is remembered, nil where it is not.
func (r *Reader) quickStart(c *cell, b []byte) (size int, l *like) {
	if string(b[:len(cellTag)]) != cellTag {
		return 0, nil
	}
	i := r.quickHead(c, b)
	switch {
	case i == 0:
		return 0, nil
	case b[i] == '/':
		return i + len("/>"), nil
	}
	i++
	switch rest := b[i:]; {
	case string(rest[:len(valueTag)]) == valueTag:
		c.stored = true
		i += len(valueTag)
	case string(rest[:len(inlineTag)]) == inlineTag:
		c.inline = true
		i += len(inlineTag)
	case string(rest[:len(spacedTag)]) == spacedTag:
		c.inline = true
		i += len(spacedTag)
	default:
		return 0, nil
	}
	return i, r.keepStart(c, b[:i])
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

// How nearly all cells and their values are written.
const (
	cellTag   = "<c "
	valueTag  = "<v>"
	valueEnd  = "</v></c>"
	inlineTag = "<is><t>"
	spacedTag = `<is><t xml:space="preserve">`
	inlineEnd = "</t></is></c>"
)

// quickValue reads the value and the cell's end tags, and gives how many bytes they take; 0 where there is anything else.
func (r *Reader) quickValue(c *cell, b []byte) int {
	i, plain := span(b)
	if i < 0 || i > r.book.limits.Cell || len(b) < i+len(inlineEnd) {
		return 0
	}
	end := len(valueEnd)
	closed := string(b[i:i+len(valueEnd)]) == valueEnd
	if c.inline {
		end = len(inlineEnd)
		closed = string(b[i:i+len(inlineEnd)]) == inlineEnd
	}
	c.value = b[:i]
	if !closed || !plain && !r.quickText(c) {
		return 0
	}
	return i + end
}

// quickText takes a value's text that is more than plain letters; ok is false where it has to be judged.
func (r *Reader) quickText(c *cell) (ok bool) {
	if undecoded(c.value) {
		return true
	}
	c.odd = true
	r.value, ok = appendText(r.value[:0], c.value, false)
	c.value = r.value
	return ok && (c.inline || c.kind == kindText)
}

// store puts the value that quickValue found into the row. What a number with a format shows is remembered in l: in many
// columns the same one stands again and again.
func (r *Reader) store(c *cell, l *like) error {
	switch {
	case c.odd:
		text := unescape(c.value)
		r.setText(c, text, textProblem(text, r.book.limits.Cell))
		return nil
	case c.inline || c.kind == kindText:
		r.setText(c, c.value, "")
		return nil
	case c.kind != kindNumber || c.format == nil || l == nil:
		return r.setValue(c)
	case string(l.number) == string(c.value):
		r.put(c.column, l.shown)
		return nil
	}
	l.number = append(l.number[:0], c.value...)
	from := len(r.buf)
	err := r.setValue(c)
	l.shown = append(l.shown[:0], r.buf[from:]...)
	if len(l.shown) == 0 {
		l.number = l.number[:0] // it has a problem
	}
	return err
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
	if i < 0 || i > limit || !bytes.HasPrefix(text[i:], itemEnd) || !undecoded(text[:i]) {
		return nil
	}
	s.pos += start + i + len(itemEnd)
	return text[:i]
}
