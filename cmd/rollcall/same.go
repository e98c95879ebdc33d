package main

import (
	"iter"
	"maps"
	"slices"
	"strings"

	"rollcall/formats"
	"rollcall/reconcile"
)

// declare adds the pairs of keys that mapping and flags declare to be one person to the policy's. Flags outrank the
// mapping, and the mapping the policy.
func (o *source) declare(p *reconcile.Policy, m *formats.Mapping) error {
	same := maps.Clone(p.Same)
	if same == nil {
		same = map[string]string{}
	}
	for _, old := range slices.Sorted(maps.Keys(m.Same)) {
		replace(same, old, m.Same[old])
	}
	given := map[string]string{}
	for _, text := range o.same {
		old, now, ok := parsePair(text)
		if !ok {
			return usage("usage-same", text)
		}
		if replace(given, old, now) {
			return usage("usage-same-twice", text)
		}
		replace(same, old, now)
	}
	if p.Same = nil; len(same) > 0 {
		p.Same = same
	}
	return nil
}

// parsePair reads OLD=NEW.
func parsePair(text string) (old, now string, ok bool) {
	old, now, ok = strings.Cut(text, "=")
	old, now = strings.TrimSpace(old), strings.TrimSpace(now)
	several := strings.Contains(now, "=")
	return old, now, ok && !several && old != "" && now != "" && reconcile.Fold(old) != reconcile.Fold(now)
}

// replace puts a pair in the place of those that speak of one of its keys, and tells whether there were any.
func replace(same map[string]string, old, now string) bool {
	before := len(same)
	maps.DeleteFunc(same, func(n, o string) bool {
		return reconcile.Fold(n) == reconcile.Fold(now) || reconcile.Fold(o) == reconcile.Fold(old)
	})
	replaced := len(same) < before
	same[now] = old
	return replaced
}

// noted passes rows on and, after the last, adds a note to the file for each declared pair whose new key no row has:
// it changed nothing, and its keys may stand the wrong way round.
func noted(u *reconcile.Upload, p *reconcile.Policy) iter.Seq2[*reconcile.Row, error] {
	if len(p.Same) == 0 {
		return u.Rows
	}
	unused := map[string]string{} // folded new key → as declared
	for now := range p.Same {
		unused[reconcile.Fold(now)] = now
	}
	return func(yield func(*reconcile.Row, error) bool) {
		for row, err := range u.Rows {
			if err == nil {
				strike(unused, row, u.File.Columns)
			}
			if !yield(row, err) {
				return
			}
		}
		for _, now := range slices.Sorted(maps.Values(unused)) {
			u.File.Notes = append(u.File.Notes, reconcile.Problem{Code: "same-unused", Args: []string{p.Same[now], now}})
		}
	}
}

// strike takes away the keys that a row has.
func strike(unused map[string]string, row *reconcile.Row, columns []reconcile.Column) {
	for i, c := range columns {
		switch {
		case len(unused) == 0 || i >= len(row.Cells):
			return
		case c.Field == reconcile.EmployeeNumber || c.Field == reconcile.Login || c.Field == reconcile.Email || row.Misplaced:
			delete(unused, reconcile.Fold(string(row.Cells[i])))
		}
	}
}
