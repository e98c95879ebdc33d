package reconcile

import (
	"context"
	"slices"
	"strings"
)

// absent takes the accounts in scope that no row is or could be. A file with only some of the people says nothing of
// the others.
func (d *diffing) absent(ctx context.Context) error {
	var gone []int64
	for ord, s := range d.x.state {
		d.countBefore(s)
		if counts(s) && d.missing(ord) && !d.in.Upload.File.Partial {
			gone = append(gone, d.x.ids.at(ord))
		}
	}
	if d.in.Trace != nil {
		d.traceAbsence()
	}
	for chunk := range slices.Chunk(gone, batchSize) {
		for a, err := range d.in.Roster.Lookup(ctx, chunk) {
			if err != nil {
				return err
			}
			d.leaver(a)
		}
	}
	return nil
}

func (d *diffing) countBefore(s state) {
	d.totals.Accounts++
	if s&isActive == 0 {
		return
	}
	d.totals.ActiveBefore++
	if s&isInScope != 0 {
		d.totals.InScope++
	}
	if s&isAdmin != 0 {
		d.totals.AdminsBefore++
	}
}

// leaver deactivates an account for absence, unless it is protected or has the name of a row that could not be used
// and that nobody is known to be.
func (d *diffing) leaver(a *Account) {
	ord := d.x.ordinal(a.ID)
	if len(d.namesakes) > 0 && d.namesakes[d.x.hashFolded(a.Name())] {
		d.x.state[ord] |= wasNamed
		if d.tracedAccount(ord) {
			d.in.Trace.note(0, "present-namesake")
		}
		return
	}
	change := changeOf(a, Deactivate, "absent")
	c := &change
	c.Fields = d.fields[:0]
	if d.x.state[ord]&isProtected != 0 {
		d.holdChange(c, ord, Reason{Code: "protected"})
		return
	}
	c.set(Status, a.Values[Status], StatusDeactivated)
	c.set(Deactivated, a.Values[Deactivated], ByAbsence)
	if d.takesOwn(a, c, ord) {
		d.holdChange(c, ord, Reason{Code: "own-account"})
		return
	}
	d.spool.add(c, ord, d.effectsOf(a, c))
	if !d.in.Bare {
		d.leavers = append(d.leavers, newLeaver(a))
	}
}

// spare holds every administrator the file would take when nobody would be left to administer (law 7).
func (d *diffing) spare(context.Context) error {
	taken, given := 0, 0
	for i := range d.spool.entries {
		switch e := &d.spool.entries[i]; {
		case e.isHeld():
		case e.effects&takesAdmin != 0:
			taken++
		case e.effects&givesAdmin != 0:
			given++
		}
	}
	d.totals.AdminsTaken = taken
	if taken == 0 || d.totals.AdminsBefore-taken+given > 0 {
		return nil
	}
	d.totals.AdminsSpared = true
	for i := range d.spool.entries {
		if e := &d.spool.entries[i]; !e.isHeld() && e.effects&takesAdmin != 0 {
			d.spool.hold(e, Reason{Code: "last-administrator"})
		}
	}
	return nil
}

// tally counts the entries as they end.
func (d *diffing) tally() {
	t := &d.totals
	t.ActiveAfter, t.FieldChanged, t.Whole = t.ActiveBefore, map[string]int{}, map[string]int{}
	given := 0
	gone := make([]bool, d.x.ids.len())
	for i := range d.spool.entries {
		e := &d.spool.entries[i]
		if e.final() == Hold {
			t.Held++
			continue
		}
		t.count(e)
		if e.effects&givesAdmin != 0 {
			given++
		}
		if e.action == Deactivate {
			gone[e.ord] = true
			if e.effects&stated == 0 {
				t.Absent++
			}
		}
	}
	t.AdminsAfter = t.AdminsBefore + given
	if !t.AdminsSpared {
		t.AdminsAfter -= t.AdminsTaken
	}
	d.wholeGroups(gone)
}

// countKept counts whom nothing but rows that can't be used keeps from being absent.
func (d *diffing) countKept() {
	t := &d.totals
	if t.Rejected+t.Held == 0 || d.in.Upload.File.Partial {
		return
	}
	for ord, s := range d.x.state {
		if counts(s) && s&wasNamed != 0 && !d.matched.has(ord) {
			t.Kept++
		}
	}
}

// count adds one change to the totals.
func (t *Totals) count(e *entry) {
	switch e.action {
	case Add:
		t.Add++
		if e.effects&startsOut == 0 {
			t.ActiveAfter++
		}
	case Update:
		t.Update++
	case Reactivate:
		t.Reactivate++
		t.ActiveAfter++
	case Deactivate:
		t.Deactivate++
		t.ActiveAfter--
	}
	if e.effects&(raises|givesAdmin) != 0 {
		t.Raised++
	}
	if e.effects&keyForm != 0 {
		t.KeyForm++
	}
	if e.effects&otherZeros != 0 {
		t.LeadingZeros++
	}
	for f := range attrBit + 1 {
		if e.changed.has(f) && f != Deactivated && (f != Status || e.effects&stated != 0) {
			t.FieldChanged[bitName(f)]++
		}
	}
}

func bitName(f Field) string {
	if f == attrBit {
		return "attr"
	}
	return f.String()
}

// wholeGroups finds the companies and groups in scope all of whose active members are deactivated.
func (d *diffing) wholeGroups(gone []bool) {
	if d.totals.Deactivate == 0 {
		return
	}
	d.whole("company", gone, func(u unit) uint32 { return u.Company })
	d.whole("group", gone, func(u unit) uint32 { return u.Group })
}

func (d *diffing) whole(label string, gone []bool, of func(unit) uint32) {
	size, left := make([]int, len(d.x.names)), make([]int, len(d.x.names))
	for ord, u := range d.x.unit {
		n := of(d.x.units[u])
		if s := d.x.state[ord]; s&isActive != 0 && s&isInScope != 0 {
			size[n]++
			if !gone[ord] {
				left[n]++
			}
		}
	}
	for ord, u := range d.x.unit {
		n := of(d.x.units[u])
		least := max(1, d.rules.Guardrails.WholeGroup)
		if name := d.x.names[n]; name != "" && gone[ord] && left[n] == 0 && size[n] >= least {
			d.totals.Whole[label+": "+name] = size[n]
			if d.x.state[ord]&isWhole == 0 {
				d.x.state[ord] |= isWhole
				d.totals.WholePeople++
			}
		}
	}
}

// loose gives a key without what changes when its form changes: case, separators, leading zeros.
func loose(key string) string {
	s := strings.Map(func(r rune) rune {
		if strings.ContainsRune(" -_./\\", r) {
			return -1
		}
		return r
	}, Unaccented(key))
	return strings.TrimLeft(s, "0")
}

// zeroless gives a key as a spreadsheet leaves it that takes it for a number: without leading zeros, or with ".0".
func zeroless(key string) string { return strings.TrimSuffix(strings.TrimLeft(Fold(key), "0"), ".0") }
