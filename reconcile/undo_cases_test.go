package reconcile_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rollcall/reconcile"
)

// member makes an account of a roster in tests: its ID, login and other values.
func person(id int64, login string, values map[reconcile.Field]string) *reconcile.Account {
	a := &reconcile.Account{ID: id, Version: 1}
	a.Values[reconcile.Login], a.Values[reconcile.Status] = login, reconcile.StatusActive
	for f, v := range values {
		a.Values[f] = v
	}
	return a
}

// sets is the change that gives an account these values.
func (h *past) sets(id int64, values map[reconcile.Field]string) *reconcile.Change {
	a := byID(h.now, id)
	c := &reconcile.Change{Action: reconcile.Update, ID: id, Version: a.Version, Key: a.Values.Key(), Why: reconcile.Reason{Code: "changed"}}
	for f := range reconcile.NumFields {
		if v, ok := values[f]; ok {
			c.Fields = append(c.Fields, reconcile.FieldChange{Field: f, Old: a.Values[f], New: v})
		}
	}
	switch {
	case values[reconcile.Status] == reconcile.StatusDeactivated:
		c.Action = reconcile.Deactivate
	case values[reconcile.Status] != "":
		c.Action = reconcile.Reactivate
	}
	return c
}

// ran applies changes as the next run.
func (h *past) ran(changes ...*reconcile.Change) {
	h.now = cloneAll(h.now)
	for _, c := range changes {
		if c.Action == reconcile.Add {
			h.now = append(h.now, &reconcile.Account{ID: c.ID})
		}
		c.Apply(byID(h.now, c.ID))
	}
	h.runs = append(h.runs, ran{0, changes})
}

type values = map[reconcile.Field]string

// gone is what a run writes of somebody absent.
var gone = values{reconcile.Status: reconcile.StatusDeactivated, reconcile.Deactivated: reconcile.ByAbsence}

// endings writes what an undo does, a line a change and a line a field that is left.
func endings(p planned) string {
	var b strings.Builder
	for _, c := range p.changes {
		fmt.Fprintln(&b, changeText(c))
		for _, l := range c.Left {
			fmt.Fprintf(&b, "    %s %s %s\n", l.Name(), l.Outcome(), reasonText(l.Why))
		}
	}
	return b.String()
}

func TestUndo_Cases(t *testing.T) {
	cases := []struct {
		name   string
		people reconcile.Accounts
		live   func(h *past) // run 1 is the one taken back
		want   string
	}{
		{"a leaver whom a later run deactivated again stays outside", reconcile.Accounts{person(1, "ada", nil)}, func(h *past) {
			h.ran(h.sets(1, gone))
			h.ran(h.sets(1, values{reconcile.Status: reconcile.StatusActive, reconcile.Deactivated: ""}))
			h.ran(h.sets(1, gone))
		}, "! 1 ada: edited-since (status, deactivated)\n    status kept edited-by-run (3, by3)\n    deactivated kept edited-by-run (3, by3)\n"},
		{"a leaver whom somebody marked by hand stays outside", reconcile.Accounts{person(1, "ada", nil)}, func(h *past) {
			h.ran(h.sets(1, gone))
			byID(h.now, 1).Values[reconcile.Deactivated] = reconcile.ByHand
		}, "! 1 ada: edited-since (deactivated, status)\n    deactivated kept edited-outside\n    status kept goes-with (deactivated)\n"},
		{"the duty to change a password goes with the password", reconcile.Accounts{person(1, "ada", values{reconcile.Password: "$a", reconcile.MustChange: "yes"})}, func(h *past) {
			h.ran(h.sets(1, values{reconcile.Password: "$b", reconcile.MustChange: "", reconcile.Phone: "1"}))
			byID(h.now, 1).Values[reconcile.Password] = "$c"
		}, "~ 1 ada  phone: 1 -> (blank)  undone-partly (password, must_change)\n    password kept edited-outside\n    must_change kept goes-with (password)\n"},
		{"a password goes back", reconcile.Accounts{person(1, "ada", values{reconcile.Password: "$a", reconcile.MustChange: "yes"})}, func(h *past) {
			h.ran(h.sets(1, values{reconcile.Password: "$b", reconcile.MustChange: ""}))
		}, "~ 1 ada  password: (set) -> (set), must_change: (blank) -> yes  undone\n"},
		{"a login goes back and was never had", reconcile.Accounts{person(1, "ada", nil)}, func(h *past) {
			h.ran(h.sets(1, values{reconcile.Login: "ada.w"}))
		}, "~ 1 ada.w  login: ada.w -> ada, former_logins: ada -> (blank)  undone\n"},
		{"numbers that went round go back", reconcile.Accounts{person(1, "a", values{reconcile.EmployeeNumber: "E1"}), person(2, "b", values{reconcile.EmployeeNumber: "E2"})}, func(h *past) {
			h.ran(h.sets(1, values{reconcile.EmployeeNumber: "E2"}), h.sets(2, values{reconcile.EmployeeNumber: "E1"}))
		}, "~ 2 E1  employee_number: E1 -> E2  undone\n~ 1 E2  employee_number: E2 -> E1  undone\n"},
		{"numbers that went round stay where one of them can't go back", reconcile.Accounts{person(1, "a", values{reconcile.EmployeeNumber: "E1"}),
			person(2, "b", values{reconcile.EmployeeNumber: "E2"}), person(3, "c", values{reconcile.EmployeeNumber: "E3"})}, func(h *past) {
			h.ran(h.sets(1, values{reconcile.EmployeeNumber: "E2"}), h.sets(2, values{reconcile.EmployeeNumber: "E1", reconcile.Phone: "1"}))
			h.ran(h.sets(1, values{reconcile.EmployeeNumber: "E9"}))
			h.ran(h.sets(3, values{reconcile.EmployeeNumber: "E2"}))
		}, "~ 2 E1  phone: 1 -> (blank)  undone-partly (employee_number)\n    employee_number conflict conflict-number (3)\n" +
			"! 1 E9: edited-since (employee_number)\n    employee_number kept edited-by-run (2, by2)\n"},
		{"a number given to somebody new goes back", reconcile.Accounts{person(1, "a", values{reconcile.EmployeeNumber: "E1"})}, func(h *past) {
			added := &reconcile.Change{Action: reconcile.Add, ID: 2, Fields: []reconcile.FieldChange{{Field: reconcile.EmployeeNumber, New: "E1"},
				{Field: reconcile.Login, New: "b"}, {Field: reconcile.Status, New: reconcile.StatusActive}}}
			h.ran(h.sets(1, values{reconcile.EmployeeNumber: "E9"}), added)
		}, "- 2 E1  employee_number: E1 -> (blank)  undone\n~ 1 E9  employee_number: E9 -> E1  undone\n"},
		{"a number given to somebody who was added outside goes back", reconcile.Accounts{person(1, "a", values{reconcile.EmployeeNumber: "E1"})}, func(h *past) {
			added := &reconcile.Change{Action: reconcile.Add, ID: 2, Fields: []reconcile.FieldChange{{Field: reconcile.EmployeeNumber, New: "E1"},
				{Field: reconcile.Login, New: "b"}, {Field: reconcile.Status, New: reconcile.StatusDeactivated}, {Field: reconcile.Deactivated, New: reconcile.ByFile}}}
			h.ran(h.sets(1, values{reconcile.EmployeeNumber: "E9"}), added)
		}, "~ 2 E1  employee_number: E1 -> (blank), deactivated: file -> undo  undone\n~ 1 E9  employee_number: E9 -> E1  undone\n"},
		{"whoever was added outside and left again by a later run stays as that run left it", nil, func(h *past) {
			h.ran(&reconcile.Change{Action: reconcile.Add, ID: 1, Fields: []reconcile.FieldChange{{Field: reconcile.Login, New: "a"},
				{Field: reconcile.Status, New: reconcile.StatusDeactivated}, {Field: reconcile.Deactivated, New: reconcile.ByFile}}})
			h.ran(h.sets(1, values{reconcile.Status: reconcile.StatusActive, reconcile.Deactivated: ""}))
			h.ran(h.sets(1, values{reconcile.Status: reconcile.StatusDeactivated, reconcile.Deactivated: reconcile.ByFile}))
		}, ""},
		{"a default establishment needs its establishment", reconcile.Accounts{person(1, "a", values{reconcile.Establishments: "Lyon", reconcile.DefaultEstablishment: "Lyon"})}, func(h *past) {
			h.ran(h.sets(1, values{reconcile.Establishments: "Lyon; Paris", reconcile.DefaultEstablishment: "Paris"}))
			h.ran(h.sets(1, values{reconcile.Establishments: "Paris"}))
		}, "! 1 a: undo-conflict (establishments, default_establishment)\n    establishments kept edited-by-run (2, by2)\n    default_establishment conflict conflict-establishment\n"},
		{"somebody taken out of the database is named", reconcile.Accounts{person(1, "a", nil)}, func(h *past) {
			h.ran(h.sets(1, values{reconcile.Phone: "1"}))
			h.now = nil
		}, "! 1 a: account-gone\n"},
		{"whoever was invited and has signed in leaves with the run", nil, func(h *past) {
			h.ran(&reconcile.Change{Action: reconcile.Add, ID: 1, Fields: []reconcile.FieldChange{{Field: reconcile.Login, New: "a"},
				{Field: reconcile.Phone, New: "1"}, {Field: reconcile.Status, New: reconcile.StatusInvited}}})
			byID(h.now, 1).Values[reconcile.Status], byID(h.now, 1).Values[reconcile.Phone] = reconcile.StatusActive, "2"
		}, "- 1 a  undone-partly (phone)\n    phone kept edited-outside\n"},
		{"what is back already is said where something else is not", reconcile.Accounts{person(1, "a", nil), person(2, "b", nil)}, func(h *past) {
			h.ran(h.sets(1, values{reconcile.Phone: "1", reconcile.Role: "Agent"}), h.sets(2, values{reconcile.Phone: "1"}))
			h.ran(h.sets(1, values{reconcile.Phone: ""}), h.sets(2, values{reconcile.Phone: ""}))
		}, "~ 1 a  role: Agent -> (blank)  undone\n    phone reversed back-by-run (2, by2)\n"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			h := &past{began: c.people, now: c.people}
			c.live(h)
			p := h.undo(t, 1, reconcile.Part{})
			if diff := cmp.Diff(c.want, endings(p)); diff != "" {
				t.Errorf("the undo (-want +got):\n%s", diff)
			}
			checkChanges(t, p)
		})
	}
}

// TestUndo_NumberOfSomebodyAddedOutside: a number passed on to somebody who was added deactivated comes back, though the
// one run is taken back after the other.
func TestUndo_NumberOfSomebodyAddedOutside(t *testing.T) {
	h := &past{began: reconcile.Accounts{person(1, "a", values{reconcile.EmployeeNumber: "E1"})}}
	h.now = h.began
	h.ran(h.sets(1, values{reconcile.EmployeeNumber: "E9"}))
	h.ran(&reconcile.Change{Action: reconcile.Add, ID: 2, Fields: []reconcile.FieldChange{{Field: reconcile.EmployeeNumber, New: "E1"},
		{Field: reconcile.Login, New: "b"}, {Field: reconcile.Status, New: reconcile.StatusDeactivated}, {Field: reconcile.Deactivated, New: reconcile.ByFile}}})
	h.takeBack(t, 2, reconcile.Part{})
	before := h.now
	h.takeBack(t, 3, reconcile.Part{})
	h.takeBack(t, 4, reconcile.Part{})
	sameAccounts(t, "the undo undone and done again", before, h.now)
	h.takeBack(t, 1, reconcile.Part{})
	sameAccounts(t, "both runs undone", h.began, h.now[:1])
}

// TestUndo_FormerLogins: the list of former logins comes back in its order, also where somebody had gone back to one.
func TestUndo_FormerLogins(t *testing.T) {
	a := person(1, "third", nil)
	a.Former = []string{"first", "second"}
	c := &situation{Accounts: reconcile.Accounts{a}, Policy: reconcile.DefaultPolicy(), Mode: reconcile.Reviewed}
	c.File = reconcile.File{Name: "f.csv", Columns: headed([]reconcile.Field{reconcile.ID, reconcile.Login, reconcile.FirstName, reconcile.LastName})}
	c.Rows = []reconcile.Row{{Line: 2, Cells: [][]byte{[]byte("1"), []byte("First"), []byte("Ada"), []byte("Byron")}}}
	h := &past{began: c.Accounts, now: c.Accounts}
	h.apply(t, planCase(t, c), 0)
	if got := h.now[0].Former; !slices.Equal(got, []string{"second", "third"}) {
		t.Fatalf("after going back the former logins are %q", got)
	}
	h.takeBack(t, 1, reconcile.Part{})
	sameAccounts(t, "the login taken back", h.began, h.now)
	h.takeBack(t, 2, reconcile.Part{})
	if got := h.now[0].Former; !slices.Equal(got, []string{"second", "third"}) {
		t.Errorf("once more the former logins are %q", got)
	}
}

// TestUndo_HoldsTheProtected: neither protected accounts nor the last administrator are touched, field by field.
func TestUndo_HoldsTheProtected(t *testing.T) {
	h := &past{now: reconcile.Accounts{person(1, "root", nil), person(2, "boss", nil)}}
	h.ran(h.sets(1, values{reconcile.Phone: "1"}), h.sets(2, values{reconcile.Role: "Admin"}))
	policy := reconcile.DefaultPolicy()
	policy.Protected = []string{"root"}
	p := undone(t, h.now, policy, h.runs[0].changes)
	want := "! 2 boss: last-administrator\n    role conflict conflict-last-administrator\n! 1 root: protected\n    phone conflict conflict-protected\n"
	if diff := cmp.Diff(want, endings(p)); diff != "" {
		t.Errorf("the undo (-want +got):\n%s", diff)
	}
	if got := p.draft.Plan(nil, reconcile.Reviewed).Outcomes; *got != (reconcile.Outcomes{Conflict: 2}) {
		t.Errorf("the outcomes are %+v", got)
	}
}
