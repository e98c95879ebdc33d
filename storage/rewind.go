package storage

import (
	"context"
	"encoding/binary"
	"maps"
	"slices"
	"time"

	"rollcall/reconcile"
)

// rewind is what takes one account back. There may be as many as accounts: it is kept small.
type rewind struct {
	found   int64  // the version that it must have now
	version int64  // that it had then
	fields  []byte // packed; see rewound
	changed int32  // the number of the run that had changed it last by then; 0: the one that added it
}

// rewound is one field's value as it must be now and as it was then.
type rewound struct {
	field     reconcile.Field
	attr      string
	now, then string
}

// pack writes fields as bytes: the field's number, and each text with its length before it.
func pack(fields []rewound) []byte {
	var b []byte
	for _, f := range fields {
		b = append(b, byte(f.field))
		for _, text := range [...]string{f.attr, f.now, f.then} {
			b = append(binary.AppendUvarint(b, uint64(len(text))), text...)
		}
	}
	return slices.Clip(b)
}

// unpack reads what pack wrote.
func unpack(b []byte) (fields []rewound) {
	for len(b) > 0 {
		f := rewound{field: reconcile.Field(b[0])}
		b = b[1:]
		for _, text := range [...]*string{&f.attr, &f.now, &f.then} {
			size, width := binary.Uvarint(b)
			b = b[width:]
			*text, b = string(b[:size]), b[size:]
		}
		fields = append(fields, f)
	}
	return fields
}

// rewind goes back through the later runs.
func (p *Past) rewind(ctx context.Context) error {
	for _, r := range slices.Backward(p.after) {
		if err := p.now.changesOf(ctx, r, p.undo); err != nil {
			return err
		}
	}
	return nil
}

// undo takes one change back. It must have made what the next one found.
func (p *Past) undo(c *reconcile.Change) error {
	if p.next > 0 && c.ID >= p.next {
		return nil // came later
	}
	w, known := p.back[c.ID]
	if !known {
		w = rewind{found: c.Version + 1, version: c.Version + 1}
	}
	if w.version != c.Version+1 {
		return &EditedError{ID: c.ID}
	}
	w.version = c.Version
	fields := unpack(w.fields)
	for _, f := range c.Fields {
		switch f.Field {
		case reconcile.Login, reconcile.FormerLogins:
			p.logins[c.ID] = nil
		}
		if f.Field == reconcile.FormerLogins { // which are made again, see former
			continue
		}
		var fits bool
		if fields, fits = takeBack(fields, f); !fits {
			return &EditedError{ID: c.ID}
		}
	}
	w.fields = pack(fields)
	p.back[c.ID] = w
	return nil
}

// takeBack notes what a field was before a change, false where the change did not make what the next one found.
// Password hashes are not compared: a plan need not show the old one.
func takeBack(fields []rewound, f reconcile.FieldChange) ([]rewound, bool) {
	for i := range fields {
		if have := &fields[i]; have.field == f.Field && have.attr == f.Attr {
			fits := have.then == f.New || f.Field == reconcile.Password
			have.then = f.Old
			return fields, fits
		}
	}
	return append(fields, rewound{f.Field, f.Attr, f.New, f.Old}), true
}

// date finds in the runs before when each account changed since had last been changed, and all changes of those whose
// login changed since: only their order tells which logins they had given up.
func (p *Past) date(ctx context.Context) error {
	ids := slices.Sorted(maps.Keys(p.back))
	pending := len(ids)
	for _, r := range slices.Backward(p.before) {
		if pending == 0 && len(p.logins) == 0 || len(ids) == 0 {
			return nil
		}
		err := p.now.changesOf(ctx, r, func(c *reconcile.Change) error {
			w, changed := p.back[c.ID]
			if changed && w.changed == 0 {
				w.changed = int32(r.Number)
				p.back[c.ID] = w
				pending--
			}
			if earlier, relogged := p.logins[c.ID]; relogged {
				p.logins[c.ID] = append(earlier, c)
			}
			return nil
		})
		if err != nil {
			return err
		}
		for ; len(ids) > 0 && ids[len(ids)-1] >= r.firstID; ids = ids[:len(ids)-1] { // this run added it
			if p.back[ids[len(ids)-1]].changed == 0 {
				pending--
			}
		}
	}
	return nil
}

// restore makes of an account what it was, false where it is not as its last run left it.
func (p *Past) restore(a *reconcile.Account) bool {
	if a.LastSignIn.After(p.At) {
		a.LastSignIn = time.Time{}
	}
	w, changed := p.back[a.ID]
	if !changed {
		return true
	}
	if a.Version != w.found {
		return false
	}
	for _, f := range unpack(w.fields) {
		if !f.restore(a) {
			return false
		}
	}
	a.Version, a.Updated = w.version, a.Created
	if w.changed > 0 {
		a.Updated = p.before[w.changed-1].At
	}
	if earlier, relogged := p.logins[a.ID]; relogged {
		a.Former = former(earlier)
	}
	if len(a.Attrs) == 0 {
		a.Attrs = nil
	}
	return true
}

func (f *rewound) restore(a *reconcile.Account) bool {
	if f.field == reconcile.Attribute {
		if a.Attrs.Get(f.attr) != f.now {
			return false
		}
		a.Attrs = a.Attrs.With(f.attr, f.then)
		return true
	}
	fits := a.Values[f.field] == f.now || f.field == reconcile.Password
	a.Values[f.field] = f.then
	return fits
}

// former makes changes, the newest of which comes first, again on nobody, for the logins that they gave up.
func former(changes []*reconcile.Change) []string {
	var again reconcile.Account
	for _, c := range slices.Backward(changes) {
		c.Apply(&again)
	}
	if len(again.Former) == 0 {
		return nil
	}
	return again.Former
}
