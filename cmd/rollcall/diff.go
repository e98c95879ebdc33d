package main

import (
	"context"
	"crypto/rand"
	"errors"
	"iter"
	"runtime"
	"slices"

	"github.com/spf13/cobra"

	"rollcall/cmd/rollcall/internal/document"
	"rollcall/cmd/rollcall/internal/view"
	"rollcall/reconcile"
)

// The exit codes of diff are those of POSIX diff.
const (
	diffSame    = 0
	diffDiffer  = 1
	diffTrouble = 2
)

func (s *session) diff() *cobra.Command {
	var from source
	var form presentation
	cmd := s.verb("diff OLD NEW", exactly(2), func(cmd *cobra.Command, args []string) error {
		if !slices.Contains([]string{formatText, formatJSON, formatNDJSON}, form.format) {
			return usage("usage-diff-format", form.format)
		}
		if err := s.settle(&form); err != nil {
			return err
		}
		code, err := s.compare(cmd.Context(), args[0], args[1], &from, &form)
		if err != nil && exitOf(err) != exitUsage {
			return &trouble{err}
		}
		if err != nil || code == diffSame {
			return err
		}
		return ended(code)
	})
	s.sourceFlags(cmd, &from)
	cmd.Flags().StringVar(&form.format, "format", formatText, s.say("flag.diff-format"))
	cmd.Flags().BoolVar(&form.all, "all", false, s.say("flag.all"))
	return cmd
}

// trouble gives any error the exit code that diff gives.
type trouble struct{ error }

// Unwrap gives the error.
func (t *trouble) Unwrap() error { return t.error }

// compare shows what NEW says otherwise than OLD: OLD is taken as the roster, whatever it says.
func (s *session) compare(ctx context.Context, oldPath, newPath string, from *source, form *presentation) (int, error) {
	defer collect(whileComparing)()
	if from.undigested = form.format != formatJSON; from.undigested {
		// One thing comes after the other: a second processor would only collect garbage, and mostly wait for some.
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	}
	old, err := s.input(oldPath, from)
	if err != nil {
		return 0, err
	}
	defer old.Close()
	in, err := s.input(newPath, from)
	if err != nil {
		return 0, err
	}
	defer in.Close()
	if old.File.Name == in.File.Name { // which of them is meant
		old.File.Name, in.File.Name = oldPath, newPath
	}
	permit(old.policy)
	permit(in.policy)
	settleIDs(old.File.Columns, in.File.Columns)
	lacking := lackedColumns(old.File, in.File)
	old.File.Notes = append(old.File.Notes, lacking...)
	unchanged, roster, err := s.sift(ctx, old, in)
	if err != nil {
		return 0, err
	}
	runtime.GC() // of the sieve
	if all := old.File.Rows + in.File.Rows; all-2*unchanged < all/fewLeft {
		defer collect(whileFewAreLeft)()
	}
	c := &comparison{secret: rand.Text(), old: old.File, now: in.File, lacking: lacking}
	before, err := s.against(ctx, reconcile.Accounts{}, old, c.secret)
	if err != nil {
		return 0, err
	}
	c.before = before.Totals
	if c.oldProblems, err = problemsOf(ctx, before); err != nil {
		return 0, err
	}
	c.oldCount = before.ProblemCount + len(c.oldProblems) - len(before.Problems)
	if c.after, err = s.against(ctx, roster(before.Joined()), in, c.secret); err != nil {
		return 0, err
	}
	c.after.Totals.Unchanged += unchanged
	return c.outcome(), s.showComparison(ctx, c, form)
}

// sift reads both files and leaves in their uploads the rows that Diff has to compare; it gives the number of those that
// say the same in both, and the roster of the older file's people, given those whom Diff finds in its rows. Where it can't
// tell, every row is left.
func (s *session) sift(ctx context.Context, old, in *input) (unchanged int, roster func(found reconcile.Roster) reconcile.Roster, err error) {
	alike := in.Alike(old.Source)
	sieve, ok := reconcile.NewSieve(old.File, in.File, in.policy, alike)
	if !ok {
		return 0, func(found reconcile.Roster) reconcile.Roster { return found }, nil
	}
	m := s.meter("progress.rows", func(int64) float64 { return (old.Share() + in.Share()) / 2 })
	defer m.Stop()
	if alike {
		old.Source.Take(&countedLines{sieve, count{ctx: ctx, meter: m}})
	}
	for row, err := range counted(ctx, old.Rows, m) {
		if err != nil {
			return 0, nil, err
		}
		sieve.Old(row)
	}
	old.Source.Take(nil)
	if alike {
		in.Source.Pass(&countedTexts{sieve, count{ctx: ctx, meter: m}})
	}
	for row, err := range counted(ctx, in.Rows, m) {
		if err != nil {
			return 0, nil, err
		}
		sieve.Now(row)
	}
	in.Source.Pass(nil)
	rest, err := sieve.Rest(func(places []reconcile.Place) iter.Seq2[*reconcile.Row, error] {
		return counted(ctx, old.Again(places), m)
	})
	if err != nil {
		return 0, nil, err
	}
	old.Upload = &reconcile.Upload{File: old.File, Rows: old.Again(rest.Old)}
	in.Upload = &reconcile.Upload{File: in.File, Rows: in.Again(rest.Now), Sifted: true}
	return rest.Unchanged, func(found reconcile.Roster) reconcile.Roster {
		return sieve.Roster(rest.Sole, old.Again, found)
	}, nil
}

// settleIDs says what IDs mean between two files: they are a roster's, and there is none here. Where both files have
// them and nothing else numbers people, they do; where both number people besides, they are compared like any other
// value; what only one file has is passed over.
func settleIDs(old, now []reconcile.Column) {
	becomes := reconcile.Column{Field: reconcile.NoField}
	if has(old, reconcile.ID) && has(now, reconcile.ID) {
		becomes = reconcile.Column{Field: reconcile.Attribute, Attr: reconcile.ID.String()}
		if !has(old, reconcile.EmployeeNumber) && !has(now, reconcile.EmployeeNumber) {
			becomes = reconcile.Column{Field: reconcile.EmployeeNumber}
		}
	}
	for _, columns := range [][]reconcile.Column{old, now} {
		for i := range columns {
			if columns[i].Field == reconcile.ID {
				columns[i].Field, columns[i].Attr = becomes.Field, becomes.Attr
			}
		}
	}
}

// lackedColumns notes the columns of the older file that the newer one lacks: people look for what is gone.
func lackedColumns(old, now *reconcile.File) (notes []reconcile.Problem) {
	named := has(now.Columns, reconcile.FullName) || has(now.Columns, reconcile.FirstName) && has(now.Columns, reconcile.LastName)
	for _, c := range old.Columns {
		isName := c.Field == reconcile.FullName || c.Field == reconcile.FirstName || c.Field == reconcile.LastName
		if c.Field == reconcile.NoField || isName && named || slices.ContainsFunc(now.Columns, func(o reconcile.Column) bool {
			return o.Field == c.Field && o.Attr == c.Attr
		}) {
			continue
		}
		notes = append(notes, reconcile.Problem{Code: "column-lacking", Line: old.Heading, Heading: c.Heading, Args: []string{now.Name}})
	}
	return notes
}

func has(columns []reconcile.Column, f reconcile.Field) bool {
	return slices.ContainsFunc(columns, func(c reconcile.Column) bool { return c.Field == f })
}

// permit takes away what a policy demands of values: a comparison takes two files as they are.
func permit(p *reconcile.Policy) {
	p.Required, p.EmailRequired, p.Protected, p.Administrators = nil, nil, nil, nil
	p.Roles, p.Groups, p.Languages, p.Establishments = nil, nil, nil, nil
	p.Login = reconcile.LoginPolicy{From: reconcile.LoginAsGiven}
	p.ByHand, p.Defaults = reconcile.ReactivateByHand, map[string]string{"status": reconcile.StatusActive}
}

// comparison is two files compared.
type comparison struct {
	secret      string // makes passwords of both files comparable
	old, now    *reconcile.File
	lacking     []reconcile.Problem // columns of the older file that are not compared
	before      reconcile.Totals
	after       *reconcile.Draft
	oldProblems []reconcile.Problem // the first of them
	oldCount    int                 // all of them
}

// unclear is how many rows of either file could not be compared.
func (c *comparison) unclear() int {
	return c.before.Rejected + c.before.Held + c.after.Totals.Rejected + c.after.Totals.Held
}

func (c *comparison) outcome() int {
	switch {
	case c.unclear() > 0:
		return diffTrouble
	case c.after.Totals.Changes() > 0:
		return diffDiffer
	}
	return diffSame
}

func (s *session) showComparison(ctx context.Context, c *comparison, form *presentation) error {
	now, err := problemsOf(ctx, c.after)
	if err != nil {
		return err
	}
	switch form.format {
	case formatNDJSON:
		err := document.WriteChanges(s.stdout, c.after.Changes(ctx), s.lang)
		beside := view.NewScreen(s.stderr, s.lang, false, form.all)
		beside.Notes(c.old.Name, c.lacking)
		c.showProblems(beside, now)
		return errors.Join(err, beside.Flush())
	case formatJSON:
		return s.comparisonDocument(ctx, c, now)
	}
	screen := s.screen(form.all)
	if c.outcome() == diffSame { // which standard output says by saying nothing
		beside := view.NewScreen(s.stderr, s.lang, false, form.all)
		beside.Notes(c.old.Name, c.lacking)
		if err := beside.Flush(); err != nil {
			return err
		}
	} else {
		screen.File(c.old)
		screen.File(c.now)
		screen.Line()
		screen.Summary(c.after.Totals.Summary)
	}
	c.showProblems(screen, now)
	if err := screen.Changes(c.after.Totals.Summary, func(a reconcile.Action) iter.Seq2[*reconcile.Change, error] {
		return c.after.ChangesOf(ctx, a)
	}); err != nil {
		return err
	}
	return screen.Flush()
}

func (c *comparison) showProblems(screen *view.Screen, now []reconcile.Problem) {
	screen.Problems(c.old.Name, c.oldProblems, c.oldCount)
	screen.Problems(c.now.Name, now, len(now)+c.after.ProblemCount-len(c.after.Problems))
}

func (s *session) comparisonDocument(ctx context.Context, c *comparison, now []reconcile.Problem) error {
	doc := document.Comparison{SchemaVersion: document.SchemaVersion, Old: document.NewFile(*c.old),
		New: document.NewFile(*c.now), Same: c.outcome() == diffSame, Summary: c.after.Totals.Summary,
		Lacking:      document.Problems(c.old.Name, c.lacking, s.lang),
		Changes:      []document.Change{},
		Problems:     append(document.Problems(c.old.Name, c.oldProblems, s.lang), document.Problems(c.now.Name, now, s.lang)...),
		ProblemCount: c.oldCount + c.after.ProblemCount + len(now) - len(c.after.Problems)}
	for ch, err := range c.after.Changes(ctx) {
		if err != nil {
			return err
		}
		doc.Changes = append(doc.Changes, document.NewChange(ch, s.lang))
	}
	return document.Write(s.stdout, doc)
}
