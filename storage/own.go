package storage

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"rollcall/ledger"
	"rollcall/reconcile"
)

// This file is about the own account of whoever approves and applies plans, which no plan takes away.

// sparesOwn gives a *NotAllowedError where a plan takes the account away that one of keys is of.
func sparesOwn(ctx context.Context, t *tx, org int64, p *StoredPlan, by string, keys ...string) error {
	for _, key := range keys {
		if key == "" {
			continue
		}
		own, err := accountsWithKey(ctx, t, org, key)
		if err != nil {
			return err
		}
		for i := range own {
			takes, err := takesAway(ctx, t, org, p, &own[i])
			if err == nil && takes {
				err = &NotAllowedError{"not-allowed-own", []any{by, p.ID}}
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// accountsWithKey gives the accounts that have a key: an ID as "id:7", an employee number, a login or an e-mail.
func accountsWithKey(ctx context.Context, t *tx, org int64, key string) ([]reconcile.Account, error) {
	ids, err := holders(ctx, t, org, reconcile.Fold(key))
	var found []reconcile.Account
	for _, id := range ids {
		one, err := accounts(ctx, t, 1, "org_id = ? AND id = ?", org, id)
		if err != nil {
			return nil, err
		}
		found = append(found, one...)
	}
	return found, err
}

// holders gives the IDs of the accounts that have a folded key, in order.
func holders(ctx context.Context, t *tx, org int64, key string) (ids []int64, err error) {
	if text, ok := strings.CutPrefix(key, "id:"); ok {
		if id, err := strconv.ParseInt(text, 10, 64); err == nil {
			err = t.list(ctx, &ids, "SELECT id FROM accounts WHERE org_id = ? AND id = ?", org, id)
			return ids, err
		}
	}
	// The indexes are of keys that are not blank, and only a query that says so is answered from them.
	err = t.list(ctx, &ids, `SELECT id FROM accounts WHERE org_id = ? AND login_key = ? AND login_key <> ''
		UNION SELECT id FROM accounts WHERE org_id = ? AND employee_number_key = ? AND employee_number_key <> ''`, org, key, org, key)
	if err != nil || !strings.Contains(key, "@") {
		return ids, err
	}
	var mails []struct {
		ID    int64
		Email string
	} // a database folds no more than ASCII as we do
	err = t.list(ctx, &mails, "SELECT id, email FROM accounts WHERE org_id = ? AND (lower(email) = ? OR octet_length(email) > length(email))", org, key)
	for _, m := range mails {
		if reconcile.Fold(m.Email) == key {
			ids = append(ids, m.ID)
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids), err
}

// ownAccount gives the ID of the account that an operator's own is named by, 0 where nobody has the key yet. The error
// is an *OperatorError where several have it.
func ownAccount(ctx context.Context, t *tx, org int64, key string) (int64, error) {
	if key == "" {
		return 0, nil
	}
	ids, err := holders(ctx, t, org, reconcile.Fold(key))
	switch {
	case err != nil || len(ids) == 0:
		return 0, err
	case len(ids) > 1:
		return 0, &OperatorError{"operator-account-shared", []any{key, formatID(ids[0])}}
	}
	return ids[0], nil
}

// bindAccounts binds the operators whose own account nobody had the key of to the one that has it now; the ledger keeps
// it. Whoever applies a plan does so before it, in a store from before accounts were bound, and after it.
func bindAccounts(ctx context.Context, t *tx, org int64, at time.Time) error {
	waiting, err := operators(ctx, t, org, "account <> '' AND account_id = 0 AND revoked = ''")
	if err != nil {
		return err
	}
	for _, o := range waiting {
		ids, err := holders(ctx, t, org, reconcile.Fold(o.Account))
		if err == nil && len(ids) == 1 {
			err = bindAccount(ctx, t, org, o, ids[0], at)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func bindAccount(ctx context.Context, t *tx, org int64, o *Operator, id int64, at time.Time) error {
	before, err := t.tables(ctx, org)
	if err != nil {
		return err
	}
	if _, err := t.exec(ctx, "UPDATE operators SET account_id = ? WHERE org_id = ? AND number = ?", id, org, o.Number); err != nil {
		return err
	}
	return t.vouch(ctx, org, before, &Entry{Kind: ledger.Operator, At: at,
		Facts: map[string]string{"what": "bound", "operator": formatID(o.Number), "role": string(o.Role), "account": formatID(id)},
		Note:  map[string]string{"name": o.Name}})
}

// takesAway tells whether a plan deactivates an account or takes a privileged role from it. Only the blocks are read
// that can have it.
func takesAway(ctx context.Context, t *tx, org int64, p *StoredPlan, a *reconcile.Account) (bool, error) {
	key := reconcile.Fold(a.Values.Key())
	var rows []blockRow
	err := t.list(ctx, &rows, `SELECT seq, action, changes, first_key, last_key, hash, data FROM plan_blocks
		WHERE org_id = ? AND plan_no = ? AND action IN (?, ?) AND first_key <= ? AND last_key >= ? ORDER BY seq`,
		org, p.number, int(reconcile.Deactivate), int(reconcile.Update), key, key)
	if err != nil {
		return false, err
	}
	for i := range rows {
		changes, err := rows[i].changes(p.ID)
		if err != nil {
			return false, err
		}
		for _, c := range changes {
			if c.ID == a.ID && p.Policy.TakesAway(a, c) {
				return true, nil
			}
		}
	}
	return false, nil
}
