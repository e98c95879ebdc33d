package main

import (
	"context"
	"errors"
	"io"
	"os"

	"github.com/spf13/cobra"

	"rollcall/cmd/rollcall/internal/document"
	"rollcall/cmd/rollcall/internal/policyfile"
	"rollcall/reconcile"
	"rollcall/storage"
)

// policyVerb is "rollcall policy": the policy that an organisation is bound to.
func (s *session) policyVerb() *cobra.Command {
	return s.gather("policy", s.policyPin(), s.policyShow())
}

func (s *session) policyPin() *cobra.Command {
	cmd := s.verbCalled("policy-pin", "pin FILE", exactly(1), func(cmd *cobra.Command, args []string) error {
		source, err := os.ReadFile(args[0])
		if err != nil {
			return err
		}
		policy, err := policyfile.Read(args[0], source)
		if err != nil {
			return err
		}
		return s.withNew(cmd.Context(), func(store *storage.Store) error {
			p, err := store.Pin(cmd.Context(), s.org, s.by, policy, string(source), now())
			if err != nil {
				return err
			}
			return s.showPinned(store, p, false)
		})
	})
	s.byFlag(cmd)
	return cmd
}

func (s *session) policyShow() *cobra.Command {
	return s.verbCalled("policy-show", "show", exactly(0), func(cmd *cobra.Command, _ []string) error {
		return s.with(cmd.Context(), func(store *storage.Store) error {
			p, err := store.Pinned(cmd.Context(), s.org)
			if err != nil {
				return err
			}
			return s.showPinned(store, p, true)
		})
	})
}

// showPinned shows which policy an organisation is bound to; the file itself goes to standard output as it was written.
func (s *session) showPinned(store *storage.Store, p *storage.PinnedPolicy, whole bool) error {
	if s.json {
		doc := document.PinnedPolicy{Header: s.header(store)}
		if p != nil {
			doc.Pinned = &document.Pinned{Version: p.Version, Digest: p.Digest, By: p.By, At: p.At, Source: p.Source}
		}
		return document.Write(s.stdout, doc)
	}
	if p == nil {
		s.tell("policy-none", s.org)
		return nil
	}
	s.tell("policy-pinned", decimal(p.Version), p.By, p.At.Format("2006-01-02 15:04 UTC"), p.Digest)
	if !whole {
		return nil
	}
	_, err := io.WriteString(s.stdout, p.Source)
	return err
}

// policy gives the policy that plans come under: the pinned one, or else the file that --policy names, or the default.
// A file may be named beside a pinned policy where it says the same.
func (s *session) policy() (reconcile.Policy, error) {
	if s.policyPath == "" {
		if s.pinned != nil {
			return s.pinned.Policy, nil
		}
		return reconcile.DefaultPolicy(), nil
	}
	data, err := os.ReadFile(s.policyPath)
	if err != nil {
		return reconcile.Policy{}, err
	}
	policy, err := policyfile.Read(s.policyPath, data)
	if err == nil && s.pinned != nil && policy.Digest() != s.pinned.Digest {
		err = usage("usage-policy-pinned", s.policyPath, decimal(s.pinned.Version))
	}
	return policy, err
}

// repin gives the policy that a plan made anew comes under: the plan's own, or the one that is pinned by now, with what
// the plan said besides.
func (s *session) repin(ctx context.Context, store *storage.Store, p *storage.StoredPlan) (*reconcile.Policy, error) {
	pinned, err := store.Pinned(ctx, s.org)
	if err != nil || pinned == nil {
		return &p.Policy, err
	}
	policy := pinned.Policy
	policy.Same = p.Policy.Same
	if p.Policy.ScopeWithin(&pinned.Policy) {
		policy.Scope = p.Policy.Scope
	}
	return &policy, nil
}

// withFile opens the store and then a member file, which comes under the policy that is pinned there. A store that is
// not there yet is made only once the file can be read.
func (s *session) withFile(ctx context.Context, path string, o *source, do func(*storage.Store, *input) error) error {
	read := func(use func(*input) error) error {
		in, err := s.input(path, o)
		if err != nil {
			return err
		}
		return errors.Join(use(in), in.Close())
	}
	db, err := s.address()
	if err != nil {
		return err
	}
	if file := sqlitePath(db); file != "" && !isFile(file) {
		return read(func(in *input) error {
			return s.withNew(ctx, func(store *storage.Store) error { return do(store, in) })
		})
	}
	return s.withNew(ctx, func(store *storage.Store) (err error) {
		if s.pinned, err = store.Pinned(ctx, s.org); err != nil {
			return err
		}
		return read(func(in *input) error { return do(store, in) })
	})
}
