package reconcile

import (
	"cmp"
	"slices"
)

// Rest gives what is left once both files were read.
func (s *Sieve) Rest() Rest {
	s.hashes = list[uint64]{}
	s.matchMissed()
	paired, out := s.paired(), make([]bool, s.rows.n)
	for i, yes := range paired {
		if !yes {
			s.take(i, out)
		}
	}
	s.wantShared()
	for again := true; again; {
		again = false
		for i := range s.rows.n {
			if !out[i] && s.wanted.hasAny(&s.rows.at(i).keys) {
				s.take(i, out)
				again = true
			}
		}
	}
	for i := range s.pairs.n {
		if p := s.pairs.at(i); out[p.old] {
			s.rest.Now = append(s.rest.Now, p.whole())
		} else {
			s.rest.Unchanged++
		}
	}
	for _, places := range [...][]Place{s.rest.Old, s.rest.Now} {
		slices.SortFunc(places, func(a, b Place) int { return cmp.Compare(a.Line, b.Line) })
	}
	return s.rest
}

// paired tells of the rows of the older file which have a partner.
func (s *Sieve) paired() []bool {
	paired := make([]bool, s.rows.n)
	for i := range s.pairs.n {
		paired[s.pairs.at(i).old] = true
	}
	return paired
}

// matchMissed finds partners by what rows say, for those that have none by their texts.
func (s *Sieve) matchMissed() {
	paired := s.paired()
	says := newSlots(s.rows.n-s.pairs.n, s.rows.n)
	for i, yes := range paired {
		if !yes {
			says.put(s.rows.at(i).says(), i)
		}
	}
	for i := range s.missed.n {
		m := s.missed.at(i)
		if slot := says.find(m.says()); *slot != 0 && !says.isTaken(*slot) {
			s.pairs.add(pair{uint32(says.row(*slot)), m.place})
			says.take(slot)
			continue
		}
		s.rest.Now = append(s.rest.Now, m.whole())
		s.wanted.addKeys(m.keys)
	}
	s.missed = list[sieveRow]{}
}

// take leaves a row of the older file to be looked at.
func (s *Sieve) take(i int, out []bool) {
	out[i] = true
	r := s.rows.at(i)
	s.rest.Old = append(s.rest.Old, r.whole())
	s.wanted.addKeys(r.keys)
}

// wantShared wants the keys that several rows of the older file have: those whose bit was set before, where they are
// counted more than once.
func (s *Sieve) wantShared() {
	seen := s.texts.at // the memory of what is not asked any more
	clear(seen)
	if s.texts = (slots{}); seen == nil {
		seen = make([]uint64, s.rows.n+s.rows.n/3+1)
	}
	size := uint64(len(seen)) * 64 // some 28 bits a key
	var twice, once keySet
	for i := range s.rows.n {
		for _, k := range s.rows.at(i).keys {
			at := uint64(k) * size >> 32
			if bit := uint64(1) << (at % 64); k != 0 && seen[at/64]&bit != 0 {
				twice.add(k)
			} else {
				seen[at/64] |= bit
			}
		}
	}
	for i := range s.rows.n {
		for _, k := range s.rows.at(i).keys {
			if twice.has(k) && !once.add(k) {
				s.wanted.add(k)
			}
		}
	}
}
