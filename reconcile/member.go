package reconcile

import (
	"slices"
	"strconv"
	"strings"
)

// member is what a row says of a person: canonical values, where it says anything. It is reused from row to row.
type member struct {
	line       int
	said       fieldSet          // fields the row says something of, blank values included where blank means clear
	values     [NumFields][]byte // canonical
	attrs      []attrValue       // by attribute column
	fullName   []byte
	password   []byte // clear
	id         int64  // 0 where the row gives none
	unreadable bool   // a key stands in the row but can't be read
	misplaced  bool
	same       bool // the policy declares the row and its account one person
	problems   []Problem
	rejected   bool
	print      uint64   // the row's hash; 0 where it is not to be remembered
	claims     [3]claim // once it was correlated
	ghosts     []string // what unreadable keys may have been: they still count as presence
}

type attrValue struct {
	value []byte
	said  bool
}

// read fills m from a row.
func (m *member) read(row *Row, cols *columns, r *rules) {
	*m = member{line: row.Line, attrs: m.attrs, problems: m.problems[:0], ghosts: m.ghosts[:0], misplaced: row.Misplaced}
	m.problems = append(m.problems, row.Problems...)
	for _, p := range row.Problems {
		m.rejected = m.rejected || p.Rejects
	}
	m.rejected = m.rejected || row.Misplaced
	if row.Misplaced {
		for _, c := range row.Cells {
			m.ghosts = append(m.ghosts, string(c))
		}
		return
	}
	m.attrs = slices.Grow(m.attrs[:0], len(cols.attrs))[:len(cols.attrs)]
	clear(m.attrs)
	for i := range cols.list {
		m.cell(&cols.list[i], row.Cells[cols.list[i].at], r)
	}
	for _, p := range row.Problems {
		if p.Rejects {
			m.unreadable = m.unreadable || cols.isKey(p.Heading)
		}
	}
}

// reject rejects the row for a reason that lies in a column, or in none.
func (m *member) reject(code string, c *column, args ...string) {
	m.rejected = true
	p := Problem{Code: code, Line: m.line, Args: args, Rejects: true}
	if c != nil {
		p.Heading, p.Cell = c.Heading, cellAt(c, m.line)
	}
	m.problems = append(m.problems, p)
}

// cellAt gives a cell's name in a workbook, "" in a CSV.
func cellAt(c *column, line int) string {
	if c.Letter == "" {
		return ""
	}
	return c.Letter + strconv.Itoa(line)
}

// clone gives a copy that outlives the row.
func (m *member) clone() *member {
	c := *m
	c.attrs = slices.Clone(m.attrs)
	size := len(m.fullName) + len(m.password)
	for _, v := range m.values {
		size += len(v)
	}
	for _, a := range m.attrs {
		size += len(a.value)
	}
	room := make([]byte, 0, size)
	keep := func(v *[]byte) {
		if *v != nil {
			room = append(room, *v...)
			*v = room[len(room)-len(*v) : len(room) : len(room)]
		}
	}
	for f := range c.values {
		keep(&c.values[f])
	}
	for i := range c.attrs {
		keep(&c.attrs[i].value)
	}
	keep(&c.fullName)
	keep(&c.password)
	c.problems, c.ghosts = nil, nil
	return &c
}

// texts gives the values as texts, which are parts of one.
func (m *member) texts() (v Values) {
	size := 0
	for _, b := range m.values {
		size += len(b)
	}
	var all strings.Builder
	all.Grow(size)
	for _, b := range m.values {
		all.Write(b)
	}
	rest := all.String()
	for f, b := range m.values {
		v[f], rest = rest[:len(b)], rest[len(b):]
	}
	return v
}

// first and last name, from the full name where the file has no other.
func (m *member) names() (first, last string) {
	if len(m.fullName) > 0 {
		return SplitName(string(m.fullName))
	}
	return string(m.values[FirstName]), string(m.values[LastName])
}

// name gives first and last name as an account's Name does.
func (m *member) name() string {
	first, last := m.names()
	return strings.TrimSpace(first + " " + last)
}

// keyed tells whether the row has a key that can be read.
func (m *member) keyed() bool { return m.id != 0 || m.key() != "" }

// mailOnly tells whether an e-mail is the row's only key.
func (m *member) mailOnly() bool {
	return m.id == 0 && len(m.values[EmployeeNumber]) == 0 && len(m.values[Login]) == 0 && len(m.values[Email]) > 0
}

// key gives what people know the row's person by, "" where the row has no key.
func (m *member) key() string {
	for _, f := range [...]Field{EmployeeNumber, Login, Email} {
		if len(m.values[f]) > 0 {
			return string(m.values[f])
		}
	}
	return ""
}

// content gives all that the row says, in one string: equal for rows that say the same.
func (m *member) content() string {
	var b []byte
	for _, v := range m.values {
		b = appendString(b, string(v))
	}
	for _, a := range m.attrs {
		b = appendString(b, string(a.value))
	}
	return string(appendString(b, string(m.fullName)))
}

// isKey tells whether a problem under this heading, or one of the whole row, leaves a key unread.
func (cols *columns) isKey(heading string) bool {
	if heading == "" {
		return true
	}
	for _, c := range cols.list {
		if c.Heading == heading {
			return isKeyField(c.Field)
		}
	}
	return false
}

func isKeyField(f Field) bool { return f == ID || f == EmployeeNumber || f == Login || f == Email }

// cell reads one cell into m.
func (m *member) cell(c *column, raw []byte, r *rules) {
	if c.plain(raw) {
		m.say(c, raw)
		return
	}
	raw = canonicalBytes(raw)
	if len(raw) == 0 {
		m.blank(c, r)
		return
	}
	got := c.reading(raw, r)
	if got.problem != "" {
		m.problems = append(m.problems, Problem{Code: got.problem, Line: m.line, Cell: cellAt(c, m.line), Heading: c.Heading,
			Args: got.args, Rejects: !got.warns})
		if !got.warns {
			m.rejected = true
			m.spoilt(c, raw)
			return
		}
	}
	m.say(c, got.value)
}

// spoilt keeps what a rejected key may have been, without the characters nobody sees.
func (m *member) spoilt(c *column, raw []byte) {
	if !isKeyField(c.Field) {
		return
	}
	m.unreadable = true
	m.ghosts = append(m.ghosts, withoutUnseen(string(raw)))
}

// withoutUnseen takes away the characters that nobody sees.
func withoutUnseen(s string) string {
	return strings.Map(func(r rune) rune {
		if isZeroWidth(r) || isBidiControl(r) || isInvisible(r) || r < ' ' {
			return -1
		}
		return r
	}, s)
}

// blank says what the policy lets a blank cell say.
func (m *member) blank(c *column, r *rules) {
	switch c.blank.Rule {
	case BlankClear:
		m.say(c, nil)
	case BlankDefault:
		got := c.reading([]byte(Canonical(c.blank.Default)), r)
		if got.problem == "" {
			m.say(c, got.value)
		}
	}
}

func (m *member) say(c *column, value []byte) {
	switch c.Field {
	case Attribute:
		m.attrs[c.attr] = attrValue{value, true}
	case FullName:
		m.fullName = value
	case Password:
		m.password = value
	case ID:
		m.id, _ = strconv.ParseInt(string(value), 10, 64)
	case Login:
		if len(value) == 0 {
			return // an account always has a login
		}
		fallthrough
	default:
		m.said.add(c.Field)
		m.values[c.Field] = value
	}
}
