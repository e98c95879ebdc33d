package delimited

import (
	"bytes"
	"io"
	"strings"
	"unicode"

	"golang.org/x/text/encoding/charmap"
)

// The encodings among which is guessed; of two that fit equally well, the first is taken.
var guessable = []string{cp1252, latin9, cp850, macRoman}

const (
	guessWindow = 24     // bytes around a letter that are looked at together
	guessEnough = 20_000 // letters that are looked at
)

// guess says in which encoding of one byte a character the file's letters make most sense.
func guess(r io.ReaderAt, size int64) (string, error) {
	scores := make([]int, len(guessable))
	src := &exactReader{r: r, to: size}
	buf := make([]byte, surveySize)
	for seen := 0; seen < guessEnough; {
		n, err := io.ReadFull(src, buf)
		pieces := accented(buf[:n], guessEnough-seen)
		for _, p := range pieces {
			seen += len(p)
			for i, name := range guessable {
				scores[i] += plausibility(decodeBytes(charmaps[name], p))
			}
		}
		if err == io.EOF || err == io.ErrUnexpectedEOF {
			break
		}
		if err != nil {
			return "", err
		}
	}
	best := 0
	for i := range scores {
		if scores[i] > scores[best] {
			best = i
		}
	}
	return guessable[best], nil
}

// accented cuts out of text the pieces around bytes that are not ASCII, about limit bytes of them at most.
func accented(text []byte, limit int) [][]byte {
	var out [][]byte
	for from, taken := 0, 0; from < len(text) && taken < limit; {
		i := bytes.IndexFunc(text[from:], func(r rune) bool { return r >= 0x80 })
		if i < 0 {
			break
		}
		lo, hi := max(from, from+i-guessWindow), from+i+1
		for end := hi; hi < len(text) && hi < end+guessWindow; hi++ {
			if text[hi] >= 0x80 {
				end = hi
			}
		}
		out = append(out, text[lo:hi])
		taken += hi - lo
		from = hi
	}
	return out
}

func decodeBytes(m *charmap.Charmap, b []byte) []rune {
	out := make([]rune, len(b))
	for i := range b {
		out[i] = m.DecodeByte(b[i])
	}
	return out
}

// plausibility scores a piece of text: letters whose case agrees with their neighbours, letters and words that French
// uses, against signs in the middle of words and bytes that stand for nothing.
func plausibility(text []rune) int {
	score := 0
	for i, r := range text {
		if r < 0x80 {
			continue
		}
		before, after := ' ', ' '
		if i > 0 {
			before = text[i-1]
		}
		if i+1 < len(text) {
			after = text[i+1]
		}
		score += fit(r, before, after)
	}
	return score + 6*familiarWords(strings.ToLower(string(text)))
}

const (
	frenchLetters = "éèêëàâîïôùûüçœæÉÈÊËÀÂÎÏÔÙÛÜÇŒÆ"
	otherLetters  = "áíóúñãõäößåøìòÁÍÓÚÑÃÕÄÖÅØšžŠŽÿŸ"
	textSigns     = "’‘“”«»–—…€°\u00A0"
)

// fit scores one character that is not ASCII by those beside it.
func fit(r, before, after rune) int {
	inWord := unicode.IsLetter(before) || unicode.IsLetter(after)
	switch {
	case r == '\uFFFD' || 0x80 <= r && r <= 0x9F:
		return -12
	case strings.ContainsRune(textSigns, r):
		return signFit(r, before, after)
	case !unicode.IsLetter(r) && inWord:
		return -6
	case !unicode.IsLetter(r):
		return -2
	case strings.ContainsRune(frenchLetters, r):
		return 3 + caseFit(r, before, after)
	case strings.ContainsRune(otherLetters, r):
		return caseFit(r, before, after)
	}
	return -4 + caseFit(r, before, after)
}

// signFit scores a sign of running text: an apostrophe stands between letters, the others beside a blank or an end.
func signFit(r, before, after rune) int {
	between := unicode.IsLetter(before) && unicode.IsLetter(after)
	if (r == '’') == between {
		return 1
	}
	return -4
}

// caseFit scores the case of the letter r: capitals stand among capitals or first, small letters after letters or first.
func caseFit(r, before, after rune) int {
	if unicode.IsLower(r) {
		if unicode.IsUpper(after) || unicode.IsUpper(before) && unicode.IsUpper(after) {
			return -5
		}
		return 2
	}
	switch {
	case unicode.IsLower(before):
		return -5
	case unicode.IsUpper(before) || unicode.IsUpper(after):
		return 2
	}
	return 1
}

// familiar are pieces of words that member files in French are full of, in small letters.
var familiar = []string{"prénom", "tablissement", "société", "employé", "activé", "numéro", "téléphone", "créé", "rôle",
	"équipe", "début", "entrée", "catégorie", "qualité", "à jour", "dernière", "andré", "rené", "hélène", "franço", "zoé",
	"chloé", "noë", "jérôme", "cécile", "thérèse", "stéphan", "frédéri", "sébastien", "gérard", "aurélie", "céline",
	"hervé", "valérie", "jérémy", "véronique", "éric", "anaïs", "loïc", "benoît", "élodie", "joë", "maël", "gaël",
	"mickaël", "raphaël", "émilie", "éloïse", "adèle", "agnès", "irène", "solène", "mélanie", "léa", "léo", "théo"}

func familiarWords(text string) int {
	n := 0
	for _, w := range familiar {
		n += strings.Count(text, w)
	}
	return n
}
