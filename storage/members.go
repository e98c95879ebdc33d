package storage

import (
	"context"
	"iter"
	"slices"
	"strings"

	"rollcall/reconcile"
)

// Filter says which accounts are asked for; the zero Filter, all.
type Filter struct {
	Statuses []string                   // any of these; empty: any
	Search   string                     // stands in the name, e-mail, login or employee number, compared folded
	Fields   map[reconcile.Field]string // each stands in its field, compared folded
}

// searched are the fields that Filter.Search looks into, besides the whole name.
var searched = []reconcile.Field{reconcile.Email, reconcile.Login, reconcile.EmployeeNumber, reconcile.LastName}

func (f *Filter) matches(a *reconcile.Account) bool {
	if len(f.Statuses) > 0 && !slices.Contains(f.Statuses, a.Values[reconcile.Status]) {
		return false
	}
	for field, part := range f.Fields {
		if !strings.Contains(reconcile.Fold(a.Values[field]), reconcile.Fold(part)) {
			return false
		}
	}
	part := reconcile.Fold(f.Search)
	return part == "" || strings.Contains(reconcile.Fold(a.Name()), part) ||
		slices.ContainsFunc(searched, func(s reconcile.Field) bool { return strings.Contains(reconcile.Fold(a.Values[s]), part) })
}

// Among passes on the accounts that the filter asks for.
func (f *Filter) Among(accounts iter.Seq2[*reconcile.Account, error]) iter.Seq2[*reconcile.Account, error] {
	return func(yield func(*reconcile.Account, error) bool) {
		for a, err := range accounts {
			if err != nil {
				yield(nil, err)
				return
			}
			if f.matches(a) && !yield(a, nil) {
				return
			}
		}
	}
}

// ByStatus counts the accounts by status.
func (n *Snapshot) ByStatus(ctx context.Context) (map[string]int, error) {
	var rows []struct {
		Status string
		Number int
	}
	err := n.tx.list(ctx, &rows, "SELECT status, count(*) AS number FROM accounts WHERE org_id = ? GROUP BY status", n.org.id)
	counts := make(map[string]int, len(rows))
	for _, r := range rows {
		counts[r.Status] = r.Number
	}
	return counts, err
}
