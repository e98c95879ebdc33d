package reconcile

import (
	"context"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// drawnValues are few, so that values meet those of a policy and come back.
var drawnValues = map[Field][]string{
	EmployeeNumber: {"", "E1", "E2"}, Login: {"ada", "ben", "Kim"}, Email: {"", "ada@example.org"}, FirstName: {"Ada", "Éva"},
	LastName: {"", "Li"}, Phone: {"", "1", "2"}, Role: {"", "Agent", "Chief"}, Group: {"Sales", "sales", "IT"}, Company: {"", "North", "South"},
	Establishments: {"", "Metz; Lyon", "Lyon"}, Status: {StatusActive, StatusInvited, StatusDeactivated}, Deactivated: {"", ByAbsence, ByHand},
	Password: {"", "$a", "$b"},
}

// drawValue gives a value of a field; logins are one account's only, now and before.
func drawValue(t *rapid.T, f Field, id int64) string {
	values := drawnValues[f]
	if len(values) == 0 {
		return ""
	}
	v := rapid.SampledFrom(values).Draw(t, f.String())
	if f == Login {
		v += strconv.FormatInt(id, 10)
	}
	return v
}

func drawAccount(t *rapid.T, id int64) *Account {
	a := &Account{ID: id, Version: 1}
	for f := range NumFields {
		a.Values[f] = drawValue(t, f, id)
	}
	if rapid.Bool().Draw(t, "badge") {
		a.Attrs = a.Attrs.With("badge", "7")
	}
	return a
}

// drawChange changes some fields of an account, which it gives as it is then.
func drawChange(t *rapid.T, a *Account) (*Change, *Account) {
	change := changeOf(a, Update, "row")
	c := &change
	for f := range NumFields {
		if rapid.IntRange(0, 3).Draw(t, "change") == 0 {
			c.set(f, a.Values[f], drawValue(t, f, a.ID))
		}
	}
	if rapid.IntRange(0, 3).Draw(t, "change") == 0 {
		c.Fields = append(c.Fields, FieldChange{Field: Attribute, Attr: "badge", Old: a.Attrs.Get("badge"), New: "8"})
	}
	after := *a
	c.Apply(&after)
	return c, &after
}

// known gives what an index knows of each account, whatever numbers stand for the names.
func (x *Index) known() []any {
	var all []any
	for ord := range x.ids.len() {
		of := []any{x.ids.at(ord), x.digest[ord], x.state[ord], Fold(x.names[x.units[x.unit[ord]].Company]), Fold(x.names[x.units[x.unit[ord]].Group])}
		for k := range x.keys {
			if len(x.keys[k].hash) > 0 {
				of = append(of, x.keys[k].hash[ord])
			}
		}
		all = append(all, of)
	}
	return all
}

// drawRules gives a policy, and a file with some of the columns.
func drawRules(t *rapid.T) (*Policy, *File) {
	policy, file := DefaultPolicy(), &File{}
	policy.Administrators, policy.Protected, policy.Canaries = []string{"chief"}, []string{"E1"}, []string{"ben1"}
	policy.Scope = rapid.SampledFrom([][]Term{nil, {{Field: Company, Value: "north"}}, {{Field: Establishments, Value: "Lyon"}},
		{{Field: Attribute, Attr: "badge", Value: "7"}}}).Draw(t, "scope")
	policy.ByHand = rapid.SampledFrom([]ByHandRule{HoldByHand, ReactivateByHand}).Draw(t, "by hand")
	for f := range NumFields {
		if rapid.Bool().Draw(t, "column") {
			file.Columns = append(file.Columns, Column{Field: f})
		}
	}
	file.Columns = append(file.Columns, Column{Field: Attribute, Attr: "badge"}, Column{Field: FullName})
	return &policy, file
}

// An index that was moved over changes knows what one knows that is made of the roster after them, whether the changes
// say it all or the accounts are fetched.
func TestMovedIndexKnowsTheRoster(t *testing.T) {
	patched := 0
	rapid.Check(t, func(t *rapid.T) {
		policy, file := drawRules(t)
		var before, after Accounts
		var changes []*Change
		for id := range int64(rapid.IntRange(1, 4).Draw(t, "accounts")) {
			a := drawAccount(t, id+1)
			c, then := drawChange(t, a)
			before, after, changes = append(before, a), append(after, then), append(changes, c)
		}
		rules, cols := newRules(policy), newColumns(file, policy)
		x, err := buildIndex(context.Background(), before, rules, cols)
		if err != nil {
			t.Fatal(err)
		}
		seq := func(yield func(*Change, error) bool) {
			for _, c := range changes {
				if (&Moving{Index: x, rules: rules}).says(c) {
					patched++
				}
				if !yield(c, nil) {
					return
				}
			}
		}
		if err := x.Move(context.Background(), "p1", seq, after, file, policy); err != nil {
			t.Fatal(err)
		}
		want := &Index{hasher: x.hasher, interned: map[string]uint32{}, unitOf: map[unit]uint32{}, former: map[uint64]int32{}}
		for _, a := range after {
			want.add(a, rules, cols)
		}
		if diff := cmp.Diff(want.known(), x.known()); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff(want.former, x.former); diff != "" {
			t.Error(diff)
		}
	})
	if patched == 0 {
		t.Error("no change was taken at its word")
	}
}
