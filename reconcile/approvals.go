package reconcile

import (
	"slices"
	"time"
)

// Approvals says who must have approved a plan before it is applied. The zero value asks for nobody.
type Approvals struct {
	// Needed is how many different operators must approve every plan: 0 to 2.
	Needed int `json:"needed,omitempty"`
	// OtherPerson: whoever made the plan doesn't count.
	OtherPerson bool `json:"other_person,omitempty"`
	// TwoFor are the plans that two operators must approve.
	TwoFor []ApprovalCause `json:"two_for,omitempty"`
	// ValidSeconds is for how long an approval counts; 0: DefaultValidity.
	ValidSeconds int64 `json:"valid_seconds,omitempty"`
}

// ApprovalCause is what makes a plan one that two operators must approve.
type ApprovalCause string

// The causes.
const (
	ForPrivileged ApprovalCause = "privileged" // the plan makes somebody an administrator
	ForFindings   ApprovalCause = "findings"   // a guardrail holds the plan, and is lifted
)

// DefaultValidity is for how long an approval counts where the policy says nothing.
const DefaultValidity = 72 * time.Hour

// Validity is for how long an approval counts.
func (a *Approvals) Validity() time.Duration {
	if a.ValidSeconds == 0 {
		return DefaultValidity
	}
	return time.Duration(a.ValidSeconds) * time.Second
}

// ApprovalsNeeded is how many different operators must approve the plan before it is applied.
func (p *Plan) ApprovalsNeeded() int {
	a := &p.Policy.Approvals
	if slices.Contains(a.TwoFor, ForPrivileged) && p.Raised > 0 || slices.Contains(a.TwoFor, ForFindings) && p.Blocked() {
		return 2
	}
	return a.Needed
}
