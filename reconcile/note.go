package reconcile

import (
	"cmp"
	"maps"
	"slices"
)

// This file keeps what a plan in the making has to say of its file.

// note keeps problems, as many as a plan holds.
func (d *diffing) note(problems []Problem) {
	d.problemCount += len(problems)
	for _, p := range problems {
		p.Args = slices.Clone(p.Args)
		d.problems = append(d.problems, p)
	}
	if len(d.problems) > 2*d.maxProblems {
		d.sortProblems()
	}
}

func (d *diffing) sortProblems() {
	slices.SortStableFunc(d.problems, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Heading, b.Heading), cmp.Compare(a.Code, b.Code))
	})
	d.problems = d.problems[:min(len(d.problems), d.maxProblems)]
}

// noteKeys says which keys of the policy no account has.
func (d *diffing) noteKeys(code string, keys map[string]bool) {
	for _, key := range slices.Sorted(maps.Keys(keys)) {
		d.in.Upload.File.Notes = append(d.in.Upload.File.Notes, Problem{Code: code, Args: []string{key}})
	}
}
