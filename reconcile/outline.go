package reconcile

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"iter"
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
	// Outlines gives all accounts in pages, in ID order from page to page. A page is valid until the next one.
	Outlines(ctx context.Context) iter.Seq2[*OutlinePage, error]
}

// OutlinePage is some accounts of a roster.
type OutlinePage struct {
	Outlines []byte  // one after the other
	Without  []int64 // IDs of the accounts that have none
}

// outline is an outline taken apart.
type outline struct {
	id     int64
	flags  uint32
	share  [NumFields]uint64         // hash of each value; 0 where it is blank
	folded [len(outlinedKeys)]uint64 // see hashFolded
}

// unoutlined are the fields that no file compares and no policy looks at.
const unoutlined = fieldSet(1<<Password | 1<<MustChange | 1<<PendingEmail)

// The flags of an outline are the fields that are not blank and these.
const (
	hasAttrs   = 1 << 30
	hasFormer  = 1 << 31
	otherForm  = 1 << 24 // of the first key, and of the next ones the bits above: its folded form is not as it is written
	outlineMin = 12      // bytes of an outline of nothing
)

var outlinedKeys = [...]Field{byNumber: EmployeeNumber, byLogin: Login, byEmail: Email}

// Append appends the outline of an account. Accounts that differ have the same only where they differ in what no file
// compares, in attributes or in former logins.
func (o *Outliner) Append(b []byte, a *Account) []byte {
	at := len(b) + 8
	b = append(binary.LittleEndian.AppendUint64(b, uint64(a.ID)), 0, 0, 0, 0)
	flags := uint32(0)
	for f, v := range a.Values {
		if v != "" && !unoutlined.has(Field(f)) {
			flags |= 1 << f
			b = binary.LittleEndian.AppendUint64(b, sum(&o.x.hasher, v))
		}
	}
	for k, f := range outlinedKeys {
		if v := a.Values[f]; v != "" && Fold(v) != v {
			flags |= otherForm << k
			b = binary.LittleEndian.AppendUint64(b, o.x.hashFolded(v))
		}
	}
	if len(a.Attrs) > 0 {
		flags |= hasAttrs
	}
	if len(a.Former) > 0 {
		flags |= hasFormer
	}
	binary.LittleEndian.PutUint32(b[at:], flags)
	return b
}

// read takes the first outline of b and gives the rest; ok is false where that is none.
func (o *outline) read(b []byte) (rest []byte, ok bool) {
	if len(b) < outlineMin {
		return nil, false
	}
	*o = outline{id: int64(binary.LittleEndian.Uint64(b)), flags: binary.LittleEndian.Uint32(b[8:])}
	b = b[outlineMin:]
	next := func() (h uint64) {
		if ok = len(b) >= 8; ok {
			h, b = binary.LittleEndian.Uint64(b), b[8:]
		}
		return h
	}
	ok = true
	for f := range o.share {
		if o.flags&(1<<f) != 0 {
			if o.share[f] = next(); !ok {
				return nil, false
			}
		}
	}
	for k, f := range outlinedKeys {
		switch {
		case o.flags&(otherForm<<k) != 0:
			if o.folded[k] = next(); !ok {
				return nil, false
			}
		case o.flags&(1<<f) != 0:
			o.folded[k] = o.share[f] | 1
		}
	}
	return b, true
}
