package document

import "time"

// Operator is somebody who may do something in an organisation.
type Operator struct {
	Number   int64  `json:"number"`
	Name     string `json:"name"`
	Role     string `json:"role"`
	OSUser   string `json:"os_user"`
	HasToken bool   `json:"has_token"`
	Account  string `json:"account"` // the key by which the operator's own account was named
	// AccountID is the own account's, left out while nobody has had the key.
	AccountID int64     `json:"account_id,omitempty"`
	Added     time.Time `json:"added"`
	Revoked   string    `json:"revoked,omitempty"` // RFC 3339
}

// Operators is the document of all operators of an organisation; none: it is open.
type Operators struct {
	Header
	Operators []Operator `json:"operators"`
}

// OneOperator is the document of an operator that was added or changed. Token is shown only when it was made.
type OneOperator struct {
	Header
	Operator Operator `json:"operator"`
	Token    string   `json:"token,omitempty"`
}

// Approvals is how a plan stands with those who must approve it.
type Approvals struct {
	Needed      int        `json:"needed"`
	Missing     int        `json:"missing"`
	OtherPerson bool       `json:"other_person"` // whoever made the plan doesn't count
	Rejected    bool       `json:"rejected"`
	Decisions   []Decision `json:"decisions"`
}

// Decision is what one operator decided about a plan.
type Decision struct {
	Number   int64        `json:"number"`
	By       string       `json:"by"`
	Decision string       `json:"decision"` // "approved" or "rejected"
	Reason   string       `json:"reason"`
	At       time.Time    `json:"at"`
	Expires  *time.Time   `json:"expires"` // null for a rejection
	Counts   bool         `json:"counts"`
	Void     string       `json:"void,omitempty"` // the code of why it doesn't count
	Accepted []Acceptance `json:"accepted"`
}

// PlanApprovals is the document of how one plan stands.
type PlanApprovals struct {
	Header
	Plan      string    `json:"plan"`
	Run       int64     `json:"run,omitempty"` // that applied it
	Approvals Approvals `json:"approvals"`
}

// PinnedPolicy is the document of the policy that an organisation is bound to; null where there is none.
type PinnedPolicy struct {
	Header
	Pinned *Pinned `json:"pinned"`
}

// Pinned is one version of a policy.
type Pinned struct {
	Version int64     `json:"version"`
	Digest  string    `json:"digest"`
	By      string    `json:"by"`
	At      time.Time `json:"at"`
	Source  string    `json:"source"` // the file as it was written
}
