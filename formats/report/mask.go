package report

import (
	"bytes"
	"slices"

	"rollcall/reconcile"
)

// masked stands where a password stood: it leaves the password alone when the file is read again.
const masked = reconcile.PasswordMarker

// slips gives, by line, the headings of cells that are not in the list of values allowed. One of them may be a password
// that stands a column too far; none is needed to see what is right.
func slips(f *reconcile.File, r *remarks) map[int][]string {
	headings := map[int][]string{}
	for _, p := range r.list {
		if p.Rejects && slices.ContainsFunc(f.Columns, func(c reconcile.Column) bool { return c.Heading == p.Heading && listed(c.Field) }) {
			headings[p.Line] = append(headings[p.Line], reconcile.Canonical(p.Heading))
		}
	}
	return headings
}

// listed tells whether a field's values come from a list.
func listed(f reconcile.Field) bool {
	switch f {
	case reconcile.Role, reconcile.Group, reconcile.Language, reconcile.Status, reconcile.Establishments, reconcile.DefaultEstablishment:
		return true
	}
	return false
}

// rawMask hides passwords in the records of delimited text.
type rawMask struct {
	file    *reconcile.File
	slips   map[int][]string
	names   []string   // the headings
	heading *rawRecord // nil until it was reached
	width   int        // of the headings
	secret  []int      // the columns that may hold passwords
}

// newMask gives the mask of a file, nil where no column may hold passwords.
func newMask(f *reconcile.File, r *remarks) *rawMask {
	if !r.masked {
		return nil
	}
	return &rawMask{file: f, slips: slips(f, r)}
}

// hide puts masked in the place of what may be a password.
func (r *raw) hide(rec *rawRecord) error {
	m := r.mask
	switch {
	case rec.last < m.file.Heading:
		return nil
	case m.heading == nil:
		m.meet(r, rec)
		return nil
	case rec.same(m.heading, m.width) && len(rec.ends) == len(m.heading.ends):
		return nil
	}
	all := r.ragged(rec)
	mark, err := r.encode(masked)
	if err != nil {
		return err
	}
	rec.replace(mark, func(i int) bool {
		hidden := all || i >= m.width || slices.Contains(m.secret, i) || slices.Contains(m.slips[rec.first], m.names[i])
		return hidden && len(bytes.Trim(rec.cell(i), " \t\"\x00")) > 0
	})
	return nil
}

// meet learns from the headings where passwords stand.
func (m *rawMask) meet(r *raw, rec *rawRecord) {
	m.heading = rec.clone()
	for i := range rec.ends {
		text := reconcile.Canonical(r.text(rec.cell(i)))
		m.names = append(m.names, text)
		if text == "" {
			continue
		}
		m.width = i + 1
		if holdsPasswords(m.file, text) {
			m.secret = append(m.secret, i)
		}
	}
}

// holdsPasswords tells whether the column with that heading may hold passwords.
func holdsPasswords(f *reconcile.File, heading string) bool {
	return slices.ContainsFunc(f.Columns, func(c reconcile.Column) bool {
		return c.HoldsPasswords() && reconcile.Canonical(c.Heading) == heading
	})
}

// ragged tells whether the reader takes a record's cells to stand beneath the wrong headings: it ends before the last
// of them, or says something right of it.
func (r *raw) ragged(rec *rawRecord) bool {
	for i := r.mask.width; i < len(rec.ends); i++ {
		if r.says(rec.cell(i)) {
			return true
		}
	}
	return len(rec.ends) < r.mask.width
}

// says tells whether a cell has a value, or bytes that are no text.
func (r *raw) says(cell []byte) bool {
	return reconcile.Canonical(r.text(cell)) != "" || r.text(cell) == "" && len(bytes.Trim(cell, "\"\x00")) > 0
}

// replace writes the record anew with mark in the place of some cells.
func (rec *rawRecord) replace(mark []byte, where func(i int) bool) {
	var out []byte
	starts, ends := make([]int, len(rec.ends)), make([]int, len(rec.ends))
	from := 0
	for i := range rec.ends {
		out = append(out, rec.bytes[from:rec.starts[i]]...)
		starts[i] = len(out)
		cell := rec.cell(i)
		if where(i) {
			cell = mark
		}
		out = append(out, cell...)
		ends[i], from = len(out), rec.ends[i]
	}
	rec.bytes, rec.starts, rec.ends = append(out, rec.bytes[from:]...), starts, ends
}
