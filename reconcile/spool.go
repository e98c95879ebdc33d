package reconcile

import (
	"cmp"
	"encoding/binary"
	"slices"
)

// spool keeps the changes of a plan in the making as bytes, until all are known and can be put in order. What is more
// than some megabytes goes to its scratch.
type spool struct {
	entries []entry
	reasons []Reason // of entries that turned out to be ones to hold
	runs    []run
	last    []int32 // the entries whose records were written into the last run
	text    []byte  // room for one record
	outside
}

// entry is one change in the spool. There may be millions of them.
type entry struct {
	run     uint32 // where its record stands
	at      uint32 // in that run
	size    uint32
	ord     int32    // the account's ordinal, -1 for none
	line    int32    // of the row; 0 for somebody absent
	changed fieldSet // fields changed, attributes from bit attrBit on
	hold    int32    // from 1, which of the reasons, when the change turned out to be one to hold
	effects effects
	action  Action
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

// add keeps a change.
func (s *spool) add(c *Change, ord int, e effects) {
	s.entries = append(s.entries, entry{ord: int32(ord), line: int32(c.Line), action: c.Action, effects: e, changed: changedSet(c)})
	s.put(len(s.entries)-1, c)
}

// put writes the record of an entry, where it can stay: folded key with its length, then the change as AppendChange
// writes it.
func (s *spool) put(i int, c *Change) {
	s.text = AppendChange(appendString(s.text[:0], Fold(c.Key)), c)
	r := s.room(len(s.text))
	e := &s.entries[i]
	e.run, e.at, e.size = uint32(len(s.runs)-1), uint32(len(r.records)), uint32(len(s.text))
	r.records = append(r.records, s.text...)
	if s.scratch != nil {
		s.last = append(s.last, int32(i))
	}
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

// parts gives a record's folded key, and its change.
func parts(record []byte) (key, change []byte) {
	n, at := binary.Uvarint(record)
	return record[at : at+int(n)], record[at+int(n):]
}

// isHeld tells whether the change turned out to be one to hold.
func (e *entry) isHeld() bool { return e.hold > 0 }

// hold makes an entry's change one to hold.
func (s *spool) hold(e *entry, why Reason) {
	s.reasons = append(s.reasons, why)
	e.hold = int32(len(s.reasons))
}

// final is the action the entry ends with.
func (e *entry) final() Action {
	if e.isHeld() {
		return Hold
	}
	return e.action
}

// wanted gives an entry's change as its row wanted it.
func (s *spool) wanted(e *entry, m *Decoder) (*Change, error) {
	record, err := s.record(e)
	if err != nil {
		return nil, err
	}
	return decodeRecord(record, m)
}

func decodeRecord(record []byte, m *Decoder) (*Change, error) {
	d := newDecoder(record)
	d.string()
	return d.change(m)
}

// change gives an entry's change as it ends.
func (s *spool) change(e *entry) (*Change, error) {
	c, err := s.wanted(e, &Decoder{})
	return s.ended(e, c), err
}

// ended makes of a change as its row wanted it what it ends as.
func (s *spool) ended(e *entry, c *Change) *Change {
	if c == nil || !e.isHeld() {
		return c
	}
	why := s.reasons[e.hold-1]
	if e.effects&undoes != 0 {
		c.leaveAll("conflict-" + why.Code)
	}
	c.Action, c.Fields, c.Why = Hold, nil, why
	return c
}

// sort puts the entries into the order of a plan: those in memory first, and then those of each run outside, each for
// itself. The error is of reading, now or at any time before.
func (s *spool) sort() error {
	for i := range s.entries { // what turned out to be a hold stands in its run as something else
		if e := &s.entries[i]; e.isHeld() && !s.inMemory(e) {
			c, err := s.change(e)
			if err != nil {
				return err
			}
			s.put(i, c)
			e.action, e.hold = Hold, 0
		}
	}
	in := 0
	for i := range s.entries {
		if s.inMemory(&s.entries[i]) {
			s.entries[in], s.entries[i] = s.entries[i], s.entries[in]
			in++
		}
	}
	s.sortInMemory(s.entries[:in])
	slices.SortFunc(s.entries[in:], func(a, b entry) int { return cmp.Or(cmp.Compare(a.run, b.run), cmp.Compare(a.at, b.at)) })
	return s.failed
}

// sortInMemory puts the first entries, which are in memory, into the order of a plan.
func (s *spool) sortInMemory(entries []entry) {
	numbers := make([]int32, len(entries))
	for i := range numbers {
		numbers[i] = int32(i)
	}
	s.inOrder(numbers)
	sorted := make([]entry, len(entries))
	for i, n := range numbers {
		sorted[i] = entries[n]
	}
	copy(entries, sorted)
}

// inOrder puts the numbers of entries in memory into the order of a plan. The first bytes of their keys, as one number,
// tell most of them apart.
func (s *spool) inOrder(numbers []int32) {
	type numbered struct {
		first  uint64
		number int32
		action Action
	}
	them := make([]numbered, len(numbers))
	for i, n := range numbers {
		e := &s.entries[n]
		var first [8]byte
		copy(first[:], s.key(e))
		them[i] = numbered{binary.BigEndian.Uint64(first[:]), n, e.final()}
	}
	slices.SortFunc(them, func(a, b numbered) int {
		if a.action != b.action || a.first != b.first {
			return cmp.Or(cmp.Compare(a.action, b.action), cmp.Compare(a.first, b.first))
		}
		x, y := &s.entries[a.number], &s.entries[b.number]
		return compareEntries(x, s.key(x), y, s.key(y))
	})
	for i, t := range them {
		numbers[i] = t.number
	}
}

// key gives the folded key of an entry in memory.
func (s *spool) key(e *entry) []byte {
	key, _ := parts(s.runs[e.run].records[e.at : e.at+e.size])
	return key
}
