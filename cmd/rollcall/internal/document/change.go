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
	return doc
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
