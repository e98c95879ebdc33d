package reconcile

import (
	"bytes"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// statusWords are what HR files write for a status. Words that may mean somebody on leave are not among them.
var statusWords = map[string]string{
	"active": StatusActive, "actif": StatusActive, "activé": StatusActive, "activated": StatusActive,
	"enabled":     StatusActive,
	"deactivated": StatusDeactivated, "inactive": StatusDeactivated, "disabled": StatusDeactivated,
	"désactivé": StatusDeactivated, "inactif": StatusDeactivated,
	"invited": StatusInvited, "invité": StatusInvited, "pending": StatusInvited, "en attente": StatusInvited,
	"activation en attente": StatusInvited, "activation pending": StatusInvited,
}

// languageWords are the names of languages in French and English, unaccented, beside their codes (ISO 639-1).
var languageWords = map[string]string{
	"french": "fr", "francais": "fr", "english": "en", "anglais": "en", "german": "de", "allemand": "de", "deutsch": "de",
	"spanish": "es", "espagnol": "es", "italian": "it", "italien": "it", "dutch": "nl", "neerlandais": "nl",
	"portuguese": "pt", "portugais": "pt", "polish": "pl", "polonais": "pl", "arabic": "ar", "arabe": "ar",
	"romanian": "ro", "roumain": "ro", "slovenian": "sl", "slovene": "sl", "croatian": "hr", "croate": "hr",
}

// byWord is statusWords by unaccented word, feminine forms ("activée") included.
var byWord = func() map[string]string {
	m := map[string]string{}
	for w, s := range statusWords {
		m[Unaccented(w)] = s
		if strings.HasSuffix(w, "é") {
			m[Unaccented(w)+"e"] = s
		}
	}
	return m
}()

// ParseStatus reads a status as files write it in French or English, or as JSON spells it.
func ParseStatus(s string) (string, bool) {
	v, ok := byWord[Unaccented(s)]
	return v, ok
}

// ParseLanguage reads a language's name in French or English or its code ("fr", "fr_FR") as a lower-case BCP 47 code.
func ParseLanguage(s string) (string, bool) {
	word := Unaccented(s)
	if code, ok := languageWords[word]; ok {
		return code, true
	}
	code := strings.ReplaceAll(word, "_", "-")
	base, _, _ := strings.Cut(code, "-")
	if len(base) < 2 || len(base) > 3 || len(code) > 11 || strings.Trim(code, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
		return "", false
	}
	return code, true
}

// passwordMarker tells whether a password cell says to leave the password alone.
func passwordMarker(s string) bool {
	switch Unaccented(s) {
	case "mot de passe crypte", "encrypted password":
		return true
	}
	return false
}

// PasswordMarker is what exports write where a password would stand: it says to leave the password alone (TE5, TE6).
const PasswordMarker = "Mot de passe crypté"

// errorTexts are what spreadsheets leave where a formula failed, in English and French.
var errorTexts = map[string]bool{"#n/a": true, "#ref!": true, "#name?": true, "#nom?": true, "#value!": true, "#valeur!": true,
	"#div/0!": true, "#null!": true, "#nul!": true, "#num!": true, "#nombre!": true, "#spill!": true, "#calc!": true}

func isErrorText(s string) bool { return errorTexts[Fold(s)] }

// isPlaceholder tells whether a key says only that there is none: a word for it, or neither letter nor digit.
func isPlaceholder(raw []byte) bool {
	if bytes.IndexByte([]byte("nN(<"), raw[0]) >= 0 && len(raw) <= len("(blank)") {
		switch Fold(string(raw)) {
		case "null", "(null)", "<null>", "n/a", "(blank)", "(vide)":
			return true
		}
	}
	return bytes.IndexFunc(raw, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) < 0
}

// lostDigits is a number as a spreadsheet writes one that did not fit its column: 1.2E+05.
var lostDigits = regexp.MustCompile(`^[0-9]+[.,]?[0-9]*[eE]\+[0-9]+$`)

// unseen gives the code of what makes a key look like another: characters without width or that turn the direction.
func unseen(raw []byte) string {
	for _, r := range string(raw) {
		switch {
		case isZeroWidth(r):
			return "key-zero-width"
		case isBidiControl(r):
			return "key-bidi"
		case isInvisible(r):
			return "key-zero-width"
		case unicode.IsControl(r):
			return "control-character"
		}
	}
	return ""
}

func hasControl(raw []byte) bool {
	for len(raw) > 0 {
		r, n := utf8.DecodeRune(raw)
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			return true
		}
		raw = raw[n:]
	}
	return false
}

// validEmail tells whether s can be an address: something, one @, a domain of non-empty labels, no blank and none of
// the characters that only stand between several addresses. Mail servers decide the rest.
func validEmail(s []byte) bool {
	local, domain, found := bytes.Cut(s, []byte("@"))
	if !found || len(local) == 0 || bytes.ContainsAny(s, " \t\n,;<>()[]\"\\|") || bytes.IndexByte(domain, '@') >= 0 {
		return false
	}
	dot := bytes.IndexByte(domain, '.')
	return dot > 0 && domain[len(domain)-1] != '.' && !bytes.Contains(domain, []byte("..")) && bytes.IndexFunc(s, unicode.IsSpace) < 0
}

// scripts whose letters are easily taken for one another.
var lookalikes = []*unicode.RangeTable{unicode.Latin, unicode.Cyrillic, unicode.Greek, unicode.Armenian, unicode.Cherokee}

// mixedScript tells whether s has letters of two scripts that look alike (UTS #39, mixed-script confusables).
func mixedScript(s string) bool {
	seen := -1
	for _, r := range s {
		if r < utf8.RuneSelf && !unicode.IsLetter(r) {
			continue
		}
		for i, table := range lookalikes {
			if unicode.Is(table, r) {
				if seen >= 0 && seen != i {
					return true
				}
				seen = i
			}
		}
	}
	return false
}

// SplitName parts a full name into first and last name: "Last, First"; else words all in capitals are the last name;
// else the first word is the first name.
func SplitName(full string) (first, last string) {
	if last, first, ok := strings.Cut(full, ","); ok {
		return Canonical(first), Canonical(last)
	}
	words := strings.Fields(full)
	var small, capital []string
	for _, w := range words {
		if len([]rune(w)) > 1 && w == strings.ToUpper(w) && w != strings.ToLower(w) {
			capital = append(capital, w)
		} else {
			small = append(small, w)
		}
	}
	switch {
	case len(small) > 0 && len(capital) > 0:
		return strings.Join(small, " "), strings.Join(capital, " ")
	case len(words) < 2:
		return "", full
	}
	return words[0], strings.Join(words[1:], " ")
}
