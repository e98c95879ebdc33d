package main

import (
	"flag"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/cobra"

	"rollcall/cmd/rollcall/internal/policyfile"
	"rollcall/formats"
	"rollcall/reconcile"
)

func readme(t *testing.T) string {
	t.Helper()
	data, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// fenced gives the README's code blocks of one kind, in order.
func fenced(t *testing.T, kind string) []string {
	t.Helper()
	var out []string
	for _, m := range regexp.MustCompile("(?ms)^```"+kind+"\n(.*?)^```$").FindAllStringSubmatch(readme(t), -1) {
		out = append(out, m[1])
	}
	if len(out) == 0 {
		t.Fatalf("the README has no block of kind %s", kind)
	}
	return out
}

var rewriteIDs = flag.Bool("readme", false, "put the plan ids of today into README.md")

// What the README shows is what the command prints: every console block is run, in order, on the member files of the
// fixtures. A line "…" stands for any lines, "…" at the end of a line for its rest; times of day may differ. Plan ids
// must be those of today, which -readme puts into the README.
func TestREADME_ShowsWhatIsPrinted(t *testing.T) {
	tour := &tour{dir: t.TempDir(), ids: map[string]string{}}
	if err := os.CopyFS(tour.dir, os.DirFS("../../fixtures/members")); err != nil {
		t.Fatal(err)
	}
	for _, block := range fenced(t, "console") {
		for _, step := range strings.Split("\n"+block, "\n$ ")[1:] {
			command, want, _ := strings.Cut(step, "\n")
			got := tour.typed(t, tour.today(command))
			if missing := tour.mismatch(lined(want), lined(got)); missing != "" {
				t.Errorf("$ %s\nprints\n%s\nand not %s", command, got, missing)
			}
		}
	}
	switch renewed := tour.today(readme(t)); {
	case t.Failed() || renewed == readme(t):
	case *rewriteIDs:
		if err := os.WriteFile("../../README.md", []byte(renewed), 0o644); err != nil {
			t.Fatal(err)
		}
	default:
		t.Errorf("plan ids have changed, %v: go test ./cmd/rollcall -run README -readme", tour.ids)
	}
}

// tour is a walk through the README: the folder it happens in, and the ids that its plans have today.
type tour struct {
	dir string
	ids map[string]string
}

var anyPlanID = regexp.MustCompile(`\bp[0-9a-f]{4,16}\b`)

// today gives the text with today's plan ids, as long as they are written in it.
func (w *tour) today(text string) string {
	return anyPlanID.ReplaceAllStringFunc(text, func(short string) string {
		for then, now := range w.ids {
			if strings.HasPrefix(then, short) {
				return now[:len(short)]
			}
		}
		return short
	})
}

// typed runs a line as a person would type it and gives what appears.
func (w *tour) typed(t *testing.T, line string) string {
	t.Helper()
	cmd := exec.Command("sh", "-c", line+"\n:") // exit codes are shown where they matter
	cmd.Dir = w.dir
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "LANG=en_GB.UTF-8", "TZ=UTC", "HOME=" + w.dir, "ROLLCALL_DB=roster.db"}
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", line, err, out)
	}
	return string(out)
}

var moment = regexp.MustCompile(`\d{4}-\d\d-\d\d \d\d:\d\d UTC`)

func lined(text string) []string {
	text = strings.TrimRight(moment.ReplaceAllString(text, "TIME"), "\n")
	if text == "" {
		return nil
	}
	return strings.Split(text, "\n")
}

// mismatch names the first wanted line that is not there, "" where all are.
func (w *tour) mismatch(want, got []string) string {
	skipping := false
	for _, line := range want {
		if line == "…" {
			skipping = true
			continue
		}
		at := 0
		if skipping {
			at = max(0, slices.IndexFunc(got, func(g string) bool { return w.shows(line, g) }))
		}
		if at >= len(got) || !w.shows(line, got[at]) {
			return "the line " + strconv.Quote(line)
		}
		got, skipping = got[at+1:], false
	}
	if len(got) > 0 && !skipping {
		return "the end before " + strconv.Quote(got[0])
	}
	return ""
}

// shows tells whether a line is the one wanted, and notes which plan ids stand in it today.
func (w *tour) shows(want, got string) bool {
	beginning, cut := strings.CutSuffix(want, "…")
	blind := func(s string) string { return anyPlanID.ReplaceAllString(s, "PLAN") }
	if got := blind(got); got != blind(want) && !(cut && strings.HasPrefix(got, blind(beginning))) {
		return false
	}
	then, now := anyPlanID.FindAllString(beginning, -1), anyPlanID.FindAllString(got, -1)
	for i, id := range then {
		if known, ok := w.ids[id]; ok && known != now[i] {
			return false
		}
		w.ids[id] = now[i]
	}
	return true
}

// Every verb and flag of a command line in the README exists, and every flag that is named by itself is some verb's.
func TestREADME_CommandsExist(t *testing.T) {
	root := newSession(nil, nil, io.Discard, io.Discard).root()
	lines := regexp.MustCompile("(?m)(?:^|[ /$`])rollcall ([a-z]+)( [^`\n]*)?").FindAllStringSubmatch(commandLines(readme(t)), -1)
	if len(lines) < 20 {
		t.Fatalf("only %d command lines found", len(lines))
	}
	for _, l := range lines {
		cmd, _, err := root.Find(strings.Fields(l[1] + l[2]))
		if err != nil || cmd == root {
			t.Errorf("there is no verb %s (%s)", l[1], l[0])
			continue
		}
		for _, flag := range allMatches(anyFlag, l[2]) {
			if !hasFlag(cmd, flag) {
				t.Errorf("%s has no flag --%s", cmd.Name(), flag)
			}
		}
	}
	for _, flag := range allMatches(anyFlag, readme(t)) {
		if !slices.ContainsFunc(allVerbs(root), func(c *cobra.Command) bool { return hasFlag(c, flag) }) {
			t.Errorf("no verb has a flag --%s", flag)
		}
	}
}

// allVerbs gives every verb, those below others too.
func allVerbs(of *cobra.Command) (all []*cobra.Command) {
	for _, c := range of.Commands() {
		all = append(append(all, c), allVerbs(c)...)
	}
	return all
}

const anyFlag = "(?:^|[ `(])--([a-z][a-z-]*)"

// commandLines keeps what is typed: code blocks' lines that call rollcall, and code within sentences.
func commandLines(text string) string {
	var out []string
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		for _, m := range regexp.MustCompile("`rollcall [^`]*`").FindAllString(line, -1) {
			out = append(out, m)
		}
		if regexp.MustCompile(`^(\$ |    |  )rollcall |/bin/rollcall `).MatchString(line) {
			out = append(out, line)
		}
	}
	return strings.Join(out, "\n")
}

func hasFlag(cmd *cobra.Command, name string) bool {
	return cmd.Flags().Lookup(name) != nil || cmd.InheritedFlags().Lookup(name) != nil
}

// Every finding that the guardrails can make stands in the README's table, and no other.
func TestREADME_ListsEveryFinding(t *testing.T) {
	files, err := filepath.Glob("../../reconcile/*.go")
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	for _, f := range files {
		source, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		want = append(want, allMatches(`(?:j\.find\(|j\.tell\(|j\.leaving\(|code = )"([a-z-]+)"`, string(source))...)
	}
	slices.Sort(want)
	want = slices.Compact(want)
	_, section, _ := strings.Cut(readme(t), "\n## Guardrails\n")
	section, _, _ = strings.Cut(section, "\n## ")
	got := allMatches("(?m)^\\| `([a-z-]+)` \\|", section)
	if diff := cmp.Diff(want, got); diff != "" || len(want) == 0 {
		t.Errorf("findings (-made +listed):\n%s", diff)
	}
}

func allMatches(pattern, text string) []string {
	var out []string
	for _, m := range regexp.MustCompile(pattern).FindAllStringSubmatch(text, -1) {
		out = append(out, m[1])
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// The README's policy is a policy, has every key, and is the default where it says so.
func TestREADME_PolicyIsOne(t *testing.T) {
	source := yamlCalled(t, "# policy.yaml\n")
	got, err := policyfile.Read("policy.yaml", []byte(source))
	if err != nil {
		t.Fatal(err)
	}
	for _, unknown := range []string{"?: 1", "login: {?: 1}", "guardrails: {?: 1}", "approvals: {?: 1}"} {
		for _, key := range policyKeys(t, unknown) {
			if !regexp.MustCompile(`(?m)^ *` + key + `:`).MatchString(source) {
				t.Errorf("the README's policy has no key %s", key)
			}
		}
	}
	above, _, _ := strings.Cut(source, "\nscope:")
	defaults, err := policyfile.Read("policy.yaml", []byte(above))
	if diff := cmp.Diff(reconcile.DefaultPolicy(), defaults); err != nil || diff != "" {
		t.Errorf("%v, against the default:\n%s", err, diff)
	}
	if got.Digest() == defaults.Digest() {
		t.Error("the examples below the defaults say nothing")
	}
}

// policyKeys gives the keys that could have stood where a policy has one that doesn't exist.
func policyKeys(t *testing.T, policy string) []string {
	t.Helper()
	_, err := policyfile.Read("p", []byte(strings.Replace(policy, "?", "no_such_key", 1)))
	e, ok := err.(*policyfile.Error)
	if !ok || len(e.Args) != 2 {
		t.Fatalf("%s: %v", policy, err)
	}
	return strings.Split(e.Args[1].(string), ", ")
}

// The README's mapping is one, too.
func TestREADME_MappingIsOne(t *testing.T) {
	m, err := formats.ReadMapping("mapping.yaml", []byte(yamlCalled(t, "# mapping.yaml\n")))
	if err != nil || len(m.Columns) != 3 || m.Same["E0117"] != "E2001" {
		t.Errorf("%+v, %v", m, err)
	}
}

func yamlCalled(t *testing.T, first string) string {
	t.Helper()
	for _, block := range fenced(t, "yaml") {
		if strings.HasPrefix(block, first) {
			return block
		}
	}
	t.Fatalf("the README has no YAML that begins with %q", first)
	return ""
}

// The README's exit codes are those of the help texts.
func TestREADME_ExitCodes(t *testing.T) {
	_, section, _ := strings.Cut(readme(t), "\n## Exit codes\n")
	section, _, _ = strings.Cut(section, "\n## ")
	help := newSession(nil, nil, io.Discard, io.Discard).say("help.exit-codes")
	line := regexp.MustCompile(`(?m)^  (\d+) +(.*)$`).FindAllStringSubmatch(help, -1)
	rows := regexp.MustCompile(`(?m)^\| (\d+) \| (.*) \|$`).FindAllStringSubmatch(strings.ReplaceAll(section, "`", ""), -1)
	if len(line) != 9 || len(rows) != len(line) {
		t.Fatalf("%d exit codes in the help, %d in the README", len(line), len(rows))
	}
	for i := range line {
		if diff := cmp.Diff(line[i][1:], rows[i][1:]); diff != "" {
			t.Errorf("(-help +README):\n%s", diff)
		}
	}
}
