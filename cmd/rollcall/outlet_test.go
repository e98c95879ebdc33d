package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Whoever reads what a verb writes may stand still, as a pager does: an interrupt ends it all the same.
func TestInterruptWaitsForNoReader(t *testing.T) {
	dir := t.TempDir()
	write := func(name, first string) string {
		var b strings.Builder
		b.WriteString("Matricule;Nom;Prénom\n")
		for i := range 3000 {
			fmt.Fprintf(&b, "E%d;Lefort;%s\n", i, first)
		}
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	old, now := write("old.csv", "Marc"), write("now.csv", "Zoé")
	for _, format := range []string{"text", "json", "ndjson"} {
		code, errs := interrupted(t, "diff", old, now, "--all", "--lang", "en", "--format", format)
		if code != diffTrouble || !strings.Contains(errs, "interrupted") {
			t.Errorf("%s: exit code %d, %q", format, code, errs)
		}
	}
	bad := write("bad.csv", strings.Repeat("x", 600))
	if code, errs := interrupted(t, "check", bad, "--all", "--lang", "en"); code != exitFailed || !strings.Contains(errs, "interrupted") {
		t.Errorf("check: exit code %d, %q", code, errs)
	}
	db := "--db=" + filepath.Join(dir, "roster.db")
	if code := run(context.Background(), []string{"apply", old, "--yes", db}, strings.NewReader(""), io.Discard, io.Discard); code != exitDone {
		t.Fatalf("apply: exit code %d", code)
	}
	for _, verb := range [][]string{{"members", "--json"}, {"export", "-"}, {"run", "1", "--all"}, {"changes", "--format", "csv"}} {
		code, errs := interrupted(t, append(verb, db, "--lang", "en")...)
		if code != exitFailed || !strings.Contains(errs, "interrupted") {
			t.Errorf("%s: exit code %d, %q", verb[0], code, errs)
		}
	}
}

// interrupted runs a verb, interrupts it once it has begun to write, and never reads on.
func interrupted(t *testing.T, args ...string) (code int, errs string) {
	t.Helper()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	ended := make(chan int, 1)
	var told strings.Builder
	go func() {
		defer w.Close()
		ended <- run(ctx, args, strings.NewReader(""), w, &told)
	}()
	if _, err := r.Read(make([]byte, 1)); err != nil {
		t.Fatal(err)
	}
	cancel()
	return <-ended, told.String()
}
