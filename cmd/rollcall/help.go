package main

import (
	"strings"

	"github.com/spf13/cobra"
)

// usageText is what stands below a verb's description: how to write it, examples, verbs and flags.
func (s *session) usageText(cmd *cobra.Command) string {
	var b strings.Builder
	part := func(title, text string) {
		if text = strings.Trim(text, "\n"); text != "" {
			b.WriteString("\n" + s.say(title) + s.say("help.colon") + "\n" + text + "\n")
		}
	}
	use := cmd.UseLine()
	if cmd.HasAvailableSubCommands() {
		use = cmd.CommandPath() + " " + s.say("help.verb")
	}
	part("help.usage", "  "+use)
	part("help.examples", cmd.Example)
	part("help.verbs", s.verbs(cmd))
	part("help.flags", cmd.LocalFlags().FlagUsages())
	part("help.global", cmd.InheritedFlags().FlagUsages())
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
