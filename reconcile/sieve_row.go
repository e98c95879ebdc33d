package reconcile

import "math/bits"

// sifted is one of the two files of a sieve.
type sifted struct {
	*Sieve
	glance
	byText bool   // the digest of a row is that of its text, if it has one: the same text is the same row in the other file
	m      member // the row that is read
	few    fewTogether
	home   int // the cell of the default establishment, -1 for none
}

// sieved is what a row with nothing wrong comes to.
type sieved struct {
	digest [2]uint32         // of its text or of what it says: two halves, so that rows take no more room than they need
	keys   [numSieved]uint32 // hashes; 0 for a blank key
}

func halves(digest uint64) [2]uint32 { return [2]uint32{uint32(digest >> 32), uint32(digest)} }

func whole(digest [2]uint32) uint64 { return uint64(digest[0])<<32 | uint64(digest[1]) }

func (s *sieved) says() uint64 { return whole(s.digest) }

func newSifted(s *Sieve, f *File, p *Policy, known rereads) sifted {
	d := sifted{Sieve: s, home: -1}
	cols := newColumns(f, p)
	for i := range cols.list {
		c := &cols.list[i]
		switch c.Field {
		case Attribute: // wherever it stands among the others
			c.weight = sum(&s.hasher, c.Attr) | 1
		case DefaultEstablishment:
			d.home = c.at
		}
	}
	d.glance = newGlance(&s.hasher, cols, newRules(p), known, len(f.Columns))
	d.few = newFewTogether(d.fewCells())
	return d
}

// sameColumns tells whether the files say the same things of people.
func (d *sifted) sameColumns(o *sifted) bool {
	has := map[Column]bool{}
	for _, c := range d.cols.list {
		has[Column{Field: c.Field, Attr: c.Attr}] = true
	}
	for _, c := range o.cols.list {
		if !has[Column{Field: c.Field, Attr: c.Attr}] {
			return false
		}
	}
	return len(d.cols.list) == len(o.cols.list)
}

// simple tells whether what a row says is what its account becomes: no column is hashed, taken for another, or says
// what another one says.
func (d *sifted) simple() bool {
	has := d.cols.has
	return !has.has(Password) && !has.has(ID) && !(has.has(FullName) && (has.has(FirstName) || has.has(LastName)))
}

func weigh(hash, weight uint64) uint64 {
	hi, lo := bits.Mul64(hash, weight)
	return hi ^ lo
}

// sift reads a row: quickly where each cell clearly says what it holds, else as Diff does. clean is false where something
// is wrong with it.
func (d *sifted) sift(row *Row) (got sieved, clean bool) {
	if row.Misplaced || len(row.Problems) > 0 {
		return got, false
	}
	if got, clean = d.quick(row); clean {
		return got, true
	}
	return d.slow(row)
}

// quick gives up on any row whose cells may have to be read.
func (d *sifted) quick(row *Row) (got sieved, clean bool) {
	for i := range d.keyColumns {
		l := &d.keyColumns[i]
		cell := row.Cells[l.at]
		if len(cell) == 0 && !l.fills {
			continue
		}
		if len(cell) > 0 {
			got.keys[l.key] = d.keyHash(l, cell)
		}
		if got.keys[l.key] == 0 {
			return got, false
		}
	}
	if !d.plainTexts(row) || !d.found(&got) || !d.rightFew(row) {
		return got, false
	}
	digest, ok := uint64(0), true
	if d.byText && len(row.Text) > 0 {
		digest = sumLong(&d.hasher, row.Text)
	} else {
		digest, ok = d.digest(row)
	}
	got.digest = halves(digest)
	return got, ok
}

// rightFew tells whether nothing is wrong with the cells of few different values.
func (d *sifted) rightFew(row *Row) bool {
	var site site
	for i := range d.fewColumns {
		l := &d.fewColumns[i]
		cell := row.Cells[l.at]
		if len(cell) == 0 && !l.fills {
			continue
		}
		h := sum(&d.hasher, cell)
		if len(cell) == 0 || d.says(l, cell, h) == 0 {
			return false
		}
		if l.field == Establishments {
			site.reach = h
		}
	}
	if d.home >= 0 {
		site.home = d.hashOf(row.Cells[d.home])
	}
	return site.home == 0 || d.atHome(row, site.hash())
}

// hashOf is the hash of a cell, 0 of a blank one.
func (d *sifted) hashOf(cell []byte) uint64 {
	if len(cell) == 0 {
		return 0
	}
	return sum(&d.hasher, cell)
}

// slow reads a row as Diff does.
func (d *sifted) slow(row *Row) (got sieved, clean bool) {
	m := &d.m
	m.read(row, d.cols, d.rules)
	for k, f := range sievedKeys {
		got.keys[k] = d.foldedHash(k, string(m.values[f]))
	}
	got.digest = halves(d.readDigest(row))
	home := Values{Establishments: string(m.values[Establishments]), DefaultEstablishment: string(m.values[DefaultEstablishment])}
	return got, !m.rejected && len(m.problems) == 0 && d.found(&got) && !home.strayHome()
}

// readDigest is the digest of the row that was read.
func (d *sifted) readDigest(row *Row) (digest uint64) {
	if d.byText && len(row.Text) > 0 {
		return sumLong(&d.hasher, row.Text)
	}
	for i := range d.cols.list {
		c := &d.cols.list[i]
		if v := d.m.value(c); len(v) > 0 {
			digest += weigh(sum(&d.hasher, v), c.weight)
		}
	}
	return digest
}

// value gives what the row says under a column.
func (m *member) value(c *column) []byte {
	switch c.Field {
	case Attribute:
		return m.attrs[c.attr].value
	case FullName:
		return m.fullName
	}
	return m.values[c.Field]
}

// found tells whether a row of these keys finds its account by a key of the chain.
func (d *sifted) found(got *sieved) bool {
	strong := false
	for k, f := range sievedKeys[:2] {
		if got.keys[k] != 0 {
			if d.rules.inChain(f) {
				return true
			}
			strong = true
		}
	}
	return !strong && got.keys[2] != 0 && d.rules.inChain(Email)
}

// site is the hashes of the cells of default establishment and establishments; 0 for a blank one.
type site struct{ home, reach uint64 }

// hash is what is known of the two together by.
func (s *site) hash() uint64 { return weigh(s.home, s.reach|1) ^ s.home }

// atHome tells whether the default establishment is one of the establishments; nothing else is wrong with either, and h is
// the hash of the two.
func (d *sifted) atHome(row *Row, h uint64) bool {
	says, ok := d.rereads.find(h)
	if ok {
		return says != 0
	}
	if v := (Values{Establishments: d.at(row, Establishments), DefaultEstablishment: d.at(row, DefaultEstablishment)}); !v.strayHome() {
		says = 1
	}
	return d.rereads.add(h, says) != 0
}

// at gives what the cell of a field of establishments says, "" where there is no such column.
func (d *sifted) at(row *Row, f Field) string {
	c := d.cols.column(f)
	if c == nil {
		return ""
	}
	raw := canonicalBytes(row.Cells[c.at])
	if len(raw) == 0 {
		return ""
	}
	return string(c.reading(raw, d.rules).value)
}

// addAny adds every key that a row with something wrong has or could have.
func (d *sifted) addAny(row *Row, keys *keySet) {
	for i, cell := range row.Cells {
		if !row.Misplaced && !d.isKeyAt(i) {
			continue
		}
		text := Canonical(withoutUnseen(string(cell)))
		for k := range sievedKeys { // a key that can't be read may be any
			keys.add(d.foldedHash(k, text))
		}
	}
	for k, f := range sievedKeys { // the policy may say what a blank cell means
		if c := d.cols.column(f); c != nil && c.blank.Rule == BlankDefault {
			keys.add(d.foldedHash(k, Canonical(c.blank.Default)))
		}
	}
}

func (d *sifted) isKeyAt(cell int) bool {
	for i := range d.cols.list {
		if c := &d.cols.list[i]; c.at == cell {
			return isKeyField(c.Field)
		}
	}
	return false
}
