package reconcile

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
	"golang.org/x/text/width"
)

// Canonical gives the one form in which a value is kept and compared: NFC, line ends as LF, no blanks around it
// (NBSP and zero-width characters are blanks there). It is idempotent.
func Canonical(s string) string {
	if plain(s) {
		return s
	}
	if strings.ContainsRune(s, '\r') {
		s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	}
	return trimBlank(norm.NFC.String(trimBlank(s)))
}

// Fold gives the one form in which keys are compared: canonical, without regard to case and width (UAX #11).
// It is idempotent.
func Fold(s string) string {
	if plain, upper := letters(s); plain {
		if upper {
			return lowerASCII(s)
		}
		return s
	}
	if folded, ok := latin(s, &foldedLatin); ok {
		return folded
	}
	return foldAny(s)
}

// foldAny is Fold of any text.
func foldAny(s string) string {
	// Folding case can undo NFC and width folding can reveal an upper case letter, so go on until nothing changes.
	for {
		folded := Canonical(strings.Map(foldedCherokee, cases.Fold().String(width.Fold.String(Canonical(s)))))
		if folded == s {
			return s
		}
		s = folded
	}
}

// foldedCherokee gives Cherokee letters the form that CaseFolding.txt of Unicode gives them, the large one: package cases
// turns each form into the other, which has no end.
func foldedCherokee(r rune) rune {
	switch {
	case 0xAB70 <= r && r <= 0xABBF:
		return r - 0xAB70 + 0x13A0
	case 0x13F8 <= r && r <= 0x13FD:
		return r - 8
	}
	return r
}

// CanonicalList gives the one form of a cell that lists several values, separated by ; , | or line ends: sorted
// without regard to case, each once, joined with "; ".
func CanonicalList(s string) string {
	// Canonical first: what NFC makes a separator (U+037E, the Greek question mark, is a semicolon) must split too.
	parts := strings.FieldsFunc(Canonical(s), func(r rune) bool { return strings.ContainsRune(";,|\n\r", r) })
	for i := range parts {
		parts[i] = Canonical(parts[i])
	}
	parts = slices.DeleteFunc(parts, func(p string) bool { return p == "" })
	slices.SortStableFunc(parts, func(a, b string) int {
		if c := strings.Compare(Fold(a), Fold(b)); c != 0 {
			return c
		}
		return strings.Compare(a, b)
	})
	parts = slices.CompactFunc(parts, func(a, b string) bool { return Fold(a) == Fold(b) })
	return strings.Join(parts, "; ")
}

// plain tells whether s is printable ASCII without blanks around it, and so canonical as it stands.
func plain(s string) bool {
	plain, _ := letters(s)
	return plain
}

// What Fold and Unaccented make of À to ÿ, in which most names are written that are not plain. None of them is changed by
// what stands beside it.
var foldedLatin, bareLatin = latinAs(foldAny), latinAs(unaccentAny)

const firstLatin, lastLatin = 'À', 'ÿ'

type latinTable [lastLatin - firstLatin + 1]string

func latinAs(form func(string) string) (t latinTable) {
	for i := range t {
		t[i] = form(string(rune(firstLatin + i)))
	}
	return t
}

// latin gives the form of a text of printable ASCII and letters of the table, with no blanks around it; ok is false for
// every other text.
func latin(s string, table *latinTable) (form string, ok bool) {
	if s == "" || s[0] == ' ' || s[len(s)-1] == ' ' {
		return "", false
	}
	out := make([]byte, 0, len(s)+8)
	for _, r := range s {
		switch {
		case 'A' <= r && r <= 'Z':
			out = append(out, byte(r)+'a'-'A')
		case ' ' <= r && r <= '~':
			out = append(out, byte(r))
		case firstLatin <= r && r <= lastLatin:
			out = append(out, table[r-firstLatin]...)
		default:
			return "", false
		}
	}
	return string(out), true
}

// letters is plain, and tells besides whether a plain s has upper case letters.
func letters(s string) (plain, upper bool) {
	for i := range len(s) {
		c := s[i]
		if c < ' ' || c > '~' {
			return false, false
		}
		if 'A' <= c && c <= 'Z' {
			upper = true
		}
	}
	return s == "" || s[0] != ' ' && s[len(s)-1] != ' ', upper
}

// lowerASCII gives a text of ASCII in lower case.
func lowerASCII(s string) string {
	b := []byte(s)
	for i, c := range b {
		if 'A' <= c && c <= 'Z' {
			b[i] += 'a' - 'A'
		}
	}
	return string(b)
}

// isFolded tells whether a text is its folded form.
func isFolded(s string) bool {
	if plain, upper := letters(s); plain {
		return !upper
	}
	return Fold(s) == s
}

func trimBlank(s string) string { return strings.TrimFunc(s, isBlank) }

func isBlank(r rune) bool { return unicode.IsSpace(r) || isZeroWidth(r) }

// isZeroWidth tells whether r takes no room: zero-width spaces and joiners, the BOM, the soft hyphen.
func isZeroWidth(r rune) bool {
	switch r {
	case 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x00AD, 0x180E:
		return true
	}
	return false
}

// isInvisible tells whether r shows as nothing, as a blank or as nobody knows what: default ignorable code points,
// variation selectors, private use and noncharacters (Unicode, PropList).
func isInvisible(r rune) bool {
	return r == 0x2800 || unicode.In(r, unicode.Cf, unicode.Co, unicode.Variation_Selector,
		unicode.Other_Default_Ignorable_Code_Point, unicode.Noncharacter_Code_Point)
}

// isBidiControl tells whether r changes the direction of the text around it (UAX #9).
func isBidiControl(r rune) bool {
	return r == 0x061C || r == 0x200E || r == 0x200F || 0x202A <= r && r <= 0x202E || 0x2066 <= r && r <= 0x2069
}

// Unaccented gives s in lower case ASCII letters where they have any: "Éloïse Œuvrard" becomes "eloise oeuvrard".
func Unaccented(s string) string {
	if plain(s) {
		return lowerASCII(s)
	}
	if bare, ok := latin(s, &bareLatin); ok {
		return bare
	}
	return unaccentAny(s)
}

// unaccentAny is Unaccented of any text.
func unaccentAny(s string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(Fold(s)) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case r == 'œ':
			b.WriteString("oe")
		case r == 'æ':
			b.WriteString("ae")
		case r == 'ø':
			b.WriteByte('o')
		case r == 'ł':
			b.WriteByte('l')
		case r == 'đ' || r == 'ð':
			b.WriteByte('d')
		case r == 'þ':
			b.WriteString("th")
		case r == 'ı':
			b.WriteByte('i')
		case r != utf8.RuneError:
			b.WriteRune(r)
		}
	}
	return b.String()
}
