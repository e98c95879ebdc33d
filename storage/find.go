package storage

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"

	"rollcall/reconcile"
)

// Find gives the IDs of the accounts that member may mean, in order: of whom it is the ID ("7", "id:7"), the employee
// number, the login, a former login or the e-mail; where it is nobody's, of whom it once was the employee number or
// the e-mail. An account that was taken out of the database is found by its ID.
func (n *Snapshot) Find(ctx context.Context, member string) ([]int64, error) {
	f := &finding{n, reconcile.Fold(member), map[int64]bool{}}
	text, byID := strings.CutPrefix(f.key, "id:")
	steps := []func(context.Context) error{f.byKey, f.byFormerLogin, f.byEmail, f.byFormerKey}
	if id, err := strconv.ParseInt(text, 10, 64); err == nil {
		if err := f.byID(ctx, id); err != nil {
			return nil, err
		}
		if byID {
			steps = nil
		}
	}
	for _, step := range steps {
		if err := step(ctx); err != nil {
			return nil, err
		}
	}
	return slices.Sorted(maps.Keys(f.ids)), nil
}

// finding is one search for an account.
type finding struct {
	*Snapshot
	key string // folded
	ids map[int64]bool
}

func (f *finding) byID(ctx context.Context, id int64) error {
	runs, err := f.runs(ctx)
	if err == nil && adder(runs, id) >= 0 {
		f.ids[id] = true
	}
	return err
}

func (f *finding) byKey(ctx context.Context) error {
	for _, column := range []string{"login_key", "employee_number_key"} {
		var ids []int64
		err := f.tx.list(ctx, &ids, "SELECT id FROM accounts WHERE org_id = ? AND "+column+" <> '' AND "+column+" = ?", f.org.id, f.key)
		if err != nil {
			return err
		}
		f.add(ids...)
	}
	return nil
}

func (f *finding) add(ids ...int64) {
	for _, id := range ids {
		f.ids[id] = true
	}
}

func (f *finding) byFormerLogin(ctx context.Context) error {
	whose, err := formerLogins(ctx, f.tx, f.org.id)
	if id, ok := whose[f.key]; ok {
		f.add(id)
	}
	return err
}

// byEmail looks through all e-mails: they have no index.
func (f *finding) byEmail(ctx context.Context) error {
	if !strings.Contains(f.key, "@") {
		return nil
	}
	for last := int64(0); ; {
		var rows []struct {
			ID    int64
			Email string
		}
		err := f.tx.list(ctx, &rows, "SELECT id, email FROM accounts WHERE org_id = ? AND id > ? ORDER BY id LIMIT ?", f.org.id, last, page)
		if err != nil || len(rows) == 0 {
			return err
		}
		for _, r := range rows {
			if last = r.ID; reconcile.Fold(r.Email) == f.key {
				f.add(r.ID)
			}
		}
	}
}

// byFormerKey looks through what all runs changed, where nobody was found by what there is now.
func (f *finding) byFormerKey(ctx context.Context) error {
	if len(f.ids) > 0 || f.key == "" {
		return nil
	}
	runs, err := f.runs(ctx)
	for _, r := range runs {
		if err == nil {
			err = f.changesOf(ctx, r, func(c *reconcile.Change) error {
				if f.gaveUp(c) {
					f.add(c.ID)
				}
				return nil
			})
			if _, erased := errors.AsType[*ErasedError](err); erased {
				err = nil // nobody can be found by what was erased
			}
		}
	}
	return err
}

// gaveUp tells whether a change took the key away from its account.
func (f *finding) gaveUp(c *reconcile.Change) bool {
	return slices.ContainsFunc(c.Fields, func(fc reconcile.FieldChange) bool {
		return (fc.Field == reconcile.EmployeeNumber || fc.Field == reconcile.Email) && reconcile.Fold(fc.Old) == f.key
	})
}
