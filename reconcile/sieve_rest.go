package reconcile

import (
	"cmp"
	"iter"
	"slices"
)

// Rest gives what is left once both files were read; again reads rows of the older one that stand at places, in its order.
func (s *Sieve) Rest(again func([]Place) iter.Seq2[*Row, error]) (Rest, error) {
	if err := s.readUnpaired(again); err != nil {
		return Rest{}, err
	}
	wrongOld, wrongNow := s.rest.Old, s.rest.Now
	s.rest.Old, s.rest.Now = nil, nil
	aside := s.matchMissed()
	s.rest.Sole = make([]Place, 0, s.rows.n-s.pairs.n)
	s.findShared()
	s.wanted.addAll(&s.shared.keyHashes)
	for from, rows := range s.rows.parts() {
		for i := range rows {
			// Whoever has a key of a row that is taken has it from the newer file, or shares it: no more are wanted by that.
			if r := &rows[i]; !aside.has(from+i) || s.wanted.hasAny(&r.keys) {
				aside.remove(from + i)
				s.take(r)
			}
		}
	}
	var pulled []Place
	for _, pairs := range s.pairs.parts() {
		for _, p := range pairs {
			if !aside.has(int(p.old)) {
				pulled = append(pulled, p.whole())
			}
		}
	}
	s.rest.Unchanged = s.pairs.n - len(pulled)
	s.rest.Old, s.rest.Now = merged(s.rest.Old, wrongOld), merged(s.rest.Now, append(pulled, wrongNow...))
	s.rows, s.pairs, s.wanted, s.shared = list[sieveRow]{}, list[pair]{}, keySet{}, keySet{}
	return s.rest, nil
}

// merged puts places together in the order of their file, in which the many have to be already.
func merged(many, few []Place) []Place {
	byLine := func(a, b Place) int { return cmp.Compare(a.Line, b.Line) }
	slices.SortFunc(few, byLine)
	all := slices.Grow(many, len(few))[:len(many)+len(few)]
	for i := len(all) - 1; len(few) > 0; i-- { // from behind, where there is room
		if last := len(few) - 1; len(many) == 0 || byLine(many[len(many)-1], few[last]) < 0 {
			all[i], few = few[last], few[:last]
		} else {
			all[i], many = many[len(many)-1], many[:len(many)-1]
		}
	}
	return all
}

// manyMissed is the part of the older file's rows, one in so many, that makes rows of the newer file many.
const manyMissed = 8

// readUnpaired reads the rows of the older file again that have no partner, for what their cells say. That is worth it
// where many rows of the newer file were not known by their texts: another program wrote them in another way. A few are
// left to Diff, which sees that they say the same.
func (s *Sieve) readUnpaired(again func([]Place) iter.Seq2[*Row, error]) error {
	if !s.old.byText || s.missed.n <= s.rows.n/manyMissed {
		return nil
	}
	s.old.byText = false
	var unpaired []*sieveRow
	var places []Place
	paired := s.paired()
	for i := range s.rows.n {
		if r := s.rows.at(i); !paired.has(i) {
			unpaired, places = append(unpaired, r), append(places, r.whole())
		}
	}
	for row, err := range again(places) {
		if err != nil {
			return err
		}
		got, _ := s.old.sift(row)
		unpaired[0].digest, unpaired = got.digest, unpaired[1:]
	}
	return nil
}

// paired tells of the rows of the older file which have a partner.
func (s *Sieve) paired() ordinals {
	paired := newOrdinals(s.rows.n)
	for _, pairs := range s.pairs.parts() {
		for _, p := range pairs {
			paired.add(int(p.old))
		}
	}
	return paired
}

// matchMissed finds partners by what rows say, for those that have none by their texts; it tells of the rows of the older file
// which have one.
func (s *Sieve) matchMissed() (paired ordinals) {
	paired = s.paired()
	says := newSlots(s.rows.n-s.pairs.n, s.rows.n)
	for i := range s.rows.n {
		if !paired.has(i) {
			says.put(s.rows.at(i).says(), i)
		}
	}
	s.rest.Now = make([]Place, 0, s.missed.n)
	for i := range s.missed.n {
		m := s.missed.at(i)
		if slot := says.find(m.says()); *slot != 0 && !says.isTaken(*slot) {
			s.pairs.add(pair{uint32(says.row(*slot)), m.place})
			paired.add(says.row(*slot))
			says.take(slot)
			continue
		}
		s.rest.Now = append(s.rest.Now, m.whole())
		s.wanted.addKeys(m.keys)
	}
	s.missed = list[sieveRow]{}
	return paired
}

// take leaves a row of the older file to be looked at.
func (s *Sieve) take(r *sieveRow) {
	if at := r.whole(); at.At >= 0 && !s.shared.hasAny(&r.keys) {
		s.rest.Sole = append(s.rest.Sole, at)
	} else {
		s.rest.Old = append(s.rest.Old, at)
	}
}
