package storage

import (
	"context"
	"errors"
	"strings"
	"time"

	"rollcall/ledger"
	"rollcall/reconcile"
)

// This file changes who may do what. Every change is made by an administrator, or by anybody while the organisation is
// open.

// AddOperator adds an operator to an organisation; token is the new operator's, "" for none. The first one closes the
// organisation and must be an administrator; the organisation is made on first use. The error is an *OperatorError for
// a name or OS user that is taken, and for an own account that several have the key of.
func (s *Store) AddOperator(ctx context.Context, org, by string, o Operator, token string, at time.Time) (*Operator, error) {
	if _, err := s.Organisation(ctx, org); err != nil {
		return nil, err
	}
	return s.administer(ctx, org, by, "added", at, func(t *tx, of *Organisation) (*Operator, error) {
		if err := mayAdd(ctx, t, of.id, &o); err != nil {
			return nil, err
		}
		o.Name = strings.TrimSpace(o.Name)
		id, err := ownAccount(ctx, t, of.id, o.Account)
		if err != nil {
			return nil, err
		}
		_, err = t.exec(ctx, "INSERT INTO operators (org_id, name_key, "+operatorColumns+`)
			SELECT ?, ?, coalesce(max(number), 0) + 1, ?, ?, ?, ?, ?, ?, ?, '' FROM operators WHERE org_id = ?`,
			of.id, reconcile.Fold(o.Name), o.Name, string(o.Role), o.OSUser, tokenHash(token), o.Account, id, stamp(at), of.id)
		if err != nil {
			return nil, err
		}
		return operatorNamed(ctx, t, of.id, o.Name)
	})
}

// mayAdd makes sure that an operator may be added as it is.
func mayAdd(ctx context.Context, t *tx, org int64, o *Operator) error {
	closed, err := isClosed(ctx, t, org)
	switch {
	case err != nil:
		return err
	case !closed && o.Role != Administrator:
		return &OperatorError{"operator-first", []any{o.Name}}
	}
	found, err := operators(ctx, t, org, "name_key = ? OR org_id = ? AND os_user = ? AND os_user <> '' AND revoked = ''",
		reconcile.Fold(o.Name), org, o.OSUser)
	switch {
	case err != nil || len(found) == 0:
		return err
	case reconcile.Fold(found[0].Name) != reconcile.Fold(o.Name):
		return &OperatorError{"operator-os-user-taken", []any{o.OSUser, found[0].Name}}
	case !found[0].InForce():
		return &OperatorError{"operator-name-revoked", []any{found[0].Name}}
	}
	return &OperatorError{"operator-name-taken", []any{found[0].Name}}
}

// SetRole gives an operator another role. The last administrator keeps theirs: the error is an *OperatorError.
func (s *Store) SetRole(ctx context.Context, org, by, name string, role Role, at time.Time) (*Operator, error) {
	return s.changeOperator(ctx, org, by, name, "role", at, func(t *tx, of *Organisation, o *Operator) error {
		if err := keepsAdministrator(ctx, t, of.id, o, role); err != nil {
			return err
		}
		_, err := t.exec(ctx, "UPDATE operators SET role = ? WHERE org_id = ? AND number = ?", string(role), of.id, o.Number)
		return err
	})
}

// SetToken gives an operator another token; the one before is worth nothing from then on.
func (s *Store) SetToken(ctx context.Context, org, by, name, token string, at time.Time) (*Operator, error) {
	return s.changeOperator(ctx, org, by, name, "token", at, func(t *tx, of *Organisation, o *Operator) error {
		_, err := t.exec(ctx, "UPDATE operators SET token_hash = ? WHERE org_id = ? AND number = ?", tokenHash(token), of.id, o.Number)
		return err
	})
}

// SetAccount says which account is the operator's own, by a key of it; "" says that it is not known. The error is an
// *OperatorError for a key that several accounts have.
func (s *Store) SetAccount(ctx context.Context, org, by, name, key string, at time.Time) (*Operator, error) {
	return s.changeOperator(ctx, org, by, name, "account", at, func(t *tx, of *Organisation, o *Operator) error {
		id, err := ownAccount(ctx, t, of.id, key)
		if err == nil {
			_, err = t.exec(ctx, "UPDATE operators SET account = ?, account_id = ? WHERE org_id = ? AND number = ?", key, id, of.id, o.Number)
		}
		return err
	})
}

// Revoke takes every right from an operator, for good: approvals that are not used yet count no more, and the name is
// never given again. The last administrator can't be revoked: the error is an *OperatorError.
func (s *Store) Revoke(ctx context.Context, org, by, name string, at time.Time) (*Operator, error) {
	return s.changeOperator(ctx, org, by, name, "revoked", at, func(t *tx, of *Organisation, o *Operator) error {
		if err := keepsAdministrator(ctx, t, of.id, o, ""); err != nil {
			return err
		}
		_, err := t.exec(ctx, "UPDATE operators SET revoked = ?, token_hash = '' WHERE org_id = ? AND number = ?", stamp(at), of.id, o.Number)
		return err
	})
}

// keepsAdministrator makes sure that an administrator is left when o has that role.
func keepsAdministrator(ctx context.Context, t *tx, org int64, o *Operator, role Role) error {
	if o.Role != Administrator || role == Administrator {
		return nil
	}
	others, err := operators(ctx, t, org, "role = ? AND revoked = '' AND number <> ?", string(Administrator), o.Number)
	if err == nil && len(others) == 0 {
		err = &OperatorError{"operator-last", []any{o.Name}}
	}
	return err
}

// changeOperator changes one operator in force and gives it as it is afterwards.
func (s *Store) changeOperator(ctx context.Context, org, by, name, what string, at time.Time,
	do func(t *tx, of *Organisation, o *Operator) error) (*Operator, error) {
	return s.administer(ctx, org, by, what, at, func(t *tx, of *Organisation) (*Operator, error) {
		o, err := operatorNamed(ctx, t, of.id, name)
		switch {
		case err != nil:
			return nil, err
		case !o.InForce():
			return nil, &OperatorError{"operator-name-revoked", []any{o.Name}}
		}
		if err := do(t, of, o); err != nil {
			return nil, err
		}
		return operatorNamed(ctx, t, of.id, name)
	})
}

func operatorNamed(ctx context.Context, t *tx, org int64, name string) (*Operator, error) {
	found, err := operators(ctx, t, org, "name_key = ?", reconcile.Fold(name))
	if err == nil && len(found) == 0 {
		err = &UnknownError{"unknown-operator", name}
	}
	if err != nil {
		return nil, err
	}
	return found[0], nil
}

// administer changes an operator in a transaction that holds the organisation, for an administrator; the ledger keeps
// what was changed.
func (s *Store) administer(ctx context.Context, org, by, what string, at time.Time,
	do func(t *tx, of *Organisation) (*Operator, error)) (*Operator, error) {
	var changed *Operator
	err := s.witnessed(ctx, org, func(t *tx, of *Organisation) (*Entry, error) {
		if _, err := inForce(ctx, t, of.id, by, Administrator); err != nil {
			return nil, err
		}
		var err error
		if changed, err = do(t, of); err != nil {
			return nil, err
		}
		return &Entry{Kind: ledger.Operator, At: at,
			Facts: map[string]string{"what": what, "operator": formatID(changed.Number), "role": string(changed.Role)},
			Note:  map[string]string{"name": changed.Name, "by": by}}, nil
	})
	if err != nil {
		return nil, err
	}
	return changed, nil
}

// witnessed runs do in a transaction that holds the organisation, and adds the entry that do gives to the ledger. By
// that entry it is known what became of a COMMIT that nobody confirmed.
func (s *Store) witnessed(ctx context.Context, org string, do func(t *tx, of *Organisation) (*Entry, error)) error {
	var e *Entry
	err := s.write(ctx, func(t *tx) error {
		of, err := locked(ctx, t, org)
		if err != nil {
			return err
		}
		before, err := t.tables(ctx, of.id)
		if err != nil {
			return err
		}
		if e, err = do(t, of); err != nil {
			return err
		}
		return t.vouch(ctx, of.id, before, e)
	})
	if lost, ok := errors.AsType[*OutcomeUnknownError](err); ok {
		err = s.settle(ctx, org, lost, func(t *tx, org int64) (bool, error) {
			return t.get(ctx, new(int), "SELECT 1 FROM ledger WHERE org_id = ? AND number = ? AND hash = ?", org, e.Number, e.Hash[:])
		})
	}
	return err
}

// locked gives an organisation that nobody else writes to until the transaction ends.
func locked(ctx context.Context, t *tx, org string) (*Organisation, error) {
	o, err := organisation(ctx, t, org)
	if err != nil {
		return nil, err
	}
	if _, err := t.exec(ctx, "UPDATE rosters SET revision = revision WHERE org_id = ?", o.id); err != nil {
		return nil, err
	}
	return organisation(ctx, t, org)
}
