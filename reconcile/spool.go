package reconcile

import (
	"bytes"
	"cmp"
	"context"
	"iter"
	"slices"
)

// spool keeps the changes of a plan in the making as bytes, until all are known and can be put in order.
type spool struct {
	entries []entry
	chunk   []byte // room for the next records
	scratch []byte
}

// entry is one change in the spool.
type entry struct {
	record  []byte // folded key with its length, then the change as AppendChange writes it
	ord     int32  // the account's ordinal, -1 for none
	line    int32  // of the row; 0 for somebody absent
	action  Action
	effects effects
	changed fieldSet // fields changed, attributes from bit attrBit on
	hold    *Reason  // set when the change turned out to be one to hold
}

// effects are what the guardrails count of one change.
type effects uint16

const (
	takesAdmin effects = 1 << iota // an active administrator is deactivated or demoted
	givesAdmin                     // somebody becomes an active administrator
	raises                         // ... by this change, not by coming back
	keyForm                        // a key is the same but written differently
	startsOut                      // added deactivated
	stated                         // deactivated by the status column or an undo, not by absence
	needsLogin                     // added without a login; one is given when all are known
	mailOnly                       // added by a row whose only key is an e-mail
	otherZeros                     // a key changes by its leading zeros only
	undoes                         // takes back what a run did
)

const attrBit = Field(20)

const chunkSize = 1 << 20

// add keeps a change; the entry given back is valid until the next one is added.
func (s *spool) add(c *Change, ord int, e effects) *entry {
	s.entries = append(s.entries, entry{ord: int32(ord), line: int32(c.Line), action: c.Action, effects: e, changed: changedSet(c)})
	last := &s.entries[len(s.entries)-1]
	last.record = s.record(c)
	return last
}

// record writes the bytes of one change where they can stay.
func (s *spool) record(c *Change) []byte {
	s.scratch = AppendChange(appendString(s.scratch[:0], Fold(c.Key)), c)
	if len(s.scratch) > cap(s.chunk)-len(s.chunk) {
		s.chunk = make([]byte, 0, max(chunkSize, len(s.scratch)))
	}
	start := len(s.chunk)
	s.chunk = append(s.chunk, s.scratch...)
	return s.chunk[start:len(s.chunk):len(s.chunk)]
}

func changedSet(c *Change) (set fieldSet) {
	if c.Action == Add || c.Action == Hold {
		return 0
	}
	for _, f := range c.Fields {
		if f.Field == Attribute {
			set.add(attrBit)
		} else {
			set.add(f.Field)
		}
	}
	return set
}

// parts gives the entry's folded key, and its change as AppendChange wrote it.
func (e *entry) parts() (key, change []byte) {
	d := decoder{b: e.record}
	n := d.count()
	return d.b[d.at : d.at+n], d.b[d.at+n:]
}

// key gives the entry's folded key.
func (e *entry) key() []byte {
	key, _ := e.parts()
	return key
}

// final is the action the entry ends with.
func (e *entry) final() Action {
	if e.hold != nil {
		return Hold
	}
	return e.action
}

// wanted gives the entry's change as its row wanted it.
func (e *entry) wanted(m *Decoder) (*Change, error) {
	d := newDecoder(e.record)
	d.string()
	return d.change(m)
}

// change gives the entry's change as it ends.
func (e *entry) change() (*Change, error) {
	c, err := e.wanted(&Decoder{})
	if err == nil && e.hold != nil {
		if e.effects&undoes != 0 {
			c.leaveAll("conflict-" + e.hold.Code)
		}
		c.Action, c.Fields, c.Why = Hold, nil, *e.hold
	}
	return c, err
}

// sort puts the entries into the order of a plan.
func (s *spool) sort() {
	slices.SortFunc(s.entries, func(a, b entry) int {
		if c := cmp.Compare(a.final(), b.final()); c != 0 {
			return c
		}
		if c := bytes.Compare(a.key(), b.key()); c != 0 {
			return c
		}
		if c := cmp.Compare(a.ord, b.ord); c != 0 {
			return c
		}
		return cmp.Compare(a.line, b.line)
	})
}

// changes gives the changes from one action to another.
func (s *spool) changes(ctx context.Context, from, to Action) iter.Seq2[*Change, error] {
	return func(yield func(*Change, error) bool) {
		for i := range s.entries {
			if a := s.entries[i].final(); a < from || a > to {
				continue
			}
			c, err := s.entries[i].change()
			if err == nil && i%BlockSize == 0 {
				err = ctx.Err()
			}
			if !yield(c, err) || err != nil {
				return
			}
		}
	}
}

// blocks gives the changes cut into blocks. Only those that turned out to be holds are written anew.
func (s *spool) blocks(ctx context.Context) iter.Seq2[*Block, error] {
	return func(yield func(*Block, error) bool) {
		cut := cutter[[]byte]{yield: yield}
		for i := range s.entries {
			e := &s.entries[i]
			key, change := e.parts()
			var err error
			if i%BlockSize == 0 {
				err = ctx.Err()
			}
			if e.hold != nil && err == nil {
				change, err = e.held()
			}
			if err != nil {
				yield(nil, err)
				return
			}
			b := cut.room(e.final(), key)
			if b == nil {
				return
			}
			b.Data = append(b.Data, change...)
		}
		cut.flush()
	}
}

// held writes the hold that the entry ends as.
func (e *entry) held() ([]byte, error) {
	c, err := e.change()
	if err != nil {
		return nil, err
	}
	return AppendChange(nil, c), nil
}
