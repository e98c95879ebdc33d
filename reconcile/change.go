package reconcile

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Action is what a plan does with one person.
type Action uint8

// The actions, in the order in which plans list them.
const (
	Deactivate Action = iota
	Reactivate
	Update
	Add
	Hold       // left alone, and why; not a change
	NumActions // how many there are
)

var actionNames = [NumActions]string{"deactivate", "reactivate", "update", "add", "held"}

// String gives the action's name as JSON spells it.
func (a Action) String() string {
	if a < NumActions {
		return actionNames[a]
	}
	return fmt.Sprintf("action(%d)", uint8(a))
}

// Sigil gives the character that stands before a change of this action: - ^ ~ + !
func (a Action) Sigil() string { return [...]string{"-", "^", "~", "+", "!"}[a] }

// ParseAction reads a name that String gave.
func ParseAction(s string) (Action, bool) {
	for a, n := range actionNames {
		if n == s {
			return Action(a), true
		}
	}
	return 0, false
}

// MarshalText makes actions readable in JSON.
func (a Action) MarshalText() ([]byte, error) { return []byte(a.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (a *Action) UnmarshalText(b []byte) error {
	got, ok := ParseAction(string(b))
	if !ok {
		return fmt.Errorf("unknown action %q", b)
	}
	*a = got
	return nil
}

// FieldChange is one field's value before and after.
type FieldChange struct {
	Field Field  // a field below NumFields, or Attribute
	Attr  string // the attribute's name where Field is Attribute
	Old   string
	New   string
}

// Name gives the field's name, "attr.NAME" for an attribute.
func (c FieldChange) Name() string {
	if c.Field == Attribute {
		return "attr." + c.Attr
	}
	return c.Field.String()
}

// Reason says why: a stable code whose text package words has, and what the text needs besides.
type Reason struct {
	Code string
	Args []string
}

// Change is one person's line in a plan, all its life: planned, reviewed, applied, audited, undone.
type Change struct {
	Action  Action
	ID      int64  // the account's; 0 for an Add until it is applied and for a Hold of a row without an account
	Version int64  // of the account that the change was made for; 0 for an Add
	Line    int    // of the row in the file; 0 for somebody absent
	Key     string // what people know the person by (Values.Key), as written
	Name    string // first and last name, for the reviewer
	Company string // this and the next three: for the reviewer, as the roster has them
	Group   string
	Role    string
	Email   string
	Fields  []FieldChange
	Why     Reason
	Left    []Left // in the plan of an undo: the fields of the run that it does not write
}

// Field gives the change of f, ok false where the change leaves f alone.
func (c *Change) Field(f Field) (FieldChange, bool) {
	for _, fc := range c.Fields {
		if fc.Field == f {
			return fc, true
		}
	}
	return FieldChange{}, false
}

// namesIDs are the holds whose first argument lists the accounts that a row could be.
var namesIDs = map[string]bool{"two-accounts": true, "login-taken": true, "email-ambiguous": true, "homonyms": true}

// Concerns tells whether c changes the account with that ID, or holds a row that could be it.
func (c *Change) Concerns(id int64) bool {
	if c.ID == 0 && namesIDs[c.Why.Code] && len(c.Why.Args) > 0 {
		return slices.Contains(strings.Split(c.Why.Args[0], ", "), strconv.FormatInt(id, 10))
	}
	return c.ID == id && c.Action != Add
}

// called sets what people call a new person from the fields.
func (c *Change) called() {
	var v Values
	for _, fc := range c.Fields {
		if fc.Field < NumFields {
			v[fc.Field] = fc.New
		}
	}
	c.person(&v)
}

// person sets what a reviewer knows somebody by.
func (c *Change) person(v *Values) {
	c.Key, c.Name, c.Company, c.Group, c.Role, c.Email = v.Key(), v.Name(), v[Company], v[Group], v[Role], v[Email]
}

// changeOf begins a change of an account.
func changeOf(a *Account, action Action, why string) Change {
	c := Change{Action: action, ID: a.ID, Version: a.Version, Why: Reason{Code: why}}
	c.person(&a.Values)
	return c
}

// Apply makes the change on an account (a zero Account for an Add): values, attributes, former logins, version.
// ID and times are the storage's to set.
func (c *Change) Apply(a *Account) {
	for _, fc := range c.Fields {
		switch {
		case fc.Field == Attribute:
			a.Attrs = a.Attrs.With(fc.Attr, fc.New)
		case fc.Field == FormerLogins: // stands after Login and outranks it
			a.Former = splitLogins(fc.New)
		default:
			if fc.Field == Login && fc.Old != "" {
				a.Former = withFormer(a.Former, Fold(fc.Old), Fold(fc.New))
			}
			a.Values[fc.Field] = fc.New
		}
	}
	a.Version++
}

// Value gives what the account has in the field that f speaks of.
func (a *Account) Value(f FieldChange) string {
	switch f.Field {
	case Attribute:
		return a.Attrs.Get(f.Attr)
	case FormerLogins:
		return strings.Join(a.Former, "\n")
	}
	return a.Values[f.Field]
}

// spellFormer spells the list of former logins out where somebody is given a former login back: the list before could
// not be told from the one after.
func (c *Change) spellFormer(a *Account) {
	login, ok := c.Field(Login)
	if !ok || !slices.Contains(a.Former, Fold(login.New)) {
		return
	}
	f := FieldChange{Field: FormerLogins}
	f.Old, f.New = a.Value(f), strings.Join(withFormer(a.Former, Fold(login.Old), Fold(login.New)), "\n")
	if f.Old != f.New {
		c.Fields = append(c.Fields, f)
	}
}

// splitLogins reads a value of FormerLogins.
func splitLogins(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, "\n")
}

// withFormer adds the login given up to those of before, unless it is only written differently now.
func withFormer(former []string, old, now string) []string {
	out := make([]string, 0, len(former)+1)
	for _, f := range former {
		if f != old && f != now {
			out = append(out, f)
		}
	}
	if old != now {
		out = append(out, old)
	}
	return out
}
