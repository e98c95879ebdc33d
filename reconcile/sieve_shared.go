package reconcile

// findShared finds the keys that several rows of the older file have. The hashes of each kind of key are put into parts
// by their upper bits, so that what is looked up of one is in the cache.
func (s *Sieve) findShared() {
	s.texts = slots{}
	parted := make([]uint32, s.rows.n)
	var t twofold
	for kind := range sievedKeys {
		ends := s.part(kind, parted)
		from := uint32(0)
		for _, end := range ends {
			t.find(parted[from:end], &s.shared)
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
	for _, rows := range s.rows.parts() {
		for i := range rows {
			k := rows[i].keys[kind]
			next := &ends[k>>(32-partBits)]
			parted[*next] = k
			*next++
		}
	}
	return ends
}

// twofold finds hashes that come more than once. Of most it is enough to see that no other one has set their bit.
type twofold struct {
	met         [1 << 11]uint64
	maybe, once keyHashes
}

// find adds those that come more than once, 0 aside.
func (t *twofold) find(hashes []uint32, shared *keySet) {
	clear(t.met[:])
	t.maybe.clear()
	for _, k := range hashes {
		word, bit := &t.met[k/64%uint32(len(t.met))], uint64(1)<<(k%64)
		if *word&bit != 0 {
			t.maybe.add(k)
		}
		*word |= bit
	}
	if t.maybe.n == 0 {
		return
	}
	t.once.clear()
	for _, k := range hashes {
		if *t.maybe.slot(k) == k && !t.once.add(k) {
			shared.add(k)
		}
	}
}
