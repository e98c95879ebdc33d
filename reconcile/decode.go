package reconcile

import (
	"encoding/binary"
	"iter"
)

// Decoder decodes blocks one after the other in the same memory, for whoever goes through many and keeps none of their
// changes: making the memory anew costs most of the time. The zero Decoder is ready for use, by one goroutine.
type Decoder struct {
	many    bool     // more than one change is decoded
	changes []Change // not yet given, of those allocated last
	fields  []FieldChange
	all     struct {
		changes []Change
		fields  []FieldChange
	}
}

// Changes decodes a block as its own Changes does. A change given is valid until the next block is decoded; its texts
// are the caller's to keep.
func (m *Decoder) Changes(b *Block) iter.Seq2[*Change, error] {
	return func(yield func(*Change, error) bool) {
		m.again()
		d, n := newDecoder(b.Data), 0
		for ; d.left() > 0; n++ {
			if c, err := d.change(m); !yield(c, err) || err != nil {
				return
			}
		}
		if n != b.Count {
			yield(nil, errDamagedBlock)
		}
	}
}

// again makes the memory of what was given ready for more.
func (m *Decoder) again() { m.many, m.changes, m.fields = true, m.all.changes, m.all.fields }

// What is allocated together, and how many bytes a change and a field take at least.
const (
	changesAtOnce, minChange = 256, 7
	fieldsAtOnce, minField   = 1024, 4
)

// change gives room for a change; left is how many bytes are left to read.
func (m *Decoder) change(left int) *Change {
	if len(m.changes) == 0 {
		m.changes = make([]Change, m.ahead(1, changesAtOnce, 2*len(m.all.changes), left/minChange))
		m.all.changes = m.changes
	}
	c := &m.changes[0]
	m.changes = m.changes[1:]
	return c
}

// fieldsFor gives room for n fields.
func (m *Decoder) fieldsFor(n, left int) []FieldChange {
	if n > len(m.fields) {
		m.fields = make([]FieldChange, m.ahead(n, fieldsAtOnce, 2*len(m.all.fields), left/minField))
		m.all.fields = m.fields
	}
	list := m.fields[:n:n]
	m.fields = m.fields[n:]
	return list
}

// ahead is how many to allocate where n are needed: more than before, but no more than can come.
func (m *Decoder) ahead(n, some, more, most int) int {
	if !m.many {
		return n
	}
	return max(n, min(max(some, more), most))
}

// decoder reads what AppendChange wrote; the first thing that does not fit sets bad and everything after is zero. The
// texts it gives are parts of one.
type decoder struct {
	b   []byte
	s   string // b
	at  int
	bad bool
}

func newDecoder(b []byte) *decoder { return &decoder{b: b, s: string(b)} }

// left is how many bytes are left.
func (d *decoder) left() int { return len(d.b) - d.at }

// fail ends the reading.
func (d *decoder) fail() { d.bad, d.at = true, len(d.b) }

func (d *decoder) number() uint64 {
	if d.at < len(d.b) && d.b[d.at] < 0x80 { // as nearly all are
		d.at++
		return uint64(d.b[d.at-1])
	}
	n, size := binary.Uvarint(d.b[d.at:])
	if size <= 0 {
		d.fail()
		return 0
	}
	d.at += size
	return n
}

func (d *decoder) byte() byte {
	if d.left() == 0 {
		d.fail()
		return 0
	}
	d.at++
	return d.b[d.at-1]
}

func (d *decoder) string() string {
	n := d.count()
	d.at += n
	return d.s[d.at-n : d.at]
}

// count reads a list's length; no list is longer than the bytes that are left.
func (d *decoder) count() int {
	n := d.number()
	if n > uint64(d.left()) {
		d.fail()
		return 0
	}
	return int(n)
}

func (d *decoder) field() FieldChange {
	if b := d.b[d.at:]; len(b) >= minField && b[1]|b[2] == 0 && Field(b[0]) < NumFields && b[3] < 0x80 && int(b[3]) <= len(b)-minField {
		from := d.at + minField // as nearly all of an Add's are: nothing before, and a short text now
		d.at = from + int(b[3])
		return FieldChange{Field: Field(b[0]), New: d.s[from:d.at]}
	}
	f := FieldChange{Field: Field(d.byte()), Attr: d.string(), Old: d.string(), New: d.string()}
	d.bad = d.bad || f.Field >= NumFields && f.Field != Attribute && f.Field != FormerLogins
	return f
}

func (d *decoder) fieldList(m *Decoder) []FieldChange {
	n := d.count()
	if n == 0 {
		return []FieldChange{}
	}
	list := m.fieldsFor(n, d.left())
	for i := range list {
		list[i] = d.field()
	}
	return list
}

func (d *decoder) reason() (r Reason) {
	r.Code = d.string()
	for range d.count() {
		r.Args = append(r.Args, d.string())
	}
	return r
}

// change reads one change into the memory of m.
func (d *decoder) change(m *Decoder) (*Change, error) {
	action := d.byte()
	c := m.change(d.left())
	*c = Change{Action: Action(action &^ hasLeft), ID: int64(d.number()), Version: int64(d.number()), Line: int(d.number())}
	if c.Action != Add {
		for _, s := range [...]*string{&c.Key, &c.Name, &c.Company, &c.Group, &c.Role, &c.Email} {
			*s = d.string()
		}
	}
	c.Fields = d.fieldList(m)
	c.Why = d.reason()
	if action&hasLeft != 0 {
		c.Left = make([]Left, d.count())
		d.bad = d.bad || len(c.Left) == 0
	}
	for i := range c.Left {
		c.Left[i] = Left{d.field(), d.reason()}
	}
	if d.bad || c.Action >= NumActions {
		return nil, errDamagedBlock
	}
	if c.Action == Add {
		c.called()
	}
	return c, nil
}
