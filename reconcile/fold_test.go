package reconcile_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"rollcall/reconcile"
)

func TestCanonical(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", ""},
		{"Jean", "Jean"},
		{"  Jean\t", "Jean"},
		{"\u00a0Jean\u202f", "Jean"},
		{"\u200bJean\ufeff", "Jean"},
		{"E\u0301loi\u0308se", "Éloïse"},
		{"a\r\nb\rc", "a\nb\nc"},
		{"\r\n", ""},
		{"00123", "00123"},
		{"+33 6", "+33 6"},
		{"Jean  Paul", "Jean  Paul"},
		{"MiXed", "MiXed"},
	} {
		if got := reconcile.Canonical(c.in); got != c.want {
			t.Errorf("Canonical(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

// TestFold: what must be one key is, and what must not be is not.
func TestFold(t *testing.T) {
	same := [][]string{
		{"Jean.Dupont", "jean.dupont", "JEAN.DUPONT", " jean.dupont ", "ｊｅａｎ.dupont", "\ufeffjean.dupont"},
		{"Éva", "E\u0301VA", "éva"},
		{"Straße", "STRASSE", "strasse"},
		{"E001", "e001", "Ｅ００１"},
		{"ΑΣ", "ας", "ασ"},
		{"ᏣᎳᎩ", "ꮳꮃꭹ", "Ꮳꮃꭹ"},
		{"ᏸ", "Ᏸ"},
	}
	apart := []string{"00123", "123", "jean.dupont", "jean-dupont", "jean dupont", "jéan.dupont", "а", "a", ""}
	for _, group := range same {
		for _, s := range group {
			if reconcile.Fold(s) != reconcile.Fold(group[0]) {
				t.Errorf("Fold(%q) = %q, Fold(%q) = %q", s, reconcile.Fold(s), group[0], reconcile.Fold(group[0]))
			}
		}
	}
	seen := map[string]string{}
	for _, s := range apart {
		if other, ok := seen[reconcile.Fold(s)]; ok {
			t.Errorf("%q and %q are one key", s, other)
		}
		seen[reconcile.Fold(s)] = s
	}
}

func TestCanonicalList(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", ""},
		{"Lyon", "Lyon"},
		{"Paris;Lyon", "Lyon; Paris"},
		{"Paris | Lyon, Lille\nNice", "Lille; Lyon; Nice; Paris"},
		{" ;; Lyon ; ", "Lyon"},
		{"lyon; Lyon", "Lyon"},
		{"Évry; Zurich", "Zurich; Évry"},
		{"Zurich\u037eÉvry\u037e", "Zurich; Évry"},
	} {
		if got := reconcile.CanonicalList(c.in); got != c.want {
			t.Errorf("CanonicalList(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestUnaccented(t *testing.T) {
	for in, want := range map[string]string{
		"Éloïse Œuvrard": "eloise oeuvrard", "Ångström": "angstrom", "Straße": "strasse", "Łukasz": "lukasz",
		"Ægir Þór": "aegir thor", "Søren": "soren", "Çelik": "celik", "Iñaki": "inaki", "\ufffd": "",
	} {
		if got := reconcile.Unaccented(in); got != want {
			t.Errorf("Unaccented(%q) = %q, want %q", in, got, want)
		}
	}
}

// TestFoldOfEveryLetter: folding ends for every code point, and is idempotent.
func TestFoldOfEveryLetter(t *testing.T) {
	for r := rune(0); r <= utf8.MaxRune; r++ {
		if folded := reconcile.Fold(string(r)); reconcile.Fold(folded) != folded {
			t.Errorf("Fold(%q) = %q, folded again %q", r, folded, reconcile.Fold(folded))
		}
	}
}

// FuzzFold: folding is idempotent, gives what Canonical gives, and does not see case, width, NFC or blanks around.
func FuzzFold(f *testing.F) {
	for _, s := range []string{"", "Jean.Dupont", "E\u0301", "ŉ", "İ", "ǰ", "ﬃ", "ΐ", "\u0345", "Ａ\u0301", " \u200b x", "\r\r\n", "\xff", "ᾳ\u0301", "ｶﾞ", "Ꮎ\uab8e\u13f8"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) {
			return // readers give UTF-8 only
		}
		folded, canonical := reconcile.Fold(s), reconcile.Canonical(s)
		if again := reconcile.Fold(folded); again != folded {
			t.Errorf("Fold(%q) = %q, folded again %q", s, folded, again)
		}
		if again := reconcile.Canonical(canonical); again != canonical {
			t.Errorf("Canonical(%q) = %q, again %q", s, canonical, again)
		}
		if got := reconcile.Canonical(folded); got != folded {
			t.Errorf("Fold(%q) = %q is not canonical", s, folded)
		}
		for _, other := range []string{canonical, " " + s + "\u00a0", norm.NFD.String(s), norm.NFC.String(s)} {
			if got := reconcile.Fold(other); got != folded {
				t.Errorf("Fold(%q) = %q, but Fold(%q) = %q", other, got, s, folded)
			}
		}
	})
}

func FuzzCanonicalList(f *testing.F) {
	for _, s := range []string{"", "a;b", "B, a | A", "\u0301;x", "é;e\u0301", ";;;", "ŉ;ʼn", "0\u037e", "\u037e;\u0301"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) {
			return
		}
		list := reconcile.CanonicalList(s)
		if again := reconcile.CanonicalList(list); again != list {
			t.Errorf("CanonicalList(%q) = %q, again %q", s, list, again)
		}
		parts := strings.Split(s, ";")
		for i, j := 0, len(parts)-1; i < j; i, j = i+1, j-1 {
			parts[i], parts[j] = parts[j], parts[i]
		}
		if turned := reconcile.CanonicalList(strings.Join(parts, ";")); turned != list {
			t.Errorf("CanonicalList(%q) = %q, in another order %q", s, list, turned)
		}
	})
}
