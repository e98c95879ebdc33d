package policyfile

import (
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"rollcall/reconcile"
)

// limitSettings are the keys under limits. What is most allowed is what the readers can count, or what they need
// anyway to hold one row.
var limitSettings = map[string]setting{
	"bytes":        size(func(l *reconcile.Limits) *int64 { return &l.Bytes }, 1, 1<<40),
	"stdin":        size(func(l *reconcile.Limits) *int64 { return &l.Stdin }, 1, 64<<30),
	"rows":         count(func(l *reconcile.Limits) *int { return &l.Rows }, 1_000_000_000),
	"columns":      count(func(l *reconcile.Limits) *int { return &l.Columns }, 1_000_000),
	"cell":         count(func(l *reconcile.Limits) *int { return &l.Cell }, 250_000),
	"inflated":     size(func(l *reconcile.Limits) *int64 { return &l.Inflated }, 1, 1<<40),
	"parts":        count(func(l *reconcile.Limits) *int { return &l.Parts }, 100_000),
	"strings":      count(func(l *reconcile.Limits) *int { return &l.Strings }, 100_000_000),
	"string_bytes": size(func(l *reconcile.Limits) *int64 { return &l.StringBytes }, 1<<20, 4<<30),
	"passwords":    count(func(l *reconcile.Limits) *int { return &l.Passwords }, 10_000_000),
	"problems":     count(func(l *reconcile.Limits) *int { return &l.Problems }, 1_000_000),
}

// count reads a whole number from 1 to most.
func count(at func(*reconcile.Limits) *int, most int) setting {
	return func(p *reconcile.Policy, n ast.Node) error {
		s, err := text(n)
		if err != nil {
			return err
		}
		v, err := strconv.Atoi(s)
		if err != nil || v < 1 || v > most {
			return wrong(n, "policy-want-limit", s, "1", strconv.Itoa(most))
		}
		fallback := reconcile.DefaultLimits()
		*at(&p.Limits) = unless(v, *at(&fallback))
		return nil
	}
}

// size reads a number of bytes from least to most, with a unit or without.
func size(at func(*reconcile.Limits) *int64, least, most int64) setting {
	return func(p *reconcile.Policy, n ast.Node) error {
		s, err := text(n)
		if err != nil {
			return err
		}
		v, ok := bytesOf(s)
		if !ok || v < least || v > most {
			return wrong(n, "policy-want-size", s, sized(least), sized(most))
		}
		fallback := reconcile.DefaultLimits()
		*at(&p.Limits) = unless(v, *at(&fallback))
		return nil
	}
}

// unless gives v, and 0 where it is the default: a policy that says what holds anyway is the same policy.
func unless[N int | int64](v, fallback N) N {
	if v == fallback {
		return 0
	}
	return v
}

// units are those of IEC 80000-13, largest first.
var units = []struct {
	name string
	size int64
}{{"GiB", 1 << 30}, {"MiB", 1 << 20}, {"KiB", 1 << 10}, {"", 1}}

// bytesOf reads "512 MiB" and the like, or a plain number of bytes.
func bytesOf(s string) (int64, bool) {
	for _, u := range units {
		if number, found := strings.CutSuffix(s, u.name); found {
			n, err := strconv.ParseInt(strings.TrimSpace(number), 10, 64)
			return n * u.size, err == nil && n >= 0 && n <= 1<<60/u.size
		}
	}
	return 0, false
}

// sized writes a number of bytes with the largest unit that divides it.
func sized(n int64) string {
	for _, u := range units[:3] {
		if n%u.size == 0 {
			return strconv.FormatInt(n/u.size, 10) + " " + u.name
		}
	}
	return strconv.FormatInt(n, 10)
}
