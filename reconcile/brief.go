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
	chain  [len(briefKeys)]bool // which of the keys the policy finds people by
	never  bool                 // rows of this file have to be read
	looked bool                 // at those held back last
	taken  bool                 // a row was taken since
	idle   int                  // how many times more no row is looked at
	row    Row                  // room for that of a line
}

// idleTimes is how often no row is looked at after a time when none was taken: what follows newcomers are newcomers.
const idleTimes = 7

// begin looks at what file and policy let be taken briefly.
func (b *briefs) begin(d *diffing) {
	b.glance = newGlance(&d.x.hasher, d.cols, d.rules, newRereads(), len(d.in.Upload.File.Columns))
	b.never = len(d.rules.same) > 0 || len(d.x.former) > 0
	for i := range d.cols.list {
		c := &d.cols.list[i]
		b.never = b.never || c.Field == ID || c.Field == Password || c.blank.Rule == BlankDefault
	}
	for k, f := range briefKeys {
		b.chain[k] = d.rules.inChain(f)
	}
}

// idles tells whether no row is looked at for now.
func (b *briefs) idles(d *diffing) bool {
	if b.rereads == nil {
		b.begin(d)
	}
	return b.never || b.idle > 0
}

// read looks at the rows that are held back, but those taken by their lines, and brings near what their keys lead to.
func (b *briefs) read(d *diffing) {
	if b.looked && !b.taken {
		b.idle = idleTimes
	}
	idle := b.idles(d)
	b.looked, b.taken, b.idle = !idle, false, max(0, b.idle-1)
	for i := range d.ahead.count {
		if !d.ahead.byLine[i] {
			b.rows[i].clear = !idle && b.of(d, d.ahead.at(i), &b.rows[i])
		}
	}
	if !d.inOrder {
		b.bringNear(d)
	}
}

// bringNear brings near what is known of the accounts that the rows held back may be.
func (b *briefs) bringNear(d *diffing) {
	var hash [len(briefKeys)][rowsAhead]uint64
	for i := range d.ahead.count {
		if row := &b.rows[i]; row.clear {
			k, h := row.key()
			hash[k][i] = h
		}
	}
	for k := range hash {
		d.near = d.x.keys[k].touch(hash[k][:d.ahead.count], d.near[:0])
		for _, ord := range d.near {
			d.noise += d.x.digest[ord] + uint64(d.x.state[ord])
		}
	}
}

// of works out what a row comes to, false where a cell may have to be read.
func (b *briefs) of(d *diffing, row *Row, got *brief) bool {
	return b.keysOf(d, row, got) && b.plainTexts(row) && b.othersOf(row, got)
}

// ofLine is of for a line of text.
func (b *briefs) ofLine(d *diffing, line *Line, got *brief) bool {
	if !b.plainTextsOf(line) {
		return false
	}
	b.row.Cells = line.appendCells(b.row.Cells[:0])
	return b.keysOf(d, &b.row, got) && b.othersOf(&b.row, got)
}

// keysOf looks at the keys, one of which must find an account.
func (b *briefs) keysOf(d *diffing, row *Row, got *brief) (certain bool) {
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
		h := sum(b.keyed, cell)
		got.digest += weigh(h, l.weight)
		if l.key < len(briefKeys) {
			got.keys[l.key] = d.x.hashFoldedPlain(cell, h)
			certain = certain || b.chain[l.key]
		}
	}
	return certain
}

// othersOf looks at the other cells.
func (b *briefs) othersOf(row *Row, got *brief) bool {
	digest, ok := b.othersDigest(row)
	got.digest += digest
	return ok
}

// key gives the first key that a clear row has.
func (b *brief) key() (k int, h uint64) {
	if h = b.keys[byNumber]; h != 0 {
		return byNumber, h
	}
	return byLogin, b.keys[byLogin]
}

// inTurn tells whether a clear row says what the account after the one found last holds.
func (d *diffing) inTurn(b *brief) bool {
	return d.next < len(d.x.digest) && d.x.digest[d.next] == b.digest
}

// briefly takes a row that says just what its account holds, which no row was before; false where it was not taken. Where it
// holds what the row says, all keys of the row are its own, and no other account has one of them.
func (d *diffing) briefly(b *brief, line int, print uint64) bool {
	if !b.clear {
		return false
	}
	b.clear = false // whatever comes of it, it is not taken again
	ord := d.next
	if d.inOrder = d.inTurn(b); !d.inOrder {
		k, h := b.key()
		ord = d.x.keys[k].first(h)
	}
	if ord < 0 {
		return false
	}
	d.next = ord + 1
	if d.matched.has(ord) || d.x.digest[ord] != b.digest || !d.cols.has.has(Status) && d.x.state[ord]&isActive == 0 {
		return false
	}
	d.unchanged(ord, line)
	d.x.seen.hash[ord] = print
	d.learnt++
	d.brief.taken = true
	return true
}
