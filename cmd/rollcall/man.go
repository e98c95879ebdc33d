package main

import (
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"rollcall/cmd/rollcall/internal/document"
	"rollcall/cmd/rollcall/internal/outfile"
)

func (s *session) man() *cobra.Command {
	return s.verb("man DIR", exactly(1), func(cmd *cobra.Command, args []string) error {
		if err := os.MkdirAll(args[0], 0o755); err != nil {
			return err
		}
		files, err := s.manPages(cmd.Root(), args[0])
		switch {
		case err != nil:
			return err
		case s.json:
			return document.Write(s.stdout, document.Pages{SchemaVersion: document.SchemaVersion, Files: files})
		}
		s.tell("man-done", len(files), args[0])
		return nil
	})
}

// manPages writes a page for a command and one for each of its verbs, and gives their paths.
func (s *session) manPages(cmd *cobra.Command, dir string) ([]string, error) {
	name := strings.ReplaceAll(cmd.CommandPath(), " ", "-")
	path := filepath.Join(dir, name+".1")
	err := outfile.Write(path, func(w io.Writer) error {
		_, err := io.WriteString(w, s.manPage(cmd, name))
		return err
	})
	if err == nil {
		err = os.Chmod(path, 0o644)
	}
	if err != nil {
		return nil, err
	}
	files := []string{path}
	for _, sub := range cmd.Commands() {
		if sub.IsAvailableCommand() {
			more, err := s.manPages(sub, dir)
			if err != nil {
				return nil, err
			}
			files = append(files, more...)
		}
	}
	return files, nil
}

// manPage writes a page in the man macros of roff, man(7).
func (s *session) manPage(cmd *cobra.Command, name string) string {
	var b strings.Builder
	line := func(parts ...string) { b.WriteString(strings.Join(parts, "") + "\n") }
	line(`.TH "`, strings.ToUpper(name), `" "1" "" "rollcall" ""`)
	line(".SH ", s.say("man.name"))
	line(roff(name), ` \- `, roff(cmd.Short))
	line(".SH ", s.say("man.synopsis"))
	line(".B ", roff(cmd.UseLine()))
	line(".SH ", s.say("man.description"))
	line(verbatim(cmd.Long))
	options := func(title string, fs *pflag.FlagSet) {
		if fs.HasAvailableFlags() {
			line(".SH ", title)
			fs.VisitAll(func(f *pflag.Flag) { line(".TP\n.B ", roff("--"+f.Name), "\n", roff(f.Usage)) })
		}
	}
	options(s.say("man.options"), cmd.NonInheritedFlags())
	options(s.say("man.global-options"), cmd.InheritedFlags())
	if cmd.Example != "" {
		line(".SH ", s.say("man.examples"))
		line(verbatim(cmd.Example))
	}
	return b.String()
}

// verbatim keeps lines as they are.
func verbatim(text string) string { return ".nf\n" + roff(text) + "\n.fi" }

// roff escapes what the macros would take for theirs.
func roff(text string) string {
	text = strings.NewReplacer(`\`, `\e`, "-", `\-`).Replace(text)
	lines := strings.Split(text, "\n")
	for i, l := range lines {
		if strings.HasPrefix(l, ".") || strings.HasPrefix(l, "'") {
			lines[i] = `\&` + l
		}
	}
	return strings.Join(lines, "\n")
}
