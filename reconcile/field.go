package reconcile

import (
	"fmt"
	"slices"
)

// Field names one thing a member file can say of a person or an account can hold.
type Field uint8

// The fields an account keeps, in the order in which plans and exports show them.
const (
	EmployeeNumber Field = iota
	Login
	FirstName
	LastName
	Email
	Phone
	Role
	Group
	Company
	Establishments       // several, joined with "; " (see CanonicalList)
	DefaultEstablishment // one of Establishments
	Language             // a lower-case BCP 47 code such as "fr"
	Status               // StatusInvited, StatusActive or StatusDeactivated
	Deactivated          // how the account came to be deactivated: a How, "" while it is not
	Password             // in an account an argon2id hash; in a file the clear text, which Diff hashes at once
	MustChange           // "yes" while the password must be changed at the next sign-in, else ""
	PendingEmail         // an e-mail announced but not yet confirmed
	NumFields            // how many fields an account keeps

	// The rest stand in files only.
	ID         // the account's ID, decimal
	FullName   // first and last name in one cell
	LastSignIn // shown in exports, never read back
	Created    // shown in exports, never read back
	Updated    // shown in exports, never read back
	Attribute  // a custom attribute, named by Column.Attr
	NoField    // a column that means nothing to the roster

	// FormerLogins stands in changes only: Account.Former, one login a line. A change of Login implies it; it is
	// spelt out where that would not give the list that is meant.
	FormerLogins
)

var fieldNames = [...]string{
	EmployeeNumber: "employee_number", Login: "login", FirstName: "first_name", LastName: "last_name",
	Email: "email", Phone: "phone", Role: "role", Group: "group", Company: "company",
	Establishments: "establishments", DefaultEstablishment: "default_establishment", Language: "language",
	Status: "status", Deactivated: "deactivated", Password: "password", MustChange: "must_change",
	PendingEmail: "pending_email", NumFields: "", ID: "id", FullName: "full_name",
	LastSignIn: "last_sign_in", Created: "created", Updated: "updated", Attribute: "attr", NoField: "",
	FormerLogins: "former_logins",
}

// String gives the field's name as JSON keys, policy files and database columns spell it.
func (f Field) String() string {
	if int(f) < len(fieldNames) {
		return fieldNames[f]
	}
	return fmt.Sprintf("field(%d)", uint8(f))
}

// ParseField reads a name that String gave; ok is false for any other.
func ParseField(name string) (f Field, ok bool) {
	if name == "" {
		return NoField, false
	}
	i := slices.Index(fieldNames[:], name)
	return Field(i), i >= 0
}

// MarshalText makes fields readable in JSON and YAML.
func (f Field) MarshalText() ([]byte, error) { return []byte(f.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (f *Field) UnmarshalText(b []byte) error {
	got, ok := ParseField(string(b))
	if !ok && len(b) > 0 {
		return fmt.Errorf("unknown field %q", b)
	}
	*f = got
	return nil
}

// The values of Status.
const (
	StatusInvited     = "invited"     // has an account, has not signed in yet
	StatusActive      = "active"      // may sign in
	StatusDeactivated = "deactivated" // may not sign in; everything is kept
)

// The values of Deactivated: how an account came to be deactivated. It decides what a later file may do.
const (
	ByAbsence = "absence" // it was absent from a file; presence brings it back
	ByFile    = "file"    // a file's status column said so; only a status column brings it back
	ByHand    = "hand"    // somebody did it; a file without a status column leaves it alone
	ByUndo    = "undo"    // the run that added it was undone; presence brings it back
)
