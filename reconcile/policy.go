package reconcile

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
)

// Policy says what a member file may do. The zero Policy is not usable: start from DefaultPolicy. Its JSON is
// canonical and its digest part of every plan's identity.
type Policy struct {
	// Keys is the chain by which a row and an account are found to be the same person, in this order.
	Keys []Field `json:"keys"`
	// Scope limits absence: only accounts that match every term can be absent from the file. Empty: the organisation.
	Scope []Term `json:"scope,omitempty"`
	// Blank says what a blank cell means, by field name or "attr.NAME"; without a rule: keep.
	Blank map[string]Blank `json:"blank,omitempty"`
	// Defaults are the values a new account gets in fields the file leaves blank or has no column for.
	Defaults map[string]string `json:"defaults,omitempty"`
	// Required are the fields without which a row is rejected: blank in the file and not known from the account.
	Required []Field `json:"required"`
	// Roles, Groups, Languages and Establishments are the values allowed; empty allows any.
	Roles          []string `json:"roles,omitempty"`
	Groups         []string `json:"groups,omitempty"`
	Languages      []string `json:"languages,omitempty"`
	Establishments []string `json:"establishments,omitempty"`
	// Administrators are the roles that are privileged: raising somebody to one, or taking the last away, is judged.
	Administrators []string `json:"administrators"`
	// Login says where logins come from and whether they may change.
	Login LoginPolicy `json:"login"`
	// EmailRequired are the roles whose members must have an e-mail.
	EmailRequired []string `json:"email_required,omitempty"`
	// Seats is how many accounts may be active at once; 0 sets no limit.
	Seats int `json:"seats,omitempty"`
	// Protected are keys (an ID as "id:7", an employee number, a login or an e-mail) of accounts that no file touches.
	Protected []string `json:"protected,omitempty"`
	// Canaries are keys, as in Protected, of accounts that must be in every file, in scope or not: a file without one
	// of them is not the whole file.
	Canaries []string `json:"canaries,omitempty"`
	// Manifest says whether a file must come with a manifest; "" for no.
	Manifest ManifestRule `json:"manifest,omitempty"`
	// ByHand says what presence in a file does to an account that was deactivated by hand or by a status column.
	ByHand ByHandRule `json:"deactivated_by_hand"`
	// Same declares rows and accounts to be one person: the row's key to the account's key (or "id:7").
	Same map[string]string `json:"same,omitempty"`
	// Guardrails are the limits on the whole plan.
	Guardrails Guardrails `json:"guardrails"`
	// Approvals says who must have approved a plan.
	Approvals Approvals `json:"approvals,omitzero"`
	// Limits bound what the file may cost to read; where none is set the default holds.
	Limits Limits `json:"limits,omitzero"`
}

// Term is one condition of a scope: the account's field has this value, compared folded.
type Term struct {
	Field Field  `json:"field"`
	Attr  string `json:"attr,omitempty"` // where Field is Attribute
	Value string `json:"value"`
}

// BlankRule says what a blank cell means.
type BlankRule string

// The rules for blank cells.
const (
	BlankKeep    BlankRule = "keep"    // the account's value stays
	BlankClear   BlankRule = "clear"   // the account's value is removed
	BlankDefault BlankRule = "default" // the account gets Blank.Default
)

// Blank is the rule for one column's blank cells.
type Blank struct {
	Rule    BlankRule `json:"rule"`
	Default string    `json:"default,omitempty"`
}

// ByHandRule says what presence does to an account deactivated by hand.
type ByHandRule string

// The rules for accounts deactivated by hand.
const (
	HoldByHand       ByHandRule = "hold"
	ReactivateByHand ByHandRule = "reactivate"
)

// ManifestRule says whether a file must come with a manifest.
type ManifestRule string

// ManifestRequired refuses files without a manifest.
const ManifestRequired ManifestRule = "required"

// LoginSource says what a new account's login is made from when the file gives none.
type LoginSource string

// The sources of logins.
const (
	LoginFromName  LoginSource = "first.last" // prenom.nom, accents folded, homonyms numbered
	LoginAsGiven   LoginSource = "given"      // no login is made: two files are compared
	LoginFromEmail LoginSource = "email"      // the e-mail where there is one, else first.last
)

// LoginPolicy says where logins come from and whether they may change.
type LoginPolicy struct {
	From      LoginSource `json:"from"`
	Immutable bool        `json:"immutable"` // a file that changes a login is held, row by row
}

// Guardrails are the limits past which a plan is held. Shares are of 100; a limit of 100 is never passed.
type Guardrails struct {
	AbsentShare           float64 `json:"absent_share"`            // of the active accounts in scope, when reviewed
	AbsentShareUnattended float64 `json:"absent_share_unattended"` // the same when nobody reviews
	AbsentMinUnattended   int     `json:"absent_min_unattended"`   // and at least this many accounts
	WholeGroup            int     `json:"whole_group"`             // a company or group of this size or more, all absent
	UpdatedShare          float64 `json:"updated_share"`           // of the accounts found in the file
	FieldShare            float64 `json:"field_share"`             // of the accounts found: one field changed on so many
	RejectedShare         float64 `json:"rejected_share"`          // of the file's rows
	KeyFormShare          float64 `json:"key_form_share"`          // of the accounts found: the key is written in another form
}

// DefaultPolicy gives the policy that holds without a policy file.
func DefaultPolicy() Policy {
	return Policy{
		Keys:           []Field{ID, EmployeeNumber, Login, Email},
		Required:       []Field{FirstName, LastName},
		Administrators: []string{"Admin", "Administrator", "Administrateur", "Administratrice", "Account administrator", "Owner", "Propriétaire"},
		Login:          LoginPolicy{From: LoginFromName},
		ByHand:         HoldByHand,
		Defaults:       map[string]string{"language": "en", "status": StatusActive},
		Guardrails: Guardrails{
			AbsentShare: 20, AbsentShareUnattended: 5, AbsentMinUnattended: 5, WholeGroup: 5,
			UpdatedShare: 75, FieldShare: 90, RejectedShare: 20, KeyFormShare: 50,
		},
	}
}

// Digest is the SHA-256 of the policy's canonical JSON, hexadecimal.
func (p *Policy) Digest() string {
	b, err := json.Marshal(p) // struct order is fixed and map keys are sorted: canonical
	if err != nil {
		panic("reconcile: a policy that can't be written: " + err.Error())
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// ScopeWithin tells whether every account that p's scope can have is in outer's as well, as far as their terms say.
func (p *Policy) ScopeWithin(outer *Policy) bool {
	inner := newRules(p).scope
	for key, allowed := range newRules(outer).scope {
		if len(inner[key]) == 0 {
			return false
		}
		for value := range inner[key] {
			if !allowed[value] {
				return false
			}
		}
	}
	return true
}

// BaseDigest is the Digest of the policy without what is said plan by plan: its scope and who is the same person.
func (p *Policy) BaseDigest() string {
	base := *p
	base.Scope, base.Same = nil, nil
	return base.Digest()
}
