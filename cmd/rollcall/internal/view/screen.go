// Package view shows plans, runs and members to people. It writes text only; values from files are shown so that
// they can't steer a terminal.
package view

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode"

	"rollcall/reconcile"
	"rollcall/words"
)

// Shown is how many lines of each kind are shown unless all are asked for.
const Shown = 50

// Screen is where text goes and how. Flush gives the first error of all writing.
type Screen struct {
	out    *bufio.Writer
	lang   words.Lang
	colour bool
	all    bool
}

// NewScreen writes to w in language l, with colour for terminals, and everything instead of the first lines with all.
func NewScreen(w io.Writer, l words.Lang, colour, all bool) *Screen {
	return &Screen{bufio.NewWriter(w), l, colour, all}
}

// Flush writes what is left.
func (s *Screen) Flush() error { return s.out.Flush() }

func (s *Screen) say(key string, args ...any) string { return words.Say(s.lang, key, args...) }

func (s *Screen) line(parts ...string) {
	s.out.WriteString(strings.TrimRight(strings.Join(parts, ""), " "))
	s.out.WriteByte('\n')
}

func (s *Screen) linef(format string, args ...any) { s.line(fmt.Sprintf(format, args...)) }

// heading begins a section after an empty line.
func (s *Screen) heading(text string) {
	s.line()
	s.line(s.paint(bold, text))
}

// limit is how many lines of a kind are shown.
func (s *Screen) limit() int {
	if s.all {
		return int(^uint(0) >> 1)
	}
	return Shown
}

// rest says how many more there are than were shown.
func (s *Screen) rest(total int) {
	if more := total - s.limit(); more > 0 {
		s.line("  ", s.say("view.more", more))
	}
}

type style string

// The colours of the terminal (ECMA-48, select graphic rendition).
const (
	bold    style = "1"
	red     style = "31"
	green   style = "32"
	yellow  style = "33"
	magenta style = "35"
	cyan    style = "36"
)

var actionStyles = [reconcile.NumActions]style{reconcile.Deactivate: red, reconcile.Reactivate: cyan,
	reconcile.Update: yellow, reconcile.Add: green, reconcile.Hold: magenta}

func (s *Screen) paint(c style, text string) string {
	if !s.colour || text == "" {
		return text
	}
	return "\x1b[" + string(c) + "m" + text + "\x1b[0m"
}

// Clean makes a value safe to show: control and direction characters are written out as <U+001B>.
func Clean(v string) string {
	if strings.IndexFunc(v, unsafe) < 0 {
		return v
	}
	var b strings.Builder
	for _, r := range v {
		if unsafe(r) {
			fmt.Fprintf(&b, "<U+%04X>", r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

func unsafe(r rune) bool {
	return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == '\u2028' || r == '\u2029' || r == unicode.ReplacementChar
}

// Say writes one line: the text for key.
func (s *Screen) Say(key string, args ...any) { s.line(s.say(key, args...)) }
