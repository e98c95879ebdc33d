package reconcile

// keySet holds hashes of keys; most of those asked for are not in it. 0 never is.
type keySet struct {
	bits []uint64 // of hashes that may be in it: most others are turned away here
	keyHashes
}

const keySetBits = 1 << 22

// add takes a hash in.
func (s *keySet) add(k uint32) {
	if k == 0 {
		return
	}
	if s.bits == nil {
		s.bits = make([]uint64, keySetBits/64)
	}
	s.bits[k%keySetBits/64] |= 1 << (k % 64)
	s.keyHashes.add(k)
}

func (s *keySet) addAll(hashes *keyHashes) {
	for _, k := range hashes.all {
		s.add(k)
	}
}

func (s *keySet) addKeys(keys [numSieved]uint32) {
	for _, k := range keys {
		s.add(k)
	}
}

func (s *keySet) has(k uint32) bool {
	return s.bits != nil && s.bits[k%keySetBits/64]>>(k%64)&1 == 1 && *s.slot(k) == k
}

func (s *keySet) hasAny(keys *[numSieved]uint32) bool {
	for _, k := range keys {
		if s.has(k) {
			return true
		}
	}
	return false
}

// keyHashes are hashes other than 0, each once.
type keyHashes struct {
	all []uint32 // at their lower bits, or after whoever stands there
	n   int
}

// add tells whether the hash is new.
func (s *keyHashes) add(k uint32) bool {
	if 2*s.n >= len(s.all) {
		s.grow()
	}
	slot := s.slot(k)
	if *slot == k {
		return false
	}
	*slot = k
	s.n++
	return true
}

func (s *keyHashes) grow() {
	before := s.all
	s.all = make([]uint32, max(1<<10, 2*len(before)))
	for _, k := range before {
		if k != 0 {
			*s.slot(k) = k
		}
	}
}

// slot gives where a hash stands, or the empty slot where it would.
func (s *keyHashes) slot(k uint32) *uint32 {
	at := int(k) & (len(s.all) - 1)
	for s.all[at] != 0 && s.all[at] != k {
		at = (at + 1) & (len(s.all) - 1)
	}
	return &s.all[at]
}

// clear lets go of all.
func (s *keyHashes) clear() {
	clear(s.all)
	s.n = 0
}
