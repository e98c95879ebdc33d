package reconcile

import (
	"slices"
	"strconv"
	"strings"
)

// This file is where Diff tells a Trace what it does. Nothing here decides.

// traced tells whether a row, or the account itself, is asked about.
func (d *diffing) traced(line int) bool { return d.in.Trace != nil && d.in.Trace.lines[line] }

func (d *diffing) tracedAccount(ord int) bool {
	return d.in.Trace != nil && ord >= 0 && d.x.ids.at(ord) == d.in.Trace.Account
}

// watch keeps how a row was read that may be the person asked about.
func (d *diffing) watch(row *Row, m *member) {
	t := d.in.Trace
	if !t.lines[row.Line] && !d.mayBe(m) {
		return
	}
	r := TracedRow{Line: row.Line, Problems: cloneProblems(m.problems)}
	for i := range d.cols.list {
		if !row.Misplaced {
			r.Cells = append(r.Cells, m.traced(&d.cols.list[i], row.Cells))
		}
	}
	t.Rows, t.lines[row.Line] = append(t.Rows, r), true
}

func cloneProblems(ps []Problem) []Problem {
	out := slices.Clone(ps)
	for i := range out {
		out[i].Args = slices.Clone(out[i].Args)
	}
	return out
}

// mayBe tells whether a row has a key of the person asked about, or may have had it before it was spoilt, or only the
// person's name.
func (d *diffing) mayBe(m *member) bool {
	t := d.in.Trace
	has := func(key string) bool { return t.keys[key] || t.keys[d.rules.same[key]] }
	for _, f := range [...]Field{EmployeeNumber, Login, Email} {
		if has(Fold(string(m.values[f]))) {
			return true
		}
	}
	for _, g := range m.ghosts {
		if key := Fold(Canonical(g)); has(key) || t.keys["id:"+key] {
			return true
		}
	}
	if m.id != 0 && t.keys["id:"+strconv.FormatInt(m.id, 10)] {
		return true
	}
	return t.names != "" && d.nameOnly(m) && Fold(m.name()) == t.names
}

// traced gives a cell as m understood it.
func (m *member) traced(c *column, cells [][]byte) TracedCell {
	out := TracedCell{Heading: c.Heading, Cell: cellAt(c, m.line), Field: c.Field, Attr: c.Attr}
	if len(canonicalBytes(slices.Clone(cells[c.at]))) == 0 {
		if out.Blank = c.blank.Rule; out.Blank == "" {
			out.Blank = BlankKeep
		}
	}
	switch c.Field {
	case Attribute:
		out.Value = string(m.attrs[c.attr].value)
	case FullName:
		out.Value = string(m.fullName)
	case Password:
		if m.password != nil {
			out.Value = "yes"
		}
	case ID:
		if m.id != 0 {
			out.Value = strconv.FormatInt(m.id, 10)
		}
	default:
		out.Value = string(m.values[c.Field])
	}
	return out
}

// traceKeys notes whom each key of a row belongs to.
func (d *diffing) traceKeys(m *member, claims [3]claim) {
	for _, c := range claims {
		if c.said {
			d.traceKey(m, c.field, found([3]claim{c, {ord: -1}, {ord: -1}}))
		}
	}
	if len(m.values[Email]) > 0 {
		d.traceKey(m, Email, slices.Collect(d.x.keys[byEmail].all(d.x.hashKey(m.values[Email]))))
	}
	if owner, ok := d.formerOwner(m); ok {
		d.in.Trace.note(m.line, "key-former", strconv.FormatInt(d.x.ids.at(owner), 10))
	}
}

func (d *diffing) traceKey(m *member, f Field, ords []int) {
	switch {
	case len(ords) == 0:
		d.in.Trace.note(m.line, "key-nobody", f.String())
	case d.rules.inChain(f):
		d.in.Trace.note(m.line, "key", f.String(), d.idList(ords))
	default:
		d.in.Trace.note(m.line, "key-outside", f.String(), d.idList(ords))
	}
}

// traceMatch notes which account a row is, and by what.
func (d *diffing) traceMatch(m *member, ord int, by Field) {
	id := strconv.FormatInt(d.x.ids.at(ord), 10)
	switch {
	case m.same:
		d.in.Trace.note(m.line, "matched-same", by.String(), id)
	case by == NoField:
		d.in.Trace.note(m.line, "matched-outside", id)
	default:
		d.in.Trace.note(m.line, "matched", by.String(), id)
	}
}

// traceChange notes what the row says otherwise than its account; c and acts are what decideStatus made of it.
func (d *diffing) traceChange(c *Change, a *Account, m *member, acts bool) {
	t := d.in.Trace
	switch {
	case acts && c.Why.Code == "status-column":
		t.note(m.line, "status-says", string(m.values[Status]))
	case acts && c.Action == Reactivate:
		t.note(m.line, "returner", a.Values[Deactivated])
	}
	names := make([]string, len(c.Fields))
	for i, f := range c.Fields {
		names[i] = f.Name()
	}
	switch {
	case len(names) > 0:
		t.note(m.line, "differs", strings.Join(names, ", "))
	case !acts:
		t.note(m.line, "unchanged")
	}
}

// traceHold notes that a row or an account is left alone.
func (d *diffing) traceHold(line, ord int, why Reason) {
	if d.traced(line) || d.tracedAccount(ord) {
		d.in.Trace.Steps = append(d.in.Trace.Steps, Step{Line: line, Code: "held", Why: why})
	}
}

// traceReject keeps all that is wrong with a row that can't be used.
func (d *diffing) traceReject(m *member) {
	t := d.in.Trace
	for i := range t.Rows {
		if t.Rows[i].Line == m.line {
			t.Rows[i].Problems = cloneProblems(m.problems)
		}
	}
	t.note(m.line, "rejected")
}

// traceAbsence notes why the account without a row is, or is not, absent.
func (d *diffing) traceAbsence() {
	t := d.in.Trace
	ord := d.x.ordinal(t.Account)
	if t.Account == 0 || ord < 0 {
		return
	}
	switch s := d.x.state[ord]; {
	case d.matched.has(ord):
	case !d.missing(ord):
		t.note(0, "present-named")
	case s&isActive == 0:
		t.note(0, "absent-deactivated")
	case !counts(s):
		t.note(0, "absent-outside")
	case d.in.Upload.File.Partial:
		t.note(0, "absent-partial")
	default:
		t.note(0, "absent")
	}
}
