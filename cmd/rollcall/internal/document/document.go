// Package document gives what the command says the form that programs read: JSON documents and lines. Keys and
// codes are English and stable whatever the language; a text beside a code is in the reader's language. No document
// holds a password or its hash.
package document

import (
	"encoding/json"
	"io"

	"rollcall/reconcile"
	"rollcall/words"
)

// SchemaVersion stands in every document. It grows when a key changes its meaning or goes away.
const SchemaVersion = 1

// Set stands where a password is or was.
const Set = "(set)"

// Header is what every document begins with: whose roster it speaks of.
type Header struct {
	SchemaVersion int    `json:"schema_version"`
	Roster        string `json:"roster"`
	Organisation  string `json:"organisation"`
}

// NewHeader names the roster and the organisation.
func NewHeader(roster, organisation string) Header {
	return Header{SchemaVersion: SchemaVersion, Roster: roster, Organisation: organisation}
}

// Plan is the document of one plan.
type Plan struct {
	Header
	Plan         string              `json:"plan"`
	Revision     int64               `json:"revision"`
	Kind         reconcile.Kind      `json:"kind"`
	Mode         reconcile.Mode      `json:"mode"`
	UndoOf       int64               `json:"undo_of,omitempty"`
	Part         *Part               `json:"part,omitempty"`
	Outcomes     *reconcile.Outcomes `json:"outcomes,omitempty"`
	AppliedAs    int64               `json:"applied_as,omitempty"`
	Blocked      bool                `json:"blocked"`
	File         File                `json:"file"`
	PolicyDigest string              `json:"policy_digest"`
	Scope        *Scope              `json:"scope"`
	Summary      reconcile.Summary   `json:"summary"`
	Findings     []Finding           `json:"findings"`
	Pairs        []Pair              `json:"pairs"`
	Problems     []Problem           `json:"problems"`
	ProblemCount int                 `json:"problem_count"`
	Notes        []Problem           `json:"notes"`
	Approvals    *Approvals          `json:"approvals,omitempty"` // where any are needed or given
	Root         string              `json:"root"`
}

// Scope says for whom absence from the file counts. It is null where a plan takes a run back.
type Scope struct {
	Terms    []string `json:"terms"`    // "company=ACME"; none: the whole organisation
	Accounts int      `json:"accounts"` // active accounts in scope, before
	Active   int      `json:"active"`   // active accounts of the organisation, before
}

// NewScope makes the document of a plan's scope, nil for an undo.
func NewScope(p *reconcile.Plan) *Scope {
	if p.Kind != reconcile.FromFile {
		return nil
	}
	return &Scope{terms(p.Policy.Scope), p.InScope, p.Active}
}

// Part says which part of a run is taken back.
type Part struct {
	Only  []reconcile.Action `json:"only"`  // none: changes of any kind
	Terms []string           `json:"terms"` // none: any account
}

// newPart makes the document of a part, nil where all of a run is taken back.
func newPart(p reconcile.Part) *Part {
	if len(p.Only)+len(p.Scope) == 0 {
		return nil
	}
	return &Part{append([]reconcile.Action{}, p.Only...), terms(p.Scope)}
}

func terms(scope []reconcile.Term) []string {
	out := []string{}
	for _, t := range scope {
		out = append(out, reconcile.FieldChange{Field: t.Field, Attr: t.Attr}.Name()+"="+t.Value)
	}
	return out
}

// File says which file was read and how; Encoding is "utf-8" for a workbook.
type File struct {
	Name      string `json:"name"`
	SHA256    string `json:"sha256"`
	Size      int64  `json:"size"`
	Kind      string `json:"kind"`
	Encoding  string `json:"encoding"`
	Delimiter string `json:"delimiter,omitempty"`
	Sheet     string `json:"sheet,omitempty"`
	Heading   int    `json:"heading_row"`
	Rows      int    `json:"rows"`
	Manifest  string `json:"manifest,omitempty"` // its SHA-256
	Partial   bool   `json:"partial,omitempty"`  // only some of the people: absence was not counted
}

// Finding is what a guardrail says.
type Finding struct {
	Code   string   `json:"code"`
	Blocks bool     `json:"blocks"`
	Number int      `json:"number"`
	Text   string   `json:"text"`
	Args   []string `json:"args"`
}

// Pair is a leaver and a joiner who are probably one person.
type Pair struct {
	reconcile.Pair
	Text string `json:"text"`
}

// Problem is one problem with its place.
type Problem struct {
	File    string `json:"file"`
	Line    int    `json:"line"`
	Cell    string `json:"cell"`
	Heading string `json:"heading"`
	Code    string `json:"code"`
	Rejects bool   `json:"rejects"`
	Text    string `json:"text"`
}

// NewPlan makes the document of p, which was applied as run number applied (0: it was not).
func NewPlan(h Header, p *reconcile.Plan, applied int64, l words.Lang) *Plan {
	return &Plan{
		Header: h, Plan: p.ID, Revision: p.Revision, Kind: p.Kind, Mode: p.Mode, UndoOf: p.UndoOf, Part: newPart(p.Part),
		Outcomes: p.Outcomes, AppliedAs: applied,
		Blocked: p.Blocked(), File: NewFile(p.File), PolicyDigest: p.PolicyDigest, Scope: NewScope(p), Summary: p.Summary,
		Findings: Findings(p.Findings, l), Pairs: pairs(p.Pairs, l),
		Problems: Problems(p.File.Name, p.Problems, l), ProblemCount: p.ProblemCount,
		Notes: Problems(p.File.Name, p.File.Notes, l), Root: p.Root,
	}
}

// NewFile leaves out what only a later reading of the file needs.
func NewFile(f reconcile.File) File {
	return File{Name: f.Name, SHA256: f.SHA256, Size: f.Size, Kind: f.Kind, Encoding: f.Encoding,
		Delimiter: f.Delimiter, Sheet: f.Sheet, Heading: f.Heading, Rows: f.Rows, Manifest: f.Manifest, Partial: f.Partial}
}

// Findings gives the findings with their texts; never nil.
func Findings(fs []reconcile.Finding, l words.Lang) []Finding {
	out := make([]Finding, 0, len(fs))
	for _, f := range fs {
		args := append([]string{}, f.Args...)
		out = append(out, Finding{f.Code, f.Blocks, f.Number, words.Finding(l, f), args})
	}
	return out
}

// Problems gives the problems of the file called name with their texts; never nil.
func Problems(name string, ps []reconcile.Problem, l words.Lang) []Problem {
	out := make([]Problem, 0, len(ps))
	for _, p := range ps {
		out = append(out, Problem{name, p.Line, p.Cell, p.Heading, p.Code, p.Rejects, words.Problem(l, p)})
	}
	return out
}

func pairs(ps []reconcile.Pair, l words.Lang) []Pair {
	out := make([]Pair, 0, len(ps))
	for _, p := range ps {
		out = append(out, Pair{p, words.Say(l, "pair."+p.Why)})
	}
	return out
}

// Write writes v as one indented document and a line end.
func Write(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}
