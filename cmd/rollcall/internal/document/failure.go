package document

// Failure is the document of a call that came to nothing. A call that changed nothing because there was nothing to
// change is no failure.
type Failure struct {
	SchemaVersion int   `json:"schema_version"`
	Error         Error `json:"error"`
}

// Error says what went wrong.
type Error struct {
	Exit int    `json:"exit"`
	Code string `json:"code"`
	Text string `json:"text"`
}

// NewFailure makes the document of a failure.
func NewFailure(exit int, code, text string) Failure {
	return Failure{SchemaVersion, Error{exit, code, text}}
}
