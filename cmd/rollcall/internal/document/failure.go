package document

// Failure is the document of a call that came to nothing. A call that changed nothing because there was nothing to
// change is no failure.
type Failure struct {
	SchemaVersion int       `json:"schema_version"`
	Error         Error     `json:"error"`
	Plan          string    `json:"plan,omitempty"`     // the plan that guardrails hold
	Findings      []Finding `json:"findings,omitempty"` // and what they say
	Rebase        *Rebase   `json:"rebase,omitempty"`   // the plan that was made anew in place of a stale one
}

// Error says what went wrong.
type Error struct {
	Exit int    `json:"exit"`
	Code string `json:"code"`
	Text string `json:"text"`
}

// NewFailure makes the document of a failure.
func NewFailure(exit int, code, text string) Failure {
	return Failure{SchemaVersion: SchemaVersion, Error: Error{exit, code, text}}
}
