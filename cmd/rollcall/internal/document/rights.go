package document

import "time"

// Operator is somebody who may do something in an organisation.
type Operator struct {
	Number   int64     `json:"number"`
	Name     string    `json:"name"`
	Role     string    `json:"role"`
	OSUser   string    `json:"os_user"`
	HasToken bool      `json:"has_token"`
	Account  string    `json:"account"` // a key of the operator's own account
	Added    time.Time `json:"added"`
	Revoked  string    `json:"revoked,omitempty"` // RFC 3339
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
