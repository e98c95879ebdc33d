package document

import (
	"encoding/json"
	"io"
	"iter"
	"time"

	"rollcall/reconcile"
)

// Account is one member as programs read it. Times are RFC 3339 in UTC, null where there is none.
type Account struct {
	ID         int64             `json:"id"`
	Version    int64             `json:"version"`
	Fields     map[string]string `json:"fields"`
	Attributes map[string]string `json:"attributes"`
	LastSignIn *time.Time        `json:"last_sign_in"`
	Created    *time.Time        `json:"created"`
	Updated    *time.Time        `json:"updated"`
}

// NewAccount makes the document of an account: its fields that are not blank.
func NewAccount(a *reconcile.Account) Account {
	doc := Account{ID: a.ID, Version: a.Version, Fields: map[string]string{}, Attributes: map[string]string{},
		LastSignIn: moment(a.LastSignIn), Created: moment(a.Created), Updated: moment(a.Updated)}
	for f := range reconcile.NumFields {
		if v := a.Values[f]; v != "" {
			doc.Fields[f.String()] = Shown(f, v)
		}
	}
	for _, at := range a.Attrs {
		doc.Attributes[at.Name] = at.Value
	}
	return doc
}

func moment(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	utc := t.UTC()
	return &utc
}

// WriteMembers writes the document of accounts as they come, without holding them: the header, "counts" by status
// of the whole roster, and "members".
func WriteMembers(w io.Writer, h Header, asOf *AsOf, counts map[string]int, accounts iter.Seq2[*reconcile.Account, error]) error {
	head := struct {
		Header
		AsOf   *AsOf          `json:"as_of,omitempty"`
		Counts map[string]int `json:"counts"`
	}{h, asOf, counts}
	return stream(w, head, "members", func(yield func(Account, error) bool) {
		for a, err := range accounts {
			var doc Account
			if err == nil {
				doc = NewAccount(a)
			}
			if !yield(doc, err) || err != nil {
				return
			}
		}
	})
}

// stream writes one document without holding it: head's keys, then the items as a list under key, one a line.
func stream[T any](w io.Writer, head any, key string, items iter.Seq2[T, error]) error {
	begun, err := json.Marshal(head)
	if err != nil {
		return err
	}
	if _, err := io.WriteString(w, string(begun[:len(begun)-1])+`,"`+key+`":[`); err != nil {
		return err
	}
	separator := "\n"
	for item, err := range items {
		if err != nil {
			return err
		}
		line, err := json.Marshal(item)
		if err != nil {
			return err
		}
		if _, err := io.WriteString(w, separator+string(line)); err != nil {
			return err
		}
		separator = ",\n"
	}
	_, err = io.WriteString(w, "\n]}\n")
	return err
}
