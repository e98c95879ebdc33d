package storage

import "fmt"

// NotAllowedError says that whoever calls may not do what was asked; nothing was done.
type NotAllowedError struct {
	Code string // of its text: "not-allowed-role" and the like
	Args []any
}

func (e *NotAllowedError) Error() string { return fmt.Sprint(e.Code, " ", e.Args) }

// Text gives the code and arguments of the text for people.
func (e *NotAllowedError) Text() (string, []any) { return e.Code, e.Args }

// OperatorError says why an operator can't be added or changed so; nothing was written.
type OperatorError struct {
	Code string // of its text: "operator-last" and the like
	Args []any
}

func (e *OperatorError) Error() string { return fmt.Sprint(e.Code, " ", e.Args) }

// Text gives the code and arguments of the text for people.
func (e *OperatorError) Text() (string, []any) { return e.Code, e.Args }
