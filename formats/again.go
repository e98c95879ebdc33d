package formats

import (
	"bytes"
	"strconv"

	"rollcall/formats/table"
	"rollcall/reconcile"
)

// again tells whether the record is a heading row once more, as on each page of an export or where two exports were
// joined. It must mean the same in every column, in whatever words. One that means something else is refused: the
// rows below it would be read beneath the wrong headings.
func (r *rows) again(rec *table.Record) (bool, error) {
	w := width(rec.Cells)
	if w == r.width && r.repeats(rec.Cells[:w], bytes.Equal) {
		return true, nil
	}
	if !r.mayHead(rec.Cells[:w]) {
		return false, nil
	}
	if w == r.width && r.repeats(rec.Cells[:w], alike) {
		return true, nil
	}
	known, same := r.likeness(rec.Cells[:w])
	switch {
	case known < 3 && known*2 <= filled(rec.Cells):
		return false, nil
	case !same:
		return false, refuse("", reconcile.Problem{Code: "headings-change", Line: rec.Line,
			Args: []string{strconv.Itoa(r.heading.Line)}})
	}
	return true, nil
}

// repeats compares the cells with the headings one by one.
func (r *rows) repeats(cells [][]byte, equal func(a, b []byte) bool) bool {
	for i, c := range cells {
		if !equal(c, r.heading.Cells[i]) {
			return false
		}
	}
	return true
}

// alike compares two headings as people do.
func alike(a, b []byte) bool { return fold(string(a)) == fold(string(b)) }

// mayHead tells quickly of most records that they are no headings: they have more values than the headings, or soon
// more cells that are no heading than cells that are.
func (r *rows) mayHead(cells [][]byte) bool {
	values := 0
	for _, c := range cells {
		if !hasValue(c) {
			continue
		}
		if values++; values > r.values+1 || values > r.values && !hasLetter(c) {
			return false
		}
	}
	known, others := 0, 0
	for _, c := range cells {
		switch {
		case isBlank(c):
		case r.isKnown(c):
			known++
		default:
			others++
		}
		if others > known+1 {
			return false
		}
	}
	return known > 1
}

// isKnown tells whether a cell holds a heading that is known, or one of the file's own.
func (r *rows) isKnown(cell []byte) bool {
	if len(cell) > maxHeading || hasValue(cell) && r.values == 0 {
		return false
	}
	name, ok := quickFold(r.name[:0], cell)
	if !ok {
		name = append(name, fold(string(cell))...)
	}
	r.name = name
	return r.names.has(name)
}

// names are headings in their folded form.
type names struct {
	all     map[string]bool
	lengths [256]uint64 // of those that begin with a byte, a bit for each; 63 stands for all above
}

// namesOf gives the headings that are known by themselves, mapped, or this file's.
func namesOf(ix *index, heading [][]byte) *names {
	n := &names{all: map[string]bool{}}
	for name, m := range vocabulary {
		n.add(name, m.known)
	}
	for name := range ix.mapped {
		n.add(name, true)
	}
	for _, h := range heading {
		n.add(fold(string(h)), true)
	}
	return n
}

func (n *names) add(name string, known bool) {
	if name != "" && known {
		n.all[name] = true
		n.lengths[name[0]] |= 1 << min(len(name), 63)
	}
}

func (n *names) has(name []byte) bool {
	return len(name) > 0 && n.lengths[name[0]]>>min(len(name), 63)&1 == 1 && n.all[string(name)]
}

// likeness counts the cells that are headings, and tells whether the record says of every column what the
// headings say. A heading may be left blank as long as no person was read, as in a heading of two rows.
func (r *rows) likeness(cells [][]byte) (known int, same bool) {
	same = true
	for i, m := range r.ix.meanings(cells) {
		var first reconcile.Column
		if first.Field = reconcile.NoField; i < len(r.at) && r.at[i] >= 0 {
			first = r.list[r.at[i]]
		}
		switch {
		case isBlank(cells[i]):
			same = same && (r.file.Rows == 0 || first.Field == reconcile.NoField)
			continue
		case m.known || r.isKnown(cells[i]):
			known++
		}
		same = same && i < r.width && m.field == first.Field && m.attr == first.Attr
	}
	for i := len(cells); i < r.width; i++ {
		blank := r.at[i] < 0 || r.list[r.at[i]].Field == reconcile.NoField
		same = same && (blank || r.file.Rows == 0)
	}
	return known, same
}

// repeat counts a heading row that came again. What stood above it was the foot of a page.
func (r *rows) repeat(rec *table.Record) {
	if len(r.held) > 0 {
		r.foot = first(r.foot, r.held[0].Line)
		r.feet += len(r.held)
	}
	r.held = r.held[:0]
	if r.repeated++; r.repeated == 1 {
		r.line = rec.Line
	}
}
