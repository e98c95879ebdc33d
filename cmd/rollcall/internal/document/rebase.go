package document

import (
	"rollcall/reconcile"
	"rollcall/words"
)

// Rebase says how a plan that was made anew differs from the one that was reviewed.
type Rebase struct {
	Old          string       `json:"old"` // the plan that is stale
	Plan         *Plan        `json:"plan"`
	Gone         []Change     `json:"gone"`    // only in the old plan
	New          []Change     `json:"new"`     // only in the new one
	Changed      []ChangePair `json:"changed"` // in both, and not the same
	FindingsGone []Finding    `json:"findings_gone"`
	FindingsNew  []Finding    `json:"findings_new"`
}

// ChangePair is what two plans do to one account or with one row.
type ChangePair struct {
	Old Change `json:"old"`
	New Change `json:"new"`
}

// NewRebase makes the document of a difference between the plan called old and one made anew.
func NewRebase(old string, now *Plan, d *reconcile.Difference, l words.Lang) *Rebase {
	doc := &Rebase{Old: old, Plan: now, Gone: changes(d.Gone, l), New: changes(d.New, l), Changed: []ChangePair{},
		FindingsGone: Findings(d.FindingsGone, l), FindingsNew: Findings(d.FindingsNew, l)}
	for _, pair := range d.Changed {
		doc.Changed = append(doc.Changed, ChangePair{NewChange(pair[0], l), NewChange(pair[1], l)})
	}
	return doc
}

func changes(cs []*reconcile.Change, l words.Lang) []Change {
	out := make([]Change, 0, len(cs))
	for _, c := range cs {
		out = append(out, NewChange(c, l))
	}
	return out
}
