package storage

import (
	"cmp"
	"slices"

	"rollcall/reconcile"
)

// edit is what a change writes of an account that exists, besides its next version and when that was.
type edit struct {
	id, version int64 // the version before
	set         []setting
}

// setting is the new text of one column.
type setting struct {
	column   int // of textColumns
	old, new string
	checked  bool // the column must hold old, or nothing is written
}

// editOf gives the edit of a change that says all there is to write; ok is false where more hangs on a field than its
// own column. Password hashes are not compared: a plan need not show the old one.
func editOf(c *reconcile.Change) (e edit, ok bool) {
	e = edit{c.ID, c.Version, make([]setting, 0, len(c.Fields))}
	for _, f := range c.Fields {
		twice := slices.ContainsFunc(e.set, func(s setting) bool { return s.column == int(f.Field) })
		if f.Field >= reconcile.NumFields || f.Field == reconcile.Login || f.Field == reconcile.EmployeeNumber || twice {
			return e, false
		}
		e.set = append(e.set, setting{int(f.Field), f.Old, f.New, f.Field != reconcile.Password})
	}
	slices.SortFunc(e.set, func(s, t setting) int { return cmp.Compare(s.column, t.column) })
	return e, true
}

// to gives the edit that makes one record another, which was just read. The folded keys of an account that was parked
// are written whatever they were.
func (r *record) to(now *record, parked bool) edit {
	e := edit{id: r.id, version: r.version}
	for i := range textColumns {
		isKey := i == numberKeyText || i == loginKeyText
		if i != updatedText && (r.texts[i] != now.texts[i] || isKey && parked) {
			e.set = append(e.set, setting{column: i, new: now.texts[i]})
		}
	}
	return e
}

// compareShapes orders edits by the columns that they write and compare.
func compareShapes(e, f edit) int {
	return slices.CompareFunc(e.set, f.set, func(s, t setting) int {
		if s.column == t.column && s.checked != t.checked {
			return map[bool]int{false: -1, true: 1}[s.checked]
		}
		return cmp.Compare(s.column, t.column)
	})
}
