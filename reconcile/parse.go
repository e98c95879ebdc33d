package reconcile

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// reading is a cell's canonical value, or the problem with it.
type reading struct {
	value   []byte
	problem string // code; "" for none
	args    []string
	warns   bool // the problem is a warning, the value stands
}

// reading gives the cell's reading; columns with few different values remember theirs.
func (c *column) reading(raw []byte, r *rules) reading {
	switch c.Field {
	case Role, Group, Company, Establishments, DefaultEstablishment, Language, Status:
	default:
		return r.parse(c.Field, raw)
	}
	if len(raw) > maxBytes(c.Field) {
		return r.parse(c.Field, raw)
	}
	if got, ok := c.cache[string(raw)]; ok {
		return got
	}
	got := r.parse(c.Field, slices.Clone(raw))
	if len(c.cache) < 10_000 {
		c.cache[string(raw)] = got
	}
	return got
}

// parse reads a canonical, non-blank cell as a field's value.
func (r *rules) parse(f Field, raw []byte) reading {
	if limit := maxBytes(f); len(raw) > limit {
		return reading{problem: "value-too-long", args: []string{strconv.Itoa(limit)}}
	}
	if raw[0] == '#' && isErrorText(string(raw)) {
		return reading{problem: "error-value"}
	}
	switch f {
	case ID:
		return parseID(raw)
	case EmployeeNumber, Login, Email:
		return parseKey(f, raw)
	case Status:
		if s, ok := ParseStatus(string(raw)); ok {
			return reading{value: []byte(s)}
		}
		return reading{problem: "status-unknown"}
	case Role, Group:
		return r.listed(f, string(raw))
	case Language:
		return r.language(string(raw))
	case Establishments, DefaultEstablishment:
		return r.establishments(f, string(raw))
	case Password:
		if passwordMarker(string(raw)) {
			return reading{}
		}
		return reading{value: raw}
	}
	if !plainBytes(raw) && hasControl(raw) {
		return reading{problem: "control-character"}
	}
	return reading{value: raw}
}

func parseID(raw []byte) reading {
	n, err := strconv.ParseInt(string(raw), 10, 64)
	if err != nil || n <= 0 {
		return reading{problem: "id-invalid"}
	}
	return reading{value: raw}
}

// maxBytes is how long a value may be. An e-mail address has 254 bytes at most (RFC 5321), databases index no more
// than a few hundred well, and a file of a few kilobytes can name a long text a million times.
func maxBytes(f Field) int {
	if f == Attribute || f == Establishments {
		return 4096
	}
	return 512
}

func parseKey(f Field, raw []byte) reading {
	plain := plainBytes(raw)
	if !plain {
		if code := unseen(raw); code != "" {
			return reading{problem: code}
		}
	}
	switch {
	case isPlaceholder(raw):
		return reading{problem: "key-placeholder"}
	case f == EmployeeNumber && bytes.IndexByte(raw, '+') > 0 && lostDigits.Match(raw):
		return reading{problem: "digits-lost"}
	case f == Email && !validEmail(raw):
		return reading{problem: "email-invalid"}
	case f == Login && !plain && mixedScript(string(raw)):
		return reading{value: raw, problem: "login-mixed-script", warns: true}
	}
	return reading{value: raw}
}

// listed reads a role or group; where the policy lists the allowed ones, the policy's spelling is kept.
func (r *rules) listed(f Field, s string) reading {
	allowed := r.allowed[f]
	if allowed == nil {
		return plainText(s)
	}
	if v, ok := allowed[Fold(s)]; ok {
		return reading{value: []byte(v)}
	}
	list := r.Roles
	if f == Group {
		list = r.Groups
	}
	return reading{problem: f.String() + "-unknown", args: []string{strings.Join(list, ", ")}}
}

func plainText(s string) reading {
	if hasControl([]byte(s)) {
		return reading{problem: "control-character"}
	}
	return reading{value: []byte(s)}
}

func (r *rules) language(s string) reading {
	code, ok := ParseLanguage(s)
	if ok && r.allowed[Language] != nil {
		_, ok = r.allowed[Language][code]
		if !ok {
			base, _, _ := strings.Cut(code, "-")
			code = base
			_, ok = r.allowed[Language][base]
		}
	}
	if !ok && len(r.Languages) == 0 {
		return reading{problem: "language-unreadable"}
	}
	if !ok {
		return reading{problem: "language-unknown", args: []string{strings.Join(r.Languages, ", ")}}
	}
	return reading{value: []byte(code)}
}

func (r *rules) establishments(f Field, s string) reading {
	list := CanonicalList(s)
	if f == DefaultEstablishment {
		list = Canonical(s)
	}
	if hasControl([]byte(list)) {
		return reading{problem: "control-character"}
	}
	allowed := r.allowed[f]
	if allowed == nil {
		return reading{value: []byte(list)}
	}
	parts := []string{list}
	if f == Establishments {
		parts = strings.Split(list, "; ")
	}
	for i, p := range parts {
		v, ok := allowed[Fold(p)]
		if !ok && p != "" {
			return reading{problem: "establishment-unknown", args: []string{strings.Join(r.Establishments, ", ")}}
		}
		parts[i] = v
	}
	return reading{value: []byte(strings.Join(parts, "; "))}
}

// plainBytes tells whether b is printable ASCII.
func plainBytes(b []byte) bool {
	for _, c := range b {
		if c < ' ' || c > '~' {
			return false
		}
	}
	return true
}

// canonicalBytes is Canonical without allocating where the bytes are canonical already.
func canonicalBytes(b []byte) []byte {
	ascii := true
	for _, c := range b {
		if c < ' ' || c == 0x7F {
			return []byte(Canonical(string(b)))
		}
		ascii = ascii && c < utf8.RuneSelf
	}
	if ascii {
		for len(b) > 0 && b[0] == ' ' {
			b = b[1:]
		}
		for len(b) > 0 && b[len(b)-1] == ' ' {
			b = b[:len(b)-1]
		}
		return b
	}
	first, _ := utf8.DecodeRune(b)
	last, _ := utf8.DecodeLastRune(b)
	if isBlank(first) || isBlank(last) || !norm.NFC.IsNormal(b) {
		return []byte(Canonical(string(b)))
	}
	return b
}
