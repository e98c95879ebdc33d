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

// RejectedError says that an operator rejected a plan, which nobody applies any more.
type RejectedError struct {
	PlanID string
	By     string
}

func (e *RejectedError) Error() string { return "plan " + e.PlanID + " was rejected" }

// Text gives the code and arguments of the text for people.
func (e *RejectedError) Text() (string, []any) { return "plan-rejected", []any{e.PlanID, e.By} }

// UnapprovedError says that a plan waits for approvals; nothing of it was written.
type UnapprovedError struct {
	PlanID  string
	Needed  int
	Missing int
	Open    bool // the organisation has no operators who could approve
}

func (e *UnapprovedError) Error() string {
	return fmt.Sprintf("plan %s waits for %d of %d approvals", e.PlanID, e.Missing, e.Needed)
}

// Text gives the code and arguments of the text for people.
func (e *UnapprovedError) Text() (string, []any) {
	if e.Open {
		return "plan-unapprovable", []any{e.PlanID}
	}
	return "plan-unapproved", []any{e.Missing, e.PlanID, e.Needed}
}

// PolicyDamagedError says that a pinned policy does not agree with its digest.
type PolicyDamagedError struct{ Version int64 }

func (e *PolicyDamagedError) Error() string {
	return fmt.Sprintf("version %d of the pinned policy is not what was pinned", e.Version)
}

// Unwrap gives ErrDamaged.
func (e *PolicyDamagedError) Unwrap() error { return ErrDamaged }

// Text gives the code and arguments of the text for people.
func (e *PolicyDamagedError) Text() (string, []any) {
	return "policy-damaged", []any{formatID(e.Version)}
}
