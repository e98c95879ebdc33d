package main

import (
	"context"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"rollcall/cmd/rollcall/internal/document"
	"rollcall/cmd/rollcall/internal/view"
	"rollcall/storage"
)

// operatorVerb is "rollcall operator": who may do what.
func (s *session) operatorVerb() *cobra.Command {
	return s.gather("operator", s.operatorAdd(), s.operatorList(),
		s.operatorChange("role NAME ROLE", func(ctx context.Context, store *storage.Store, name, role string) (*storage.Operator, error) {
			r, err := roleCalled(role)
			if err != nil {
				return nil, err
			}
			return store.SetRole(ctx, s.org, s.by, name, r, now())
		}),
		s.operatorChange("account NAME KEY", func(ctx context.Context, store *storage.Store, name, key string) (*storage.Operator, error) {
			return store.SetAccount(ctx, s.org, s.by, name, key, now())
		}),
		s.operatorToken(), s.operatorRevoke())
}

// adding is an operator to be added, as flags say it.
type adding struct {
	role, osUser, account string
	token                 bool
}

func (s *session) operatorAdd() *cobra.Command {
	var a adding
	cmd := s.verbCalled("operator-add", "add NAME", exactly(1), func(cmd *cobra.Command, args []string) error {
		o, err := a.operator(args[0])
		if err != nil {
			return err
		}
		return s.withNew(cmd.Context(), func(store *storage.Store) error {
			if err := s.reachable(cmd.Context(), store, &a); err != nil {
				return err
			}
			token := ""
			if a.token {
				token = storage.NewToken()
			}
			added, err := store.AddOperator(cmd.Context(), s.org, s.by, o, token, now())
			return s.operatorDone(store, added, token, err)
		})
	})
	f := cmd.Flags()
	f.StringVar(&a.role, "role", "", s.say("flag.role"))
	f.StringVar(&a.osUser, "os-user", "", s.say("flag.os-user"))
	f.StringVar(&a.account, "account", "", s.say("flag.account"))
	f.BoolVar(&a.token, "with-token", false, s.say("flag.with-token"))
	s.byFlag(cmd)
	return cmd
}

// operator reads what the flags say of an operator.
func (a *adding) operator(name string) (storage.Operator, error) {
	role, err := roleCalled(a.role)
	switch {
	case strings.TrimSpace(name) == "":
		return storage.Operator{}, usage("usage-operator-name")
	case view.Clean(name) != name:
		return storage.Operator{}, usage("usage-operator-characters")
	case err != nil:
		return storage.Operator{}, err
	case a.osUser == "" && !a.token:
		return storage.Operator{}, usage("usage-operator-way-in")
	}
	return storage.Operator{Name: name, Role: role, OSUser: a.osUser, Account: a.account}, nil
}

// reachable refuses to close an organisation for good under an OS user that may be a slip of the pen: the first
// operator is whoever calls, or gets a token.
func (s *session) reachable(ctx context.Context, store *storage.Store, a *adding) error {
	if s.operator == nil && !a.token && a.osUser != osUser() {
		return usage("usage-operator-first", a.osUser, osUser())
	}
	return nil
}

func roleCalled(name string) (storage.Role, error) {
	r := storage.Role(name)
	if !slices.Contains(storage.Roles, r) {
		return r, usage("usage-role", name)
	}
	return r, nil
}

func (s *session) operatorList() *cobra.Command {
	return s.verbCalled("operator-list", "list", exactly(0), func(cmd *cobra.Command, _ []string) error {
		return s.with(cmd.Context(), func(store *storage.Store) error {
			all, err := store.Operators(cmd.Context(), s.org)
			if err != nil {
				return err
			}
			if s.json {
				doc := document.Operators{Header: s.header(store), Operators: []document.Operator{}}
				for _, o := range all {
					doc.Operators = append(doc.Operators, operatorDocument(o))
				}
				return document.Write(s.stdout, doc)
			}
			screen := s.screen(true)
			screen.Roster(store.Name(), s.org)
			screen.Operators(all)
			return screen.Flush()
		})
	})
}

func operatorDocument(o *storage.Operator) document.Operator {
	doc := document.Operator{Number: o.Number, Name: o.Name, Role: string(o.Role), OSUser: o.OSUser, HasToken: o.Token,
		Account: o.Account, AccountID: o.AccountID, Added: o.Added}
	if !o.InForce() {
		doc.Revoked = o.Revoked.Format(time.RFC3339)
	}
	return doc
}

// operatorChange is a verb that sets one thing of an operator.
func (s *session) operatorChange(use string, set func(context.Context, *storage.Store, string, string) (*storage.Operator, error)) *cobra.Command {
	name, _, _ := strings.Cut(use, " ")
	cmd := s.verbCalled("operator-"+name, use, exactly(2), func(cmd *cobra.Command, args []string) error {
		return s.with(cmd.Context(), func(store *storage.Store) error {
			o, err := set(cmd.Context(), store, args[0], args[1])
			return s.operatorDone(store, o, "", err)
		})
	})
	s.byFlag(cmd)
	return cmd
}

func (s *session) operatorToken() *cobra.Command {
	cmd := s.verbCalled("operator-token", "token NAME", exactly(1), func(cmd *cobra.Command, args []string) error {
		return s.with(cmd.Context(), func(store *storage.Store) error {
			token := storage.NewToken()
			o, err := store.SetToken(cmd.Context(), s.org, s.by, args[0], token, now())
			return s.operatorDone(store, o, token, err)
		})
	})
	s.byFlag(cmd)
	return cmd
}

func (s *session) operatorRevoke() *cobra.Command {
	cmd := s.verbCalled("operator-revoke", "revoke NAME", exactly(1), func(cmd *cobra.Command, args []string) error {
		return s.with(cmd.Context(), func(store *storage.Store) error {
			o, err := store.Revoke(cmd.Context(), s.org, s.by, args[0], now())
			return s.operatorDone(store, o, "", err)
		})
	})
	s.byFlag(cmd)
	return cmd
}

// operatorDone says what an operator is now. A token is shown this once, alone on stdout, so that it can be taken from
// there; the words about it go to stderr.
func (s *session) operatorDone(store *storage.Store, o *storage.Operator, token string, err error) error {
	switch {
	case err != nil:
		return err
	case o.Account != "" && o.AccountID == 0 && o.InForce():
		s.tell("operator-account-nobody", o.Account, o.Name)
	}
	if s.json {
		return document.Write(s.stdout, document.OneOperator{Header: s.header(store), Operator: operatorDocument(o), Token: token})
	}
	if token != "" {
		s.tell("operator-is", o.Name, string(o.Role))
		s.tell("operator-token")
		_, err := io.WriteString(s.stdout, token+"\n")
		return err
	}
	screen := s.screen(false)
	screen.Roster(store.Name(), s.org)
	if !o.InForce() {
		screen.Say("operator-revoked", o.Name)
	} else {
		screen.Say("operator-is", o.Name, string(o.Role))
	}
	return screen.Flush()
}
