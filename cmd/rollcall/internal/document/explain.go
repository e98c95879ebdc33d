package document

import (
	"rollcall/reconcile"
	"rollcall/words"
)

// Explanation is the document of why a plan does what it does about one person. Account is as it was when the plan was
// made, null where there was none; ID is null where there is none even now. Missing says why the file could not be
// read again, and is left out where it was: then Rows and Steps are whole.
type Explanation struct {
	Header
	Plan      string         `json:"plan"`
	AppliedAs int64          `json:"applied_as,omitempty"`
	Kind      reconcile.Kind `json:"kind"`
	ID        *int64         `json:"id"`
	Account   *Account       `json:"account"`
	Since     *Event         `json:"since"`
	Complete  bool           `json:"complete"`
	Missing   string         `json:"missing,omitempty"`
	Rows      []TracedRow    `json:"rows"`
	Scope     []TracedTerm   `json:"scope"`
	Steps     []Step         `json:"steps"`
	Outcome   []Change       `json:"outcome"`
}

// TracedRow is one row as it was read.
type TracedRow struct {
	Line     int          `json:"line"`
	Cells    []TracedCell `json:"cells"`
	Problems []Problem    `json:"problems"`
}

// TracedCell is one cell as it was understood. Blank says what a blank cell means: keep, clear or default.
type TracedCell struct {
	Heading string `json:"heading"`
	Cell    string `json:"cell,omitempty"`
	Field   string `json:"field"`
	Value   string `json:"value"`
	Blank   string `json:"blank,omitempty"`
}

// TracedTerm is what the scope asks of one field, and what the account has.
type TracedTerm struct {
	Field  string   `json:"field"`
	Value  string   `json:"value"`
	Wanted []string `json:"wanted"`
	Met    bool     `json:"met"`
}

// Step is one thing that was found out or decided. Why is the code of a hold.
type Step struct {
	Line int      `json:"line"`
	Code string   `json:"code"`
	Args []string `json:"args"`
	Why  string   `json:"why,omitempty"`
	Text string   `json:"text"`
}

// NewExplanation makes the document of what was traced of a plan, which was applied as run number applied (0: it was
// not).
func NewExplanation(h Header, p *reconcile.Plan, applied int64, t *reconcile.Trace, l words.Lang) *Explanation {
	doc := &Explanation{Header: h, Plan: p.ID, AppliedAs: applied, Kind: p.Kind, Rows: []TracedRow{}, Scope: []TracedTerm{},
		Steps: []Step{}, Outcome: []Change{}}
	for _, r := range t.Rows {
		row := TracedRow{Line: r.Line, Cells: []TracedCell{}, Problems: Problems(p.File.Name, r.Problems, l)}
		for _, c := range r.Cells {
			f := reconcile.FieldChange{Field: c.Field, Attr: c.Attr}
			row.Cells = append(row.Cells, TracedCell{c.Heading, c.Cell, f.Name(), Shown(c.Field, c.Value), string(c.Blank)})
		}
		doc.Rows = append(doc.Rows, row)
	}
	for _, term := range t.Scope {
		doc.Scope = append(doc.Scope, TracedTerm{term.Name(), Shown(term.Field, term.Old), term.Wanted, term.Met})
	}
	for _, s := range t.Steps {
		doc.Steps = append(doc.Steps, Step{s.Line, s.Code, append([]string{}, s.Args...), s.Why.Code, words.Step(l, s)})
	}
	return doc
}
