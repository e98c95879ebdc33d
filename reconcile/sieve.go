package reconcile

import (
	"cmp"
	"math/bits"
	"slices"
)

// Sieve finds, of two member files, the rows that a comparison has to look at. Most rows stand in both files and say
// the same; each costs a digest and a few hashes here, and nothing in Diff.
//
// A row of the older file and one of the newer are set aside as unchanged where both say the same in every column,
// nothing is wrong with either, they have a key by which people are found, and no other row of either file has any key
// of theirs. Then the row becomes an account like no other, the other row finds that account by its keys and changes
// nothing, and no key of any other row leads to either of them: what Diff says of all other rows is what it says
// without the two. Rows that share a key with one that is not set aside are not set aside either, and so on.
//
// The properties in sieve_test.go hold it against Diff of the whole files.
type Sieve struct {
	hasher   hasher
	old, now sifted
	known    []reread // what cells of few different values say
	digests  []uint64 // of rows of the older file with nothing wrong, until they are laid out
	rows     []sieveRow
	pairs    []sievePair // in the order of the newer file
	slots    []uint64    // of a digest: its lowest bits, whether it has a partner, and its place among rows + 1
	shift    int
	low      uint64 // the bits of a slot that are its place
	out      []bool // by place among rows: it has to be looked at
	rest     Rest
	wanted   keySet // keys of rows that are not set aside
}

// Rest is what a sieve leaves to compare.
type Rest struct {
	Old, Now  []Place // rows of the older and of the newer file, in their order
	Unchanged int     // rows of the newer file that were set aside
}

// sieveRow is a row of the older file.
type sieveRow struct {
	keys [numSieved]uint32 // hashes; 0 for a blank key
	place
}

// sievePair is a row of the newer file that says the same as one of the older.
type sievePair struct {
	old uint32
	place
}

// place is a Place in twelve bytes.
type place struct {
	line  int32
	above uint16 // of the byte's number, what is above 32 bits
	known bool
	at    uint32
}

func placeOf(row *Row) place {
	known := row.At >= 0 && row.At>>48 == 0
	return place{line: int32(row.Line), above: uint16(row.At >> 32), known: known, at: uint32(row.At)}
}

func (p place) whole() Place {
	if !p.known {
		return Place{-1, int(p.line)}
	}
	return Place{int64(p.above)<<32 | int64(p.at), int(p.line)}
}

// The keys that a sieve looks at.
var sievedKeys = [...]Field{EmployeeNumber, Login, Email}

const numSieved = len(sievedKeys)

// NewSieve makes a sieve for two files whose columns are known. ok is false where rows can't be set aside: the columns
// differ, or columns or policy let rows matter to each other by more than their keys.
func NewSieve(old, now *File, p *Policy) (s *Sieve, ok bool) {
	s = &Sieve{hasher: newHasher(), known: make([]reread, knownSize)}
	s.old, s.now = newSifted(s, old, p), newSifted(s, now, p)
	return s, s.old.sameColumns(&s.now) && s.old.simple() && independent(p)
}

// independent tells whether nothing in a policy ties rows together, or demands what a row alone does not show.
func independent(p *Policy) bool {
	return len(p.Same)+len(p.Canaries)+len(p.Protected)+len(p.Administrators)+len(p.Required)+len(p.EmailRequired) == 0 &&
		p.Login.From == LoginAsGiven
}

// Old takes a row of the older file; all of them come before those of the newer one.
func (s *Sieve) Old(row *Row) {
	got := s.old.sift(row)
	if !got.clean {
		s.rest.Old = append(s.rest.Old, Place{row.At, row.Line})
		s.old.want(row, got)
		return
	}
	s.digests = append(s.digests, got.digest)
	s.rows = append(s.rows, sieveRow{got.keys, placeOf(row)})
}

// Now takes a row of the newer file.
func (s *Sieve) Now(row *Row) {
	if s.slots == nil {
		s.build()
	}
	if s.pair(row, s.now.digest(row)) {
		return
	}
	got := s.now.sift(row)
	if got.clean && s.pair(row, got.digest) {
		return
	}
	s.rest.Now = append(s.rest.Now, Place{row.At, row.Line})
	s.now.want(row, got)
}

// build lays out the digests. A digest's place and what its slot holds of it are the whole of it but for a bit. Of rows
// that say the same, the first is found; the others are left without a partner.
func (s *Sieve) build() {
	n := len(s.rows)
	size := 1 << bits.Len(uint(n+n/2))
	s.slots, s.shift = make([]uint64, size), 64-bits.Len(uint(size-1))
	s.low = 1<<bits.Len(uint(n)) - 1
	for i, d := range s.digests {
		if at := s.slot(d); s.slots[at] == 0 {
			s.slots[at] = d&^(s.low<<1|1) | uint64(i+1)
		}
	}
	s.digests = nil
}

// slot gives where a digest stands, or the empty slot where it would.
func (s *Sieve) slot(digest uint64) int {
	at := int(digest >> s.shift)
	for s.slots[at] != 0 && (s.slots[at]^digest)&^(s.low<<1|1) != 0 {
		at = (at + 1) & (len(s.slots) - 1)
	}
	return at
}

// pair finds the row that says the same as this one and has no partner yet.
func (s *Sieve) pair(row *Row, digest uint64) bool {
	if digest == 0 || len(s.rows) == 0 {
		return false
	}
	slot := &s.slots[s.slot(digest)]
	taken := s.low + 1
	if *slot == 0 || *slot&taken != 0 {
		return false
	}
	s.pairs = append(s.pairs, sievePair{uint32(*slot&s.low - 1), placeOf(row)})
	*slot |= taken
	return true
}

// Rest gives what is left once both files were read.
func (s *Sieve) Rest() Rest {
	s.slots, s.out = nil, make([]bool, len(s.rows))
	paired := make([]bool, len(s.rows))
	for _, p := range s.pairs {
		paired[p.old] = true
	}
	for i := range s.rows {
		if !paired[i] {
			s.take(i)
		}
	}
	s.wantShared()
	for again := true; again; {
		again = false
		for i := range s.rows {
			if !s.out[i] && s.wanted.hasAny(&s.rows[i].keys) {
				s.take(i)
				again = true
			}
		}
	}
	for _, p := range s.pairs {
		if s.out[p.old] {
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

// take leaves a row of the older file to be looked at; its partner, where it has one, goes with it.
func (s *Sieve) take(i int) {
	s.out[i] = true
	s.rest.Old = append(s.rest.Old, s.rows[i].whole())
	s.wanted.addKeys(s.rows[i].keys)
}

// wantShared wants the keys that several rows of the older file have: those whose bit was set before, where they are
// counted more than once.
func (s *Sieve) wantShared() {
	seen := make([]uint64, 1<<(bits.Len(uint(len(s.rows)))+2)) // some 85 bits a key
	mask := uint32(len(seen)*64 - 1)
	var twice keySet
	for i := range s.rows {
		for _, k := range s.rows[i].keys {
			if bit := uint64(1) << (k % 64); k != 0 && seen[k&mask/64]&bit != 0 {
				twice.add(k)
			} else {
				seen[k&mask/64] |= bit
			}
		}
	}
	count := map[uint32]int{}
	for i := range s.rows {
		for _, k := range s.rows[i].keys {
			if twice.has(k) {
				if count[k]++; count[k] == 2 {
					s.wanted.add(k)
				}
			}
		}
	}
}
