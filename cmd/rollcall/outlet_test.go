package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Whoever reads what diff writes may stand still, as a pager does: an interrupt ends diff all the same.
func TestInterruptedDiffWaitsForNoReader(t *testing.T) {
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
		r, w, err := os.Pipe()
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		defer w.Close()
		ctx, cancel := context.WithCancel(context.Background())
		ended := make(chan int)
		var errs strings.Builder
		go func() {
			ended <- run(ctx, []string{"diff", old, now, "--all", "--lang", "en", "--format", format}, strings.NewReader(""), w, &errs)
		}()
		if _, err := r.Read(make([]byte, 1)); err != nil { // it is writing now, and nobody reads on
			t.Fatal(err)
		}
		cancel()
		if code := <-ended; code != diffTrouble || !strings.Contains(errs.String(), "interrupted") {
			t.Errorf("%s: exit code %d, %q", format, code, errs.String())
		}
	}
}
