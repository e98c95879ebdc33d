package reconcile

import "slices"

// Take takes a row of the older file by its line of text, where each cell clearly says what it holds and nothing is wrong
// with it.
func (s *Sieve) Take(line *Line, at Place) bool {
	row := s.rows.next()
	*row = sieveRow{place: placed(at)}
	if !s.old.line(line, &row.sieved) {
		return false
	}
	s.rows.n++
	s.count(&row.keys)
	return true
}

// line is quick for a row that is not cut into cells yet.
func (d *sifted) line(line *Line, got *sieved) bool {
	for i := range d.keyColumns {
		l := &d.keyColumns[i]
		cell := line.cell(l.at)
		if len(cell) == 0 && !l.fills {
			continue
		}
		if len(cell) > 0 {
			got.keys[l.key] = d.keyHash(l, cell)
		}
		if got.keys[l.key] == 0 {
			return false
		}
	}
	if !d.found(got) || !d.plainTextsOf(line) || !d.rightFewOf(line) {
		return false
	}
	got.digest = halves(sumLong(&d.hasher, line.Text))
	return true
}

// rightFewOf is rightFew for a line, of cells that were seen before. Where they stand side by side, most lines have some
// that were seen side by side.
func (d *sifted) rightFewOf(line *Line) bool {
	if len(d.few.right) == 0 {
		return d.rightEach(line)
	}
	h := sum(&d.hasher, line.cells(d.few.first, d.few.last)) | 1
	right := &d.few.right[h>>1%fewSeen]
	if *right == h {
		return true
	}
	if !d.rightEach(line) {
		return false
	}
	*right = h
	return true
}

// fewTogether are the cells of few different values where they stand side by side.
type fewTogether struct {
	first, last int
	right       []uint64 // hashes of such as have nothing wrong; none where others stand between
}

const fewSeen = 1 << 11

func newFewTogether(cells []int) (f fewTogether) {
	if len(cells) == 0 {
		return f
	}
	f.first, f.last = slices.Min(cells), slices.Max(cells)
	if f.last-f.first < len(cells) {
		f.right = make([]uint64, fewSeen)
	}
	return f
}

// rightEach looks at one cell after the other.
func (d *sifted) rightEach(line *Line) bool {
	var site site
	for i := range d.fewColumns {
		l := &d.fewColumns[i]
		cell := line.cell(l.at)
		if len(cell) == 0 {
			if l.fills {
				return false
			}
			continue
		}
		h := sum(&d.hasher, cell)
		if l.field == Establishments {
			site.reach = h
		} else if !d.isRight(h ^ l.weight) {
			return false
		}
	}
	if d.home >= 0 {
		site.home = d.hashOf(line.cell(d.home))
	}
	return d.isRightSite(site)
}

// isRight tells whether nothing is known to be wrong with what has the hash.
func (g *glance) isRight(h uint64) bool {
	says, _ := g.rereads.find(h)
	return says != 0
}

// isRightSite tells whether nothing is known to be wrong with default establishment and establishments, nor with the two
// together: see atHome.
func (d *sifted) isRightSite(s site) bool {
	switch {
	case s.home != 0:
		return d.isRight(s.hash())
	case s.reach != 0:
		return d.isRight(s.reach ^ weightOf(Establishments))
	}
	return true
}

// fewCells gives the cells that rightEach looks at, each once.
func (d *sifted) fewCells() (cells []int) {
	for _, l := range d.fewColumns {
		cells = append(cells, l.at)
	}
	if d.home >= 0 && !slices.Contains(cells, d.home) {
		cells = append(cells, d.home)
	}
	return cells
}
