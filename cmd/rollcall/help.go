package main

import (
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// usageText is what stands below a verb's description: how to write it, examples, verbs and flags.
func (s *session) usageText(cmd *cobra.Command) string {
	var b strings.Builder
	part := func(title, text string) {
		if text = strings.Trim(text, "\n"); text != "" {
			b.WriteString("\n" + s.say(title) + s.say("help.colon") + "\n" + text + "\n")
		}
	}
	use := cmd.UseLine() + " " + s.say("help.flags-in-use")
	if cmd.HasAvailableSubCommands() {
		use = cmd.CommandPath() + " " + s.say("help.verb")
	}
	part("help.usage", "  "+use)
	part("help.examples", cmd.Example)
	part("help.verbs", s.verbs(cmd))
	part("help.flags", flagLines(cmd.LocalFlags()))
	part("help.global", flagLines(cmd.InheritedFlags()))
	if !cmd.HasParent() {
		b.WriteString("\n" + s.say("help.more") + "\n")
	}
	return strings.TrimPrefix(b.String(), "\n")
}

func (s *session) verbs(cmd *cobra.Command) string {
	var b strings.Builder
	for _, c := range cmd.Commands() {
		if c.IsAvailableCommand() || c.Name() == "help" {
			b.WriteString("  " + c.Name() + strings.Repeat(" ", max(1, 13-len(c.Name()))) + c.Short + "\n")
		}
	}
	return b.String()
}

// flagLines gives one line a flag, aligned in every language.
func flagLines(flags *pflag.FlagSet) string {
	type line struct{ flag, text string }
	var lines []line
	width := 0
	flags.VisitAll(func(f *pflag.Flag) {
		kind, text := pflag.UnquoteUsage(f)
		l := line{"      --" + f.Name, text}
		if f.Shorthand != "" {
			l.flag = "  -" + f.Shorthand + ", --" + f.Name
		}
		if kind != "" {
			l.flag += " " + kind
		}
		width = max(width, utf8.RuneCountInString(l.flag))
		if !f.Hidden {
			lines = append(lines, l)
		}
	})
	var b strings.Builder
	for _, l := range lines {
		b.WriteString(l.flag + strings.Repeat(" ", width+3-utf8.RuneCountInString(l.flag)) + l.text + "\n")
	}
	return b.String()
}
