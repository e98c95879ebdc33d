package main

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/xuri/excelize/v2"

	"rollcall/fixtures/postgres"
	"rollcall/storage"
)

// The scripts in testdata run the real command. testdata/session runs on SQLite, testdata/both on PostgreSQL as well.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"rollcall": main})
}

func TestSessions(t *testing.T) { sessions(t, "testdata/session", func() string { return "" }) }

func TestSessionsOnSQLite(t *testing.T) { sessions(t, "testdata/both", func() string { return "" }) }

func TestSessionsOnPostgreSQL(t *testing.T) {
	sessions(t, "testdata/both", func() string { return postgres.Start(t) })
}

func sessions(t *testing.T, dir string, address func() string) {
	testscript.Run(t, params(dir, address))
}

// params are what every script runs with; address gives the store of each, "" for the SQLite file of first use.
func params(dir string, address func() string) testscript.Params {
	return testscript.Params{
		Dir:                 dir,
		RequireUniqueNames:  true,
		RequireExplicitExec: true,
		Setup: func(e *testscript.Env) error {
			e.Setenv("XDG_DATA_HOME", filepath.Join(e.WorkDir, "data"))
			e.Setenv("XDG_CACHE_HOME", filepath.Join(e.WorkDir, "cache"))
			e.Setenv("ROLLCALL_DB", address())
			e.Setenv("LANG", "en_GB.UTF-8")
			e.Setenv("TZ", "Europe/Paris")
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits, "grab": grab, "sheet": sheet, "alter": alter, "edit": edit, "lock": lock, "lines": lines, "damage": damage,
			"workbook": workbook,
		},
	}
}

// exits CODE COMMAND… runs a command and wants exactly that exit code.
func exits(ts *testscript.TestScript, _ bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec(args[1], args[2:]...)
	var exit *exec.ExitError
	got := 0
	if errors.As(err, &exit) {
		got = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

// grab [-stderr] NAME REGEXP sets an environment variable to the first group of the pattern in what was printed last.
func grab(ts *testscript.TestScript, _ bool, args []string) {
	from := "stdout"
	if args[0] == "-stderr" {
		from, args = "stderr", args[1:]
	}
	m := regexp.MustCompile(args[1]).FindStringSubmatch(ts.ReadFile(from))
	if m == nil {
		ts.Fatalf("%s is not in the output", args[1])
	}
	ts.Setenv(args[0], m[1])
}

// sheet FILE NUMBER prints the cells of a workbook's sheet, counted from 1, to stdout, one row a line.
func sheet(ts *testscript.TestScript, _ bool, args []string) {
	f, err := excelize.OpenFile(ts.MkAbs(args[0]))
	ts.Check(err)
	defer f.Close()
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	rows, err := f.GetRows(f.GetSheetList()[n-1])
	ts.Check(err)
	for _, r := range rows {
		ts.Stdout().Write([]byte(strings.Join(r, " | ") + "\n"))
	}
}

// alter FROM TO SHEET CELL TEXT copies a workbook with one cell changed.
func alter(ts *testscript.TestScript, _ bool, args []string) {
	f, err := excelize.OpenFile(ts.MkAbs(args[0]))
	ts.Check(err)
	defer f.Close()
	n, err := strconv.Atoi(args[2])
	ts.Check(err)
	ts.Check(f.SetCellStr(f.GetSheetList()[n-1], args[3], args[4]))
	ts.Check(f.SaveAs(ts.MkAbs(args[1])))
}

// edit STATEMENT changes the roster of first use behind rollcall's back.
func edit(ts *testscript.TestScript, _ bool, args []string) {
	db, err := sql.Open("sqlite", filepath.Join(ts.Getenv("XDG_DATA_HOME"), "rollcall", "rollcall.db"))
	ts.Check(err)
	defer db.Close()
	_, err = db.Exec(args[0])
	ts.Check(err)
}

// workbook OUT SHEET CSV… makes a workbook with the rows of each file, delimited by semicolons, on a sheet.
func workbook(ts *testscript.TestScript, _ bool, args []string) {
	f := excelize.NewFile()
	defer f.Close()
	for i := 1; i+1 < len(args); i += 2 {
		_, err := f.NewSheet(args[i])
		ts.Check(err)
		for n, line := range strings.Split(strings.TrimSpace(ts.ReadFile(args[i+1])), "\n") {
			cells := strings.Split(line, ";")
			ts.Check(f.SetSheetRow(args[i], "A"+strconv.Itoa(n+1), &cells))
		}
	}
	ts.Check(f.DeleteSheet("Sheet1"))
	ts.Check(f.SaveAs(ts.MkAbs(args[0])))
}

// damage FOLDER changes a byte in the middle of every file below a folder.
func damage(ts *testscript.TestScript, _ bool, args []string) {
	n := 0
	ts.Check(filepath.WalkDir(ts.MkAbs(args[0]), func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		n++
		b, err := os.ReadFile(path)
		ts.Check(err)
		b[len(b)/2] ^= 1
		return os.WriteFile(path, b, 0o600)
	}))
	if n == 0 {
		ts.Fatalf("there is nothing in %s", args[0])
	}
}

// lock NAME holds the lock of the default organisation in somebody's name until the script ends.
func lock(ts *testscript.TestScript, _ bool, args []string) {
	ctx := context.Background()
	store, err := storage.Open(ctx, filepath.Join(ts.Getenv("XDG_DATA_HOME"), "rollcall", "rollcall.db"))
	ts.Check(err)
	release, err := store.Lock(ctx, "default", storage.Holder{Who: args[0], Host: "desk-7", PID: 4711, Doing: "apply"})
	ts.Check(err)
	ts.Defer(func() {
		ts.Check(release())
		ts.Check(store.Close())
	})
}

// lines FILE NUMBER wants so many lines in a file.
func lines(ts *testscript.TestScript, _ bool, args []string) {
	want, err := strconv.Atoi(args[1])
	ts.Check(err)
	if got := strings.Count(ts.ReadFile(args[0]), "\n"); got != want {
		ts.Fatalf("%s has %d lines, want %d", args[0], got, want)
	}
}

func TestInterruptedPlanLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "members.csv")
	var b strings.Builder
	b.WriteString("Matricule;Nom;Prénom\n")
	for i := range 5000 {
		b.WriteString("E" + strconv.Itoa(i) + ";Lefort;Marc\n")
	}
	if err := os.WriteFile(file, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	var out, errs strings.Builder
	db := filepath.Join(dir, "r.db")
	if code := run(ctx, []string{"apply", file, "--yes", "--lang", "en", "--db", db}, strings.NewReader(""), &out, &errs); code != exitFailed {
		t.Errorf("exit code %d, want %d", code, exitFailed)
	}
	if !strings.Contains(errs.String(), "interrupted") || out.Len() > 0 {
		t.Errorf("stderr %q, stdout %q", errs.String(), out.String())
	}
	out.Reset()
	run(context.Background(), []string{"runs", "--lang", "en", "--db", db}, strings.NewReader(""), &out, &errs)
	if strings.Contains(out.String(), "members.csv") {
		t.Errorf("an interrupted apply left a run:\n%s", out.String())
	}
}
