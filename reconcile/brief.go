package reconcile

// This file is the short way of a row that no index knows and that says just what its account holds: where each cell
// clearly says what it holds, as the sieve has it, its keys and its digest are all that is worked out of it. Every other
// row is read.

// brief is what a row comes to whose cells need not be read.
type brief struct {
	keys   [len(briefKeys)]uint64 // hashes; 0 for a blank key
	digest uint64
	clear  bool // else the rest says nothing
}

var briefKeys = [...]Field{byNumber: EmployeeNumber, byLogin: Login}

// briefs are those of the rows that are held back.
type briefs struct {
	glance
	rows   [rowsAhead]brief
	never  bool // rows of this file have to be read
	looked bool // at those held back last
	taken  bool // one of them was taken
	idle   int  // how many times more no row is looked at
}

// idleTimes is how often no row is looked at after a time when none was taken: what follows newcomers are newcomers.
const idleTimes = 7

// begin looks at what file and policy let be taken briefly.
func (b *briefs) begin(d *diffing) {
	b.glance = newGlance(&d.x.hasher, d.cols, d.rules, newRereads())
	b.never = len(d.rules.same) > 0 || len(d.x.former) > 0
	for i := range d.cols.list {
		c := &d.cols.list[i]
		b.never = b.never || c.Field == ID || c.Field == Password || c.blank.Rule == BlankDefault
	}
}

// read looks at the rows that are held back, and brings near what their keys lead to and what is known of the accounts
// that they find.
func (b *briefs) read(d *diffing) {
	if b.rereads == nil {
		b.begin(d)
	}
	if b.looked && !b.taken {
		b.idle = idleTimes
	}
	b.looked, b.taken = false, false
	count := d.ahead.count
	if b.never || b.idle > 0 {
		b.idle--
		clear(b.rows[:count])
		return
	}
	b.looked = true
	var hash [rowsAhead]uint64
	for i := range count {
		b.rows[i].clear = b.of(d, d.ahead.at(i, d.cols), &b.rows[i])
	}
	for k := range briefKeys {
		for i := range count {
			hash[i] = b.rows[i].keys[k]
		}
		d.near = d.x.keys[k].touch(hash[:count], d.near[:0])
	}
	for _, ord := range d.near {
		d.noise += d.x.digest[ord] + d.x.seen.hash[ord] + uint64(d.x.state[ord]) + uint64(d.x.line[ord])
	}
}

// of works out what a row comes to, false where a cell may have to be read.
func (b *briefs) of(d *diffing, row *Row, got *brief) bool {
	*got = brief{}
	for i := range b.keyColumns {
		l := &b.keyColumns[i]
		cell := row.Cells[l.at]
		if len(cell) == 0 {
			continue
		}
		if !plainKey(l.field, cell) {
			return false
		}
		if l.key < len(briefKeys) {
			got.keys[l.key] = hashPlain(d.x, cell)
		}
	}
	if !b.plainTexts(row) {
		return false
	}
	var ok bool
	got.digest, ok = b.digest(row)
	return ok
}

// briefly takes a row all of whose keys are those of one account, which no row was before, and which holds what the row
// says; false where it was not taken.
func (d *diffing) briefly(b *brief, line int, print uint64) bool {
	if !b.clear {
		return false
	}
	ord, certain := -1, false
	for k, f := range briefKeys {
		if b.keys[k] == 0 {
			continue
		}
		got := d.x.keys[k].first(b.keys[k])
		if got < 0 || ord >= 0 && got != ord {
			return false
		}
		ord, certain = got, certain || d.rules.inChain(f)
	}
	if !certain || d.matched.has(ord) || d.x.digest[ord] != b.digest || !d.cols.has.has(Status) && d.x.state[ord]&isActive == 0 {
		return false
	}
	d.unchanged(ord, line)
	d.x.seen.hash[ord] = print
	d.learnt++
	d.brief.taken = true
	return true
}
