package reconcile

import (
	"cmp"
	"context"
	"iter"
	"slices"
)

// joined is the roster of the people whom a draft adds.
type joined struct {
	spool   *spool
	entries []*entry
}

// Joined gives the people whom the draft adds as a roster. The ID of each is the line of their row. It is valid as long
// as the draft, whose bytes it reads.
func (d *Draft) Joined() Roster {
	j := joined{spool: d.spool}
	for i := range d.spool.entries {
		if e := &d.spool.entries[i]; e.final() == Add {
			j.entries = append(j.entries, e)
		}
	}
	slices.SortFunc(j.entries, func(a, b *entry) int { return cmp.Compare(a.line, b.line) })
	return j
}

// Accounts gives everybody.
func (j joined) Accounts(ctx context.Context) iter.Seq2[*Account, error] {
	return func(yield func(*Account, error) bool) {
		var room Decoder
		for i, e := range j.entries {
			a, err := j.account(e, &room)
			if err == nil && i%BlockSize == 0 {
				err = ctx.Err()
			}
			if !yield(a, err) || err != nil {
				return
			}
		}
	}
}

// Lookup gives those with these IDs.
func (j joined) Lookup(_ context.Context, ids []int64) iter.Seq2[*Account, error] {
	return func(yield func(*Account, error) bool) {
		var room Decoder
		for _, id := range ids {
			i, ok := slices.BinarySearchFunc(j.entries, id, func(e *entry, id int64) int { return cmp.Compare(int64(e.line), id) })
			if !ok {
				continue
			}
			if a, err := j.account(j.entries[i], &room); !yield(a, err) || err != nil {
				return
			}
		}
	}
}

// account gives the account that an addition makes; the change is decoded in the memory of m.
func (j joined) account(e *entry, m *Decoder) (*Account, error) {
	m.again()
	c, err := j.spool.wanted(e, m)
	if err != nil {
		return nil, err
	}
	a := &Account{ID: int64(e.line)}
	c.Apply(a)
	return a, nil
}
