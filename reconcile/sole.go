package reconcile

import (
	"context"
	"iter"
	"math"
	"slices"
)

// soles are the people of rows of an older file which a Sieve found to share no key with any other row of it: each is an
// account like no other, whatever else the file holds. Where they are few, they are kept; else their rows are read again
// whenever they are asked for.
type soles struct {
	file   *sifted
	places []Place
	again  func([]Place) iter.Seq2[*Row, error]
	others Roster
	kept   []*Account // all, or none
}

// soleKept is how many accounts are kept at most; tests keep none.
var soleKept = 1 << 16

// Roster gives the people of the older file as a roster, the ID of each being the line of their row: those whose rows
// stand at the places Rest.Sole, which again reads, and the others, whom Diff found in the rows of Rest.Old.
func (s *Sieve) Roster(sole []Place, again func([]Place) iter.Seq2[*Row, error], others Roster) Roster {
	return &soles{file: &s.old, places: sole, again: again, others: others}
}

// Accounts gives everybody.
func (s *soles) Accounts(ctx context.Context) iter.Seq2[*Account, error] {
	return byID(s.keeping(s.accounts(ctx, s.places)), s.others.Accounts(ctx))
}

// keeping keeps all accounts as they pass.
func (s *soles) keeping(all iter.Seq2[*Account, error]) iter.Seq2[*Account, error] {
	if len(s.places) > soleKept {
		return all
	}
	return func(yield func(*Account, error) bool) {
		s.kept = s.kept[:0]
		for a, err := range all {
			s.kept = append(s.kept, a)
			if !yield(a, err) {
				break
			}
		}
		if len(s.kept) < len(s.places) {
			s.kept = nil
		}
	}
}

// atHand gives an account where the roster has it in memory, else nil.
func (d *diffing) atHand(ord int) *Account {
	if s, ok := d.in.Roster.(*soles); ok {
		return s.atHand(ord, d.x.ids.at(ord))
	}
	return nil
}

// atHand gives the one with an ID where all are kept, nil for none. In a roster without others they have their ordinals.
func (s *soles) atHand(ord int, id int64) *Account {
	if ord < len(s.kept) && s.kept[ord].ID == id {
		return s.kept[ord]
	}
	if at, found := s.find(0, id); found && s.kept != nil {
		return s.kept[at]
	}
	return nil
}

// find looks for the place of an ID from one of the places on.
func (s *soles) find(from int, id int64) (at int, found bool) {
	at, found = slices.BinarySearchFunc(s.places[from:], int(id), func(p Place, line int) int { return p.Line - line })
	return from + at, found
}

// Lookup gives those with these IDs.
func (s *soles) Lookup(ctx context.Context, ids []int64) iter.Seq2[*Account, error] {
	var places []Place
	var kept []*Account
	from := 0
	for _, id := range ids {
		at, found := s.find(from, id)
		switch from = at; {
		case found && s.kept != nil:
			kept = append(kept, s.kept[from])
		case found:
			places = append(places, s.places[from])
		}
	}
	them := s.accounts(ctx, places)
	if s.kept != nil {
		them = func(yield func(*Account, error) bool) {
			for _, a := range kept {
				if !yield(a, nil) {
					return
				}
			}
		}
	}
	return byID(them, s.others.Lookup(ctx, ids))
}

func (s *soles) accounts(ctx context.Context, places []Place) iter.Seq2[*Account, error] {
	return func(yield func(*Account, error) bool) {
		n := 0
		for row, err := range s.again(places) {
			if n++; err == nil && n%BlockSize == 0 {
				err = ctx.Err()
			}
			if err != nil {
				yield(nil, err)
				return
			}
			if !yield(s.file.account(row), nil) {
				return
			}
		}
	}
}

// account gives the account that a row with nothing wrong becomes.
func (d *sifted) account(row *Row) *Account {
	m := &d.m
	m.read(row, d.cols, d.rules)
	a := &Account{ID: int64(row.Line), Version: 1, Values: d.rules.newValues(m)}
	for i, v := range m.attrs {
		a.Attrs = a.Attrs.With(d.cols.attrs[i], string(v.value))
	}
	return a
}

// byID gives the accounts of both sequences, which are in ID order, in ID order. It ends with the first error.
func byID(many, few iter.Seq2[*Account, error]) iter.Seq2[*Account, error] {
	return func(yield func(*Account, error) bool) {
		next, stop := iter.Pull2(few)
		defer stop()
		other, err, left := next()
		upTo := func(id int64) bool {
			for left && (err != nil || other.ID < id) {
				if !yield(other, err) || err != nil {
					return false
				}
				other, err, left = next()
			}
			return true
		}
		for a, err := range many {
			if err != nil {
				yield(nil, err)
				return
			}
			if !upTo(a.ID) || !yield(a, nil) {
				return
			}
		}
		upTo(math.MaxInt64)
	}
}
