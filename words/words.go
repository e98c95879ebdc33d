// Package words holds every text that people read, in English and French. A text is found by a key: the stable code
// of a problem, finding or hold, or a short name for a sentence of the command. Each area keeps its texts in a file
// of its own here; a test checks that both languages say the same with the same arguments.
package words

import (
	"fmt"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/message"
)

// Lang is a language that rollcall speaks.
type Lang string

// The languages.
const (
	English Lang = "en"
	French  Lang = "fr"
)

// text is one entry: what both languages say. Verbs are fmt's (%[1]s and the like); numbers given as int are
// written with the language's grouping. "{one|many}" picks by the first int argument: {account|accounts}.
type text struct{ en, fr string }

// all holds the texts of every area; each area registers its own from its file.
var all = map[string]text{}

// register adds an area's texts; a key given twice is a mistake of ours and panics at start.
func register(area map[string]text) struct{} {
	for k, t := range area {
		if _, twice := all[k]; twice {
			panic("words: " + k + " has two texts")
		}
		all[k] = t
	}
	return struct{}{}
}

// ParseLang reads "fr", "fr_FR.UTF-8", "fr-CA,en;q=0.5" and the like; anything that is not French is English.
func ParseLang(s string) Lang {
	if strings.HasPrefix(strings.ToLower(strings.TrimSpace(s)), "fr") {
		return French
	}
	return English
}

// Known tells whether there is a text for key.
func Known(key string) bool { _, ok := all[key]; return ok }

// Say gives the text for key in language l. An unknown key gives the key itself and its arguments.
func Say(l Lang, key string, args ...any) string {
	t, ok := all[key]
	if !ok {
		return strings.TrimSpace(key + " " + fmt.Sprint(args...))
	}
	format, tag := t.en, language.English
	if l == French {
		format, tag = t.fr, language.French
	}
	return message.NewPrinter(tag).Sprintf(plural(l, format, args), args...)
}

// plural resolves "{one|many}" by the first int among args: French says one for 0 and 1, English for 1 only.
func plural(l Lang, format string, args []any) string {
	one := isOne(l, args)
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(format, "{")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		choice, after, _ := strings.Cut(rest, "}")
		single, many, _ := strings.Cut(choice, "|")
		if one {
			b.WriteString(single)
		} else {
			b.WriteString(many)
		}
		format = after
	}
}

func isOne(l Lang, args []any) bool {
	for _, a := range args {
		if n, ok := a.(int); ok {
			return n == 1 || l == French && n == 0
		}
	}
	return false
}
