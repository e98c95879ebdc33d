package reconcile

import (
	"strings"
	"testing"
)

// Texts that differ in a length, a place or one bit have different hashes, and a text and its bytes the same.
func TestHash(t *testing.T) {
	h := newHasher()
	seen := map[uint64]string{}
	note := func(s string) {
		got := sum(&h, s)
		if got != sum(&h, []byte(s)) {
			t.Fatalf("%q as bytes has another hash", s)
		}
		if other, ok := seen[got]; ok && other != s {
			t.Fatalf("%q and %q have one hash", s, other)
		}
		seen[got] = s
	}
	for n := range 70 {
		note(strings.Repeat("\x00", n))
		note(strings.Repeat("a", n))
		for bit := range 8 * n {
			b := []byte(strings.Repeat("a", n))
			b[bit/8] ^= 1 << (bit % 8)
			note(string(b))
		}
	}
	other := newHasher()
	if sum(&other, "a") == sum(&h, "a") {
		t.Error("two hashers give one hash")
	}
}
