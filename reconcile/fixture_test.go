package reconcile_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"rollcall/reconcile"
)

var rewrite = flag.Bool("update", false, "rewrite the expected plans of fixtures/plan")

const fixtures = "../fixtures/plan"

// TestFixtures plans each file of fixtures/plan and compares the plan with what the fixture expects. Whatever the
// subject of the fixture, the laws that hold for every plan are checked on it too.
func TestFixtures(t *testing.T) {
	names, err := filepath.Glob(filepath.Join(fixtures, "*.txtar"))
	if err != nil || len(names) == 0 {
		t.Fatalf("no fixtures: %v", err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) { runFixture(t, name) })
	}
}

// fixtureNamed runs one fixture under the test of the behaviour it shows.
func fixtureNamed(t *testing.T, names ...string) {
	t.Helper()
	for _, name := range names {
		t.Run(name, func(t *testing.T) { runFixture(t, filepath.Join(fixtures, name+".txtar")) })
	}
}

func runFixture(t *testing.T, path string) {
	archive, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	c, err := readCase(archive)
	if err != nil {
		t.Fatal(err)
	}
	p := planCase(t, c)
	got := p.text(c.Mode)
	if *rewrite {
		writePlan(t, path, archive, got)
	} else if diff := cmp.Diff(section(archive, "plan"), got); diff != "" {
		t.Errorf("the plan differs (-expected +got):\n%s", diff)
	}
	checkLaws(t, c, p)
}

func section(a *txtar.Archive, name string) string {
	for _, f := range a.Files {
		if f.Name == name {
			return string(f.Data)
		}
	}
	return ""
}

func writePlan(t *testing.T, path string, a *txtar.Archive, plan string) {
	t.Helper()
	i := slices.IndexFunc(a.Files, func(f txtar.File) bool { return f.Name == "plan" })
	if i < 0 {
		a.Files, i = append(a.Files, txtar.File{Name: "plan"}), len(a.Files)
	}
	a.Files[i].Data = []byte(plan)
	if err := os.WriteFile(path, txtar.Format(a), 0o644); err != nil {
		t.Fatal(err)
	}
}

// text writes the plan as fixtures expect it: a summary, a line a change, then what was found.
func (p planned) text(mode reconcile.Mode) string {
	var b strings.Builder
	s := p.draft.Totals.Summary
	fmt.Fprintf(&b, "summary: add %d, update %d, deactivate %d, reactivate %d, unchanged %d, held %d, rejected %d\n",
		s.Add, s.Update, s.Deactivate, s.Reactivate, s.Unchanged, s.Held, s.Rejected)
	for _, c := range p.changes {
		fmt.Fprintln(&b, changeText(c))
	}
	for _, x := range p.draft.Pairs {
		fmt.Fprintf(&b, "pair %d %s %s = %s %s: %s\n", x.OldID, x.OldKey, x.OldName, x.NewKey, x.NewName, x.Why)
	}
	for _, f := range p.judged(mode) {
		fmt.Fprintln(&b, findingText(f))
	}
	for _, x := range p.draft.Problems {
		fmt.Fprintln(&b, problemText(x))
	}
	return b.String()
}

// usual are the reasons that an action's sigil says already.
var usual = map[reconcile.Action]string{
	reconcile.Reactivate: "returned", reconcile.Update: "changed", reconcile.Add: "joined",
}

func changeText(c *reconcile.Change) string {
	who := []string{c.Action.Sigil()}
	if c.ID != 0 {
		who = append(who, fmt.Sprint(c.ID))
	}
	if c.Action == reconcile.Hold && c.Line != 0 {
		who = append(who, fmt.Sprint("line ", c.Line))
	}
	for _, s := range []string{c.Key, c.Name} {
		if s != "" {
			who = append(who, s)
		}
	}
	if c.Company != "" {
		who = append(who, "("+c.Company+")")
	}
	line := strings.Join(who, " ")
	if c.Action == reconcile.Hold {
		return line + ": " + reasonText(c.Why)
	}
	if fields := fieldsText(c); fields != "" {
		line += "  " + fields
	}
	if c.Why.Code != usual[c.Action] {
		line += "  " + reasonText(c.Why)
	}
	return line
}

func reasonText(r reconcile.Reason) string {
	if len(r.Args) == 0 {
		return r.Code
	}
	return r.Code + " (" + strings.Join(r.Args, ", ") + ")"
}

// fieldsText leaves out what the action says already: that a leaver is deactivated and a returner is not any more.
func fieldsText(c *reconcile.Change) string {
	var parts []string
	for _, f := range c.Fields {
		back := c.Action == reconcile.Reactivate && f.New != reconcile.StatusInvited
		if (c.Action == reconcile.Deactivate || back) && (f.Field == reconcile.Status || f.Field == reconcile.Deactivated) {
			continue
		}
		before, after := shown(f.Field, f.Old), shown(f.Field, f.New)
		if c.Action == reconcile.Add {
			parts = append(parts, f.Name()+": "+after)
			continue
		}
		parts = append(parts, f.Name()+": "+before+" -> "+after)
	}
	return strings.Join(parts, ", ")
}

func shown(f reconcile.Field, value string) string {
	switch {
	case value == "":
		return "(blank)"
	case f == reconcile.Password:
		return "(set)"
	}
	return value
}

func findingText(f reconcile.Finding) string {
	what := f.Code
	if f.Code == "field-share" && len(f.Args) > 0 {
		what += " " + f.Args[0]
	}
	if f.Blocks {
		return fmt.Sprintf("finding %s %d blocks", what, f.Number)
	}
	return fmt.Sprintf("finding %s %d", what, f.Number)
}

func problemText(p reconcile.Problem) string {
	line := fmt.Sprint("problem line ", p.Line)
	if p.Heading != "" {
		line += " " + p.Heading
	}
	line += ": " + p.Code
	if p.Rejects {
		line += " rejects"
	}
	return line
}
