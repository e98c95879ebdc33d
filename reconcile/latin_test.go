package reconcile

import (
	"testing"

	"pgregory.net/rapid"
)

// The short ways to fold a text and to take its accents give what the long ones give.
func TestLatin(t *testing.T) {
	letters := rapid.OneOf(rapid.RuneFrom([]rune("aZ09 .-'\u0301\u0308\u00a0\u200bœŒßİıＡ\t")), rapid.Map(rapid.Int32Range(' ', 'ÿ'+2), func(r int32) rune { return r }))
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOf(letters).Draw(t, "text")
		if got, want := Fold(s), foldAny(s); got != want {
			t.Fatalf("Fold(%q) = %q, the long way %q", s, got, want)
		}
		if got, want := isFolded(s), foldAny(s) == s; got != want {
			t.Fatalf("isFolded(%q) = %v", s, got)
		}
		if got, want := Unaccented(s), unaccentAny(s); got != want {
			t.Fatalf("Unaccented(%q) = %q, the long way %q", s, got, want)
		}
	})
}
