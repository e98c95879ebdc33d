package storage

import (
	"cmp"
	"context"
	"slices"

	"rollcall/reconcile"
)

// This file is the accounts' part of an application.

func formerLogins(ctx context.Context, t *tx, org int64) (map[string]int64, error) {
	var rows []struct {
		ID           int64
		FormerLogins string `db:"former_logins"`
	}
	err := t.list(ctx, &rows, "SELECT id, former_logins FROM accounts WHERE org_id = ? AND former_logins <> ''", org)
	if err != nil {
		return nil, err
	}
	whose := make(map[string]int64, len(rows))
	for _, r := range rows {
		logins, err := parseFormer(r.FormerLogins)
		if err != nil {
			return nil, (&record{id: r.ID}).unreadable("former_logins")
		}
		for _, l := range logins {
			whose[l] = r.ID
		}
	}
	return whose, nil
}

func (a *application) total() int {
	n := 0
	for _, k := range a.written {
		n += k
	}
	return n
}

// writeAll writes every change of the plan, or finds out why not.
func (a *application) writeAll(ctx context.Context) error {
	if err := a.park(ctx); err != nil {
		return err
	}
	err := eachBatchIn(ctx, a.t, a.org.id, a.plan, a.unpacking, nil, func(action reconcile.Action, before int, batch []*reconcile.Change) error {
		err := a.write(ctx, action, before, batch)
		if err == nil && a.outlining.size > outlinesHeld {
			err = a.putOutlines(ctx, false)
		}
		return err
	})
	if err == nil {
		err = a.insert(ctx)
	}
	if err == nil && a.stale != nil {
		err = a.stale
	}
	return err
}

func (a *application) write(ctx context.Context, action reconcile.Action, before int, batch []*reconcile.Change) error {
	switch action {
	case reconcile.Hold:
		return nil
	case reconcile.Add:
		if err := a.add(ctx, before, batch); err != nil {
			return err
		}
	default:
		if err := a.change(ctx, action, batch); err != nil {
			return err
		}
	}
	a.tell(action, before, batch)
	return nil
}

// tell tells whoever follows what was applied.
func (a *application) tell(action reconcile.Action, before int, batch []*reconcile.Change) {
	if a.order.Changed == nil {
		return
	}
	for i, c := range batch {
		if action == reconcile.Add {
			c.ID = a.org.NextID + int64(before+i)
		}
		a.order.Changed(c)
	}
}

// wrote counts what was written.
func (a *application) wrote(action reconcile.Action, accounts int) {
	a.written[action] += accounts
	if a.order.Progress != nil {
		a.order.Progress(accounts)
	}
}

// park blanks the keys of every account that gets another login or employee number, so that accounts may swap them.
func (a *application) park(ctx context.Context) error {
	if a.plan.Summary.Changes() == a.plan.Summary.Add {
		return nil // nobody has keys yet; checkCounts makes sure of it
	}
	rekeyed := func(a reconcile.Action) bool { return a != reconcile.Hold && a != reconcile.Add }
	return eachBatchIn(ctx, a.t, a.org.id, a.plan, a.unpacking, rekeyed, func(_ reconcile.Action, _ int, batch []*reconcile.Change) error {
		var ids []int64
		for _, c := range batch {
			if getsKey(c) {
				ids = append(ids, c.ID)
			}
		}
		if len(ids) == 0 {
			return nil
		}
		condition, list := a.store.among(ids)
		_, err := a.t.exec(ctx, "UPDATE accounts SET login_key = '', employee_number_key = '' WHERE org_id = ? AND id "+condition, a.org.id, list)
		return err
	})
}

func getsKey(c *reconcile.Change) bool {
	_, login := c.Field(reconcile.Login)
	_, number := c.Field(reconcile.EmployeeNumber)
	return login || number
}

// change writes changes of accounts that exist. What a change says of its account is compared by the statement that
// writes it, wherever that is all there is to know.
func (a *application) change(ctx context.Context, action reconcile.Action, batch []*reconcile.Change) error {
	edits, rest := a.plain(batch)
	more, err := a.looked(ctx, rest)
	if err != nil || a.stale != nil {
		return err
	}
	edits = append(edits, more...)
	slices.SortFunc(edits, func(e, f edit) int { return cmp.Compare(e.id, f.id) }) // the table's order
	missed, err := a.store.update(ctx, a.t, a.org.id, stamp(a.order.At), edits)
	if err != nil {
		return err
	}
	for _, id := range missed {
		i := slices.IndexFunc(batch, func(c *reconcile.Change) bool { return c.ID == id })
		a.against(StaleMoved, id, batch[i].Key)
	}
	a.wrote(action, len(edits)-len(missed))
	return nil
}

// plain gives the edits of changes that need no look at their account, and the other changes. Where accounts may stand
// against the plan each is looked at, so that all of them are named.
func (a *application) plain(batch []*reconcile.Change) (edits []edit, rest []*reconcile.Change) {
	if a.moved || a.stale != nil {
		return nil, batch
	}
	for _, c := range batch {
		if e, ok := editOf(c); ok {
			edits = append(edits, e)
			a.outlining.change(c)
		} else {
			rest = append(rest, c)
		}
	}
	return edits, rest
}

// looked gives the edits of changes whose accounts have to be looked at.
func (a *application) looked(ctx context.Context, batch []*reconcile.Change) ([]edit, error) {
	ids := make([]int64, len(batch))
	for i, c := range batch {
		ids[i] = c.ID
	}
	slices.Sort(ids)
	found, err := lookup(ctx, a.t, a.store.dialect, a.org.id, ids)
	if err != nil {
		return nil, err
	}
	byID := make(map[int64]*reconcile.Account, len(found))
	for i := range found {
		byID[found[i].ID] = &found[i]
	}
	var edits []edit
	rows := a.rows[:0]
	for _, c := range batch {
		account := byID[c.ID]
		if !fits(c, account) {
			a.against(StaleMoved, c.ID, c.Key)
		}
		if a.stale != nil {
			continue
		}
		delete(byID, c.ID) // a second change of one account finds nothing
		before := recordOf(account)
		c.Apply(account)
		a.outlining.account(account)
		rows = append(rows, recordOf(account))
		edits = append(edits, before.to(&rows[len(rows)-1], getsKey(c)))
	}
	a.rows = rows
	if a.stale != nil {
		return nil, nil
	}
	return edits, a.checkKeys(ctx, batch, rows)
}

// fits tells whether the account is still the one that the change was made for: its version and every value that
// would change. Password hashes are not compared: a plan need not show the old one.
func fits(c *reconcile.Change, a *reconcile.Account) bool {
	if a == nil || a.Version != c.Version {
		return false
	}
	for _, f := range c.Fields {
		if a.Value(f) != f.Old && f.Field != reconcile.Password {
			return false
		}
	}
	return true
}

// addedAtOnce is from how many new accounts on they are written: on PostgreSQL each time takes five statements.
const addedAtOnce = 4 * reconcile.BlockSize

// add makes new accounts; before is how many the plan added already.
func (a *application) add(ctx context.Context, before int, batch []*reconcile.Change) error {
	from := len(a.added)
	a.added = slices.Grow(a.added, max(len(batch), addedAtOnce-from))[:from+len(batch)]
	rows, at := a.added[from:], stamp(a.order.At)
	for i, c := range batch {
		account := reconcile.Account{ID: a.org.NextID + int64(before+i)}
		c.Apply(&account)
		rows[i].of(&account)
		rows[i].texts[createdText], rows[i].texts[updatedText] = at, at
		a.outlining.account(&account)
	}
	if err := a.checkKeys(ctx, batch, rows); err != nil {
		return err
	}
	a.joins(batch, rows)
	if len(a.added) < addedAtOnce {
		return nil
	}
	return a.insert(ctx)
}

// insert writes the new accounts made so far, unless something stands against the plan.
func (a *application) insert(ctx context.Context) error {
	rows := a.added
	a.added = rows[:0]
	if a.stale != nil || len(rows) == 0 {
		return nil
	}
	err := a.store.insert(ctx, a.t, a.org.id, rows)
	if err == nil {
		a.wrote(reconcile.Add, len(rows))
	}
	return err
}

// against notes an account that stands against the plan, once, whatever speaks for it.
func (a *application) against(reason string, id int64, key string) {
	if a.stale == nil {
		a.stale, a.named = &StaleError{Reason: reason}, map[int64]bool{}
	}
	if a.named[id] {
		return
	}
	a.named[id] = true
	a.stale.Total++
	if len(a.stale.Accounts) < staleListed {
		a.stale.Accounts = append(a.stale.Accounts, StaleAccount{id, key})
	}
}
