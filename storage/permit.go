package storage

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"rollcall/reconcile"
)

// This file says whether a plan may be applied by whoever wants it, within the transaction that applies it.

// permit makes sure that the plan has its approvals, that whoever applies it may, and that it doesn't take their own
// account. What the approvals accepted is accepted.
func (a *application) permit(ctx context.Context) error {
	by, err := inForce(ctx, a.t, a.org.id, a.order.By, Preparer)
	if err != nil {
		return err
	}
	if err := underPinned(ctx, a.t, a.org.id, a.plan); err != nil {
		return err
	}
	s, err := standing(ctx, a.t, a.org.id, a.plan, a.order.At)
	if err != nil {
		return err
	}
	if r := s.Rejection(); r != nil {
		return &RejectedError{a.plan.ID, r.By}
	}
	own := a.order.Own
	if by != nil {
		own = append(slices.Clone(own), by.Account)
		if err := a.entitled(ctx, by, s); err != nil {
			return err
		}
	}
	if missing := s.Missing(); missing > 0 {
		return &UnapprovedError{PlanID: a.plan.ID, Needed: s.Needed, Missing: missing, Open: by == nil}
	}
	for _, v := range s.Valid() {
		a.order.Accepted = append(a.order.Accepted, v.Accepted...)
	}
	return sparesOwn(ctx, a.t, a.org.id, a.plan, a.order.By, own...)
}

// entitled makes sure that a preparer lifts no finding and applies only what somebody approved.
func (a *application) entitled(ctx context.Context, by *Operator, s *Standing) error {
	if by.Role.Covers(Approver) {
		return nil
	}
	s.Needed = max(s.Needed, 1)
	if len(a.order.Accepted) > 0 {
		return lacks(ctx, a.t, a.org.id, by, Approver)
	}
	return nil
}

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
	key = reconcile.Fold(key)
	if text, ok := strings.CutPrefix(key, "id:"); ok {
		if id, err := strconv.ParseInt(text, 10, 64); err == nil {
			return accounts(ctx, t, 1, "org_id = ? AND id = ?", org, id)
		}
	}
	var ids []int64
	err := t.list(ctx, &ids, `SELECT id FROM accounts WHERE org_id = ? AND login_key = ?
		UNION SELECT id FROM accounts WHERE org_id = ? AND employee_number_key = ?`, org, key, org, key)
	if err == nil && len(ids) == 0 && strings.Contains(key, "@") {
		err = t.list(ctx, &ids, "SELECT id FROM accounts WHERE org_id = ? AND lower(email) = ?", org, key)
	}
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
