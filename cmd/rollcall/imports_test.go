package main

import (
	"os/exec"
	"strings"
	"testing"
)

// TestImportsRunOneWay keeps the house in order: formats and storage know reconcile and not each other, reconcile knows
// neither files nor databases, and nothing knows the command.
func TestImportsRunOneWay(t *testing.T) {
	rules := []struct {
		of        string
		forbidden []string
	}{
		{"rollcall/reconcile", []string{"rollcall/formats", "rollcall/storage", "rollcall/words", "rollcall/cmd",
			"database/sql", "os/exec", "net/http", "encoding/csv", "archive/zip"}},
		{"rollcall/words", []string{"rollcall/formats", "rollcall/storage", "rollcall/cmd", "database/sql"}},
		{"rollcall/formats", []string{"rollcall/storage", "rollcall/cmd", "database/sql"}},
		{"rollcall/formats/delimited", []string{"rollcall/storage", "rollcall/cmd", "database/sql"}},
		{"rollcall/formats/workbook", []string{"rollcall/storage", "rollcall/cmd", "database/sql"}},
		{"rollcall/formats/report", []string{"rollcall/storage", "rollcall/cmd", "database/sql"}},
		{"rollcall/storage", []string{"rollcall/formats", "rollcall/cmd"}},
		{"rollcall/ledger", []string{"rollcall/reconcile", "rollcall/formats", "rollcall/storage", "rollcall/words", "rollcall/cmd", "database/sql"}},
	}
	for _, r := range rules {
		deps := dependencies(t, r.of)
		for _, f := range r.forbidden {
			for _, d := range deps {
				if d == f || strings.HasPrefix(d, f+"/") {
					t.Errorf("%s imports %s", r.of, d)
				}
			}
		}
	}
}

// TestReconcileStandsOnLittle: the heart needs the standard library and golang.org/x/text, and nothing else.
func TestReconcileStandsOnLittle(t *testing.T) {
	for _, d := range dependencies(t, "rollcall/reconcile") {
		first, _, _ := strings.Cut(d, "/")
		if strings.Contains(first, ".") && !strings.HasPrefix(d, "golang.org/x/text/") {
			t.Errorf("reconcile imports %s", d)
		}
	}
}

func dependencies(t *testing.T, pkg string) []string {
	t.Helper()
	out, err := exec.Command("go", "list", "-deps", pkg).Output()
	if err != nil {
		t.Fatalf("go list -deps %s: %v", pkg, err)
	}
	deps := strings.Fields(string(out))
	if len(deps) < 2 {
		t.Fatalf("go list -deps %s gave %v", pkg, deps)
	}
	return deps
}
