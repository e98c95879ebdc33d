package reconcile

import (
	"slices"
	"strconv"
)

// Later is what a run that came after another did to one account.
type Later struct {
	Run    int64
	UndoOf int64  // the run it took back; 0: none
	By     string // who applied it
	Change *Change
}

// sequels tells what became of a run's fields: only of those that later runs wrote again, so that the memory needed
// is theirs.
type sequels struct {
	run    int64
	fields []fieldSet // by ordinal: what the run wrote
	found  map[fieldKey]*sequel
}

type fieldKey struct {
	ord   int
	field Field
	attr  string
}

// sequel is what later runs did to one field of a run. A run that is taken back no longer stands, and stands again
// when its undo is taken back.
type sequel struct {
	run      int64   // the one looked at
	standing []write // the oldest first; the last is why the field is as it is
	fallen   map[int64]write
	last     Later // the last run that wrote; its Change is nil
	value    string
}

// write is one writing of a field: the run, and the runs that made it again by taking back its undo.
type write []int64

// readSequels goes through the run's changes and then through those of all later runs.
func readSequels(x *Index, in UndoInput) (*sequels, error) {
	s := &sequels{run: in.Run, found: map[fieldKey]*sequel{}}
	if in.Since == nil {
		return s, nil
	}
	s.fields = make([]fieldSet, x.ids.len())
	for c, err := range in.Changes {
		if err != nil {
			return nil, err
		}
		if ord := x.ordinal(c.ID); ord >= 0 && c.Action != Hold {
			s.fields[ord] = writtenBy(c)
		}
	}
	for later, err := range in.Since {
		if err != nil {
			return nil, err
		}
		if ord := x.ordinal(later.Change.ID); ord >= 0 && s.fields[ord] != 0 {
			s.add(ord, later)
		}
	}
	return s, nil
}

// writtenBy gives the fields of a change, attributes as one. A login given up stands with the login.
func writtenBy(c *Change) (set fieldSet) {
	for _, f := range c.Fields {
		if f.Field == Attribute {
			set.add(attrBit)
		} else {
			set.add(f.Field)
		}
	}
	return set
}

func (s *sequels) add(ord int, later Later) {
	for _, f := range later.Change.Fields {
		bit := f.Field
		if bit == Attribute {
			bit = attrBit
		}
		if !s.fields[ord].has(bit) {
			continue
		}
		key := fieldKey{ord, f.Field, f.Attr}
		if s.found[key] == nil {
			s.found[key] = &sequel{run: s.run, standing: []write{{s.run}}}
		}
		s.found[key].add(later, f.New)
	}
}

func (q *sequel) add(later Later, value string) {
	q.last, q.value = later, value
	q.last.Change = nil
	if top := len(q.standing) - 1; later.UndoOf > 0 && top >= 0 && slices.Contains(q.standing[top], later.UndoOf) {
		if q.fallen == nil {
			q.fallen = map[int64]write{}
		}
		q.fallen[later.Run] = q.standing[top]
		q.standing = q.standing[:top]
		return
	}
	if again, ok := q.fallen[later.UndoOf]; ok && later.UndoOf > 0 {
		q.standing = append(q.standing, append(slices.Clone(again), later.Run))
		return
	}
	q.standing = append(q.standing, write{later.Run})
}

// of gives the sequel of a field of the run, nil where no later run wrote it.
func (s *sequels) of(ord int, f FieldChange) *sequel { return s.found[fieldKey{ord, f.Field, f.Attr}] }

// stands tells whether the field is as it is because of the run looked at.
func (q *sequel) stands() bool {
	return q == nil || len(q.standing) > 0 && slices.Contains(q.standing[len(q.standing)-1], q.run)
}

// editedTo says who gave a field that was edited since the value it has now, and backTo who put it back.
func (q *sequel) editedTo(now string) Reason { return q.reason("edited", now) }
func (q *sequel) backTo(now string) Reason   { return q.reason("back", now) }

func (q *sequel) reason(what, now string) Reason {
	if q == nil || q.value != now {
		return Reason{Code: what + "-outside"}
	}
	return Reason{what + "-by-run", []string{strconv.FormatInt(q.last.Run, 10), q.last.By}}
}
