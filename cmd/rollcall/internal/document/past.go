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
// database; Edited says that the account is not as the events leave it. Erased are runs
// whose changes were erased, so that nobody knows what they did to it.
type History struct {
	Header
	ID      int64    `json:"id"`
	Account *Account `json:"account"`
	Edited  bool     `json:"edited"`
	Erased  []int64  `json:"erased,omitempty"`
	Events  []Event  `json:"events"`
}

// Interval says which runs a document is of: from run FromRun on, to ToRun and including it, applied at From or later
// and before To. What is 0 or null bounds nothing. Runs are those that there are.
type Interval struct {
	FromRun int64      `json:"from_run,omitempty"`
	ToRun   int64      `json:"to_run,omitempty"`
	From    *time.Time `json:"from"`
	To      *time.Time `json:"to"`
	Runs    []int64    `json:"runs"`
}

// WriteInterval writes the document of what runs did, without holding it: the header, "interval" and "changes".
func WriteInterval(w io.Writer, h Header, v Interval, events iter.Seq2[Event, error]) error {
	return stream(w, struct {
		Header
		Interval Interval `json:"interval"`
	}{h, v}, "changes", events)
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
