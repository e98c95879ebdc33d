package reconcile

import "bytes"

// plain tells quickly of most cells that they say just what is written there: the value of a key or a text.
func (c *column) plain(cell []byte) bool {
	switch {
	case len(cell) == 0:
	case sievedAt(c.Field) >= 0:
		return plainKey(c.Field, cell)
	case c.text:
		return plainValue(cell)
	}
	return false
}

// plainValue tells quickly of a text that it is canonical and that nothing is wrong with it: no more than ASCII and
// Latin letters, of which every one is its own normal form, and no blank at its ends.
func plainValue(cell []byte) bool {
	return plainEnds(cell) && (printed(cell) || isLatin(cell))
}

// plainEnds tells whether a text is not too long, has no blank at its ends and does not begin as placeholders do.
func plainEnds(cell []byte) bool {
	first, last := cell[0], cell[len(cell)-1]
	return len(cell) <= maxBytes(NoField) && first != ' ' && first != '#' && last != ' '
}

// plainKey tells quickly of a key that it is canonical and that nothing is wrong with it: it has usual bytes only, a letter
// or a digit at one of its ends, and does not begin as placeholders do.
func plainKey(f Field, cell []byte) bool {
	return usual(cell) && framed(cell) && (f != Email || plainAddress(cell))
}

// framed is plainKey of usual bytes that need not be an address.
func framed(cell []byte) bool {
	first := cell[0]
	return len(cell) <= maxBytes(NoField) && (isWord(first) || isWord(cell[len(cell)-1])) && (first|0x20 != 'n' || len(cell) > len("(blank)"))
}

func isWord(b byte) bool { return b-'0' < 10 || (b|0x20)-'a' < 26 }

// plainAddress tells of usual bytes whether they are an address: see validEmail.
func plainAddress(cell []byte) bool {
	at := bytes.IndexByte(cell, '@')
	domain := cell[at+1:]
	return at > 0 && len(domain) > 0 && len(domain) <= 64 && dotted(domain)
}

// keyHash hashes a plain key without regard to case, and gives 0 for any other. Keys that are equal folded hash alike; others
// may: 0x20 is a blunt way to fold. Each kind of key has hashes of its own.
func (d *sifted) keyHash(l *look, key []byte) uint32 {
	h, ok := sumUsual(&d.hasher, key)
	if !ok || !framed(key) || l.field == Email && !plainAddress(key) {
		return 0
	}
	return d.short(l.key, h)
}

// foldedHash is keyHash of any canonical key.
func (d *sifted) foldedHash(kind int, key string) uint32 {
	if key == "" {
		return 0
	}
	return d.short(kind, sumBlunt(&d.hasher, []byte(Fold(key))))
}

func (d *sifted) short(kind int, h uint64) uint32 {
	return max(1, uint32(weigh(h, uint64(kind)*2+0x9E3779B97F4A7C15)>>32))
}

// sumBlunt is sum of the text with 0x20 set in every byte.
func sumBlunt(h *hasher, s []byte) uint64 { return sumWith(h, s, blunt) }

const blunt = 0x20 * ones

// sumUsual is sumBlunt and usual of a text, at one go.
func sumUsual(h *hasher, s []byte) (sum uint64, ok bool) {
	n := len(s)
	if n < 8 {
		return sumBlunt(h, s), usual(s)
	}
	a, lo, hi := h[0], load(s), load(s[n-8:])
	odd, all := hi, inUse(hi)
	if n > 16 {
		for t := s; len(t) > 16; t = t[16:] {
			x, y := load(t), load(t[8:])
			odd, all = odd|x|y, all&inUse(x)&inUse(y)
			a = fold128((x|blunt)^h[1], (y|blunt)^a)
		}
		lo = load(s[n-16:])
	}
	odd, all = odd|lo, all&inUse(lo)
	return fold128(fold128((lo|blunt)^h[1], (hi|blunt)^a)^h[0], uint64(n)^h[1]), (odd|^all)&highs == 0
}
