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

// inUse marks, by their highest bits, which of eight ASCII bytes keys usually have: each highest bit is turned where a range
// begins, and again after its end.
func inUse(w uint64) uint64 {
	return (w + (0x80-'-')*ones) ^ (w + (0x7F-':')*ones) ^
		(w + (0x80-'?')*ones) ^ (w + (0x7F-'Z')*ones) ^
		(w + (0x80-'_')*ones) ^ (w + (0x7F-'{')*ones)
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

// dotted tells whether an ASCII text of 1 to 64 bytes has dots within it, none of them next to another, and no @.
func dotted(s []byte) bool {
	last, at := uint64(0), 0
	if n := len(s); n < 8 {
		last = few(s)
	} else {
		last, at = load(s[n-8:]), n-8
	}
	dots, others := dotsOf(last)<<(at&63), unlike(last, '@')
	for at = 0; len(s)-at > 8; at += 8 {
		w := load(s[at:])
		dots, others = dots|dotsOf(w)<<(at&63), others&unlike(w, '@')
	}
	ends := uint64(1) | 1<<((len(s)-1)&63)
	return dots != 0 && dots&(dots<<1|ends) == 0 && others&highs == highs
}

// unlike marks, by their highest bits, which of eight ASCII bytes are not b.
func unlike(w, b uint64) uint64 { return (w ^ b*ones) + 0x7F*ones }

// dotsOf tells which of eight ASCII bytes are dots: a bit for each, the lowest for the first.
func dotsOf(w uint64) uint64 {
	const together = 0x0002040810204081 // of a number of which each byte is 0 or 0x80, times this, the upper byte is these bits
	return (highs &^ unlike(w, '.')) * together >> 56
}

// few gives fewer than eight bytes as a number.
func few(s []byte) (w uint64) {
	for i := len(s) - 1; i >= 0; i-- {
		w = w<<8 | uint64(s[i])
	}
	return w
}
