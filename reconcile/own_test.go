package reconcile_test

import (
	"bytes"
	"context"
	"testing"

	"rollcall/reconcile"
)

// Who made the last plan is not kept in the index: the next plan, of somebody else, takes that account.
func TestOwnIsNotKeptInTheIndex(t *testing.T) {
	c := &situation{Policy: reconcile.DefaultPolicy(), Mode: reconcile.Reviewed}
	if err := c.readRoster("id,employee_number,login,first_name,last_name\n1,E1,ann,Ann,Morel\n2,E2,ben,Ben,Roux\n"); err != nil {
		t.Fatal(err)
	}
	if err := c.readUpload("employee_number,first_name,last_name\nE2,Ben,Roux\n"); err != nil {
		t.Fatal(err)
	}
	diff := func(own []string, x *reconcile.Index) *reconcile.Draft {
		d, err := reconcile.Diff(context.Background(), reconcile.Input{Organisation: "default", Roster: c.Accounts,
			Upload: c.upload(), Policy: &c.Policy, Own: own, Index: x})
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	first := diff([]string{"ann"}, nil)
	if first.Totals.Deactivate != 0 || first.Totals.Held != 1 {
		t.Fatalf("%+v", first.Totals.Summary)
	}
	x, _ := first.Index()
	var kept bytes.Buffer
	if err := x.Save(&kept, reconcile.IndexHead{}, secret); err != nil {
		t.Fatal(err)
	}
	_, rest, err := reconcile.ReadIndexHead(&kept, secret)
	if err != nil {
		t.Fatal(err)
	}
	if x, err = rest(); err != nil {
		t.Fatal(err)
	}
	if again := diff(nil, x); again.Totals.Deactivate != 1 || again.Totals.Held != 0 {
		t.Errorf("%+v", again.Totals.Summary)
	}
}
