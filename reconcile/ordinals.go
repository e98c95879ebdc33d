package reconcile

// ordinals is a set of accounts, a bit for each: small enough to be near at hand while rows come in any order.
type ordinals []uint64

func newOrdinals(accounts int) ordinals { return make(ordinals, (accounts+63)/64) }

func (s ordinals) has(ord int) bool { return s[ord/64]&(1<<(ord%64)) != 0 }
func (s ordinals) add(ord int)      { s[ord/64] |= 1 << (ord % 64) }
func (s ordinals) remove(ord int)   { s[ord/64] &^= 1 << (ord % 64) }
