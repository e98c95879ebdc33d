package reconcile

// Take takes a row of the older file by its line of text, where each cell clearly says what it holds and nothing is wrong
// with it.
func (s *Sieve) Take(line *Line, at Place) bool {
	row := s.rows.next()
	*row = sieveRow{place: placed(at)}
	if !s.old.line(line, &row.sieved) {
		return false
	}
	s.rows.n++
	return true
}

// line is quick for a row that is not cut into cells yet.
func (d *sifted) line(line *Line, got *sieved) bool {
	var site site
	lo := 0
	for i, end := range line.Ends {
		cell, l := line.Text[lo:end], &d.looks[i]
		if lo = end + 1; len(cell) == 0 {
			if l.fills {
				return false
			}
			continue
		}
		switch l.kind {
		case keyCell:
			if !plainKey(l.field, cell) {
				return false
			}
			got.keys[l.key] = d.keyHash(l.key, cell)
		case fewCell:
			h := sum(&d.hasher, cell)
			if !d.isRight(h ^ l.weight) {
				return false
			}
			site.note(l.field, h)
		default:
			if !plainEnds(cell) || !line.Printed && !printed(cell) && !isLatin(cell) {
				return false
			}
		}
	}
	if !d.found(got) || site.home != 0 && !d.isRight(site.hash()) {
		return false
	}
	got.digest = halves(sumLong(&d.hasher, line.Text))
	return true
}

// isRight tells whether nothing is known to be wrong with what has the hash.
func (g *glance) isRight(h uint64) bool {
	says, _ := g.rereads.find(h)
	return says != 0
}
