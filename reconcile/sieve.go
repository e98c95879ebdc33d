package reconcile

import (
	"math"
	"slices"
)

// Sieve finds, of two member files, the rows that a comparison has to look at. Most rows stand in both files and say
// the same; each costs a few hashes here, and nothing in Diff. Where the files are alike, most rows of the newer one are
// known by their text and not even cut into cells.
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
	rows     list[sieveRow] // of the older file, with nothing wrong
	texts    slots          // rows by their digests
	pairs    list[pair]     // rows that say the same in both files
	missed   list[sieveRow] // rows of the newer file that are not known by their texts, with nothing wrong
	touched  uint64
	rest     Rest
	wanted   keySet                      // keys of rows that are not set aside
	parts    [numSieved][numParts]uint32 // how many keys of the older file's rows are in each part
	shared   keySet                      // keys that a row of the older file has and that another one of it has or could have
}

// Rest is what a sieve leaves to compare.
type Rest struct {
	Old, Now  []Place // rows of the older and of the newer file, in their order
	Sole      []Place // rows of the older file besides, each of which is an account like no other: see Roster
	Unchanged int     // rows of the newer file that were set aside
}

// sieveRow is a row with nothing wrong.
type sieveRow struct {
	sieved
	place
}

// pair is a row of the newer file and the one of the older that says the same, by its number among them.
type pair struct {
	old uint32
	place
}

// place is a Place in eight bytes; what stands after the first four gigabytes of a file is found by its line.
type place struct {
	line int32
	at   uint32
}

const farAway = math.MaxUint32

func placed(at Place) place {
	if at.At < 0 || at.At > farAway {
		return place{int32(at.Line), farAway}
	}
	return place{int32(at.Line), uint32(at.At)}
}

func (p place) whole() Place {
	if p.at == farAway {
		return Place{-1, int(p.line)}
	}
	return Place{int64(p.at), int(p.line)}
}

// The keys that a sieve looks at.
var sievedKeys = [...]Field{EmployeeNumber, Login, Email}

const numSieved = len(sievedKeys)

// NewSieve makes a sieve for two files whose columns are known; alike tells that the same text is the same row in both.
// ok is false where rows can't be set aside: the columns differ, or columns or policy let rows matter to each other by
// more than their keys.
func NewSieve(old, now *File, p *Policy, alike bool) (s *Sieve, ok bool) {
	s = &Sieve{hasher: newHasher()}
	known := newRereads()
	s.old, s.now = newSifted(s, old, p, known), newSifted(s, now, p, known)
	s.old.byText = alike
	return s, s.old.sameColumns(&s.now) && s.old.simple() && independent(p)
}

// independent tells whether nothing in a policy ties rows together, or demands what a row alone does not show.
func independent(p *Policy) bool {
	return len(p.Same)+len(p.Canaries)+len(p.Protected)+len(p.Administrators)+len(p.Required)+len(p.EmailRequired) == 0 &&
		p.Login.From == LoginAsGiven
}

// Old takes a row of the older file; all of them come before those of the newer one.
func (s *Sieve) Old(row *Row) {
	if got := s.old.keep(row, &s.rows, &s.rest.Old, &s.shared); got != nil {
		s.count(&got.keys)
	}
}

// Expect hashes the texts of some rows of the newer file. What Known will look at for them is in the cache by then.
func (s *Sieve) Expect(lines [][]byte, prints []uint64) {
	if s.texts.at == nil {
		s.layOut()
	}
	for i, line := range lines {
		prints[i] = sumLong(&s.hasher, line)
	}
	s.bringNear(prints)
}

// Known takes rows of the newer file by their texts alone, where the same text was a row of the older one that has no
// partner yet: then nothing else need be known of it. A text must be the same row in either file.
func (s *Sieve) Known(prints []uint64, at []Place) int {
	for i, print := range prints {
		slot := s.texts.find(print)
		if *slot == 0 || s.texts.isTaken(*slot) {
			return i
		}
		s.pairs.add(pair{uint32(s.texts.row(*slot)), placed(at[i])})
		s.texts.take(slot)
	}
	return len(prints)
}

// bringNear has what will be looked at for some rows in the cache.
func (s *Sieve) bringNear(prints []uint64) {
	for _, p := range prints {
		s.touched += s.texts.at[s.texts.place(p)]
	}
}

// layOut makes the older file's rows known by their digests. Of rows with the same one, the first is.
func (s *Sieve) layOut() {
	s.texts = newSlots(s.rows.n, s.rows.n)
	clear(s.texts.at) // or each page of it would be handed out twice: to be read, and then to be written
	var soon [soonPut]uint64
	for from, rows := range s.rows.parts() {
		for few := range slices.Chunk(rows, soonPut) {
			for i := range few {
				soon[i] = few[i].says()
			}
			s.bringNear(soon[:len(few)])
			for _, digest := range soon[:len(few)] {
				s.texts.put(digest, from)
				from++
			}
		}
	}
}

// soonPut is how many rows are looked for together, so that the cache is not waited for one by one.
const soonPut = 32

// Now takes any other row of the newer file.
func (s *Sieve) Now(row *Row) { s.now.keep(row, &s.missed, &s.rest.Now, &s.wanted) }

// keep puts a row among those with nothing wrong, which it then gives, or else among the rest and its keys among those given.
func (d *sifted) keep(row *Row, rows *list[sieveRow], rest *[]Place, keys *keySet) *sieveRow {
	at := Place{row.At, row.Line}
	got, clean := d.sift(row)
	if !clean {
		*rest = append(*rest, at)
		d.addAny(row, keys)
		return nil
	}
	rows.add(sieveRow{got, placed(at)})
	return rows.at(rows.n - 1)
}
