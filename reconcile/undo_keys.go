package reconcile

import (
	"context"
	"maps"
	"slices"
	"strconv"
)

// This file decides who gets which login and employee number when a run is taken back. A login that an account had
// before the run was never anybody else's to have, so only those who have it now stand in its way.

// keyFields are the keys that belong to one account, with the index's table of each and the code of a conflict.
var keyFields = [...]struct {
	field Field
	table int
	code  string
}{{EmployeeNumber, byNumber, "conflict-number"}, {Login, byLogin, "conflict-login"}}

// awaits notes which keys a reversal gives up, and tells whether it wants one that is somebody else's now: whether it
// can have that is known when all are.
func (u *undoing) awaits(r *reversal) (waits bool) {
	for _, k := range keyFields {
		if f, ok := r.Field(k.field); ok && Fold(f.Old) != Fold(f.New) {
			u.gives[r.ord].add(k.field)
			waits = waits || u.owner(r, k.field, k.table) >= 0
		}
	}
	return waits
}

// owner gives who else has the key that a reversal puts back, -1 for nobody.
func (u *undoing) owner(r *reversal, f Field, table int) int {
	want, ok := r.Field(f)
	if !ok || want.New == "" {
		return -1
	}
	for ord := range u.x.keys[table].all(u.x.hashFolded(want.New)) {
		if ord != r.ord {
			return ord
		}
	}
	return -1
}

// settleKeys decides the reversals that want keys which are somebody else's now: they get those that are given up in
// this plan. One that does not get its key keeps the one it has, so whoever waits for that does not get it either.
func (u *undoing) settleKeys(ctx context.Context) error {
	if err := u.freeNumbers(ctx); err != nil {
		return err
	}
	waiting := map[fieldKey]*reversal{} // by whose key they want
	for _, r := range u.waiting {
		for _, k := range keyFields {
			if owner := u.owner(r, k.field, k.table); owner >= 0 {
				waiting[fieldKey{ord: owner, field: k.field}] = r
			}
		}
	}
	for _, r := range u.waiting {
		for i := range keyFields {
			u.refuseKey(r, i, waiting)
		}
	}
	for _, r := range u.waiting {
		u.finish(r)
	}
	u.waiting = nil
	return nil
}

// refuseKey leaves a key that its owner does not give up, and goes on to whoever waited for the one kept.
func (u *undoing) refuseKey(r *reversal, i int, waiting map[fieldKey]*reversal) {
	k := keyFields[i]
	for r != nil {
		owner := u.owner(r, k.field, k.table)
		if owner < 0 || u.gives[owner].has(k.field) {
			return
		}
		id := strconv.FormatInt(u.x.ids.at(owner), 10)
		r.leave(Reason{k.code, []string{id}}, func(f Field) bool { return f == k.field })
		r.couple()
		u.gives[r.ord] &^= 1 << k.field
		r = waiting[fieldKey{ord: r.ord, field: k.field}]
	}
}

// freeNumbers lets accounts whose addition is undone, now or before, give up the employee number that goes back to the
// account which had it before.
func (u *undoing) freeNumbers(ctx context.Context) error {
	holders := map[int64]bool{}
	for _, r := range u.waiting {
		owner := u.owner(r, EmployeeNumber, byNumber)
		if owner >= 0 && !u.gives[owner].has(EmployeeNumber) && u.x.state[owner]&isProtected == 0 {
			holders[u.x.ids.at(owner)] = true
		}
	}
	if len(holders) == 0 {
		return nil
	}
	leaving := map[int]int{} // entries of additions undone now, by ordinal
	for i := range u.spool.entries {
		e := &u.spool.entries[i]
		if e.ord >= 0 && (e.action == Deactivate || e.action == Update) && e.effects&takesAdmin == 0 && holders[u.x.ids.at(int(e.ord))] {
			leaving[int(e.ord)] = i
		}
	}
	for chunk := range slices.Chunk(slices.Sorted(maps.Keys(holders)), batchSize) {
		for a, err := range u.in.Roster.Lookup(ctx, chunk) {
			if err == nil {
				err = u.freeNumber(a, leaving)
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

func (u *undoing) freeNumber(a *Account, leaving map[int]int) error {
	ord := u.x.ordinal(a.ID)
	free := FieldChange{Field: EmployeeNumber, Old: a.Values[EmployeeNumber]}
	if at, now := leaving[ord]; now {
		c, err := u.spool.change(&u.spool.entries[at])
		if how, _ := c.Field(Deactivated); err != nil || how.New != ByUndo && a.Values[Deactivated] != ByUndo {
			return err
		}
		c.Fields = append(c.Fields, free)
		sortFields(c)
		u.spool.put(at, c)
		u.spool.entries[at].changed = changedSet(c)
	} else if !a.Active() && a.Values[Deactivated] == ByUndo {
		c := changeOf(a, Update, "number-goes-back")
		c.Fields = []FieldChange{free}
		u.spool.add(&c, ord, 0)
	} else {
		return nil
	}
	u.gives[ord].add(EmployeeNumber)
	return nil
}
