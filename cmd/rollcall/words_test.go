package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"rollcall/reconcile"
	"rollcall/words"
)

// TestEveryTextIsThere looks for the keys of texts in the command's source: what is said must be known in package words.
func TestEveryTextIsThere(t *testing.T) {
	said := regexp.MustCompile(`(?:\b(?:say|Say|tell|usage|failed|meter|waiting|part|grid)\(|Code: |wrong\([^"]*|\{)"([a-z]+[.-][a-z0-9.-]*[a-z0-9])"`)
	found := 0
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		source, err := os.ReadFile(path)
		for _, m := range said.FindAllStringSubmatch(string(source), -1) {
			if found++; !words.Known(m[1]) {
				t.Errorf("%s says %q, which has no text", path, m[1])
			}
		}
		return err
	})
	if err != nil || found < 100 {
		t.Errorf("found %d keys in the source: %v", found, err)
	}
	for a := range reconcile.NumActions {
		for _, key := range []string{"view.section-" + a.String(), "view.count-" + a.String()} {
			if !words.Known(key) {
				t.Errorf("no text for %q", key)
			}
		}
	}
}

// TestEveryVerbHasItsTexts: a verb and a flag without a text would show its key.
func TestEveryVerbHasItsTexts(t *testing.T) {
	root := newSession(nil, nil, nil, nil).root()
	for _, c := range allVerbs(root) {
		for _, text := range []string{c.Short, c.Long, c.Example} {
			if strings.Contains(text, "help.") {
				t.Errorf("%s shows %q", c.Name(), text)
			}
		}
		if usage := c.LocalFlags().FlagUsages(); strings.Contains(usage, "flag.") {
			t.Errorf("%s has a flag without a text:\n%s", c.Name(), usage)
		}
	}
}
