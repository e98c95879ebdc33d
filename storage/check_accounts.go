package storage

import (
	"context"
	"database/sql"
	"errors"
	"hash/maphash"
	"slices"
	"sort"
	"strings"
	"time"

	"rollcall/reconcile"
)

// This file is Check's second half: what the runs made of each account, and whether the accounts are that.

// replay is what the runs made of every account: not the values, but a sum of their hashes that each change takes from
// and adds to.
type replay struct {
	seed   maphash.Seed
	spans  []span             // in ID order
	former map[int64][]string // former logins of the accounts whose login changed
	times  []string           // when each run made again was applied, in order
	number int64              // of the run that is being made again
	next   int64              // the ID that the next account gets
	blind  bool               // changes are missing: what they did can't be told
}

// span is the accounts that one run added: their IDs follow one another.
type span struct {
	first  int64
	states []state
}

// state is what the runs made of one account.
type state struct {
	values   uint64 // sum of the hashes of its values and attributes, but for the password
	password uint64
	version  int32
	added    int32 // place among times of the run that did
	touched  int32 // of the last run that changed it
}

func (r *replay) begin() {
	*r = replay{seed: maphash.MakeSeed(), former: map[int64][]string{}, next: 1}
}

// run begins with a run, which gives IDs from first on.
func (r *replay) run(run *Run, first int64) {
	r.number, r.next = run.Number, first
	r.times = append(r.times, stamp(run.At))
	r.spans = append(r.spans, span{first: first})
}

// hash is what one value of an account adds to the sum; a blank one nothing.
func (r *replay) hash(id int64, f reconcile.Field, attr, value string) uint64 {
	if value == "" {
		return 0
	}
	return maphash.Comparable(r.seed, struct {
		id          int64
		field       reconcile.Field
		attr, value string
	}{id, f, attr, value})
}

// add makes a new account with the next ID.
func (r *replay) add(c *reconcile.Change) {
	last := &r.spans[len(r.spans)-1]
	last.states = append(last.states, state{added: int32(len(r.times) - 1)})
	r.next++
	r.fields(r.next-1, &last.states[len(last.states)-1], c)
}

// skip passes over changes that were erased.
func (r *replay) skip(a reconcile.Action, n int) {
	if a == reconcile.Hold {
		return
	}
	r.blind = true
	if a == reconcile.Add {
		last := &r.spans[len(r.spans)-1]
		last.states = append(last.states, make([]state, n)...)
		r.next += int64(n)
	}
}

// change makes a change of an account that there is, false where there is none of that version.
func (r *replay) change(c *reconcile.Change) bool {
	s := r.find(c.ID)
	if s == nil || int64(s.version) != c.Version {
		return false
	}
	r.fields(c.ID, s, c)
	return true
}

func (r *replay) fields(id int64, s *state, c *reconcile.Change) {
	s.version++
	s.touched = int32(len(r.times) - 1)
	relogged := false
	for _, f := range c.Fields {
		switch f.Field {
		case reconcile.Password: // a plan need not show the old one
			s.password = r.hash(id, f.Field, "", f.New)
			continue
		case reconcile.FormerLogins:
			relogged = true
			continue
		case reconcile.Login:
			relogged = relogged || f.Old != ""
		}
		s.values += r.hash(id, f.Field, f.Attr, f.New) - r.hash(id, f.Field, f.Attr, f.Old)
	}
	if relogged {
		a := reconcile.Account{Former: r.former[id]}
		c.Apply(&a)
		r.former[id] = a.Former
	}
}

func (r *replay) find(id int64) *state {
	i := sort.Search(len(r.spans), func(i int) bool { return r.spans[i].first > id }) - 1
	for ; i >= 0; i-- { // runs that added nobody leave empty spans
		if n := id - r.spans[i].first; n < int64(len(r.spans[i].states)) {
			return &r.spans[i].states[n]
		} else if len(r.spans[i].states) > 0 {
			return nil
		}
	}
	return nil
}

// accounts holds every account against the replay.
func (c *check) accounts(ctx context.Context) error {
	former, err := c.formerLogins(ctx)
	if err != nil {
		return err
	}
	expected := int64(0) // the ID up to which accounts were accounted for
	columns := "id, version, concat_ws(?, " + strings.Join(textColumns[:], ", ") + ")"
	for last, n := int64(-1<<62), page; n == page; {
		n = 0
		rows, err := c.t.QueryContext(ctx, c.t.Rebind("SELECT "+columns+" FROM accounts WHERE org_id = ? AND id > ? ORDER BY id LIMIT ?"),
			separator, c.org.id, last, page)
		if err != nil {
			return err
		}
		for ; rows.Next(); n++ {
			var packed sql.RawBytes
			r := record{}
			if err := rows.Scan(&r.id, &r.version, &packed); err != nil {
				return errors.Join(err, rows.Close())
			}
			last = r.id
			if err := errors.Join(c.missing(expected, r.id), c.ofNobody(r.id), c.account(&r, string(packed), former)); err != nil {
				return errors.Join(err, rows.Close())
			}
			expected = r.id
			c.report.Accounts++
		}
		if err := errors.Join(rows.Err(), rows.Close()); err != nil {
			return err
		}
	}
	return errors.Join(c.missing(expected, 1<<62), c.ofNobody(1<<62))
}

// missing reports the accounts between two IDs that the runs added and that are not there.
func (c *check) missing(after, before int64) error {
	i := sort.Search(len(c.replay.spans), func(i int) bool {
		s := &c.replay.spans[i]
		return s.first+int64(len(s.states)) > after+1
	})
	for ; i < len(c.replay.spans) && c.replay.spans[i].first < before; i++ {
		s := &c.replay.spans[i]
		for id := max(after+1, s.first); id < min(before, s.first+int64(len(s.states))); id++ {
			if err := c.wrong("check-missing", "accounts", id, ""); err != nil {
				return err
			}
		}
	}
	return nil
}

// formerLogins gives who gave up which login, and reports logins that two accounts gave up. Rows that can't be read are
// reported with their accounts.
func (c *check) formerLogins(ctx context.Context) (map[string]int64, error) {
	var rows []struct {
		ID           int64
		FormerLogins string `db:"former_logins"`
	}
	err := c.t.list(ctx, &rows, "SELECT id, former_logins FROM accounts WHERE org_id = ? AND former_logins <> '' ORDER BY id", c.org.id)
	whose := make(map[string]int64, len(rows))
	for _, r := range rows {
		logins, _ := parseFormer(r.FormerLogins)
		for _, l := range logins {
			if owner, was := whose[l]; was {
				err = errors.Join(err, c.wrong("check-former", "accounts", r.ID, formatID(owner)))
			}
			whose[l] = r.ID
		}
	}
	return whose, err
}

// account looks at one account: whether it can be read, its keys, and whether it is what the runs made of it.
func (c *check) account(r *record, packed string, former map[string]int64) error {
	wrong := func(code, part string) error { return c.wrong(code, "accounts", r.id, part) }
	outline, outlined := c.drawn.of(r.id)
	texts := strings.Split(packed, separator)
	if len(texts) != numTexts {
		return wrong("check-unreadable", "")
	}
	copy(r.texts[:], texts)
	var a reconcile.Account
	if err := r.into(&a); err != nil {
		return wrong("check-unreadable", columnOf(err))
	}
	as := recordOf(&a)
	for i := readTexts; i < numTexts; i++ {
		if as.texts[i] != r.texts[i] {
			return wrong("check-key", textColumns[i])
		}
	}
	if !statuses[a.Values[reconcile.Status]] {
		return wrong("check-unreadable", reconcile.Status.String())
	}
	if owner, was := former[r.texts[loginKeyText]]; was && owner != r.id {
		return wrong("check-former", formatID(owner))
	}
	if err := c.asMade(&a, wrong); err != nil || c.drawn.right(&a, outline, outlined) {
		return err
	}
	return wrong("check-key", "outline")
}

// asMade holds an account against what the runs made of it.
func (c *check) asMade(a *reconcile.Account, wrong func(code, part string) error) error {
	s := c.replay.find(a.ID)
	switch {
	case c.replay.blind:
		return nil
	case s == nil:
		return wrong("check-unknown", "")
	case int64(s.version) != a.Version:
		return wrong("check-edited", "version")
	}
	for _, part := range c.replay.differs(s, a) {
		if err := wrong("check-edited", part); err != nil {
			return err
		}
	}
	return nil
}

// differs names what of an account is not as the runs made it.
func (r *replay) differs(s *state, a *reconcile.Account) (parts []string) {
	var values uint64
	for f, v := range a.Values {
		if reconcile.Field(f) != reconcile.Password {
			values += r.hash(a.ID, reconcile.Field(f), "", v)
		}
	}
	for _, attr := range a.Attrs {
		values += r.hash(a.ID, reconcile.Attribute, attr.Name, attr.Value)
	}
	at := func(run int32, t time.Time) bool { return r.times[run] == stamp(t) }
	for part, same := range map[string]bool{"values": values == s.values, "former_logins": slices.Equal(a.Former, r.former[a.ID]),
		"password": s.password == r.hash(a.ID, reconcile.Password, "", a.Values[reconcile.Password]),
		"created":  at(s.added, a.Created), "updated": at(s.touched, a.Updated)} {
		if !same {
			parts = append(parts, part)
		}
	}
	slices.Sort(parts)
	return parts
}

// columnOf names the column that can't be read.
func columnOf(err error) string {
	if e, ok := errors.AsType[*columnError](err); ok {
		return e.column
	}
	return ""
}
