package workbook

import (
	"bytes"
	"strconv"
	"unicode/utf8"
)

// appendText adds raw to dst with its entities and line ends as XML says to read them; ok is false for what no XML
// text can hold. Text of a CDATA section stands as it is but for its line ends.
func appendText(dst, raw []byte, cdata bool) (out []byte, ok bool) {
	var seen uint8
	for _, c := range raw {
		seen |= class[c]
	}
	if seen&(needsLook|isHigh) == 0 {
		return append(dst, raw...), true
	}
	if !utf8.Valid(raw) || !cdata && bytes.Contains(raw, []byte("]]>")) {
		return dst, false
	}
	for i := 0; i < len(raw); i++ {
		switch c := raw[i]; {
		case c == '&' && !cdata:
			var n int
			if dst, n = appendEntity(dst, raw[i:]); n == 0 {
				return dst, false
			}
			i += n - 1
		case c == '\r':
			if i+1 < len(raw) && raw[i+1] == '\n' {
				i++
			}
			dst = append(dst, '\n')
		case c < 0x20 && c != '\t' && c != '\n', c == 0xEF && notCharacter(raw[i:]):
			return dst, false
		default:
			dst = append(dst, c)
		}
	}
	return dst, true
}

// notCharacter tells of U+FFFE and U+FFFF.
func notCharacter(b []byte) bool { return len(b) > 2 && b[1] == 0xBF && b[2] >= 0xBE }

var entities = map[string]byte{"amp": '&', "lt": '<', "gt": '>', "quot": '"', "apos": '\''}

// appendEntity adds what the reference at the beginning of b stands for, and gives its length; 0 where it is none.
func appendEntity(dst, b []byte) ([]byte, int) {
	const longest = len("&#x0010FFFF;")
	end := bytes.IndexByte(b[:min(len(b), longest)], ';')
	if end < 2 {
		return dst, 0
	}
	name := b[1:end]
	if c, known := entities[string(name)]; known {
		return append(dst, c), end + 1
	}
	if name[0] != '#' {
		return dst, 0
	}
	digits, base := name[1:], 10
	if len(digits) > 0 && digits[0] == 'x' {
		digits, base = digits[1:], 16
	}
	n, err := strconv.ParseUint(string(digits), base, 32)
	if err != nil || !isCharacter(rune(n)) {
		return dst, 0
	}
	return utf8.AppendRune(dst, rune(n)), end + 1
}

// isCharacter tells whether XML 1.0 allows r.
func isCharacter(r rune) bool {
	return r == '\t' || r == '\n' || r == '\r' || r >= 0x20 && r <= 0xD7FF || r >= 0xE000 && r <= 0xFFFD || r >= 0x10000 && r <= 0x10FFFF
}

// unescape decodes the escapes _xHHHH_ (ECMA-376 part 1, 22.9.2.19) in b, in place. Two that are a surrogate pair make
// one character; a lone surrogate stands as written.
func unescape(b []byte) []byte {
	i := bytes.Index(b, []byte("_x"))
	if i < 0 {
		return b
	}
	out := b[:i]
	for i < len(b) {
		r, n := escaped(b[i:])
		if n == 0 {
			out = append(out, b[i])
			i++
			continue
		}
		out = utf8.AppendRune(out, r)
		i += n
	}
	return out
}

// escaped reads the escape at the beginning of b and gives its length; 0 where there is none.
func escaped(b []byte) (r rune, n int) {
	const size = len("_xHHHH_")
	r, ok := escapedUnit(b)
	switch {
	case !ok:
		return 0, 0
	case r < 0xD800 || r > 0xDFFF:
		return r, size
	case r > 0xDBFF:
		return 0, 0
	}
	low, ok := escapedUnit(b[size:])
	if !ok || low < 0xDC00 || low > 0xDFFF {
		return 0, 0
	}
	return (r-0xD800)<<10 + (low - 0xDC00) + 0x10000, 2 * size
}

func escapedUnit(b []byte) (r rune, ok bool) {
	if len(b) < 7 || b[0] != '_' || b[1] != 'x' || b[6] != '_' {
		return 0, false
	}
	for _, c := range b[2:6] {
		digit := hexDigit(c)
		if digit < 0 {
			return 0, false
		}
		r = r<<4 | digit
	}
	return r, true
}

func hexDigit(c byte) rune {
	switch {
	case c >= '0' && c <= '9':
		return rune(c - '0')
	case c >= 'a' && c <= 'f':
		return rune(c-'a') + 10
	case c >= 'A' && c <= 'F':
		return rune(c-'A') + 10
	}
	return -1
}
