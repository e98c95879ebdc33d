package reconcile

import (
	"cmp"
	"context"
	"maps"
	"slices"
)

// This file is about keys that rows give somebody: a key that two entries give makes both holds, two rows for one new
// person, or two people given one key. Who is held, and for whom, does not depend on which was decided first.

// given is an entry that gives somebody a key which another one gives too.
type given struct {
	slot uint64
	at   int
}

// claimKeys notes the keys that the entry just added gives somebody.
func (d *diffing) claimKeys(c *Change) {
	at := len(d.spool.entries) - 1
	sole := c.Action == Add && d.rules.inChain(Email)
	for _, fc := range c.Fields {
		if fc.Field != EmployeeNumber && fc.Field != Login || fc.New == "" {
			continue
		}
		sole = false
		if Fold(fc.Old) != Fold(fc.New) {
			d.claimKey(fc.Field, d.x.hashFolded(fc.New), at)
		}
	}
	if email, ok := c.Field(Email); ok && sole {
		d.claimKey(Email, d.x.hashFolded(email.New), at)
	}
}

// keySlot keeps the same text apart in different fields.
func keySlot(f Field, h uint64) uint64 { return h + uint64(f)*0x9E3779B97F4A7C15 }

func (d *diffing) claimKey(f Field, h uint64, at int) {
	slot := keySlot(f, h)
	other, taken := d.newKeys[slot]
	if !taken || other == unusable {
		d.newKeys[slot] = at
		return
	}
	d.givenTwice = append(d.givenTwice, given{slot, other}, given{slot, at})
}

// unusable stands for the login of a rejected row: nobody else is given it, for the row will come back mended.
const unusable = -1

// holdGivenTwice holds the entries that give the same key. Each names the first line of another one.
func (d *diffing) holdGivenTwice(context.Context) error {
	line := func(g given) int { return int(d.spool.entries[g.at].line) }
	slices.SortFunc(d.givenTwice, func(a, b given) int {
		return cmp.Or(cmp.Compare(a.slot, b.slot), cmp.Compare(line(a), line(b)), cmp.Compare(a.at, b.at))
	})
	twice := slices.Compact(d.givenTwice)
	others := map[int]int{}
	start := 0 // of those that give the same key
	for i, c := range twice {
		if twice[start].slot != c.slot {
			start = i
		}
		if i > start {
			first(others, c.at, line(twice[start]))
			first(others, twice[start].at, line(twice[start+1]))
		}
	}
	for _, at := range slices.Sorted(maps.Keys(others)) {
		d.holdEntry(at, others[at])
	}
	d.givenTwice = nil
	return nil
}

// first notes a line under a key, unless a line before it is noted there.
func first[K comparable](lines map[K]int, key K, line int) {
	if before, noted := lines[key]; !noted || line < before {
		lines[key] = line
	}
}

// holdEntry holds an entry because the row at another line gives the same key; whoever else has its e-mail counts as
// present.
func (d *diffing) holdEntry(at, line int) {
	e := &d.spool.entries[at]
	if e.isHeld() || e.action == Hold {
		return
	}
	d.nameByEmail(e)
	d.spool.hold(e, Reason{Code: "duplicate-new", Args: []string{lineOf(line)}})
}
