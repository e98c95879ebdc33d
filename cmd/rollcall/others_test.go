package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"rollcall/fixtures/postgres"
)

// others has, by how it is used, every verb that takes what one organisation may have and another may not: PLAN, RUN
// and MEMBER stand for what is acme's. A verb that is not here fails the test.
var others = map[string][]string{
	"show PLAN":                      {"show", "PLAN"},
	"apply PLAN|FILE":                {"apply", "PLAN"},
	"approve PLAN":                   {"approve", "PLAN", "--reason", "because"},
	"reject PLAN":                    {"reject", "PLAN", "--reason", "because"},
	"approvals PLAN":                 {"approvals", "PLAN"},
	"problems PLAN OUT.xlsx|OUT.csv": {"problems", "PLAN", "out.csv"},
	"undo RUN":                       {"undo", "RUN"},
	"run RUN":                        {"run", "RUN"},
	"history MEMBER":                 {"history", "MEMBER"},
	"explain MEMBER":                 {"explain", "MEMBER", "--plan", "PLAN"},
}

// alsoRuns are the flags that name a run.
var alsoRuns = [][]string{{"export", "out.csv", "--as-of", "RUN"}, {"changes", "--from", "RUN"}, {"changes", "--to", "RUN"}}

// tenants is a store with two organisations.
type tenants struct {
	*testing.T
	dir string
}

func (e *tenants) rollcall(args ...string) (code int, out, errs string) {
	var o, w bytes.Buffer
	code = run(context.Background(), args, strings.NewReader(""), &o, &w)
	return code, o.String(), w.String()
}

func (e *tenants) must(args ...string) string {
	e.Helper()
	code, out, errs := e.rollcall(args...)
	if code != 0 {
		e.Fatalf("%v: exit code %d: %s", args, code, errs)
	}
	return out
}

func (e *tenants) file(name, text string) string {
	e.Helper()
	path := filepath.Join(e.dir, name)
	if err := os.WriteFile(path, []byte("Matricule;Nom;Prénom;Rôle\n"+text), 0o600); err != nil {
		e.Fatal(err)
	}
	return path
}

// newTenants gives acme three runs and a plan, with zerlinda in all of them, and the other organisation somebody else.
// Its operator calls from then on.
func newTenants(t *testing.T, db string) (e *tenants, plan string) {
	t.Helper()
	e = &tenants{t, t.TempDir()}
	t.Setenv("ROLLCALL_DB", db)
	t.Setenv("XDG_DATA_HOME", e.dir)
	t.Setenv("XDG_CACHE_HOME", filepath.Join(e.dir, "cache"))
	t.Setenv("LANG", "en_GB.UTF-8")
	t.Chdir(e.dir)
	for _, role := range []string{"Chief", "Agent", "Boss"} {
		e.must("apply", e.file(role+".csv", "Z1;Quix;Zerlinda;"+role+"\nZ2;Quix;Zelda;Agent\n"), "--yes", "--org", "acme")
	}
	next := e.file("zerlinda.csv", "Z1;Quix;Zerlinda;Agent\nZ2;Quix;Zelda;Chief\n")
	plan = anyPlan.FindStringSubmatch(e.must("plan", next, "--json", "--org", "acme"))[1]
	e.must("apply", e.file("other.csv", "A1;Okoro;Ben;Agent\n"), "--yes", "--org", "other")
	added := e.must("operator", "add", "ada", "--role", "administrator", "--with-token", "--org", "other")
	t.Setenv("ROLLCALL_TOKEN", regexp.MustCompile(`rct_[A-Z2-7]+`).FindString(added))
	return e, plan
}

// state is what people see of acme.
func (e *tenants) state() string {
	e.Helper()
	token := os.Getenv("ROLLCALL_TOKEN")
	defer os.Setenv("ROLLCALL_TOKEN", token)
	os.Unsetenv("ROLLCALL_TOKEN")
	return e.must("members", "--json", "--org", "acme") + e.must("runs", "--json", "--org", "acme") + e.must("ledger", "--json", "--org", "acme")
}

// Whatever verb is given what only another organisation has says that there is no such thing, and writes nothing.
func TestVerbsOfOneOrganisationFindNothingOfAnother(t *testing.T) {
	calls := append([][]string{}, alsoRuns...)
	for _, c := range leaves(newSession(nil, nil, nil, nil).root()) {
		if call, there := others[c.Use]; there {
			calls = append(calls, call)
		} else if regexp.MustCompile(`\b(PLAN|RUN|MEMBER)\b`).MatchString(c.Use) {
			t.Errorf("nobody asks %q for what is another organisation's", c.Use)
		}
	}
	test := func(t *testing.T, db string) {
		e, plan := newTenants(t, db)
		before := e.state()
		for _, call := range calls {
			args := strings.Split(strings.NewReplacer("PLAN", plan, "RUN", "3", "MEMBER", "Z1").Replace(strings.Join(call, "\n")), "\n")
			for _, more := range [][]string{{"--org", "other"}, {"--org", "other", "--json"}} {
				code, out, errs := e.rollcall(append(args, more...)...)
				if code != exitFailed || strings.Contains(out+errs, "erlinda") {
					t.Errorf("%v: exit code %d, %s%s", args, code, out, errs)
				}
			}
			if _, err := os.Stat("out.csv"); err == nil {
				t.Errorf("%v wrote a file", args)
			}
		}
		if code, _, errs := e.rollcall("runs", "--org", "nobody's"); code == 0 {
			t.Errorf("an organisation there is none of: %s", errs)
		}
		if after := e.state(); after != before {
			t.Errorf("acme was\n%s\nand is\n%s", before, after)
		}
	}
	t.Run("sqlite", func(t *testing.T) { test(t, filepath.Join(t.TempDir(), "roster.db")) })
	t.Run("postgres", func(t *testing.T) { test(t, postgres.Start(t)) })
}

// leaves gives the commands that do something.
func leaves(c *cobra.Command) (all []*cobra.Command) {
	for _, sub := range c.Commands() {
		all = append(all, leaves(sub)...)
	}
	if !c.HasSubCommands() {
		all = append(all, c)
	}
	return all
}
