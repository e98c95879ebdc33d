package reconcile

import (
	"bytes"
	"unicode/utf8"
)

// plain tells quickly of most cells that they say just what is written there: the value of a key or a text.
func (c *column) plain(cell []byte) bool {
	if len(cell) == 0 || len(cell) > maxBytes(NoField) {
		return false
	}
	switch {
	case sievedAt(c.Field) >= 0:
		return plainKey(c.Field, cell)
	case isText(c.Field):
		return plainValue(cell)
	}
	return false
}

// plainValue tells quickly of a text that it is canonical and that nothing is wrong with it: no more than ASCII and
// Latin letters, of which every one is its own normal form, and no blank at its ends.
func plainValue(cell []byte) bool {
	last := len(cell) - 1
	if cell[0] == ' ' || cell[0] == '#' || cell[last] == ' ' {
		return false
	}
	for i := 0; i <= last; i++ {
		if b := cell[i]; b-' ' < utf8.RuneSelf-1-' ' {
			continue
		} else if b < 0xC3 || b > 0xCB || i == last {
			return false
		}
		i++ // U+00C0 to U+02FF: the text is valid UTF-8
	}
	return true
}

// What there is in a plain key, or must not be.
const (
	notKey   = 1 << iota // no printable ASCII, or the blank
	inWord               // a letter or a digit
	notEmail             // stands in no address
	plus
)

var keyBytes = func() (t [256]uint8) {
	for b := range t {
		switch c := byte(b); {
		case c < '!' || c > '~':
			t[b] = notKey
		case '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z':
			t[b] = inWord
		}
	}
	for _, b := range ",;<>()[]\"\\|" {
		t[b] |= notEmail
	}
	t['+'] = plus
	return t
}()

// plainKey tells quickly of a key that it is canonical and that nothing is wrong with it. Numbers with a plus, keys that
// begin as placeholders do, and whatever is not ASCII are not that plain.
func plainKey(f Field, cell []byte) bool {
	some := uint8(0)
	for _, b := range cell {
		some |= keyBytes[b]
	}
	if some&notKey != 0 || some&inWord == 0 {
		return false
	}
	switch cell[0] {
	case '#', '(', '<':
		return false
	case 'n', 'N':
		if len(cell) <= len("(blank)") {
			return false
		}
	}
	switch f {
	case Email:
		return some&notEmail == 0 && plainAddress(cell)
	case EmployeeNumber:
		return some&plus == 0
	}
	return true
}

// plainAddress tells of plain bytes whether they are an address: see validEmail.
func plainAddress(cell []byte) bool {
	at := bytes.IndexByte(cell, '@')
	if at < 1 {
		return false
	}
	domain := cell[at+1:]
	last := len(domain) - 1
	return bytes.IndexByte(domain, '.') > 0 && domain[last] != '.' && bytes.IndexByte(domain, '@') < 0 && !bytes.Contains(domain, dots)
}

var dots = []byte("..")

// keyHash hashes a plain key without regard to case. Keys that are equal folded hash alike; others may: 0x20 is a
// blunt way to fold. Each kind of key has hashes of its own.
func (d *sifted) keyHash(kind int, key []byte) uint32 { return d.short(kind, sumBlunt(&d.hasher, key)) }

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
func sumBlunt(h *hasher, s []byte) uint64 { return sumWith(h, s, 0x2020202020202020) }
