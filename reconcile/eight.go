package reconcile

import "math/bits"

// This file looks at the bytes of a text eight at a time, as one number.

const (
	ones  = 0x0101010101010101
	highs = 0x80 * ones
)

// printed tells whether a text, which is not empty, is printable ASCII.
func printed(s []byte) bool {
	odd := unprinted(final(s))
	for ; len(s) > 8; s = s[8:] {
		odd |= unprinted(load(s))
	}
	return odd&highs == 0
}

// unprinted marks the first of eight bytes that is no printable ASCII, by its highest bit.
func unprinted(w uint64) uint64 { return w | (w - ' '*ones) | (w + ones) }

// isLatin tells whether a text is of printable ASCII and Latin letters of two bytes, U+00C0 to U+02FF.
func isLatin(s []byte) bool {
	for len(s) >= 8 {
		if len(s) >= 16 && (unprinted(load(s))|unprinted(load(s[8:])))&highs == 0 {
			s = s[16:]
			continue
		}
		odd := unprinted(load(s)) & highs
		if odd == 0 {
			s = s[8:]
			continue
		}
		if s = s[bits.TrailingZeros64(odd)/8:]; !beginsLatin(s) {
			return false
		}
		s = s[2:]
	}
	for len(s) > 0 {
		switch {
		case s[0]-' ' < 0x7F-' ':
			s = s[1:]
		case beginsLatin(s):
			s = s[2:]
		default:
			return false
		}
	}
	return true
}

// beginsLatin tells whether a text begins with one of these letters.
func beginsLatin(s []byte) bool {
	return len(s) > 1 && s[0] >= 0xC3 && s[0] <= 0xCB && s[1]&0xC0 == 0x80
}

// usual tells whether a text, which is not empty, has no other bytes than keys usually have: ASCII letters and digits, and
// - . / : ? @ _ ` {.
func usual(s []byte) bool {
	w := final(s)
	odd, all := w, inUse(w)
	for ; len(s) > 8; s = s[8:] {
		w = load(s)
		odd, all = odd|w, all&inUse(w)
	}
	return (odd|^all)&highs == 0
}

// inUse marks, by their highest bits, which of eight ASCII bytes keys usually have.
func inUse(w uint64) uint64 {
	return among(w, '-', ':') | among(w, '?', 'Z') | among(w, '_', '{')
}

// hasCapital tells whether an ASCII text, which is not empty, has a letter A to Z.
func hasCapital(s []byte) bool {
	found := among(final(s), 'A', 'Z')
	for ; len(s) > 8; s = s[8:] {
		found |= among(load(s), 'A', 'Z')
	}
	return found&highs != 0
}

// among marks, by their highest bits, which of eight ASCII bytes are first, last or between.
func among(w uint64, first, last uint64) uint64 {
	return (w + (0x80-first)*ones) &^ (w + (0x7F-last)*ones)
}

// final gives the last eight bytes of a text; of a shorter one, which is not empty, some of its bytes twice.
func final(s []byte) uint64 {
	switch n := len(s); {
	case n >= 8:
		return load(s[n-8:])
	case n >= 4:
		return load4(s) | load4(s[n-4:])<<32
	default:
		few := uint64(s[0]) | uint64(s[n/2])<<8 | uint64(s[n-1])<<16
		return few * (1 | 1<<24 | 1<<48)
	}
}

// dotted tells whether an ASCII text, which is not empty, has dots within it, none of them next to another, and no @.
func dotted(s []byte) bool {
	if s[0] == '.' || s[len(s)-1] == '.' {
		return false
	}
	var dots, wrong, before uint64
	for {
		w := uint64(0)
		if len(s) >= 8 {
			w = load(s)
		} else {
			w = few(s)
		}
		here := among(w, '.', '.') & highs
		wrong |= among(w, '@', '@')&highs | here&(here<<8|before>>56)
		dots, before = dots|here, here
		if len(s) <= 8 {
			return dots != 0 && wrong == 0
		}
		s = s[8:]
	}
}

// few gives fewer than eight bytes as a number.
func few(s []byte) (w uint64) {
	for i := len(s) - 1; i >= 0; i-- {
		w = w<<8 | uint64(s[i])
	}
	return w
}
