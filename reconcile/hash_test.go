package reconcile

import (
	"slices"
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

// Lines that differ in one bit, in length or by two parts that changed places have different hashes; short ones have that of
// any text.
func TestHashOfLines(t *testing.T) {
	h := newHasher()
	seen := map[uint64]string{}
	note := func(s string) {
		got := sumLong(&h, []byte(s))
		if other, ok := seen[got]; ok && other != s {
			t.Fatalf("%q and %q have one hash", s, other)
		}
		if seen[got] = s; len(s) <= 48 && got != sum(&h, s) {
			t.Fatalf("%q has another hash than as a text", s)
		}
	}
	for n := range 120 {
		line := []byte(strings.Repeat("abcdefgh01234567", 8)[:n])
		note(string(line))
		for bit := range 8 * n {
			line[bit/8] ^= 1 << (bit % 8)
			note(string(line))
			line[bit/8] ^= 1 << (bit % 8)
		}
	}
	parts := []string{"first part, of 16", "second part of16", "third part of 16", "fourth part, 16."}
	for i := range parts {
		for j := range i {
			changed := slices.Clone(parts)
			changed[i], changed[j] = changed[j], changed[i]
			note(strings.Join(changed, ""))
		}
	}
}
