package document

import (
	"encoding/json"
	"io"
	"iter"
	"time"

	"rollcall/reconcile"
)

// AsOf says which moment of the past a document is of. Run is the last run that the roster had seen by then, 0 for none.
type AsOf struct {
	Run int64     `json:"run"`
	At  time.Time `json:"at"`
}

// Event is one change that a run made, or one hold.
type Event struct {
	Run    int64          `json:"run"`
	At     time.Time      `json:"at"`
	By     string         `json:"by"`
	Plan   string         `json:"plan"`
	Kind   reconcile.Kind `json:"kind"`
	UndoOf int64          `json:"undo_of,omitempty"`
	File   string         `json:"file"`
	SHA256 string         `json:"sha256"`
	Change
}

// History is the document of all that happened to one account. Account is null where its row was taken out of the
// database; Edited says that the account is not as the events leave it.
type History struct {
	Header
	ID      int64    `json:"id"`
	Account *Account `json:"account"`
	Edited  bool     `json:"edited"`
	Events  []Event  `json:"events"`
}

// Interval says which runs a document is of: those numbered from First to Last, and no more than those of them that
// were applied from From on and before To.
type Interval struct {
	First int64      `json:"first_run"` // 0 with Last: no run
	Last  int64      `json:"last_run"`
	From  *time.Time `json:"from"` // null: not bounded by a time
	To    *time.Time `json:"to"`
}

// WriteEvents writes one compact line an event.
func WriteEvents(w io.Writer, events iter.Seq2[Event, error]) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	for v, err := range events {
		if err != nil {
			return err
		}
		if err := e.Encode(v); err != nil {
			return err
		}
	}
	return nil
}
