package workbook

import (
	"strconv"
	"strings"
)

// format is a number format (ECMA-376 part 1, 18.8.31): one to four sections. A nil format shows a number as it is.
type format struct{ sections []section }

// section is what one section of a format does with a number.
type section struct {
	date, clock bool // shows a day, a time of day
	elapsed     bool // shows hours past 24
	either      bool // a date or time, by the value: the built-in formats that depend on the language
	compare     string
	bound       float64
	glyphs      []glyph
	plain       bool // a quantity (decimals, thousands, per cent, currency…): the number as it is
}

// glyph is a digit's place ('0', '#', '?'), a whole number's ('G', from General and @), or a literal character (0).
type glyph struct {
	place byte
	char  rune
}

var (
	dateOnly     = &format{[]section{{date: true}}}
	clockOnly    = &format{[]section{{clock: true}}}
	dateAndClock = &format{[]section{{date: true, clock: true}}}
	elapsedClock = &format{[]section{{clock: true, elapsed: true}}}
	dateOrClock  = &format{[]section{{date: true, clock: true, either: true}}}
)

// builtIn gives the formats that have a number and no code (18.8.30), those of Chinese, Japanese, Korean and Thai
// workbooks among them.
func builtIn(id int) *format {
	switch {
	case id >= 14 && id <= 17:
		return dateOnly
	case id >= 18 && id <= 21, id == 32, id == 33, id == 45, id == 47, id == 75, id == 76, id == 78, id == 80:
		return clockOnly
	case id == 22, id == 77:
		return dateAndClock
	case id == 46, id == 79:
		return elapsedClock
	case id >= 27 && id <= 36, id >= 50 && id <= 58, id >= 71 && id <= 74, id == 81:
		return dateOrClock
	}
	return nil
}

// parseFormat reads a format code. A format that changes nothing that matters gives nil.
func parseFormat(code string) *format {
	p := parser{rest: []rune(code)}
	f := &format{}
	useful := false
	for {
		s, more := p.section()
		f.sections = append(f.sections, s)
		useful = useful || !s.plain
		if !more || len(f.sections) == 4 {
			break
		}
	}
	if !useful {
		return nil
	}
	return f
}

// choose gives the section that shows v.
func (f *format) choose(v float64) *section {
	for i := range f.sections[:min(2, len(f.sections))] {
		if s := &f.sections[i]; s.compare != "" && s.holds(v) {
			return s
		}
	}
	switch n := len(f.sections); {
	case f.sections[0].compare != "":
		return &f.sections[min(n-1, 2)]
	case n > 1 && v < 0:
		return &f.sections[1]
	case n > 2 && v == 0:
		return &f.sections[2]
	}
	return &f.sections[0]
}

func (s *section) holds(v float64) bool {
	switch s.compare {
	case "<":
		return v < s.bound
	case "<=":
		return v <= s.bound
	case ">":
		return v > s.bound
	case ">=":
		return v >= s.bound
	case "<>":
		return v != s.bound
	}
	return v == s.bound
}

// parser reads a format code section by section.
type parser struct {
	rest  []rune
	s     section
	parts string // the date and time letters met, one for a run: "ymdhms"
	point bool   // met a decimal point, comma, per cent, exponent, fraction or currency
}

func (p *parser) section() (s section, more bool) {
	p.s, p.parts, p.point = section{}, "", false
	for len(p.rest) > 0 && !more {
		more = p.step()
	}
	p.finish()
	return p.s, more
}

// step reads one element of the code; it tells whether the section ended.
func (p *parser) step() (ended bool) {
	c := p.rest[0]
	if p.keyword("General") || p.keyword("Standard") {
		p.s.glyphs = append(p.s.glyphs, glyph{place: 'G'})
		return false
	}
	if p.keyword("AM/PM") || p.keyword("A/P") {
		p.parts += "h"
		return false
	}
	p.rest = p.rest[1:]
	switch c {
	case ';':
		return true
	case '"':
		p.literal(p.until('"'))
	case '[':
		p.bracket(string(p.until(']')))
	case '\\', '!':
		p.literal(p.take(1))
	case '_', '*':
		p.take(1)
	case '0', '#', '?':
		p.s.glyphs = append(p.s.glyphs, glyph{place: byte(c)})
	case '@':
		p.s.glyphs = append(p.s.glyphs, glyph{place: 'G'})
	case '.', ',', '%', '/':
		p.point = true
	default:
		p.letter(c)
	}
	return false
}

// letter reads a run of a date letter, an exponent, or any other character, which stands for itself.
func (p *parser) letter(c rune) {
	lower := strings.ToLower(string(c))
	switch {
	case lower == "e" && len(p.rest) > 0 && (p.rest[0] == '+' || p.rest[0] == '-'):
		p.point = true
	case strings.Contains("ymdhseb", lower):
		run := 1
		for len(p.rest) > 0 && strings.EqualFold(string(p.rest[0]), lower) {
			p.take(1)
			run++
		}
		if lower == "m" && run > 2 {
			lower = "M" // the name of a month
		}
		p.parts += lower
	case strings.ContainsRune("$€£¥", c):
		p.point = true
	default:
		p.literal([]rune{c})
	}
}

func (p *parser) keyword(word string) bool {
	if len(p.rest) < len(word) || !strings.EqualFold(string(p.rest[:len(word)]), word) {
		return false
	}
	p.take(len(word))
	return true
}

func (p *parser) take(n int) []rune {
	n = min(n, len(p.rest))
	taken := p.rest[:n]
	p.rest = p.rest[n:]
	return taken
}

func (p *parser) until(end rune) []rune {
	for i, c := range p.rest {
		if c == end {
			return p.take(i + 1)[:i]
		}
	}
	return p.take(len(p.rest))
}

func (p *parser) literal(text []rune) {
	for _, c := range text {
		p.point = p.point || strings.ContainsRune("$€£¥", c)
		p.s.glyphs = append(p.s.glyphs, glyph{char: c})
	}
}

// bracket reads what stands in [brackets]: elapsed time, a condition, a currency; colours and languages change nothing.
func (p *parser) bracket(inside string) {
	switch lower := strings.ToLower(inside); {
	case lower != "" && strings.Trim(lower, lower[:1]) == "" && strings.Contains("hms", lower[:1]):
		p.parts += "h"
		p.s.elapsed = true
	case strings.HasPrefix(lower, "$"):
		p.point = p.point || !strings.HasPrefix(lower, "$-")
	case strings.HasPrefix(lower, "<") || strings.HasPrefix(lower, ">") || strings.HasPrefix(lower, "="):
		value := strings.TrimLeft(lower, "<>=")
		if bound, err := strconv.ParseFloat(value, 64); err == nil {
			p.s.compare, p.s.bound = strings.TrimSuffix(lower, value), bound
		}
	}
}

// finish decides what the section is: a date or time, digits in a pattern, or a plain number.
func (p *parser) finish() {
	p.s.clock = strings.ContainsAny(p.parts, "hs")
	p.s.date = strings.ContainsAny(p.parts, "yMdeb") || strings.Contains(p.parts, "m") && !p.s.clock
	p.s.plain = !p.s.date && !p.s.clock && (p.point || !isPattern(p.s.glyphs))
	if p.s.plain || p.s.date || p.s.clock {
		p.s.glyphs = nil
	}
}
