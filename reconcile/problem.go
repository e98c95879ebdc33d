package reconcile

import "strconv"

// Problem says why a cell or row is rejected, or what a reader should know of it. Its text in each language is made
// from Code and Args by package words; no cell value stands in it.
type Problem struct {
	Code    string   `json:"code"`              // stable, kebab-case: "email-invalid"
	Line    int      `json:"line,omitempty"`    // physical line or sheet row; 0 speaks of the whole file
	Cell    string   `json:"cell,omitempty"`    // the cell as a spreadsheet names it ("C14"), in a workbook
	Heading string   `json:"heading,omitempty"` // of the column, as written in the file
	Args    []string `json:"args,omitempty"`    // what the text needs besides: limits, allowed values, other lines
	Rejects bool     `json:"rejects"`           // the row is rejected; otherwise it is a warning
}

// Refusal is the error of a file that can't be taken as a whole: nothing of it was used.
type Refusal struct {
	File    string // base name
	Problem Problem
}

// Error gives the place and the code; people are shown the text that package words makes of the problem.
func (r *Refusal) Error() string {
	s := r.File
	switch {
	case r.Problem.Cell != "":
		s += ":" + r.Problem.Cell
	case r.Problem.Line > 0:
		s += ":" + strconv.Itoa(r.Problem.Line)
	}
	return s + ": refused: " + r.Problem.Code
}
