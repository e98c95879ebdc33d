package words

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// verb is one of fmt's, as texts use them: %d, %[2]v, %.1f and the like.
var verb = regexp.MustCompile(`%(?:\[(\d+)\])?([+\-# 0]*)(?:\d+)?(?:\.\d+)?(?:\[(\d+)\])?([a-zA-Z%])`)

// verbs gives the kinds of verb that a text prints each argument with; mistakes are bad verbs.
func verbs(format string) (map[int]string, []string) {
	out, bad, next := map[int]string{}, []string(nil), 1
	for _, m := range verb.FindAllStringSubmatch(format, -1) {
		if m[4] == "%" {
			continue
		}
		if index := m[1] + m[3]; index != "" {
			next, _ = strconv.Atoi(index)
		}
		if !strings.Contains("dsqvfx", m[4]) {
			bad = append(bad, m[0])
		}
		out[next] = kind(m[4])
		next++
	}
	if rest := strings.ReplaceAll(verb.ReplaceAllString(format, ""), "%%", ""); strings.Contains(rest, "%") {
		bad = append(bad, "a % that is no verb")
	}
	return out, bad
}

// kind groups the verbs that take the same arguments.
func kind(v string) string {
	if v == "s" || v == "q" {
		return "text"
	}
	return v
}

// TestBothLanguagesSayTheSame: no text is empty, and both languages print the same arguments in the same way.
func TestBothLanguagesSayTheSame(t *testing.T) {
	for _, key := range slices.Sorted(maps.Keys(all)) {
		t.Run(key, func(t *testing.T) {
			x := all[key]
			if strings.TrimSpace(x.en) == "" || strings.TrimSpace(x.fr) == "" {
				t.Fatal("a language has no text")
			}
			en, badEN := verbs(x.en)
			fr, badFR := verbs(x.fr)
			if bad := append(badEN, badFR...); len(bad) > 0 {
				t.Errorf("verbs that no text may use: %q", bad)
			}
			if diff := cmp.Diff(en, fr); diff != "" {
				t.Errorf("the arguments differ (-English +French):\n%s", diff)
			}
		})
	}
}

// TestTextsSayTheirArguments formats every text with arguments of the kinds it asks for.
func TestTextsSayTheirArguments(t *testing.T) {
	for _, key := range slices.Sorted(maps.Keys(all)) {
		asked, _ := verbs(all[key].en)
		var args []any
		for i := range slices.Max(append(slices.Collect(maps.Keys(asked)), 0)) {
			args = append(args, argument(asked[i+1], i)) // a text may pass over one
		}
		for _, l := range []Lang{English, French} {
			got := Say(l, key, args...)
			if strings.Contains(got, "%!") || strings.ContainsAny(got, "{}|") && !strings.ContainsAny(all[key].en, "{}") {
				t.Errorf("%s in %s: %s", key, l, got)
			}
		}
	}
}

func argument(kind string, i int) any {
	switch kind {
	case "d":
		return 1000 + i
	case "f":
		return 12.5
	}
	return fmt.Sprint("argument", i)
}

// TestKeys: a key is what codes and messages of the program can be: kebab-case words, with dots between areas.
func TestKeys(t *testing.T) {
	form := regexp.MustCompile(`^[a-z0-9]+([-_.][a-z0-9]+)*$`)
	for key := range all {
		if !form.MatchString(key) {
			t.Errorf("%q is no key", key)
		}
	}
}

// TestPluralsAreWhole: every choice between one and many has both, and is closed.
func TestPluralsAreWhole(t *testing.T) {
	choice := regexp.MustCompile(`\{[^{}|]*\|[^{}|]*\}`)
	for key, x := range all {
		for _, format := range []string{x.en, x.fr} {
			if rest := choice.ReplaceAllString(format, ""); strings.ContainsAny(rest, "{}") {
				t.Errorf("%s has braces that are no choice: %s", key, format)
			}
		}
	}
}

func TestSay(t *testing.T) {
	const key = "test-of-words"
	all[key] = text{"%[1]d {account|accounts} in %[2]v", "%[1]d {compte|comptes} dans %[2]v"}
	t.Cleanup(func() { delete(all, key) })
	for _, c := range []struct {
		l    Lang
		n    int
		want string
	}{
		{English, 0, "0 accounts in X"}, {English, 1, "1 account in X"}, {English, 2, "2 accounts in X"},
		{English, 12345, "12,345 accounts in X"},
		{French, 0, "0 compte dans X"}, {French, 1, "1 compte dans X"}, {French, 2, "2 comptes dans X"},
		{French, 12345, "12\u00a0345 comptes dans X"},
	} {
		if got := Say(c.l, key, c.n, "X"); got != c.want {
			t.Errorf("%s %d: %q, want %q", c.l, c.n, got, c.want)
		}
	}
	if got := Say(French, "no-such-key", 7); got != "no-such-key 7" {
		t.Errorf("an unknown key gives %q", got)
	}
	if Known("no-such-key") || !Known(key) {
		t.Error("Known does not tell known keys from others")
	}
}

func TestRegisterTwicePanics(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("a key with two texts is taken")
		}
	}()
	register(map[string]text{"field.id": {"ID", "ID"}})
}

func TestParseLang(t *testing.T) {
	for s, want := range map[string]Lang{"fr": French, "fr_FR.UTF-8": French, " FR-ca,en;q=0.5": French, "en": English,
		"": English, "C": English, "de_DE": English} {
		if got := ParseLang(s); got != want {
			t.Errorf("ParseLang(%q) = %s, want %s", s, got, want)
		}
	}
}
