package workbook

import (
	"bytes"
	"strconv"
)

// cell is what a cell's start tag and children say of it.
type cell struct {
	column  int
	kind    kind
	format  *format
	formula bool
	stored  bool   // there is a v
	inline  bool   // there is an is
	value   []byte // of v, decoded
	odd     bool   // the value has letters beyond ASCII, references or what may be an escape
}

// kind is the type of a cell (attribute t, ECMA-376 part 1, 18.18.11).
type kind uint8

const (
	kindNumber kind = iota
	kindShared
	kindText   // the result of a formula
	kindInline // text that stands in the cell
	kindBoolean
	kindError
	kindDate
)

func kindOf(t []byte) (k kind, ok bool) {
	switch string(t) {
	case "s":
		return kindShared, true
	case "str":
		return kindText, true
	case "inlineStr":
		return kindInline, true
	case "n":
		return kindNumber, true
	case "b":
		return kindBoolean, true
	case "e":
		return kindError, true
	case "d":
		return kindDate, true
	}
	return 0, false
}

// readCell reads the cell whose start was just given and tells its column; last is the one of the cell before.
func (r *Reader) readCell(last int) (column int, err error) {
	c := cell{column: last + 1}
	for _, a := range r.scan.attrs {
		ok := true
		switch string(a.name) {
		case "r":
			if c.column, ok = r.place(a.value); !ok {
				c.column = last + 1
			}
		case "s":
			c.format, ok = r.book.format(a.value)
		case "t":
			c.kind, ok = kindOf(a.value)
		}
		if !ok {
			return 0, r.damagedCell(max(c.column, last+1), "c/@"+string(a.name))
		}
	}
	if c.column <= last || c.column >= maxColumn {
		return 0, r.damagedCell(last+1, "c/@r")
	}
	if err := r.children(&c); err != nil {
		return 0, err
	}
	return c.column, r.setValue(&c)
}

// place reads a cell's name, which must stand in this row.
func (r *Reader) place(name []byte) (column int, ok bool) {
	i := 0
	for ; i < len(name) && i < 3 && name[i] >= 'A' && name[i] <= 'Z'; i++ {
		column = column*26 + int(name[i]-'A') + 1
	}
	return column - 1, i > 0 && bytes.Equal(name[i:], r.digits)
}

// format gives the number format of a cell format's index.
func (b *Book) format(index []byte) (f *format, ok bool) {
	i, ok := number(index, 0)
	switch {
	case !ok || i >= max(1, len(b.styles)):
		return nil, false
	case len(b.styles) == 0:
		return nil, true
	}
	return b.styles[i], true
}

// children reads what stands in the cell: its value into r.value, its own text into r.text.
func (r *Reader) children(c *cell) error {
	s := r.scan
	inside := s.depth()
	for {
		t, err := s.next()
		if err != nil {
			return err
		}
		switch {
		case t == tokenEnd && s.depth() < inside:
			return nil
		case t != tokenStart:
		case string(s.name) == "v" && !c.stored:
			c.stored = true
			err = r.readValue(c)
		case string(s.name) == "is" && !c.inline:
			c.inline = true
			err = r.readInline()
		case string(s.name) == "f":
			c.formula, r.formula = true, true
			err = s.skip()
		case string(s.name) == "extLst":
			err = s.skip()
		default:
			err = r.damagedCell(c.column, "c/*")
		}
		if err != nil {
			return err
		}
	}
}

// readValue takes the text of v.
func (r *Reader) readValue(c *cell) error {
	r.value = r.value[:0]
	for {
		t, err := r.scan.next()
		switch {
		case err != nil:
			return err
		case t == tokenEnd:
			c.value = r.value
			return nil
		case t == tokenStart:
			return r.damagedCell(c.column, "c/v/*")
		}
		var ok bool
		if r.value, ok = appendText(r.value, r.scan.text, r.scan.cdata); !ok {
			return r.scan.malformed()
		}
	}
}

// readInline takes the text of is, with or without runs.
func (r *Reader) readInline() error {
	r.text.reset()
	for inside := r.scan.depth(); ; {
		t, err := r.scan.next()
		if err != nil {
			return err
		}
		if t == tokenEnd && r.scan.depth() < inside {
			return nil
		}
		if err := r.text.take(r.scan, t); err != nil {
			return err
		}
	}
}

// setValue puts what a person sees of the cell into the row.
func (r *Reader) setValue(c *cell) error {
	text := c.kind == kindText || c.kind == kindInline
	if !text {
		c.value = trimBlanks(c.value)
	}
	switch {
	case c.inline:
		text, problem := r.text.done()
		r.setText(c, text, problem)
		return nil
	case !c.stored, len(c.value) == 0 && c.kind != kindText:
		if c.formula {
			r.problem(c.column, "formula-without-value")
		}
		return nil
	case text:
		text := unescape(c.value)
		r.setText(c, text, textProblem(text, r.book.limits.Cell))
		return nil
	}
	return r.setTyped(c)
}

// setTyped puts a value that is not written as text.
func (r *Reader) setTyped(c *cell) error {
	switch c.kind {
	case kindShared:
		return r.setShared(c)
	case kindBoolean:
		return r.setBoolean(c)
	case kindError:
		r.problem(c.column, "cell-error", knownError(c.value)...)
		return nil
	case kindDate:
		return r.setDate(c)
	}
	return r.setNumber(c)
}

func (r *Reader) setText(c *cell, text []byte, problem string) {
	if problem != "" {
		r.problem(c.column, problem, r.problemArgs(problem)...)
		return
	}
	start := len(r.buf)
	r.buf = append(r.buf, text...)
	r.put(c.column, r.buf[start:len(r.buf):len(r.buf)])
}

// problemArgs gives what the text of a problem needs besides.
func (r *Reader) problemArgs(problem string) []string {
	if problem == "cell-too-long" {
		return []string{strconv.Itoa(r.book.limits.Cell)}
	}
	return nil
}

func (r *Reader) setShared(c *cell) error {
	i, ok := number(c.value, 0)
	if !ok || r.book.strings == nil || i >= r.book.strings.count {
		return r.damagedCell(c.column, "sst/si["+strconv.Itoa(i+1)+"]")
	}
	text, problem := r.book.strings.get(i)
	if problem != "" {
		r.problem(c.column, problem, r.problemArgs(problem)...)
		return nil
	}
	r.put(c.column, text)
	return nil
}

var (
	yes = []byte("true")
	no  = []byte("false")
)

func (r *Reader) setBoolean(c *cell) error {
	switch string(c.value) {
	case "1", "true":
		r.put(c.column, yes)
	case "0", "false":
		r.put(c.column, no)
	default:
		return r.damagedCell(c.column, "c/v")
	}
	return nil
}

func (r *Reader) setNumber(c *cell) error {
	start := len(r.buf)
	var problem string
	r.buf, problem = appendNumber(r.buf, c.value, c.format, r.book.date1904)
	switch {
	case problem == numberDamaged:
		return r.damagedCell(c.column, "c/v")
	case problem != numberFine:
		r.problem(c.column, problem)
	default:
		r.put(c.column, r.buf[start:len(r.buf):len(r.buf)])
	}
	return nil
}

// setDate reads a date that is stored as ISO 8601 text.
func (r *Reader) setDate(c *cell) error {
	start := len(r.buf)
	var ok bool
	if r.buf, ok = appendISO(r.buf, string(c.value)); !ok {
		return r.damagedCell(c.column, "c/v")
	}
	r.put(c.column, r.buf[start:len(r.buf):len(r.buf)])
	return nil
}

// knownError gives an error value's name (18.17.3), and nothing that could be somebody's.
func knownError(v []byte) []string {
	switch name := string(v); name {
	case "#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA", "#SPILL!", "#CALC!":
		return []string{name}
	}
	return []string{"#"}
}
