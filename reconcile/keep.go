package reconcile

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"iter"
	"slices"
	"strconv"
)

// IndexFor names what an index depends on besides the roster: the policy and the meaning of the file's columns. An
// index serves files and policies of one name only. Hexadecimal.
func IndexFor(file *File, p *Policy) string {
	b, err := json.Marshal(struct {
		Version int
		Policy  string
		Columns []Column
	}{1, p.Digest(), file.Columns})
	if err != nil {
		panic("reconcile: columns that can't be written: " + err.Error())
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// indexOf gives the index that came with the input, or reads the roster.
func (d *diffing) indexOf(ctx context.Context) (*Index, error) {
	x := d.in.Index
	if x == nil {
		d.learnt++
		return buildIndex(ctx, d.in.Roster, d.rules, d.cols)
	}
	for _, unseen := range []map[string]bool{d.rules.unseen, d.rules.unheard} {
		for key := range unseen {
			if len(x.holders(key)) > 0 {
				delete(unseen, key)
			}
		}
	}
	x.pending = prints{}
	return x, nil
}

// Await says which plan the file that taught the index led to: when its changes are moved over, their rows are known.
func (x *Index) Await(planID string) { x.pending.plan = planID }

// Last is the highest ID of the accounts that the index knows, 0 where there are none.
func (x *Index) Last() int64 {
	if len(x.ids) == 0 {
		return 0
	}
	return x.ids[len(x.ids)-1]
}

// Move brings the index from one state of the roster to a later one: changes are those of one plan that was applied
// between, with the IDs of added accounts, and roster the roster after all of them. Plans are moved over in the order
// in which they were applied.
func (x *Index) Move(ctx context.Context, planID string, changes iter.Seq2[*Change, error], roster Roster, file *File, p *Policy) error {
	m := &moving{Index: x, rules: newRules(p), cols: newColumns(file, p), awaited: map[int32]uint64{}}
	if x.pending.plan == planID {
		for i, line := range x.pending.lines {
			m.awaited[line] = x.pending.hash[i]
		}
	}
	x.pending = prints{}
	for c, err := range changes {
		if err != nil {
			return err
		}
		m.take(c)
	}
	return m.fetch(ctx, roster)
}

// moving is an index being moved over the changes of one plan.
type moving struct {
	*Index
	rules   *rules
	cols    *columns
	awaited map[int32]uint64 // rows by line
	moved   []int64          // accounts to be looked at again
	prints  map[int64]uint64 // their rows
}

// take notes one change. What an added account holds stands in its change; the others are fetched.
func (m *moving) take(c *Change) {
	print := uint64(0)
	if c.Line > 0 {
		print = m.awaited[int32(c.Line)]
	}
	switch {
	case c.Action == Hold:
	case c.Action == Add && (len(m.ids) == 0 || c.ID > m.ids[len(m.ids)-1]):
		a := Account{ID: c.ID}
		c.Apply(&a)
		m.add(&a, m.rules, m.cols)
		m.seen.hash[len(m.ids)-1] = print
	default:
		m.moved = append(m.moved, c.ID)
		if m.prints == nil {
			m.prints = map[int64]uint64{}
		}
		m.prints[c.ID] = print
	}
}

// fetch looks at the changed accounts as they are now.
func (m *moving) fetch(ctx context.Context, roster Roster) error {
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
func (m *moving) forgetFormer() {
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
