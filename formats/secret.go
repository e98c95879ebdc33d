package formats

import (
	"slices"
	"strings"
	"unicode"

	"rollcall/reconcile"
)

// passwordWords are in the folded headings of columns that may hold passwords, wherever they stand in them.
var passwordWords = strings.Fields("motdepasse password passwd passphrase passcode pwd mdp codesecret secretcode " +
	"passwort kennwort wachtwoord contrasena codeconfidentiel")

// secretWords make a heading that of a secret where they stand in it as words of their own: a PIN is one, an "Épinal" or
// a "Secrétariat" is not.
var secretWords = strings.Fields("pin pins pincode codepin puk secret secrets secrete secretes otp totp token jeton pw psw pswd credential credentials senha")

// secretPhrases are folded headings, or parts of them, of other secrets by which people sign in.
var secretPhrases = strings.Fields("codepin codedacces codeacces accesscode apikey cleapi securityquestion securityanswer " +
	"questiondesecurite reponsedesecurite")

// isSecret tells whether a column may hold passwords or the like, whether it is read or left out.
func isSecret(heading []byte) bool { return isPassword(heading) || speaksOfSecrets(string(heading)) }

// isPassword tells whether a heading names passwords.
func isPassword(heading []byte) bool { return containsAny(fold(string(heading)), passwordWords) }

func speaksOfSecrets(heading string) bool {
	return containsAny(fold(heading), secretPhrases) || strings.EqualFold(strings.TrimSpace(heading), "pass") ||
		slices.ContainsFunc(wordsOf(heading), func(w string) bool { return slices.Contains(secretWords, w) })
}

func containsAny(s string, parts []string) bool {
	return slices.ContainsFunc(parts, func(p string) bool { return strings.Contains(s, p) })
}

// wordsOf parts a heading into words, folded: at blanks, digits and marks, and where a capital follows a small letter.
func wordsOf(heading string) []string {
	var b strings.Builder
	small := false
	for _, r := range heading {
		if small && unicode.IsUpper(r) {
			b.WriteByte(' ')
		}
		small = unicode.IsLower(r)
		b.WriteRune(r)
	}
	return strings.FieldsFunc(reconcile.Unaccented(b.String()), func(r rune) bool { return !unicode.IsLetter(r) })
}

// keepsSecret refuses a mapping by which passwords would be kept in clear, as something else. A PIN may be a number of
// the person, as it is called in some countries, which the mapping has to say.
func keepsSecret(heading []byte, m meaning, line int) error {
	switch {
	case m.field == reconcile.Password || m.field == reconcile.NoField || !isSecret(heading):
		return nil
	case m.field == reconcile.EmployeeNumber && !isPassword(heading):
		return nil
	}
	return refuse("", reconcile.Problem{Code: "mapping-password", Line: line, Heading: string(heading), Args: []string{string(heading)}})
}
