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

// Members gives the accounts that the filter asks for, in ID order. The account given is valid until the next one.
func (s *Store) Members(ctx context.Context, org string, f Filter) iter.Seq2[*reconcile.Account, error] {
	return func(yield func(*reconcile.Account, error) bool) {
		for a, err := range s.Roster(org).Accounts(ctx) {
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

// ByStatus counts an organisation's accounts by status.
func (s *Store) ByStatus(ctx context.Context, org string) (map[string]int, error) {
	n, err := s.Snapshot(ctx, org)
	if err != nil {
		return nil, err
	}
	defer n.Close()
	var rows []struct {
		Status string
		Number int
	}
	err = n.list(ctx, &rows, "SELECT status, count(*) AS number FROM accounts WHERE org_id = ? GROUP BY status", n.org.id)
	counts := make(map[string]int, len(rows))
	for _, r := range rows {
		counts[r.Status] = r.Number
	}
	return counts, err
}
