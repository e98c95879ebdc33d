package main

import (
	"context"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"golang.org/x/term"

	"rollcall/cmd/rollcall/internal/document"
	"rollcall/cmd/rollcall/internal/progress"
	"rollcall/cmd/rollcall/internal/view"
	"rollcall/storage"
	"rollcall/words"
)

// session is one call of the command: where it reads and writes, in which language, of which roster.
type session struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	lang           words.Lang

	// The flags that every verb has.
	langFlag, db, dbFile, org, policyPath string
	tokenFlag, keyFlag                    string
	json, quiet                           bool
	jsonAsked                             bool // --json is among the arguments, even where they can't be parsed

	called   string                // the verb, "operator add"
	by       string                // who is at work: --by, or the operator's name
	byGiven  bool                  // --by was given
	pinned   *storage.PinnedPolicy // that plans come under; nil for none
	operator *storage.Operator     // who calls; nil where the organisation has no operators
}

func newSession(args []string, stdin io.Reader, stdout, stderr io.Writer) *session {
	return &session{stdin: stdin, stdout: stdout, stderr: stderr, lang: chooseLang(args), org: "default",
		jsonAsked: slices.Contains(args, "--json")}
}

// chooseLang finds the language before anything is parsed, so that help and mistakes in flags are in it too.
func chooseLang(args []string) words.Lang {
	for i, a := range args {
		if a == "--" {
			break
		}
		if v, ok := strings.CutPrefix(a, "--lang="); ok {
			return words.ParseLang(v)
		}
		if a == "--lang" && i+1 < len(args) {
			return words.ParseLang(args[i+1])
		}
	}
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := os.Getenv(name); v != "" {
			return words.ParseLang(v)
		}
	}
	return words.English
}

// say gives the text for key. Names of files, sheets and the like come from outside: what would command a terminal is
// written out.
func (s *session) say(key string, args ...any) string {
	clean := slices.Clone(args)
	for i, a := range args {
		if text, isText := a.(string); isText {
			clean[i] = view.Clean(text)
		}
	}
	return words.Say(s.lang, key, clean...)
}

// tell writes a line for people to stderr, unless they asked for quiet.
func (s *session) tell(key string, args ...any) {
	if !s.quiet {
		io.WriteString(s.stderr, s.say(key, args...)+"\n")
	}
}

// screen shows text for people on stdout.
func (s *session) screen(all bool) *view.Screen {
	colour := isTerminal(s.stdout) && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
	return view.NewScreen(s.stdout, s.lang, colour, all)
}

func isTerminal(w any) bool {
	f, ok := w.(interface{ Fd() uintptr })
	return ok && term.IsTerminal(int(f.Fd()))
}

// meter shows progress on a terminal and only counts anywhere else. share tells from the count how much of the work is
// done, from 0 to 1; nil where nobody knows.
func (s *session) meter(key string, share func(done int64) float64) *progress.Meter {
	if s.quiet || !isTerminal(s.stderr) {
		return &progress.Meter{}
	}
	return progress.Start(s.stderr, share, func(p progress.State) string {
		line := s.say(key, int(p.Done), int(p.PerSecond))
		if p.Left > 0 {
			line += s.left(p.Left)
		}
		return line
	})
}

// meterBeside is meter of what writes its output as it goes: on a terminal that shows it nothing else is shown.
func (s *session) meterBeside(output, key string, share func(done int64) float64) *progress.Meter {
	if output == "-" && isTerminal(s.stdout) {
		return &progress.Meter{}
	}
	return s.meter(key, share)
}

// left says about how long a piece of work still takes.
func (s *session) left(d time.Duration) string {
	switch {
	case d < time.Minute:
		return s.say("progress.seconds", int(d/time.Second)+1)
	case d < time.Hour:
		return s.say("progress.minutes", int(d/time.Minute)+1)
	}
	return s.say("progress.hours", int(d/time.Hour), int(d%time.Hour/time.Minute))
}

// shareOf gives the share that is done of a piece of work of which the size is known.
func shareOf(total int) func(int64) float64 {
	return func(done int64) float64 { return float64(done) / float64(max(total, 1)) }
}

// waiting shows on a terminal for how long a piece of work has been going on.
func (s *session) waiting(key string) *progress.Meter {
	if s.quiet || !isTerminal(s.stderr) {
		return &progress.Meter{}
	}
	begun := time.Now()
	return progress.Start(s.stderr, nil, func(progress.State) string { return s.say(key, int(time.Since(begun).Seconds())) })
}

// with opens the store that the flags and the environment name, for the time of do. There must be one.
func (s *session) with(ctx context.Context, do func(*storage.Store) error) error {
	db, err := s.address()
	if err != nil {
		return err
	}
	if path := sqlitePath(db); path != "" && !isFile(path) {
		return failed("store-missing", path)
	}
	return s.withNew(ctx, do)
}

// withNew is with for the verbs that plan a file: where there is no store they make one.
func (s *session) withNew(ctx context.Context, do func(*storage.Store) error) error {
	db, err := s.address()
	if err != nil {
		return err
	}
	store, err := storage.Open(ctx, db)
	if err != nil {
		return err
	}
	defer store.Close()
	err = s.admit(ctx, store)
	if err == nil {
		err = do(store)
	}
	return s.refusal(ctx, store, err)
}

func (s *session) header(store *storage.Store) document.Header {
	return document.NewHeader(store.Name(), s.org)
}

// command gives a command line that reaches the same roster as this call.
func (s *session) command(args ...string) string {
	line := append([]string{"rollcall"}, args...)
	if s.db != "" {
		line = append(line, "--db", s.db)
	}
	if s.dbFile != "" {
		line = append(line, "--db-file", s.dbFile)
	}
	if s.org != "default" {
		line = append(line, "--org", s.org)
	}
	return view.CommandLine(line...)
}

// now is the time that runs, plans and exports carry.
func now() time.Time { return time.Now().UTC() }
