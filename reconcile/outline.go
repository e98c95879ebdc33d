package reconcile

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"iter"
	"math/bits"
)

// Outliner makes outlines of an organisation's accounts. An outline is what an index needs of an account, in a hundred
// bytes or so, whatever the file and the policy: a hash of each value and of each key. A roster keeps it with the account.
type Outliner struct{ x Index }

// NewOutliner makes an outliner. The hashes are keyed with the organisation's secret, so that nobody who does not know it
// can prepare values that collide.
func NewOutliner(secret []byte) *Outliner {
	mac := hmac.New(sha256.New, secret)
	mac.Write([]byte("outline 1"))
	key := mac.Sum(nil)
	return &Outliner{Index{hasher: hasher{binary.LittleEndian.Uint64(key), binary.LittleEndian.Uint64(key[8:])}}}
}

// Outlined is a roster that keeps outlines.
type Outlined interface {
	Roster
	// Outliner gives what the outlines were made with.
	Outliner() *Outliner
	// Outlines gives the outlines of all accounts in pages, in ID order from page to page. A page is valid until the next
	// one.
	Outlines(ctx context.Context) iter.Seq2[*OutlinePage, error]
}

// OutlinePage is some accounts of a roster.
type OutlinePage struct {
	Accounts int     // where it is the first: how many accounts there are
	Outlines []byte  // one after the other, and what changes made of them (see Merge)
	Without  []int64 // IDs of accounts whose outlines, here and in later pages, are not theirs, or that have none; going up
}

// outline is an outline taken apart, or what a change made of one.
type outline struct {
	id     int64
	flags  uint32
	part   fieldSet                  // the fields that a change sets; none: it is a whole outline
	share  [NumFields]uint64         // hash of each value; 0 where it is blank
	folded [len(outlinedKeys)]uint64 // see hashFolded
}

// unoutlined are the fields that no file compares and no policy looks at.
const unoutlined = fieldSet(1<<Password | 1<<MustChange | 1<<PendingEmail)

// The flags of an outline are the fields that are not blank and these.
const (
	hasAttrs   = 1 << 30
	hasFormer  = 1 << 31
	isPart     = 1 << 29 // of some fields only, which follow
	otherForm  = 1 << 24 // of the first key, and of the next ones the bits above: its folded form is not as it is written
	otherForms = otherForm | otherForm<<1 | otherForm<<2
	outlineMin = 12 // bytes of an outline of nothing
)

var outlinedKeys = [...]Field{byNumber: EmployeeNumber, byLogin: Login, byEmail: Email}

// Append appends the outline of an account. Accounts that differ have the same only where they differ in what no file
// compares, in attributes or in former logins.
func (o *Outliner) Append(b []byte, a *Account) []byte {
	flags := uint32(0)
	if len(a.Attrs) > 0 {
		flags |= hasAttrs
	}
	if len(a.Former) > 0 {
		flags |= hasFormer
	}
	return o.append(b, a.ID, flags, 0, &a.Values)
}

// AppendChange appends what a change makes of its account's outline. The change must be of values alone, not of attributes
// or former logins.
func (o *Outliner) AppendChange(b []byte, c *Change) []byte {
	var now Values
	var set fieldSet
	for _, f := range c.Fields {
		now[f.Field] = f.New
		set.add(f.Field)
	}
	if set &^= unoutlined; set == 0 {
		return b
	}
	return o.append(b, c.ID, isPart, set, &now)
}

func (o *Outliner) append(b []byte, id int64, flags uint32, part fieldSet, values *Values) []byte {
	at := len(b) + 8
	b = append(binary.LittleEndian.AppendUint64(b, uint64(id)), 0, 0, 0, 0)
	if part != 0 {
		b = binary.LittleEndian.AppendUint32(b, uint32(part))
	}
	for f, v := range values {
		if v != "" && !unoutlined.has(Field(f)) {
			flags |= 1 << f
			b = binary.LittleEndian.AppendUint64(b, sum(&o.x.hasher, v))
		}
	}
	for k, f := range outlinedKeys {
		if v := values[f]; v != "" && !isFolded(v) {
			flags |= otherForm << k
			b = binary.LittleEndian.AppendUint64(b, o.x.hashFolded(v))
		}
	}
	binary.LittleEndian.PutUint32(b[at:], flags)
	return b
}

// read takes the first outline of b and gives the rest; ok is false where that is none.
func (l *outline) read(b []byte) (rest []byte, ok bool) {
	if len(b) < outlineMin {
		return nil, false
	}
	*l = outline{id: int64(binary.LittleEndian.Uint64(b)), flags: binary.LittleEndian.Uint32(b[8:])}
	size := 8 * bits.OnesCount32(l.flags&(1<<NumFields-1|otherForms))
	if b = b[outlineMin:]; l.flags&isPart != 0 {
		if len(b) < 4 {
			return nil, false
		}
		l.part, b = fieldSet(binary.LittleEndian.Uint32(b)), b[4:]
	}
	if len(b) < size || l.part == 0 && l.flags&isPart != 0 {
		return nil, false
	}
	hashes := b[:size]
	next := func() (h uint64) {
		h, hashes = binary.LittleEndian.Uint64(hashes), hashes[8:]
		return h
	}
	for left := l.flags & (1<<NumFields - 1); left != 0; left &= left - 1 {
		l.share[bits.TrailingZeros32(left)] = next()
	}
	for k, f := range outlinedKeys {
		switch {
		case l.flags&(otherForm<<k) != 0:
			l.folded[k] = next()
		case l.flags&(1<<f) != 0:
			l.folded[k] = l.share[f] | 1
		}
	}
	return b[size:], true
}
