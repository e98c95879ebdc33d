package main

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"iter"
	"os"
	"slices"

	"github.com/spf13/cobra"

	"rollcall/cmd/rollcall/internal/document"
	"rollcall/formats/report"
	"rollcall/reconcile"
	"rollcall/storage"
)

func (s *session) problems() *cobra.Command {
	var file string
	cmd := s.verb("problems PLAN OUT.xlsx|OUT.csv", exactly(2), func(cmd *cobra.Command, args []string) error {
		kind, err := s.kindOf(args[1])
		if err != nil {
			return err
		}
		return s.with(cmd.Context(), func(store *storage.Store) error {
			p, err := store.Plan(cmd.Context(), s.org, args[0])
			if err != nil {
				return err
			}
			return s.writeProblems(cmd.Context(), store, p, cmp.Or(file, p.File.Path), args[1], kind)
		})
	})
	cmd.Flags().StringVar(&file, "file", "", s.say("flag.file"))
	return cmd
}

// writeProblems gives HR's own file back with what is to be corrected. It must be the very file of the plan.
func (s *session) writeProblems(ctx context.Context, store *storage.Store, p *storage.StoredPlan, from, to string, kind report.Kind) error {
	if p.Kind != reconcile.FromFile {
		return failed("problems-no-file", p.ID)
	}
	if from == "" {
		return usage("usage-problems-file", p.ID)
	}
	if isSame(to, from) || isSame(to, p.File.Path) {
		return usage("usage-problems-same", to)
	}
	original, err := openSame(from, p.File.SHA256, "problems")
	if err != nil {
		return err
	}
	defer original.Close()
	problems, err := withHolds(p.Problems, store.Changes(ctx, s.org, p.ID, reconcile.Hold))
	if err != nil {
		return err
	}
	err = s.into(to, func(w io.Writer) error {
		return report.WriteProblems(w, kind, original, p.File.Size, p.Plan, problems, s.lang)
	})
	switch {
	case err != nil || to == "-":
		return err
	case s.json:
		return document.Write(s.stdout, document.Marked{Header: s.header(store), Plan: p.ID, Path: to,
			Kind: string(kind), Problems: len(problems)})
	}
	s.tell("problems-done", len(problems), to)
	if p.File.HoldsPasswords() {
		s.tell("problems-masked", reconcile.PasswordMarker)
	}
	return nil
}

// openSame opens a file and checks that it is the one with that SHA-256; the texts that say otherwise begin with what.
func openSame(path, want, what string) (*os.File, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, failed(what+"-file-gone", path)
	}
	sum := sha256.New()
	_, err = io.Copy(sum, f)
	if err == nil && hex.EncodeToString(sum.Sum(nil)) != want {
		err = failed(what+"-file-changed", path)
	}
	if err == nil {
		_, err = f.Seek(0, io.SeekStart)
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}

// isSame tells whether two paths name one file: the original is never written over, wherever it is read from.
func isSame(a, b string) bool {
	infoA, errA := os.Stat(a)
	infoB, errB := os.Stat(b)
	return errA == nil && errB == nil && os.SameFile(infoA, infoB)
}

// withHolds adds the rows that were held to the problems, with the reason, in the file's order.
func withHolds(problems []reconcile.Problem, changes iter.Seq2[*reconcile.Change, error]) ([]reconcile.Problem, error) {
	out := slices.Clone(problems)
	for c, err := range changes {
		if err != nil {
			return nil, err
		}
		if c.Action == reconcile.Hold && c.Line > 0 {
			out = append(out, reconcile.Problem{Code: c.Why.Code, Line: c.Line, Args: c.Why.Args, Rejects: true})
		}
	}
	slices.SortStableFunc(out, func(a, b reconcile.Problem) int { return cmp.Compare(a.Line, b.Line) })
	return out, nil
}
