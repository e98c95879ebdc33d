package reconcile

import (
	"context"
	"iter"
	"slices"
	"strings"
	"time"
)

// Attr is one custom attribute of an account.
type Attr struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Attrs are an account's custom attributes, sorted by name, without blank values.
type Attrs []Attr

// Get gives the value of the attribute called name, "" where there is none.
func (as Attrs) Get(name string) string {
	if i, ok := as.find(name); ok {
		return as[i].Value
	}
	return ""
}

// With gives a copy in which the attribute called name has that value; a blank value removes it.
func (as Attrs) With(name, value string) Attrs {
	out := slices.Clone(as)
	i, ok := out.find(name)
	switch {
	case ok && value == "":
		return slices.Delete(out, i, i+1)
	case ok:
		out[i].Value = value
		return out
	case value == "":
		return out
	}
	return slices.Insert(out, i, Attr{name, value})
}

func (as Attrs) find(name string) (int, bool) {
	return slices.BinarySearchFunc(as, name, func(a Attr, n string) int { return strings.Compare(a.Name, n) })
}

// Values holds one canonical value (see Canonical) for each field an account keeps.
type Values [NumFields]string

// Account is a member the roster knows.
type Account struct {
	ID         int64    // given by the roster, never changed, never reused
	Version    int64    // 1 when added, one more with every change
	Values     Values   // by Field
	Attrs      Attrs    // custom attributes
	Former     []string // folded logins the account had before; nobody else may have them
	LastSignIn time.Time
	Created    time.Time
	Updated    time.Time
}

// Active tells whether the account takes a seat and counts as present: it is not deactivated.
func (a *Account) Active() bool { return a.Values[Status] != StatusDeactivated }

// Name gives the first and last name with one space between them.
func (a *Account) Name() string { return a.Values.Name() }

// Name gives the first and last name with one space between them.
func (v *Values) Name() string { return strings.TrimSpace(v[FirstName] + " " + v[LastName]) }

// Key gives the value that people know the account by: employee number, else login, else e-mail.
func (v *Values) Key() string {
	for _, f := range [...]Field{EmployeeNumber, Login, Email} {
		if v[f] != "" {
			return v[f]
		}
	}
	return ""
}

// Roster is what Diff reads of an organisation's accounts.
type Roster interface {
	// Accounts gives every account of the organisation, in ID order. The account given is valid until the next one.
	Accounts(ctx context.Context) iter.Seq2[*Account, error]
	// Lookup gives the accounts with these IDs (sorted, no duplicates), in ID order; unknown IDs are passed over.
	// The account given is the caller's to keep.
	Lookup(ctx context.Context, ids []int64) iter.Seq2[*Account, error]
}
