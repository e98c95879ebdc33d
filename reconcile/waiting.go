package reconcile

import (
	"context"
	"maps"
	"slices"
)

// settle decides the rows that had to wait: those with a key of their own that nobody has yet, then those known by a
// shared e-mail only, then those known by their names only. Each sees whom the ones before are; among equals the
// order of the rows decides nothing.
func (d *diffing) settle(ctx context.Context) error {
	var keyed, mailed, named []*member
	for _, m := range d.waiting {
		switch {
		case d.nameOnly(m):
			named = append(named, m)
		case len(m.values[EmployeeNumber]) > 0 || len(m.values[Login]) > 0:
			keyed = append(keyed, m)
		default:
			mailed = append(mailed, m)
		}
	}
	d.waiting = nil
	d.settleMailed(keyed)
	d.settleMailed(mailed)
	return d.settleByName(ctx, named)
}

// settleMailed decides rows by their e-mail, all against the same accounts.
func (d *diffing) settleMailed(rows []*member) {
	could := map[int][]*member{} // the account to the rows that can only be it
	for _, m := range rows {
		if ord := d.settleByEmail(m); ord >= 0 {
			could[ord] = append(could[ord], m)
		}
	}
	for _, ord := range slices.Sorted(maps.Keys(could)) {
		for _, m := range could[ord] {
			d.found(m, ord, Email)
		}
	}
}

// settleByEmail gives the one account the row can be; -1 where it was decided otherwise.
func (d *diffing) settleByEmail(m *member) int {
	claims := d.claims(m)
	var free, claimed []int
	for ord := range d.x.keys[byEmail].all(d.x.hashKey(m.values[Email])) {
		if _, contradicted := d.contradiction(claims, ord, Email); contradicted {
			continue
		}
		if d.matched.has(ord) {
			claimed = append(claimed, ord)
		} else {
			free = append(free, ord)
		}
	}
	keyed := claims[1].said || claims[2].said
	switch {
	case len(free) == 1:
		return free[0]
	case len(free) > 1:
		d.holdRow(m, held("email-ambiguous", free, d.idList(free)))
	case len(claimed) == 1 && !keyed:
		d.found(m, claimed[0], Email)
	case len(claimed) > 1 && !keyed:
		d.holdRow(m, held("email-ambiguous", claimed, d.idList(claimed)))
	default:
		d.joiner(m)
	}
	return -1
}

// settleByName decides the rows without any key: each group of homonyms is paired with the accounts of that name
// that no other row is.
func (d *diffing) settleByName(ctx context.Context, rows []*member) error {
	names, groups := grouped(rows, func(m *member) string { return Fold(m.name()) })
	for _, name := range names {
		h, group := d.x.hashFolded(name), groups[name]
		var free []int
		for ord := range d.x.keys[byName].all(h) {
			if !d.matched.has(ord) {
				free = append(free, ord)
			}
		}
		if err := d.pairHomonyms(ctx, group, free); err != nil {
			return err
		}
	}
	return nil
}

// pairHomonyms pairs rows with the accounts they equal; one row and one account that are left are a pair too; with
// no account left, the rows are new people; anything else is held, for nobody can tell who is who.
func (d *diffing) pairHomonyms(ctx context.Context, rows []*member, free []int) error {
	if len(rows) != 1 || len(free) > 1 {
		var err error
		if rows, free, err = d.pairEqual(ctx, rows, free); err != nil {
			return err
		}
	}
	switch {
	case len(rows) == 1 && len(free) == 1:
		d.found(rows[0], free[0], FullName)
	case len(free) == 0:
		d.newHomonyms(rows)
	default:
		for _, m := range rows {
			d.holdRow(m, held("homonyms", free, d.idList(free)))
			d.claimLogin(m)
		}
	}
	return nil
}

// claimLogin keeps the login that the row just held would get, were it somebody new, from being given to anybody else:
// whether it is new may not be known before the next plan.
func (d *diffing) claimLogin(m *member) {
	email := string(m.values[Email])
	if d.rules.Login.From == LoginFromEmail && len(m.values[Login]) == 0 && d.freeLogin(email) {
		d.claimKey(Login, d.x.hashFolded(email), len(d.spool.entries)-1)
	}
}

// pairEqual takes out the rows that say nothing new of exactly one account, and say it alone.
func (d *diffing) pairEqual(ctx context.Context, rows []*member, free []int) ([]*member, []int, error) {
	accounts := map[int]*Account{}
	for a, err := range d.in.Roster.Lookup(ctx, d.idsOf(free)) {
		if err != nil {
			return nil, nil, err
		}
		accounts[d.x.ordinal(a.ID)] = a
	}
	equals := make([][]int, len(rows))
	wanted := map[int]int{}
	for i, m := range rows {
		for _, ord := range free {
			if a := accounts[ord]; a != nil && len(d.fieldChanges(a, m)) == 0 {
				equals[i] = append(equals[i], ord)
				wanted[ord]++
			}
		}
	}
	var left []*member
	for i, m := range rows {
		if len(equals[i]) == 1 && wanted[equals[i][0]] == 1 {
			d.found(m, equals[i][0], FullName)
			free = slices.DeleteFunc(free, func(o int) bool { return o == equals[i][0] })
		} else {
			left = append(left, m)
		}
	}
	return left, free, nil
}

// newHomonyms adds people who share a name and have no key; two rows that say the same are one person twice or two
// people, and held.
func (d *diffing) newHomonyms(rows []*member) {
	contents, same := grouped(rows, (*member).content)
	for _, content := range contents {
		twins := same[content]
		for i, m := range twins {
			if len(twins) == 1 {
				d.joiner(m)
			} else {
				d.holdRow(m, held("duplicate-new", nil, lineOf(twins[(i+1)%len(twins)].line)))
			}
		}
	}
}

// grouped groups rows by a key, and gives the keys in order.
func grouped(rows []*member, key func(*member) string) ([]string, map[string][]*member) {
	groups := map[string][]*member{}
	for _, m := range rows {
		groups[key(m)] = append(groups[key(m)], m)
	}
	return slices.Sorted(maps.Keys(groups)), groups
}

func (d *diffing) idsOf(ords []int) []int64 {
	ids := make([]int64, len(ords))
	for i, o := range ords {
		ids[i] = d.x.ids.at(o)
	}
	slices.Sort(ids)
	return ids
}
