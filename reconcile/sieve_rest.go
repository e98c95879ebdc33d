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
	aside := s.matchMissed()
	s.rest.Sole = make([]Place, 0, s.rows.n-s.pairs.n)
	s.findShared()
	s.wanted.addAll(&s.shared.keyHashes)
	for i := range s.rows.n {
		// Whoever has a key of a row that is taken has it from the newer file, or shares it: no more are wanted by that.
		if r := s.rows.at(i); !aside[i] || s.wanted.hasAny(&r.keys) {
			aside[i] = false
			s.take(r)
		}
	}
	for i := range s.pairs.n {
		if p := s.pairs.at(i); !aside[p.old] {
			s.rest.Now = append(s.rest.Now, p.whole())
		} else {
			s.rest.Unchanged++
		}
	}
	for _, places := range [...][]Place{s.rest.Old, s.rest.Sole, s.rest.Now} {
		slices.SortFunc(places, func(a, b Place) int { return cmp.Compare(a.Line, b.Line) })
	}
	s.rows, s.pairs, s.wanted, s.shared = list[sieveRow]{}, list[pair]{}, keySet{}, keySet{}
	return s.rest, nil
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
	for i, yes := range s.paired() {
		if r := s.rows.at(i); !yes {
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
func (s *Sieve) paired() []bool {
	paired := make([]bool, s.rows.n)
	for i := range s.pairs.n {
		paired[s.pairs.at(i).old] = true
	}
	return paired
}

// matchMissed finds partners by what rows say, for those that have none by their texts; it tells of the rows of the older file
// which have one.
func (s *Sieve) matchMissed() (paired []bool) {
	paired = s.paired()
	says := newSlots(s.rows.n-s.pairs.n, s.rows.n)
	for i, yes := range paired {
		if !yes {
			says.put(s.rows.at(i).says(), i)
		}
	}
	s.rest.Now = slices.Grow(s.rest.Now, s.missed.n)
	for i := range s.missed.n {
		m := s.missed.at(i)
		if slot := says.find(m.says()); *slot != 0 && !says.isTaken(*slot) {
			s.pairs.add(pair{uint32(says.row(*slot)), m.place})
			paired[says.row(*slot)] = true
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

// findShared finds the keys that several rows of the older file have. The hashes of each kind of key are put into parts
// by their upper bits, so that what is looked up of one is in the cache.
func (s *Sieve) findShared() {
	s.texts = slots{}
	parted := make([]uint32, s.rows.n)
	var part keyHashes
	for kind := range sievedKeys {
		ends := s.part(kind, parted)
		from := uint32(0)
		for _, end := range ends {
			part.clear()
			for _, k := range parted[from:end] {
				if !part.add(k) {
					s.shared.add(k)
				}
			}
			from = end
		}
	}
}

// Hashes of keys are parted by so many of their upper bits.
const (
	partBits = 8
	numParts = 1 << partBits
)

// count counts the keys of a row of the older file by their parts.
func (s *Sieve) count(keys *[numSieved]uint32) {
	for kind, k := range keys {
		s.parts[kind][k>>(32-partBits)]++
	}
}

// part puts the hashes of a kind of key in the order of their upper bits, and tells where those of each part end.
func (s *Sieve) part(kind int, parted []uint32) (ends [numParts]uint32) {
	sum := uint32(0)
	for i, n := range s.parts[kind] { // first where the next of a part goes, at last where it ends
		ends[i], sum = sum, sum+n
	}
	for i := range s.rows.n {
		k := s.rows.at(i).keys[kind]
		next := &ends[k>>(32-partBits)]
		parted[*next] = k
		*next++
	}
	return ends
}
