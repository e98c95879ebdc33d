package reconcile

// This file is the shortest way through Diff: a row that said exactly what its account holds, and is there again
// unchanged while the account is the same, needs no reading. A row and its account are known for certain to belong
// together by a key that only one account can have, so nothing that happens to other accounts parts them.

// print hashes a row as it stands; 0 where it is read in any case: something is wrong with it, it may hold a password, or
// it is likely to be news.
func (d *diffing) print(row *Row) uint64 {
	if d.in.Upload.Sifted || row.Misplaced || len(row.Problems) > 0 || d.cols.has.has(Password) {
		return 0
	}
	if row.Text != nil && d.form != 0 {
		return d.textPrint(row.Text)
	}
	h := &d.x.hasher
	all := h[0]
	for i := range d.cols.list {
		all = fold128(all^sum(h, row.Cells[d.cols.list[i].at]), h[1])
	}
	return all | 1
}

// known takes a row that was seen before and whose account is as it was then.
func (d *diffing) known(line int, print uint64) bool {
	ord := d.next
	if !d.inOrder || !d.expected(print) {
		ord = d.x.seen.first(print)
	}
	return ord >= 0 && d.recognise(ord, line)
}

// bringNear makes memory answer together what will be asked of it for some rows: where rows come in the order of their
// accounts, it is near already.
func (d *diffing) bringNear(prints []uint64) {
	if d.inOrder {
		return
	}
	d.near = d.x.seen.touch(prints, d.near[:0])
	for _, ord := range d.near {
		d.noise += uint64(d.x.line[ord]) + d.matched[ord/64]
	}
}

// recognise takes a known row of an account. A second row of one account is read: it has to be told.
func (d *diffing) recognise(ord, line int) bool {
	if d.matched.has(ord) {
		return false
	}
	d.inOrder, d.next = ord == d.next, ord+1
	d.unchanged(ord, line)
	return true
}

// unchanged takes the first row of an account, one that says just what it holds.
func (d *diffing) unchanged(ord, line int) {
	d.matched.add(ord)
	d.x.line[ord] = int32(line)
	d.totals.Found++
	d.totals.Unchanged++
}

// expected tells whether a row is that of the account after the one found last: most files keep their order.
func (d *diffing) expected(print uint64) bool {
	return print != 0 && d.next < len(d.x.seen.hash) && d.x.seen.hash[d.next] == print
}

// learn remembers a row that says what its account holds.
func (d *diffing) learn(m *member, ord int) {
	if m.print != 0 && d.isCertain(m, ord) {
		d.x.seen.hash[ord] = m.print
		d.learnt++
	}
}

// isCertain tells whether a key of the row that only one account can have is the account's.
func (d *diffing) isCertain(m *member, ord int) bool {
	for _, c := range m.claims {
		if c.ord == ord && d.rules.inChain(c.field) {
			return !m.same
		}
	}
	return false
}
