package document

import (
	"time"

	"rollcall/reconcile"
)

// Export is the document of an export that was written to a file.
type Export struct {
	Header
	Path        string `json:"path"`
	Kind        string `json:"kind"`
	Layout      string `json:"layout"`
	Listed      int    `json:"listed"`
	FilteredOut int    `json:"filtered_out"`
	Total       int    `json:"total"`
	Digest      string `json:"digest"` // of the rows, as formats/report defines it
	AsOf        *AsOf  `json:"as_of,omitempty"`
	Checkpoint  string `json:"checkpoint"`
}

// Template is the document of a template that was written to a file.
type Template struct {
	SchemaVersion int    `json:"schema_version"`
	Path          string `json:"path"`
	Kind          string `json:"kind"`
	Layout        string `json:"layout"`
	Filled        bool   `json:"filled"`
}

// Marked is the document of a member file that was given back with its problems marked.
type Marked struct {
	Header
	Plan     string `json:"plan"`
	Path     string `json:"path"`
	Kind     string `json:"kind"`
	Problems int    `json:"problems"`
}

// Pages is the document of manual pages that were written.
type Pages struct {
	SchemaVersion int      `json:"schema_version"`
	Files         []string `json:"files"`
}

// Applied is the document of an apply. Run is null where there was nothing to do.
type Applied struct {
	Header
	Plan string `json:"plan"`
	Run  *Run   `json:"run"`
}

// Run is one run: a plan that was applied.
type Run struct {
	Number       int64             `json:"run"`
	Plan         string            `json:"plan"`
	Kind         reconcile.Kind    `json:"kind"`
	By           string            `json:"by"`
	At           time.Time         `json:"at"`
	File         string            `json:"file"`
	SHA256       string            `json:"sha256"`
	PolicyDigest string            `json:"policy_digest"`
	Summary      reconcile.Summary `json:"summary"`
	Predicted    int               `json:"predicted"`
	Written      int               `json:"written"`
	Accepted     []Acceptance      `json:"accepted"`
	UndoOf       int64             `json:"undo_of,omitempty"`
	UndoneBy     int64             `json:"undone_by,omitempty"`  // the last run that took it back
	TakenBack    []TakenBack       `json:"taken_back,omitempty"` // by all that did, the oldest first
}

// TakenBack is how far another run took this one back.
type TakenBack struct {
	Run      int64 `json:"run"`
	Written  int   `json:"written"`             // accounts
	UndoneBy int64 `json:"undone_by,omitempty"` // the last run that took that one back in turn
}

// Acceptance is a finding that somebody lifted for one plan.
type Acceptance struct {
	Code   string `json:"code"`
	Number int    `json:"number"`
	By     string `json:"by"`
	Reason string `json:"reason"`
}

// Runs is the document of a list of runs, the newest first.
type Runs struct {
	Header
	Runs []Run `json:"runs"`
}

// OneRun is the document of one run.
type OneRun struct {
	Header
	Run   Run    `json:"run"`
	Scope *Scope `json:"scope"`
}

// Check is the document of a file that was looked at without a roster.
type Check struct {
	SchemaVersion int               `json:"schema_version"`
	File          File              `json:"file"`
	Summary       reconcile.Summary `json:"summary"`
	Problems      []Problem         `json:"problems"`
	ProblemCount  int               `json:"problem_count"`
	Notes         []Problem         `json:"notes"`
}

// Comparison is the document of two files compared. Same is false as well where rows could not be compared.
type Comparison struct {
	SchemaVersion int               `json:"schema_version"`
	Old           File              `json:"old"`
	New           File              `json:"new"`
	Same          bool              `json:"same"`
	Lacking       []Problem         `json:"columns_lacking"` // columns of the older file that the newer one lacks
	Summary       reconcile.Summary `json:"summary"`
	Changes       []Change          `json:"changes"`
	Problems      []Problem         `json:"problems"`
	ProblemCount  int               `json:"problem_count"`
}

// Version is the document of the program itself.
type Version struct {
	SchemaVersion int    `json:"schema_version"`
	Version       string `json:"version"`
	Go            string `json:"go"`
	Platform      string `json:"platform"`
}
