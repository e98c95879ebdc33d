package document

import (
	"encoding/json"
	"io"
	"iter"

	"rollcall/reconcile"
	"rollcall/words"
)

// Change is one line of a plan. ID is null for somebody who has no account yet, Line is 0 for somebody who is absent
// from the file. Company, Group, Role and Email are as the roster has them, and as the file has them for somebody new.
type Change struct {
	Action  reconcile.Action `json:"action"`
	ID      *int64           `json:"id"`
	Key     string           `json:"key"`
	Name    string           `json:"name"`
	Company string           `json:"company"`
	Group   string           `json:"group"`
	Role    string           `json:"role"`
	Email   string           `json:"email"`
	Line    int              `json:"line"`
	Fields  map[string]Sides `json:"fields"`
	Why     string           `json:"why"`
	Text    string           `json:"text"`
	Undo    []Ending         `json:"undo,omitempty"` // where the plan takes a run back: every field of the run
}

// Ending is how a field of a run ends that is taken back. By code: Run and By name the run that wrote it last.
type Ending struct {
	Field   string            `json:"field"`
	Outcome reconcile.Outcome `json:"outcome"` // reversed, kept or conflict
	Now     string            `json:"now"`
	Before  string            `json:"before"` // the run; "" for an account that it added
	Code    string            `json:"code"`
	Run     string            `json:"run,omitempty"`
	By      string            `json:"by,omitempty"`
	Text    string            `json:"text"`
}

// Sides are a field's value before and after.
type Sides struct {
	Old string `json:"old"`
	New string `json:"new"`
}

// NewChange makes the document of one change.
func NewChange(c *reconcile.Change, l words.Lang) Change {
	fields := make(map[string]Sides, len(c.Fields))
	for _, f := range c.Fields {
		fields[f.Name()] = Sides{Shown(f.Field, f.Old), Shown(f.Field, f.New)}
	}
	doc := Change{Action: c.Action, Key: c.Key, Name: c.Name, Company: c.Company, Group: c.Group, Role: c.Role,
		Email: c.Email, Line: c.Line, Fields: fields, Why: c.Why.Code, Text: words.Reason(l, c.Why)}
	if id := c.ID; id != 0 {
		doc.ID = &id
	}
	doc.Undo = endings(c, l)
	return doc
}

// endings gives every field of an undo, nil for a change of another kind.
func endings(c *reconcile.Change, l words.Lang) []Ending {
	var out []Ending
	if c.TakesBack() {
		for _, f := range c.Fields {
			out = append(out, Ending{Field: f.Name(), Outcome: reconcile.Reversed, Now: Shown(f.Field, f.Old),
				Before: Shown(f.Field, f.New), Code: "undone", Text: words.Say(l, "undone")})
		}
	}
	for i := range c.Left {
		e := &c.Left[i]
		run, by := e.Run()
		out = append(out, Ending{e.Name(), e.Outcome(), Shown(e.Field, e.Old), Shown(e.Field, e.New), e.Why.Code, run, by,
			words.Reason(l, e.Why)})
	}
	return out
}

// Shown gives the value that may be shown of a field: of a password only that there is one.
func Shown(f reconcile.Field, value string) string {
	if f == reconcile.Password && value != "" {
		return Set
	}
	return value
}

// WriteChanges writes one compact line a change.
func WriteChanges(w io.Writer, changes iter.Seq2[*reconcile.Change, error], l words.Lang) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	for c, err := range changes {
		if err != nil {
			return err
		}
		if err := e.Encode(NewChange(c, l)); err != nil {
			return err
		}
	}
	return nil
}
