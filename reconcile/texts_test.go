package reconcile_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"rollcall/reconcile"
	"rollcall/words"
)

// TestEveryCodeHasAText: whatever a fixture's plan says, people can read it in both languages, with its arguments.
func TestEveryCodeHasAText(t *testing.T) {
	names, err := filepath.Glob(filepath.Join(fixtures, "*.txtar"))
	if err != nil || len(names) == 0 {
		t.Fatalf("no fixtures: %v", err)
	}
	for _, name := range names {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		c, err := readCase(archive)
		if err != nil {
			t.Fatal(err)
		}
		checkTexts(t, planCase(t, c), c.Mode)
	}
}

func checkTexts(t *testing.T, p planned, mode reconcile.Mode) {
	t.Helper()
	for _, lang := range []words.Lang{words.English, words.French} {
		for _, c := range p.changes {
			checkText(t, c.Why.Code, words.Reason(lang, c.Why))
		}
		for _, f := range p.judged(mode) {
			checkText(t, f.Code, words.Finding(lang, f))
		}
		for _, x := range p.draft.Problems {
			if x.Code != "byte-undecodable" && x.Code != "row-ragged" { // the readers' own, whose arguments the fixtures leave out
				checkText(t, x.Code, words.Problem(lang, x))
			}
		}
		for _, x := range p.draft.Pairs {
			checkText(t, "pair."+x.Why, words.Say(lang, "pair."+x.Why))
		}
	}
}

func checkText(t *testing.T, code, text string) {
	t.Helper()
	if !words.Known(code) {
		t.Errorf("%q has no text", code)
	}
	if strings.Contains(text, "%!") {
		t.Errorf("the text of %q does not fit its arguments: %s", code, text)
	}
}
