package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/creack/pty"
)

// ctrlC is what a terminal sends when somebody presses Ctrl and C.
const ctrlC = "\x03"

// terminal is a folder with a store, and the command on a terminal of its own.
type terminal struct {
	t   *testing.T
	dir string
}

func newTerminal(t *testing.T) *terminal {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.Symlink(self, filepath.Join(dir, "rollcall")); err != nil { // under which name this program is the command
		t.Fatal(err)
	}
	return &terminal{t, dir}
}

func (w *terminal) command(args ...string) *exec.Cmd {
	cmd := exec.Command(filepath.Join(w.dir, "rollcall"), args...)
	cmd.Dir = w.dir
	cmd.Env = append(os.Environ(), "ROLLCALL_DB=roster.db", "XDG_CACHE_HOME="+filepath.Join(w.dir, "cache"), "TERM=xterm")
	return cmd
}

// run runs the command to its end and wants its exit code.
func (w *terminal) run(exit int, args ...string) string {
	w.t.Helper()
	out, err := w.command(args...).CombinedOutput()
	if got := exitCode(w.t, err); got != exit {
		w.t.Fatalf("rollcall %s: exit code %d, want %d\n%s", args, got, exit, out)
	}
	return string(out)
}

// interrupt runs the command on a terminal, presses Ctrl-C when it is time, and gives exit code and screen. when is told
// everything that is on the screen so far.
func (w *terminal) interrupt(when func(screen string) bool, args ...string) (exit int, screen string) {
	w.t.Helper()
	cmd := w.command(args...)
	screenFile, err := pty.Start(cmd)
	if err != nil {
		w.t.Fatal(err)
	}
	defer screenFile.Close()
	shown := make(chan string)
	go func() {
		defer close(shown)
		for b := make([]byte, 4096); ; {
			n, err := screenFile.Read(b)
			if n > 0 {
				shown <- string(b[:n])
			}
			if err != nil { // the command has ended, and its terminal with it
				return
			}
		}
	}()
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	pressed := false
	for open := true; open; {
		var more string
		select {
		case more, open = <-shown:
			screen += more
		case <-tick.C:
		}
		if !pressed && when(screen) {
			pressed = true
			if _, err := io.WriteString(screenFile, ctrlC); err != nil && open {
				w.t.Fatal(err)
			}
		}
	}
	return exitCode(w.t, cmd.Wait()), screen
}

func exitCode(t *testing.T, err error) int {
	t.Helper()
	var exit *exec.ExitError
	switch {
	case err == nil:
		return 0
	case errors.As(err, &exit):
		return exit.ExitCode()
	}
	t.Fatal(err)
	return unheard
}

// write writes a file of people; with a password each takes a while to read.
func (w *terminal) write(name string, people int, password bool) {
	w.t.Helper()
	var b strings.Builder
	b.WriteString("Matricule;Identifiant;Nom;Prénom;Mot de passe;Vitrine\n")
	secret, unread := "", ""
	for i := range people {
		if password { // and so much else that a file of few people is not read in one go
			secret, unread = fmt.Sprintf("Tramway-%d-Violet", i), strings.Repeat("x", 20_000)
		}
		fmt.Fprintf(&b, "E%d;marc.lefort%d;Lefort;Marc;%s;%s\n", i, i, secret, unread)
	}
	if err := os.WriteFile(filepath.Join(w.dir, name), []byte(b.String()), 0o600); err != nil {
		w.t.Fatal(err)
	}
}

// On a terminal a long plan says how far it is, how fast and how long it still takes; Ctrl-C ends it, says so in the
// reader's language, takes the line of progress away, and leaves nothing.
func TestProgressAndCtrlC(t *testing.T) {
	for lang, want := range map[string]struct{ progress, left, ended string }{
		"en": {"rows read,", "left", "interrupted: nothing was left half done"},
		"fr": {"lignes lues,", "environ", "interrompu : rien n'est resté à moitié fait"},
	} {
		t.Run(lang, func(t *testing.T) {
			t.Parallel()
			w := newTerminal(t)
			w.write("members.csv", 500, true)
			exit, screen := w.interrupt(func(screen string) bool {
				return strings.Contains(screen, want.progress) && strings.Contains(screen, want.left)
			}, "plan", "members.csv", "--lang", lang)
			if exit != exitFailed || !strings.HasSuffix(strings.TrimSpace(screen), "rollcall: "+want.ended) {
				t.Errorf("exit code %d, on the screen:\n%q", exit, screen)
			}
			if !strings.Contains(screen[strings.LastIndex(screen, want.progress):], "\r\x1b[K") {
				t.Errorf("the line of progress stays:\n%q", screen)
			}
			if runs := w.run(exitDone, "runs", "--json"); strings.Contains(runs, `"run":`) {
				t.Errorf("there is a run:\n%s", runs)
			}
			w.run(exitDone, "check-store")
		})
	}
}

// What diff says by exit code 1 is that files differ: interrupted it is in trouble.
func TestInterruptedDiffIsInTrouble(t *testing.T) {
	w := newTerminal(t)
	w.write("members.csv", 200, false)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var out, errs strings.Builder
	file := filepath.Join(w.dir, "members.csv")
	if code := run(ctx, []string{"diff", file, file, "--lang", "en"}, strings.NewReader(""), &out, &errs); code != diffTrouble {
		t.Errorf("exit code %d, want %d\n%s%s", code, diffTrouble, out.String(), errs.String())
	}
}

// With --quiet, and where standard error is no terminal, nothing is said of progress.
func TestNoProgressWhereNobodyLooks(t *testing.T) {
	w := newTerminal(t)
	w.write("members.csv", 60, true)
	if _, screen := w.interrupt(func(string) bool { return false }, "plan", "members.csv", "--quiet", "--lang", "en"); strings.Contains(screen, "a second") {
		t.Errorf("--quiet shows progress:\n%q", screen)
	}
	if out := w.run(exitDone, "check", "members.csv", "--lang", "en"); strings.Contains(out, "a second") {
		t.Errorf("there is progress in a pipe:\n%q", out)
	}
}

// Ctrl-C at random moments of plan and apply: the exit code says what happened, check-store is clean, and the same
// command once more does what is left.
func TestCtrlCAtAnyMoment(t *testing.T) {
	w := newTerminal(t)
	random := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 1))
	before := 0
	for try := range 4 {
		people := 1500 + try // another file each time
		w.write("members.csv", people, false)
		for _, args := range [][]string{{"plan", "members.csv"}, {"apply", "members.csv", "--yes", "--org", fmt.Sprint("org", try)}} {
			moment := time.Now().Add(time.Duration(try*random.IntN(200)) * time.Millisecond) // the first at once
			exit, screen := w.interrupt(func(string) bool { return time.Now().After(moment) }, append(args, "--lang", "en")...)
			said := strings.Contains(screen, "interrupted: nothing was left half done")
			if exit != exitDone && exit != unheard && (exit != exitFailed || !said) {
				t.Fatalf("%s: exit code %d\n%q", args, exit, screen)
			}
			if exit != exitDone {
				before++
			}
			w.afterwards(exit, people, args)
		}
	}
	if before == 0 {
		t.Error("nothing was interrupted: all ended before")
	}
}

// unheard is the exit code, not one of ours, of a call that was interrupted before it could listen.
const unheard = -1

// afterwards looks at the store after a command was interrupted, or ended before it could be.
func (w *terminal) afterwards(exit, people int, args []string) {
	w.t.Helper()
	if args[0] == "plan" {
		w.run(exitDone, args...)
		w.run(exitDone, "check-store")
		return
	}
	org := args[len(args)-1]
	if runs := w.command("runs", "--json", "--org", org); exit == exitDone {
		out, err := runs.CombinedOutput()
		if err != nil || strings.Count(string(out), `"run":`) != 1 {
			w.t.Fatalf("applied, and yet %v\n%s", err, out)
		}
	}
	again := w.run(exitDone, append(args, "--lang", "en")...)
	if exit != exitDone && !strings.Contains(again, fmt.Sprintf("as predicted %d/%[1]d", people)) {
		w.t.Fatalf("interrupted, and then:\n%s", again)
	}
	w.run(exitDone, "check-store", "--org", org)
}
