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
	rows    [rowsAhead]brief
	rereads []reread
	kinds   []cellKind // by column
	never   bool       // rows of this file have to be read
}

// cellKind is how a column's cells are looked at.
type cellKind int8

const (
	fewValues cellKind = iota // each is read once
	freeText
	plainNumber // and the other keys
	plainLogin
	plainEmail
)

// begin looks at what file and policy let be taken briefly.
func (b *briefs) begin(d *diffing) {
	b.rereads = make([]reread, rereadSize)
	b.never = len(d.rules.same) > 0 || len(d.x.former) > 0
	for i := range d.cols.list {
		c := &d.cols.list[i]
		kind := fewValues
		switch {
		case c.Field == ID || c.Field == Password || c.blank.Rule == BlankDefault:
			b.never = true
		case c.Field == EmployeeNumber:
			kind = plainNumber
		case c.Field == Login:
			kind = plainLogin
		case c.Field == Email:
			kind = plainEmail
		case isText(c.Field):
			kind = freeText
		}
		b.kinds = append(b.kinds, kind)
	}
}

// read looks at the rows that are held back, and brings near what their keys lead to and what is known of the accounts
// that they find.
func (b *briefs) read(d *diffing) {
	if b.rereads == nil {
		b.begin(d)
	}
	count := d.ahead.count
	if b.never {
		clear(b.rows[:count])
		return
	}
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
	for i := range d.cols.list {
		c := &d.cols.list[i]
		cell := row.Cells[c.at]
		if len(cell) == 0 {
			continue
		}
		if len(cell) > maxBytes(NoField) {
			return false
		}
		h := sum(&d.x.hasher, cell)
		switch kind := b.kinds[i]; kind {
		case fewValues:
			var ok bool
			if h, ok = b.says(d, c, cell, h); !ok {
				return false
			}
		case freeText:
			if !plainValue(cell) {
				return false
			}
		default:
			if !plainKey(c.Field, cell) {
				return false
			}
			if k := int(kind - plainNumber); k < len(briefKeys) {
				got.keys[k] = hashPlain(d.x, cell)
			}
		}
		got.digest += weigh(h, c.weight)
	}
	return true
}

// says gives the hash of what a cell of few different values says, false where something is wrong with it.
func (b *briefs) says(d *diffing, c *column, cell []byte, h uint64) (says uint64, ok bool) {
	known := &b.rereads[(h^c.weight)%rereadSize]
	if known.cell != h^c.weight || known.says == 0 {
		*known = reread{cell: h ^ c.weight}
		raw := canonicalBytes(cell)
		if len(raw) == 0 {
			return 0, false
		}
		if got := c.reading(raw, d.rules); got.problem == "" && len(got.value) > 0 {
			known.says = sum(&d.x.hasher, got.value)
		}
	}
	return known.says, known.says != 0
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
	d.matched.add(ord)
	d.x.line[ord] = int32(line)
	d.totals.Found++
	d.totals.Unchanged++
	d.x.seen.hash[ord] = print
	d.learnt++
	return true
}
