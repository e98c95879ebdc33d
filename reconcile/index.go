package reconcile

import (
	"context"
	"math/bits"
	"strings"
)

// Index is the roster as a file's rows are held against it: a few dozen bytes an account. An account is known by its
// place in ID order, its ordinal; whole accounts are asked of the Roster only where something differs. It may be kept
// and used again for the same policy and columns (IndexFor), once it was moved to where the roster is now.
type Index struct {
	hasher   hasher
	ids      ids
	digest   []uint64 // over the fields the file governs
	state    []state
	line     []int32  // of the first row found to be this account, else of a rejected one that names it alone; 0 for none
	unit     []uint32 // the company and group
	units    []unit   // by number
	unitOf   map[unit]uint32
	interned map[string]uint32
	names    []string // by interned number
	keys     [numKeys]keyTable
	former   map[uint64]int32 // folded logins given up, hashed
	seen     keyTable         // rows that said what their account holds, hashed
	pending  prints           // rows that a plan's changes were made from
	scratch  []byte
}

// The keys that accounts are found by, besides the ID.
const (
	byNumber = iota
	byLogin
	byEmail
	byName // first and last name; filled only where a file may have rows without any other key
	numKeys
)

// unit is a company and a group that somebody has, as interned numbers: there are few beside the people in them.
type unit struct{ Company, Group uint32 }

// state is what the index knows of an account besides its keys.
type state uint16

const (
	isActive    state = 1 << iota // not deactivated
	isInScope                     // matches the policy's scope
	isProtected                   // no file touches it
	isAdmin                       // has a privileged role
	byPresence                    // deactivated, and presence brings it back
	wasNamed                      // a row that is rejected or held could be this account
	isTwice                       // two rows are this account
	isWhole                       // it leaves with everybody of its company or group
	isCanary                      // must be in every file
	isDecided                     // its first row left a change, a hold or a rejection
	isOwn                         // of whoever makes the plan
)

func newIndex(h hasher) *Index {
	return &Index{hasher: h, interned: map[string]uint32{}, unitOf: map[unit]uint32{}, former: map[uint64]int32{}}
}

// buildIndex reads the roster once.
func buildIndex(ctx context.Context, r Roster, rules *rules, cols *columns) (*Index, error) {
	if o, ok := newOutlining(r, rules, cols); ok {
		if x, err := o.index(ctx); x != nil || err != nil {
			return x, err
		}
	}
	x := newIndex(newHasher())
	if s, ok := r.(*soles); ok {
		x.expect(len(s.places))
	}
	for a, err := range r.Accounts(ctx) {
		if err != nil {
			return nil, err
		}
		x.add(a, rules, cols)
	}
	return x, nil
}

// add makes room for an account whose ID is above all others, and puts it there.
func (x *Index) add(a *Account, rules *rules, cols *columns) {
	x.room(a.ID, cols)
	x.put(x.ids.len()-1, a, rules, cols)
}

func (x *Index) room(id int64, cols *columns) {
	x.ids.add(id)
	x.digest = append(x.digest, 0)
	x.state = append(x.state, 0)
	x.line = append(x.line, 0)
	x.unit = append(x.unit, 0)
	x.seen.hash = append(x.seen.hash, 0)
	for k := range x.keys {
		if k != byName || cols.mayLackKeys {
			x.keys[k].hash = append(x.keys[k].hash, 0)
		}
	}
}

// put notes an account as it is now.
func (x *Index) put(ord int, a *Account, rules *rules, cols *columns) {
	x.digest[ord] = x.accountDigest(a, cols)
	x.state[ord] = rules.stateOf(a)
	x.unit[ord] = x.unitNumber(unit{x.intern(a.Values[Company]), x.intern(a.Values[Group])})
	for k, v := range [...]string{byNumber: a.Values[EmployeeNumber], byLogin: a.Values[Login], byEmail: a.Values[Email]} {
		x.keys[k].hash[ord] = x.hashFolded(v)
	}
	if cols.mayLackKeys {
		x.keys[byName].hash[ord] = x.hashFolded(a.Name())
	}
	for _, login := range a.Former {
		x.former[x.hashFolded(login)] = int32(ord)
	}
}

// dropSlots lets go of what can be laid out again, after hashes changed or where memory is wanted for more.
func (x *Index) dropSlots() {
	x.seen.drop()
	for k := range x.keys {
		x.keys[k].drop()
	}
}

func (x *Index) intern(s string) uint32 {
	n, ok := x.interned[s]
	if ok {
		return n
	}
	if n, ok = x.interned[Fold(s)]; !ok {
		n, s = uint32(len(x.names)), strings.Clone(s) // s may be a part of much more
		x.interned[Fold(s)], x.interned[s] = n, n
		x.names = append(x.names, s)
	}
	return n
}

func (x *Index) unitNumber(u unit) uint32 {
	n, ok := x.unitOf[u]
	if !ok {
		n = uint32(len(x.units))
		x.unitOf[u] = n
		x.units = append(x.units, u)
	}
	return n
}

// ordinal gives the place of the account with this ID, -1 where there is none.
func (x *Index) ordinal(id int64) int { return x.ids.find(id) }

// hashFolded hashes a key in its folded form; a blank key hashes to 0 and no other does.
func (x *Index) hashFolded(key string) uint64 {
	if key == "" {
		return 0
	}
	if !plain(key) {
		return sum(&x.hasher, Fold(key)) | 1
	}
	return hashPlain(x, key)
}

// hashKey is hashFolded of canonical bytes.
func (x *Index) hashKey(key []byte) uint64 {
	if len(key) == 0 {
		return 0
	}
	for _, c := range key {
		if c < ' ' || c > '~' {
			return x.hashFolded(string(key))
		}
	}
	return hashPlain(x, key)
}

// hashPlain hashes a key of printable ASCII without allocating.
func hashPlain[T string | []byte](x *Index, key T) uint64 {
	x.scratch = append(x.scratch[:0], key...)
	for i, c := range x.scratch {
		if 'A' <= c && c <= 'Z' {
			x.scratch[i] += 'a' - 'A'
		}
	}
	return sum(&x.hasher, x.scratch) | 1
}

// hashFoldedPlain is hashPlain of a key whose sum as it is written is known.
func (x *Index) hashFoldedPlain(key []byte, sum uint64) uint64 {
	if hasCapital(key) {
		return hashPlain(x, key)
	}
	return sum | 1
}

// part is one field's share of a digest; shares are added up, so that blank fields cost and weigh nothing.
func (x *Index) part(value []byte, weight uint64) uint64 {
	if len(value) == 0 {
		return 0
	}
	hi, lo := bits.Mul64(sum(&x.hasher, value), weight)
	return hi ^ lo
}

func (x *Index) partOf(value string, weight uint64) uint64 {
	if value == "" {
		return 0
	}
	hi, lo := bits.Mul64(sum(&x.hasher, value), weight)
	return hi ^ lo
}

// accountDigest is the digest of an account over the columns the file has.
func (x *Index) accountDigest(a *Account, cols *columns) (d uint64) {
	for i := range cols.list {
		c := &cols.list[i]
		switch c.Field {
		case Attribute:
			d += x.partOf(a.Attrs.Get(c.Attr), c.weight)
		case FullName:
			d += x.partOf(a.Name(), c.weight)
		case Password, ID:
		default:
			d += x.partOf(a.Values[c.Field], c.weight)
		}
	}
	return d
}

// memberDigest is the digest of what a row says over the same columns.
func (x *Index) memberDigest(m *member, cols *columns) (d uint64) {
	for i := range cols.list {
		c := &cols.list[i]
		switch c.Field {
		case Attribute:
			d += x.part(m.attrs[c.attr].value, c.weight)
		case FullName:
			d += x.part(m.fullName, c.weight)
		case Password, ID:
		default:
			d += x.part(m.values[c.Field], c.weight)
		}
	}
	return d
}
