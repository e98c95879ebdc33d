package main

import (
	"errors"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"rollcall/cmd/rollcall/internal/policyfile"
	"rollcall/formats"
	"rollcall/formats/delimited"
	"rollcall/formats/report"
	"rollcall/reconcile"
	"rollcall/words"
)

// source is how a member file is to be read: the flags of every verb that reads one.
type source struct {
	encoding, delimiter, sheet, mapping, manifest string
	heading                                       int
	maps, scope, same                             []string
	undigested                                    bool // nobody is shown the file's SHA-256
	flags                                         *pflag.FlagSet
}

func (s *session) sourceFlags(cmd *cobra.Command, o *source) {
	f := cmd.Flags()
	o.flags = f
	f.StringVar(&o.encoding, "encoding", "", s.say("flag.encoding"))
	f.StringVar(&o.delimiter, "delimiter", "", s.say("flag.delimiter"))
	f.StringVar(&o.sheet, "sheet", "", s.say("flag.sheet"))
	f.IntVar(&o.heading, "heading-row", 0, s.say("flag.heading-row"))
	f.StringVar(&o.mapping, "mapping", "", s.say("flag.mapping"))
	f.StringArrayVar(&o.maps, "map", nil, s.say("flag.map"))
	f.StringArrayVar(&o.scope, "scope", nil, s.say("flag.scope"))
	f.StringArrayVar(&o.same, "same", nil, s.say("flag.same"))
}

// given tells whether any of the flags that only matter to a file was used.
func (o *source) given() bool {
	for _, name := range []string{"encoding", "delimiter", "sheet", "heading-row", "mapping", "map", "scope", "same", "manifest"} {
		if o.flags.Changed(name) {
			return true
		}
	}
	return false
}

// rules gives the policy and the way of reading that flags, policy file and mapping file together make.
func (s *session) rules(o *source) (*reconcile.Policy, formats.Options, error) {
	if err := o.check(); err != nil {
		return nil, formats.Options{}, err
	}
	policy, err := s.policy()
	if err != nil {
		return nil, formats.Options{}, err
	}
	mapping, err := o.readMapping(s.lang)
	if err != nil {
		return nil, formats.Options{}, err
	}
	if err := o.addTo(&policy, mapping); err != nil {
		return nil, formats.Options{}, err
	}
	if s.pinned != nil && !policy.ScopeWithin(&s.pinned.Policy) {
		return nil, formats.Options{}, usage("usage-scope-pinned", words.Scope(s.lang, s.pinned.Policy.Scope))
	}
	return &policy, formats.Options{Encoding: o.encoding, Delimiter: delimiter(o.delimiter), Sheet: o.sheet,
		Heading: o.heading, Mapping: mapping, Required: policy.Required, Limits: policy.Limits, NoDigest: o.undigested}, nil
}

// check refuses flags that name what does not exist, before any file is opened.
func (o *source) check() error {
	if o.flags.Changed("heading-row") && o.heading < 1 {
		return usage("usage-heading-row")
	}
	if _, err := delimited.ParseDelimiter(delimiter(o.delimiter)); err != nil {
		return usage("usage-delimiter", o.delimiter)
	}
	if _, err := delimited.ParseEncoding(o.encoding); err != nil {
		return usage("usage-encoding", o.encoding)
	}
	return nil
}

// suits refuses flags that say nothing of the kind of file that was found.
func (o *source) suits(f *reconcile.File) error {
	switch {
	case f.Kind == string(report.CSV) && o.sheet != "":
		return usage("usage-sheet-csv", f.Name)
	case f.Kind == string(report.XLSX) && o.encoding+o.delimiter != "":
		return usage("usage-workbook-csv", f.Name)
	}
	return nil
}

// delimiter lets people write a delimiter in words: shells take some of the characters for theirs.
func delimiter(d string) string {
	switch strings.ToLower(d) {
	case "semicolon", "point-virgule":
		return ";"
	case "comma", "virgule":
		return ","
	case "pipe", "barre":
		return "|"
	case "tabulation", `\t`, "\t":
		return "tab"
	}
	return d
}

func (o *source) readMapping(l words.Lang) (*formats.Mapping, error) {
	m := &formats.Mapping{}
	if o.mapping != "" {
		data, err := os.ReadFile(o.mapping)
		if err != nil {
			return nil, err
		}
		if m, err = formats.ReadMapping(o.mapping, data); err != nil {
			return nil, asUsage(err)
		}
	}
	for _, one := range o.maps {
		if err := m.Map(one); err != nil {
			return nil, usage("usage-map", explained(l, err))
		}
	}
	return m, nil
}

// asUsage makes a mistake in a mapping file what a mistake in a policy file is: a mistake in calling rollcall.
func asUsage(err error) error {
	var r *reconcile.Refusal
	if !errors.As(err, &r) {
		return err
	}
	args := []any{}
	for _, a := range r.Problem.Args {
		args = append(args, a)
	}
	return &policyfile.Error{File: r.File, Line: max(r.Problem.Line, 1), Code: r.Problem.Code, Args: args}
}

// explained gives the text of an error that has one in both languages.
func explained(l words.Lang, err error) string {
	var known interface{ Text() (string, []any) }
	if !errors.As(err, &known) {
		return err.Error()
	}
	code, args := known.Text()
	return words.Say(l, code, args...)
}

// addTo adds what flags and mapping say of scope and of people with two keys. A scope given by flag replaces the
// policy file's.
func (o *source) addTo(p *reconcile.Policy, m *formats.Mapping) error {
	if len(o.scope) > 0 {
		var err error
		if p.Scope, err = scopeOf(o.scope); err != nil {
			return err
		}
	}
	return o.declare(p, m)
}
