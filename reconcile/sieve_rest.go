package reconcile

import (
	"cmp"
	"math/bits"
	"slices"
)

// Rest gives what is left once both files were read.
func (s *Sieve) Rest() Rest {
	s.texts, s.hashes = slots{}, list[uint64]{}
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
			says.put(s.rows.at(i).digest, i)
		}
	}
	for i := range s.missed.n {
		m := s.missed.at(i)
		if slot := says.find(m.digest); *slot != 0 && !says.isTaken(*slot) {
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
	seen := make([]uint64, 1<<(bits.Len(uint(s.rows.n))+1)) // some 40 bits a key
	mask := uint32(len(seen)*64 - 1)
	var twice keySet
	for i := range s.rows.n {
		for _, k := range s.rows.at(i).keys {
			if bit := uint64(1) << (k % 64); k != 0 && seen[k&mask/64]&bit != 0 {
				twice.add(k)
			} else {
				seen[k&mask/64] |= bit
			}
		}
	}
	count := map[uint32]int{}
	for i := range s.rows.n {
		for _, k := range s.rows.at(i).keys {
			if twice.has(k) {
				if count[k]++; count[k] == 2 {
					s.wanted.add(k)
				}
			}
		}
	}
}
