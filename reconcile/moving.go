package reconcile

import (
	"context"
	"iter"
	"slices"
	"strconv"
)

// Move brings the index from one state of the roster to a later one: changes are those of one plan that was applied
// between, with the IDs of added accounts, and roster the roster after all of them. Plans are moved over in the order
// in which they were applied. No change is kept.
func (x *Index) Move(ctx context.Context, planID string, changes iter.Seq2[*Change, error], roster Roster, file *File, p *Policy) error {
	m := x.Moving(planID, file, p)
	for c, err := range changes {
		if err != nil {
			return err
		}
		m.Take(c)
	}
	return m.End(ctx, roster)
}

// Moving is an index being moved over the changes of one plan. Until its End the index is of no state of the roster.
type Moving struct {
	*Index
	rules   *rules
	cols    *columns
	awaited prints
	moved   []int64          // accounts to be looked at again
	prints  map[int64]uint64 // their rows
}

// Moving begins to do what Move does, for whoever has the changes one after the other.
func (x *Index) Moving(planID string, file *File, p *Policy) *Moving {
	m := &Moving{Index: x, rules: newRules(p), cols: newColumns(file, p), prints: map[int64]uint64{}}
	if x.pending.plan == planID {
		m.awaited = x.pending
		m.awaited.sort()
	}
	x.pending = prints{}
	m.expect(len(m.awaited.lines))
	return m
}

// expect makes room for the accounts of an index that has none.
func (x *Index) expect(accounts int) {
	if x.ids.len() > 0 {
		return
	}
	x.ids.grow(accounts)
	x.line = slices.Grow(x.line, accounts)
	x.digest, x.state = slices.Grow(x.digest, accounts), slices.Grow(x.state, accounts)
	x.unit = slices.Grow(x.unit, accounts)
	for _, t := range [...]*keyTable{&x.seen, &x.keys[byNumber], &x.keys[byLogin], &x.keys[byEmail]} {
		t.hash = slices.Grow(t.hash, accounts)
	}
}

// Take notes one change, and does not keep it. What an added account holds stands in its change, and often what became of
// another one does; the rest are fetched.
func (m *Moving) Take(c *Change) {
	if c.Action == Hold {
		return
	}
	print := m.awaited.of(c.Line)
	ord := m.ids.len()
	switch {
	case c.Action == Add && c.ID > m.ids.last():
		a := Account{ID: c.ID}
		c.Apply(&a)
		m.add(&a, m.rules, m.cols)
	case c.Action != Add && m.says(c) && m.ordinal(c.ID) >= 0:
		ord = m.ordinal(c.ID)
		m.patch(ord, c)
	default:
		m.moved = append(m.moved, c.ID)
		m.prints[c.ID] = print
		return
	}
	m.seen.hash[ord] = print
}

// says tells whether a change says by itself what becomes of all that the index knows of its account. Keys and names, a
// status without how it came about and what the policy's scope looks at hang together with other values.
func (m *Moving) says(c *Change) bool {
	_, status := c.Field(Status)
	_, how := c.Field(Deactivated)
	return status == how && !slices.ContainsFunc(c.Fields, func(f FieldChange) bool {
		switch f.Field {
		case EmployeeNumber, Login, Email, FirstName, LastName, FormerLogins:
			return true
		}
		return m.rules.scope[scopeKey{f.Field, f.Attr}] != nil
	})
}

// patch notes what an account is after a change that says it.
func (m *Moving) patch(ord int, c *Change) {
	var now Values
	for _, f := range c.Fields {
		m.digest[ord] += m.share(f, f.New) - m.share(f, f.Old)
		switch f.Field {
		case Status, Deactivated:
			now[f.Field] = f.New
		case Company:
			m.unit[ord] = m.unitNumber(unit{m.intern(f.New), m.units[m.unit[ord]].Group})
		case Group:
			m.unit[ord] = m.unitNumber(unit{m.units[m.unit[ord]].Company, m.intern(f.New)})
		case Role:
			m.state[ord] &^= isAdmin
			if m.rules.admin(f.New) {
				m.state[ord] |= isAdmin
			}
		}
	}
	if _, status := c.Field(Status); status {
		m.state[ord] = m.state[ord]&^(isActive|byPresence) | m.rules.presence(&now)
	}
}

// share is what a value of a changed field counts for in its account's digest.
func (m *Moving) share(f FieldChange, value string) (d uint64) {
	for i := range m.cols.list {
		c := &m.cols.list[i]
		if c.Field == f.Field && c.Attr == f.Attr && c.Field != Password {
			d += m.partOf(value, c.weight)
		}
	}
	return d
}

// End looks at changed accounts as they are after all changes, where the changes do not say it.
func (m *Moving) End(ctx context.Context, roster Roster) error {
	slices.Sort(m.moved)
	m.moved = slices.Compact(m.moved)
	m.forgetFormer()
	for chunk := range slices.Chunk(m.moved, batchSize) {
		for a, err := range roster.Lookup(ctx, chunk) {
			if err != nil {
				return err
			}
			ord := m.ordinal(a.ID)
			if ord < 0 {
				return errIndex(a.ID)
			}
			m.put(ord, a, m.rules, m.cols)
			m.seen.hash[ord] = m.prints[a.ID]
		}
	}
	m.dropSlots()
	return nil
}

// forgetFormer takes out the former logins of accounts that are looked at again.
func (m *Moving) forgetFormer() {
	if len(m.former) == 0 {
		return
	}
	again := make(map[int32]bool, len(m.moved))
	for _, id := range m.moved {
		again[int32(m.ordinal(id))] = true
	}
	for login, ord := range m.former {
		if again[ord] {
			delete(m.former, login)
		}
	}
}

// errIndex says that an index does not know an account that it must.
type errIndex int64

// Error names the account.
func (e errIndex) Error() string {
	return "the index of the roster does not know account " + strconv.FormatInt(int64(e), 10)
}
