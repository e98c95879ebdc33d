package main

import (
	"errors"
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"rollcall/storage"
)

// root builds the command with all its verbs.
func (s *session) root() *cobra.Command {
	root := &cobra.Command{Use: "rollcall", Short: s.say("help.rollcall.short"), Long: s.help("rollcall"),
		Example: s.say("help.rollcall.example"), Args: cobra.ArbitraryArgs, RunE: unknownVerb,
		SilenceErrors: true, SilenceUsage: true, PersistentPreRunE: s.checkFlags}
	root.SuggestionsMinimumDistance = 2
	root.SetUsageFunc(func(cmd *cobra.Command) error {
		_, err := io.WriteString(cmd.OutOrStderr(), s.usageText(cmd))
		return err
	})
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return flagMistake(err) })
	s.everywhere(root.PersistentFlags())
	root.AddCommand(s.plan(), s.show(), s.apply(), s.undo(), s.export(), s.template(), s.check(), s.problems(),
		s.diff(), s.members(), s.runs(), s.runVerb(), s.history(), s.changes(), s.explainVerb(), s.approve(), s.reject(), s.approvals(),
		s.operatorVerb(), s.policyVerb(),
		s.ledgerVerb(), s.verify(), s.checkpoint(), s.key(), s.version(), s.man())
	root.AddCommand(s.checkStore())
	s.dressBuiltIns(root)
	return root
}

func (s *session) everywhere(f *pflag.FlagSet) {
	f.StringVar(&s.db, "db", "", s.say("flag.db"))
	f.StringVar(&s.dbFile, "db-file", "", s.say("flag.db-file"))
	f.StringVar(&s.org, "org", "default", s.say("flag.org"))
	f.StringVar(&s.langFlag, "lang", "", s.say("flag.lang"))
	f.StringVar(&s.policyPath, "policy", "", s.say("flag.policy"))
	f.StringVar(&s.tokenFlag, "token", "", s.say("flag.token"))
	f.StringVar(&s.keyFlag, "key", "", s.say("flag.key"))
	f.BoolVar(&s.json, "json", false, s.say("flag.json"))
	f.BoolVar(&s.quiet, "quiet", false, s.say("flag.quiet"))
}

// dressBuiltIns gives cobra's own verbs and flags their texts in the session's language.
func (s *session) dressBuiltIns(root *cobra.Command) {
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	for _, c := range root.Commands() {
		c.InitDefaultHelpFlag()
		c.Flags().Lookup("help").Usage = s.say("flag.help")
		if name := c.Name(); name == "help" || name == "completion" {
			c.Short, c.Long = s.say("help."+name+".short"), s.help(name)
		}
		if c.Name() == "completion" {
			s.dressShells(c)
		}
	}
	root.InitDefaultHelpFlag()
	root.Flags().Lookup("help").Usage = s.say("flag.help")
}

// loads is what a person types to load a shell's completions.
var loads = map[string]string{
	"bash":       "source <(rollcall completion bash)",
	"zsh":        "source <(rollcall completion zsh)",
	"fish":       "rollcall completion fish | source",
	"powershell": "rollcall completion powershell | Out-String | Invoke-Expression",
}

// dressShells gives the verbs below completion, one a shell, their texts.
func (s *session) dressShells(completion *cobra.Command) {
	for _, c := range completion.Commands() {
		c.Short, c.Example = s.say("help.completion.shell", c.Name()), "  "+loads[c.Name()]
		c.Long = c.Short + s.say("help.completion.load") + "\n\n" + s.say("help.exit-codes")
		c.DisableFlagsInUseLine = true
		c.InitDefaultHelpFlag()
		for name, key := range map[string]string{"help": "flag.help", "no-descriptions": "flag.no-descriptions"} {
			if f := c.Flags().Lookup(name); f != nil {
				f.Usage = s.say(key)
			}
		}
	}
}

// help is the long text of a verb: what it does and the exit codes.
func (s *session) help(verb string) string {
	codes := "help.exit-codes"
	if verb == "diff" {
		codes = "help.diff.exit-codes"
	}
	return s.say("help."+verb+".long") + "\n\n" + s.say(codes)
}

// verb makes a verb whose texts stand in package words under its name.
func (s *session) verb(use string, args cobra.PositionalArgs, run func(*cobra.Command, []string) error) *cobra.Command {
	name, _, _ := strings.Cut(use, " ")
	return s.verbCalled(name, use, args, run)
}

// gather makes a verb that only gathers others, whose texts stand under "NAME-OTHER".
func (s *session) gather(name string, others ...*cobra.Command) *cobra.Command {
	all := s.verb(name, cobra.ArbitraryArgs, unknownVerb)
	all.AddCommand(others...)
	return all
}

func (s *session) verbCalled(name, use string, args cobra.PositionalArgs, run func(*cobra.Command, []string) error) *cobra.Command {
	begin := func(cmd *cobra.Command, args []string) error {
		onlyShows := needs[name] == storage.Viewer || name == "diff" || name == "check"
		if file, ok := s.stdout.(*os.File); ok && onlyShows {
			s.stdout = &outlet{file: file, ctx: cmd.Context()}
		}
		return run(cmd, args)
	}
	return &cobra.Command{Use: use, Short: s.say("help." + name + ".short"), Long: s.help(name),
		Example: s.say("help." + name + ".example"), Args: args, RunE: begin, DisableFlagsInUseLine: true}
}

// exactly wants n arguments, named in the usage line.
func exactly(n int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) != n {
			return usage("usage-arguments", cmd.CommandPath(), len(args), cmd.UseLine())
		}
		return nil
	}
}

// atMost wants n arguments or fewer.
func atMost(n int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) > n {
			return usage("usage-arguments", cmd.CommandPath(), len(args), cmd.UseLine())
		}
		return nil
	}
}

func unknownVerb(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return cmd.Help()
	}
	if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
		return usage("usage-unknown-verb-near", args[0], strings.Join(near, ", "))
	}
	return usage("usage-unknown-verb", args[0])
}

// checkFlags refuses values that flags themselves don't.
func (s *session) checkFlags(cmd *cobra.Command, _ []string) error {
	s.called = strings.TrimPrefix(cmd.CommandPath(), cmd.Root().Name()+" ")
	s.byGiven = cmd.Flags().Changed("by")
	if l := s.langFlag; l != "" && l != "fr" && l != "en" {
		return usage("usage-lang", l)
	}
	if strings.TrimSpace(s.org) == "" {
		return usage("usage-org")
	}
	return noBlanks(cmd.Flags())
}

// noBlanks refuses a flag given with nothing in it: an unset variable of a script must not mean the default.
func noBlanks(flags *pflag.FlagSet) (err error) {
	flags.Visit(func(f *pflag.Flag) {
		blank := f.Value.Type() == "string" && strings.Trim(f.Value.String(), " ") == "" ||
			f.Value.Type() == "stringSlice" && f.Value.String() == "[]"
		if blank && err == nil {
			err = usage("usage-flag-blank", dashed(f.Name))
		}
	})
	return err
}

// flagMistake puts what the flag parser found into our words.
func flagMistake(err error) error {
	var unknown *pflag.NotExistError
	var noValue *pflag.ValueRequiredError
	var bad *pflag.InvalidValueError
	switch {
	case errors.As(err, &unknown):
		return usage("usage-flag-unknown", dashed(unknown.GetSpecifiedName()))
	case errors.As(err, &noValue):
		return usage("usage-flag-value", dashed(noValue.GetSpecifiedName()))
	case errors.As(err, &bad):
		return usage("usage-flag-bad", dashed(bad.GetFlag().Name))
	}
	return usage("usage-flag", err.Error())
}

func dashed(name string) string {
	if len(name) == 1 {
		return "-" + name
	}
	return "--" + name
}

func decimal[N int | int64](n N) string { return strconv.FormatInt(int64(n), 10) }
