package report

import (
	"unicode/utf16"
	"unicode/utf8"
)

// maxCell is how many UTF-16 units a cell of a workbook holds.
const maxCell = 32767

// unfit tells why a workbook's cell can't hold s: a code, "" where it can.
func unfit(s string) string {
	switch {
	case !utf8.ValidString(s):
		return "report-cell-not-text"
	case len(s) > maxCell && units(s) > maxCell:
		return "report-cell-too-long"
	}
	return ""
}

// units counts the UTF-16 units of s.
func units(s string) int {
	n := 0
	for _, r := range s {
		n += utf16.RuneLen(r)
	}
	return n
}

// appendText writes s as the text of an XML element that has the type ST_Xstring (ISO/IEC 29500-1, 22.9.2.19): what
// XML can't hold stands as _xHHHH_, and an underscore that would begin such an escape is escaped itself.
func appendText(b []byte, s string) []byte {
	done := 0
	for i := 0; i < len(s); i++ {
		if plainByte[s[i]] {
			continue
		}
		with, size := replacement(s[i:])
		if with == "" {
			i += size - 1
			continue
		}
		b = append(append(b, s[done:i]...), with...)
		done, i = i+size, i+size-1
	}
	return append(b, s[done:]...)
}

// plainByte holds the bytes that stand for themselves wherever they are.
var plainByte = func() (plain [256]bool) {
	for c := byte(' '); c <= '~'; c++ {
		plain[c] = c != '&' && c != '<' && c != '>' && c != '_'
	}
	plain['\t'], plain['\n'] = true, true
	return plain
}()

// replacement gives what stands for the first character of s, "" for itself, and how many bytes it has. s
// is valid UTF-8 (see unfit).
func replacement(s string) (with string, size int) {
	switch s[0] {
	case '&':
		return "&amp;", 1
	case '<':
		return "&lt;", 1
	case '>':
		return "&gt;", 1
	case '_':
		if isEscape(s) {
			return "_x005F_", 1
		}
		return "", 1
	}
	r, size := utf8.DecodeRuneInString(s)
	if r < ' ' || r == 0xFFFE || r == 0xFFFF {
		return escapeRune(r), size
	}
	return "", size
}

// isEscape tells whether s begins like _xHHHH. The underscore after it doesn't matter: an escape may follow.
func isEscape(s string) bool {
	if len(s) < 6 || s[1] != 'x' {
		return false
	}
	for _, c := range []byte(s[2:6]) {
		if !('0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'f') {
			return false
		}
	}
	return true
}

func escapeRune(r rune) string {
	const digits = "0123456789ABCDEF"
	return string([]byte{'_', 'x', digits[r>>12&15], digits[r>>8&15], digits[r>>4&15], digits[r&15], '_'})
}
