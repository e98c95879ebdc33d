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
	for i := range s.rows.n {
		if r := s.rows.at(i); r.partner.line == 0 {
			s.take(r)
		}
	}
	s.wantShared()
	for again := true; again; {
		again = false
		for i := range s.rows.n {
			if r := s.rows.at(i); !r.out && s.wanted.hasAny(&r.keys) {
				s.take(r)
				again = true
			}
		}
	}
	s.rest.Unchanged = s.rows.n
	for i := range s.rows.n {
		if s.rows.at(i).out {
			s.rest.Unchanged--
		}
	}
	for _, places := range [...][]Place{s.rest.Old, s.rest.Now} {
		slices.SortFunc(places, func(a, b Place) int { return cmp.Compare(a.Line, b.Line) })
	}
	return s.rest
}

// matchMissed finds partners by what rows say, for those that have none by their texts.
func (s *Sieve) matchMissed() {
	lone := 0
	for i := range s.rows.n {
		if s.rows.at(i).partner.line == 0 {
			lone++
		}
	}
	says := newSlots(lone, s.rows.n)
	for i := range s.rows.n {
		if r := s.rows.at(i); r.partner.line == 0 {
			says.put(r.digest, i)
		}
	}
	for i := range s.missed.n {
		m := s.missed.at(i)
		if slot := says.find(m.digest); *slot != 0 && !says.isTaken(*slot) {
			s.rows.at(says.row(*slot)).partner = m.place
			says.take(slot)
			continue
		}
		s.rest.Now = append(s.rest.Now, m.whole())
		s.wanted.addKeys(m.keys)
	}
	s.missed = list[missedRow]{}
}

// take leaves a row of the older file to be looked at; its partner, where it has one, goes with it.
func (s *Sieve) take(r *sieveRow) {
	r.out = true
	s.rest.Old = append(s.rest.Old, r.whole())
	if r.partner.line != 0 {
		s.rest.Now = append(s.rest.Now, r.partner.whole())
	}
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
