package reconcile

import (
	"context"
	"iter"
	"slices"
)

// Accounts is a roster in memory, sorted by ID.
type Accounts []*Account

// Accounts gives every account.
func (as Accounts) Accounts(context.Context) iter.Seq2[*Account, error] {
	return func(yield func(*Account, error) bool) {
		for _, a := range as {
			if !yield(a, nil) {
				return
			}
		}
	}
}

// Lookup gives copies of the accounts with these IDs.
func (as Accounts) Lookup(_ context.Context, ids []int64) iter.Seq2[*Account, error] {
	return func(yield func(*Account, error) bool) {
		for _, id := range ids {
			i, ok := slices.BinarySearchFunc(as, id, func(a *Account, id int64) int { return int(a.ID - id) })
			if !ok {
				continue
			}
			a := *as[i]
			a.Attrs, a.Former = slices.Clone(a.Attrs), slices.Clone(a.Former)
			if !yield(&a, nil) {
				return
			}
		}
	}
}
