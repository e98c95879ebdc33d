package reconcile

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// TestEightBytesAtATime holds what is told of eight bytes at a time against a look at each.
func TestEightBytesAtATime(t *testing.T) {
	all := func(s []byte, good func(b byte) bool) bool {
		return !slices.ContainsFunc(s, func(b byte) bool { return !good(b) })
	}
	h := newHasher()
	isPrinted := func(b byte) bool { return ' ' <= b && b <= '~' }
	isUsual := func(b byte) bool { return isWord(b) || strings.IndexByte("-./:?@_`{", b) >= 0 }
	check := func(t interface{ Fatalf(string, ...any) }, s []byte) {
		if got, want := printed(s), all(s, isPrinted); got != want {
			t.Fatalf("printed(%q) = %t", s, got)
		}
		if text := string(s); all(s, func(b byte) bool { return b < 0x80 }) {
			want := strings.Trim(text, ".") == text && strings.Contains(text, ".") && !strings.Contains(text, "..") && !strings.Contains(text, "@")
			if got := dotted(s); got != want {
				t.Fatalf("dotted(%q) = %t", s, got)
			}
			if got := hasCapital(s); got != strings.ContainsFunc(text, func(r rune) bool { return 'A' <= r && r <= 'Z' }) {
				t.Fatalf("hasCapital(%q) = %t", s, got)
			}
		}
		isOdd := func(r rune) bool { return (r < ' ' || r > '~') && (r < 0xC0 || r > 0x2FF) }
		if got, want := isLatin(s), utf8.Valid(s) && !strings.ContainsFunc(string(s), isOdd); got != want {
			t.Fatalf("isLatin(%q) = %t", s, got)
		}
		want := all(s, isUsual)
		if got := usual(s); got != want {
			t.Fatalf("usual(%q) = %t", s, got)
		}
		if sum, got := sumUsual(&h, s); got != want || sum != sumBlunt(&h, s) {
			t.Fatalf("sumUsual(%q) = %x %t", s, sum, got)
		}
	}
	for size := 1; size < 20; size++ { // each byte at each place of texts of each length
		for at := range size {
			for b := range 256 {
				s := []byte(strings.Repeat("a", size))
				s[at] = byte(b)
				check(t, s)
				if at > 0 { // two bytes that may be a letter
					s[at-1], s[at] = byte(b), 0x80|byte(b>>1)&0x3F
					check(t, s)
				}
			}
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		check(t, rapid.SliceOfN(rapid.Byte(), 1, 40).Draw(t, "text"))
		check(t, []byte(rapid.StringMatching(`[ -~]{1,40}`).Draw(t, "printed")))
		check(t, []byte(rapid.StringMatching(`([ -~]|[À-ˬ\x{BF}-\x{C1}\x{2FE}-\x{301}ſ]){1,40}`).Draw(t, "latin")))
		check(t, []byte(rapid.StringMatching(`[a-z]{0,9}[.@a]{1,3}[a-z]{0,9}[.a]{0,3}[a-z]{0,9}`).Draw(t, "dotted")))
	})
}

// TestPlainAddressesAreValid: what is taken for an address at a glance is one, however long its domain is, and wherever in it
// two dots or another @ stand. Short ones are taken.
func TestPlainAddressesAreValid(t *testing.T) {
	taken := 0
	for size := 1; size < 200; size++ {
		for at := range size {
			for _, wrong := range []string{".", "..", "@", ".a", "a."} {
				domain := strings.Repeat("a", size)
				cell := []byte("x@" + domain[:at] + wrong + domain[at:] + strings.Repeat(".b", size%2))
				if plain := plainKey(Email, cell); plain && !validEmail(cell) {
					t.Fatalf("%q is no address", cell)
				} else if plain {
					taken++
				}
			}
		}
	}
	if taken < 1000 {
		t.Errorf("only %d addresses were taken", taken)
	}
}
