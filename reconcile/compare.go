package reconcile

import (
	"hash/maphash"
	"iter"
	"slices"
	"strconv"
)

// Difference is how one plan differs from another of the same file or run.
type Difference struct {
	Gone    []*Change    // only in the first
	New     []*Change    // only in the second
	Changed [][2]*Change // about the same row or account in both, and not the same

	FindingsGone []Finding // only in the first, a finding with another number included
	FindingsNew  []Finding // only in the second
}

// Same tells whether the plans do the same, and the guardrails say the same of them.
func (d *Difference) Same() bool {
	return len(d.Gone)+len(d.New)+len(d.Changed)+len(d.FindingsGone)+len(d.FindingsNew) == 0
}

// Compared is a plan with its changes, which may be ranged over more than once.
type Compared struct {
	*Plan
	Changes iter.Seq2[*Change, error]
}

// Compare finds how the second plan differs from the first. Of each change it keeps two numbers, and those that differ.
func Compare(first, second Compared) (*Difference, error) {
	seed, d := maphash.MakeSeed(), &Difference{}
	was := map[string]uint64{} // by subject: what the first plan does
	for c, err := range first.Changes {
		if err != nil {
			return nil, err
		}
		was[subject(c)] = effect(seed, c)
	}
	differs := map[string]*Change{} // by subject: what the second plan does instead
	for c, err := range second.Changes {
		if err != nil {
			return nil, err
		}
		key := subject(c)
		before, known := was[key]
		switch {
		case !known:
			d.New = append(d.New, c)
		case before != effect(seed, c):
			differs[key] = c
		default:
			delete(was, key)
		}
	}
	for c, err := range first.Changes {
		if err != nil {
			return nil, err
		}
		key := subject(c)
		if now := differs[key]; now != nil {
			d.Changed = append(d.Changed, [2]*Change{c, now})
		} else if _, left := was[key]; left {
			d.Gone = append(d.Gone, c)
		}
	}
	d.FindingsGone, d.FindingsNew = without(first.Findings, second.Findings), without(second.Findings, first.Findings)
	return d, nil
}

// subject says what a change is about: the row of the file, else the account.
func subject(c *Change) string {
	if c.Line > 0 {
		return "line " + strconv.Itoa(c.Line)
	}
	return strconv.FormatInt(c.ID, 10)
}

// effect is a digest of what a change does and why. The account's version says nothing of that.
func effect(seed maphash.Seed, c *Change) uint64 {
	bare := *c
	bare.Version = 0
	return maphash.Bytes(seed, AppendChange(nil, &bare))
}

func without(all, other []Finding) (out []Finding) {
	for _, f := range all {
		if !slices.ContainsFunc(other, func(g Finding) bool { return f.Code == g.Code && f.Number == g.Number && f.Blocks == g.Blocks }) {
			out = append(out, f)
		}
	}
	return out
}
