package reconcile

import "strconv"

// This file is law 4: a row that can't be used still counts as presence for whoever it could be.

// reject leaves out a row that can't be used. It still counts as presence for whoever it could be; where that can't
// be told, it is a row without a readable key.
func (d *diffing) reject(m *member) {
	d.totals.Rejected++
	if d.traced(m.line) {
		d.traceReject(m)
	}
	d.note(m.problems)
	named := d.couldBe(m)
	d.present(m, named)
	if len(named) == 1 && d.x.line[named[0]] == 0 {
		d.x.line[named[0]] = int32(m.line)
	}
	if h := d.x.hashKey(m.values[Login]); h != 0 && !d.isNew(string(m.values[Login])) {
		d.newKeys[keySlot(Login, h)] = unusable
	}
	if m.id != 0 && d.x.ordinal(m.id) < 0 {
		d.skipID(m.id)
	}
	if m.misplaced || len(named) == 0 && (m.unreadable || !m.keyed()) {
		d.totals.Keyless++
	}
}

// present lets accounts that a row could be count as present: those its keys name, and where it has no readable key
// those of its name. Only the row decides which, so that the next plan decides alike.
func (d *diffing) present(m *member, named []int) {
	for _, ord := range named {
		d.x.state[ord] |= wasNamed
	}
	if !m.keyed() && m.name() != "" {
		d.namesakes[d.x.hashFolded(m.name())] = true
	}
}

// couldBe gives every account that any key of the row, or what an unreadable key may have been, belongs to.
func (d *diffing) couldBe(m *member) []int {
	named := found(d.claims(m))
	add := func(ord int) {
		if ord >= 0 {
			named = append(named, ord) // again, perhaps: who is named twice is present once
		}
	}
	for ord := range d.x.keys[byEmail].all(d.x.hashKey(m.values[Email])) {
		add(ord)
	}
	for _, g := range m.ghosts {
		if id, err := strconv.ParseInt(g, 10, 64); err == nil && d.cols.has.has(ID) {
			add(d.x.ordinal(id))
		}
		h := d.x.hashFolded(Canonical(g))
		add(d.x.keys[byNumber].first(h))
		add(d.x.keys[byLogin].first(h))
		for ord := range d.x.keys[byEmail].all(h) {
			add(ord)
		}
	}
	if owner, ok := d.formerOwner(m); ok {
		add(owner)
	}
	return named
}
