package storage

import (
	"context"

	"rollcall/reconcile"
)

// checkKeys looks for logins and employee numbers that a batch gives out and that are, or were, another account's; rows
// are the batch's accounts in its order.
// The unique indexes refuse them in any case; this names the accounts.
func (a *application) checkKeys(ctx context.Context, batch []*reconcile.Change, rows []record) error {
	for i, c := range batch {
		if _, login := c.Field(reconcile.Login); !login || a.plan.Kind == reconcile.FromUndo {
			continue // what is put back was the account's own
		}
		if a.former == nil { // no batch before this one gave out a login
			var err error
			if a.former, err = formerLogins(ctx, a.t, a.org.id); err != nil {
				return err
			}
		}
		id, login := rows[i].id, rows[i].texts[loginKeyText]
		if owner, was := a.former[login]; was && login != "" && owner != id {
			a.against(StaleTaken, owner, c.Key)
		}
	}
	if !a.moved {
		return nil // the plan saw this very roster
	}
	if err := a.taken(ctx, rows, "login_key", loginKeyText); err != nil {
		return err
	}
	return a.taken(ctx, rows, "employee_number_key", numberKeyText)
}

// taken notes the accounts, other than the rows' own, that have the rows' keys in a column.
func (a *application) taken(ctx context.Context, rows []record, column string, text int) error {
	owner := make(map[string]int64, len(rows))
	keys := make([]string, 0, len(rows))
	for i := range rows {
		if key := rows[i].texts[text]; key != "" {
			owner[key] = rows[i].id
			keys = append(keys, key)
		}
	}
	condition, list := a.store.among(keys)
	var found []struct {
		ID  int64
		Key string
	}
	err := a.t.list(ctx, &found, "SELECT id, "+column+" AS key FROM accounts WHERE org_id = ? AND "+column+" <> '' AND "+column+" "+condition,
		a.org.id, list)
	for _, f := range found {
		if owner[f.Key] != f.ID {
			a.against(StaleTaken, f.ID, f.Key)
		}
	}
	return err
}
