package main

import (
	"bytes"
	"context"
	"errors"
	"iter"
	"os"

	"rollcall/cmd/rollcall/internal/password"
	"rollcall/cmd/rollcall/internal/progress"
	"rollcall/formats"
	"rollcall/reconcile"
	"rollcall/storage"
)

// input is a member file that is open, and the policy it comes under.
type input struct {
	*formats.Source
	policy *reconcile.Policy
}

// input opens a member file. Mistakes in flags, policy and file come to light here, before any roster is touched.
func (s *session) input(path string, o *source) (*input, error) {
	policy, options, err := s.rules(o)
	if err != nil {
		return nil, err
	}
	if options.Manifest, err = findManifest(path, o.manifest, policy); err != nil {
		return nil, err
	}
	src, err := s.read(path, options)
	if err != nil {
		return nil, err
	}
	if err := o.suits(src.File); err != nil {
		return nil, errors.Join(err, src.Close())
	}
	src.File.Asked = options.Asked()
	return &input{src, policy}, nil
}

// prepare plans a file against the roster, judges the plan and keeps it in the store. Nothing else is written.
func (s *session) prepare(ctx context.Context, store *storage.Store, in *input, mode reconcile.Mode) (*storage.StoredPlan, error) {
	initial, err := defaultPassword()
	if err != nil {
		return nil, err
	}
	org, err := store.Organisation(ctx, s.org)
	if err != nil {
		return nil, err
	}
	snapshot, err := store.Snapshot(ctx, s.org)
	if err != nil {
		return nil, err
	}
	defer snapshot.Close()
	tail, err := snapshot.Tail(ctx, in.policy)
	if err != nil {
		return nil, err
	}
	index, moved := loadIndex(ctx, store, snapshot, in.File, in.policy)
	var scratch scratch
	defer scratch.close()
	draft, err := s.draft(ctx, in.Source, reconcile.Input{Organisation: org.Name, Revision: snapshot.Revision(), Roster: snapshot,
		Upload: in.Upload, Policy: in.policy, Tail: tail, Own: s.own(), Hash: password.Hasher(org.Secret),
		DefaultPassword: initial, Index: index, Scratch: scratch.open})
	if err != nil {
		return nil, err
	}
	history, err := store.History(ctx, s.org, in.File.SHA256)
	if err != nil {
		return nil, err
	}
	plan := draft.Plan(reconcile.Judge(&draft.Totals, in.policy, history, mode), mode)
	kept, err := s.keep(ctx, store, plan, draft)
	if err != nil {
		return nil, err
	}
	x, learnt := draft.Index()
	if learnt > 0 || moved {
		saveIndex(ctx, snapshot, x, in.File, in.policy)
	}
	if plan.Summary.Changes() > 0 {
		x.Await(plan.ID)
		saveAwaited(snapshot.Organisation(), x)
	}
	return kept, nil
}

// draft works out the plan of a file, with progress.
func (s *session) draft(ctx context.Context, file *formats.Source, in reconcile.Input) (*reconcile.Draft, error) {
	m := s.meter("progress.rows", func(int64) float64 { return file.Share() })
	defer m.Stop()
	given := in.Upload
	in.Upload = &reconcile.Upload{File: given.File, Rows: counted(ctx, noted(given, in.Policy), m), Form: given.Form, Sifted: given.Sifted}
	if given.Form != "" && len(in.Policy.Same) == 0 { // else every row has to be seen
		in.Upload.Pass = func(known reconcile.Texts) { given.Pass(&countedTexts{known, count{ctx: ctx, meter: m}}) }
		in.Upload.Take = func(lines reconcile.Lines) { given.Take(&countedLines{lines, count{ctx: ctx, meter: m}}) }
		defer given.Pass(nil) // or the file would hold on to all that was looked up
		defer given.Take(nil)
	}
	return reconcile.Diff(ctx, in)
}

// count counts the lines that are asked for, until the call is interrupted.
type count struct {
	ctx   context.Context
	meter *progress.Meter
	n     int
	over  bool
}

// add counts some more.
func (c *count) add(n int) {
	if c.n += n; c.n >= counts {
		c.meter.Add(int64(c.n))
		c.n, c.over = 0, c.ctx.Err() != nil
	}
}

// countedTexts counts lines; none is known once the call is interrupted.
type countedTexts struct {
	reconcile.Texts
	count
}

// Expect passes lines on, and counts them.
func (c *countedTexts) Expect(lines [][]byte, prints []uint64) {
	c.add(len(lines))
	c.Texts.Expect(lines, prints)
}

// Known asks.
func (c *countedTexts) Known(prints []uint64, at []reconcile.Place) int {
	if c.over {
		return 0
	}
	return c.Texts.Known(prints, at)
}

// countedLines counts lines; none is taken once the call is interrupted.
type countedLines struct {
	reconcile.Lines
	count
}

// Take asks, and counts.
func (c *countedLines) Take(line *reconcile.Line, at reconcile.Place) bool {
	c.add(1)
	return !c.over && c.Lines.Take(line, at)
}

// keep stores a plan and reads it back as everybody will see it.
func (s *session) keep(ctx context.Context, store *storage.Store, plan *reconcile.Plan, draft *reconcile.Draft) (*storage.StoredPlan, error) {
	m := s.meter("progress.changes", shareOf(plan.Summary.Changes()+plan.Summary.Held))
	defer m.Stop()
	blocks := func(yield func(*reconcile.Block, error) bool) {
		for b, err := range draft.Blocks(ctx) {
			if !yield(b, err) || err != nil {
				return
			}
			m.Add(int64(b.Count))
		}
	}
	if err := store.SavePlan(ctx, plan, s.by, now(), blocks); err != nil {
		return nil, err
	}
	return store.Plan(ctx, s.org, plan.ID)
}

// counts is how many are counted at once. Each may be a password to hash, which takes a while.
const counts = 64

// counted passes a sequence on, counts it, and ends it when the call is interrupted.
func counted[T any](ctx context.Context, seq iter.Seq2[*T, error], m *progress.Meter) iter.Seq2[*T, error] {
	return func(yield func(*T, error) bool) {
		n := int64(0)
		for v, err := range seq {
			if n++; n%counts == 0 {
				m.Add(counts)
				err = errors.Join(err, ctx.Err())
			}
			if !yield(v, err) || err != nil {
				return
			}
		}
	}
}

// defaultPassword is what new accounts get whose password cell is blank. It comes from the environment or from a file
// named there, never from a flag.
func defaultPassword() ([]byte, error) {
	if p := os.Getenv("ROLLCALL_DEFAULT_PASSWORD"); p != "" {
		return []byte(p), nil
	}
	file := os.Getenv("ROLLCALL_DEFAULT_PASSWORD_FILE")
	if file == "" {
		return nil, nil
	}
	b, err := os.ReadFile(file)
	if b = bytes.TrimRight(b, "\r\n"); err != nil || len(b) == 0 {
		return nil, failed("secret-file", file)
	}
	return b, nil
}
