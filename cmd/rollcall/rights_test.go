package main

import (
	"slices"
	"testing"
)

// apart are the verbs that open no store.
var apart = []string{"check", "diff", "man", "version", "help", "completion", "operator", "policy", "key"}

// TestEveryVerbHasItsRole: a verb that is not in the table would want an administrator, which is seldom what is meant.
func TestEveryVerbHasItsRole(t *testing.T) {
	root := newSession(nil, nil, nil, nil).root()
	named := map[string]bool{}
	for _, c := range allVerbs(root) {
		verb := c.CommandPath()[len("rollcall "):]
		if named[verb] = true; needs[verb] == "" && !slices.Contains(apart, verb) && c.Parent().Name() != "completion" {
			t.Errorf("no role is said for %q: add it to needs, or to apart where it opens no store", verb)
		}
	}
	for verb := range needs {
		if !named[verb] {
			t.Errorf("a role is said for %q, which is no verb", verb)
		}
	}
}

func TestPasswdName(t *testing.T) {
	const passwd = "root:x:0:0:root:/root:/bin/sh\n# a comment\nbroken:x:7\n:x:8:8::/:/bin/sh\nclaire:x:1005:1005:Claire,,,:/home/claire:/bin/bash"
	for id, want := range map[int]string{0: "root", 1005: "claire", 7: "uid 7", 8: "uid 8", 9: "uid 9"} {
		if got := passwdName(passwd, id); got != want {
			t.Errorf("%d is %q, want %q", id, got, want)
		}
	}
}
