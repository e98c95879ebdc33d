package storage

import (
	"strings"
	"testing"
	"time"

	"rollcall/ledger"
	"rollcall/reconcile"
)

// operator adds an operator, who calls by a token of that name.
func (o *office) operator(by, name string, role Role) *Operator {
	o.Helper()
	added, err := o.store.AddOperator(ctx, o.org, by, Operator{Name: name, Role: role}, "token of "+name, noon)
	o.must(err)
	return added
}

// staffed is an office with one operator of each role, named after it, and a second approver.
func staffed(t *testing.T, db string) *office {
	t.Helper()
	o := newOffice(t, db)
	o.operator("", "administrator", Administrator)
	for _, r := range []Role{Viewer, Preparer, Approver} {
		o.operator("administrator", string(r), r)
	}
	o.operator("administrator", "second", Approver)
	return o
}

func TestOperatorsAreKnown(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		o := newOffice(t, db)
		for _, org := range []string{o.org, "Nowhere"} {
			if who, err := o.store.Operator(ctx, org, Credentials{OSUser: "root"}); who != nil || err != nil {
				t.Errorf("%s is not open: %v, %v", org, who, err)
			}
		}
		_, err := o.store.AddOperator(ctx, o.org, "", Operator{Name: "Vera", Role: Approver}, "t", noon)
		if e := wantError[*OperatorError](t, err); e.Code != "operator-first" {
			t.Error(e)
		}
		_, err = o.store.AddOperator(ctx, o.org, "", Operator{Name: " Ada ", Role: Administrator, OSUser: "ada", Account: "E1"}, "", noon)
		o.must(err)
		o.operator("ADA", "Ben", Preparer)
		for c, want := range map[Credentials]string{
			{OSUser: "ada"}: "Ada", {Token: "token of Ben"}: "Ben", {Token: "token of Ben", OSUser: "ada"}: "Ben",
			{OSUser: "Ada"}: "", {OSUser: ""}: "", {Token: "token of ben"}: "", {Token: "x", OSUser: "ada"}: "",
			{Token: tokenHash("token of Ben")}: "",
		} {
			who, err := o.store.Operator(ctx, o.org, c)
			if want == "" {
				wantError[*NotAllowedError](t, err)
			} else if err != nil || who.Name != want {
				t.Errorf("%+v is %v, %v", c, who, err)
			}
		}
		for _, row := range o.rowsOf() {
			if strings.Contains(row, "token of") {
				t.Errorf("a token is kept: %s", row)
			}
		}
		elsewhere := o.named("Globex")
		elsewhere.operator("", "Zoe", Administrator)
		_, err = elsewhere.store.Operator(ctx, elsewhere.org, Credentials{Token: "token of Ben"})
		wantError[*NotAllowedError](t, err)
	})
}

func TestOperatorsChange(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		o := staffed(t, db)
		for _, by := range []string{"approver", "viewer", "nobody", ""} {
			_, err := o.store.SetRole(ctx, o.org, by, "viewer", Administrator, noon)
			wantError[*NotAllowedError](t, err)
		}
		for code, try := range map[string]func() error{
			"operator-last": func() error {
				_, err := o.store.SetRole(ctx, o.org, "administrator", "Administrator", Viewer, noon)
				return err
			},
			"operator-name-taken": func() error {
				_, err := o.store.AddOperator(ctx, o.org, "administrator", Operator{Name: "ＶＩＥＷＥＲ", Role: Viewer}, "t", noon)
				return err
			},
			"operator-name-revoked": func() error { _, err := o.store.SetToken(ctx, o.org, "administrator", "second", "t", noon); return err },
		} {
			if code == "operator-name-revoked" {
				_, err := o.store.Revoke(ctx, o.org, "administrator", "second", noon)
				o.must(err)
			}
			if e := wantError[*OperatorError](t, try()); e.Code != code {
				t.Errorf("got %s, want %s", e.Code, code)
			}
		}
		_, err := o.store.Operator(ctx, o.org, Credentials{Token: "token of second"})
		wantError[*NotAllowedError](t, err)
		o.operator("administrator", "deputy", Administrator)
		_, err = o.store.Revoke(ctx, o.org, "deputy", "administrator", noon)
		o.must(err)
		_, err = o.store.Revoke(ctx, o.org, "deputy", "deputy", noon)
		wantError[*OperatorError](t, err)
		_, err = o.store.SetRole(ctx, o.org, "administrator", "viewer", Administrator, noon)
		wantError[*NotAllowedError](t, err)
		if n := o.entries(ledger.Operator); n != 8 {
			t.Errorf("%d changes of operators in the ledger", n)
		}
	})
}

// entries counts the ledger's entries of one kind.
func (o *office) entries(kind string) (n int) {
	o.Helper()
	o.must(o.raw.GetContext(ctx, &n, o.raw.Rebind("SELECT count(*) FROM ledger WHERE kind = ?"), kind))
	return n
}

// Two administrators who demote each other at once leave one.
func TestLastAdministratorRaced(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		o := newOffice(t, db)
		o.operator("", "a", Administrator)
		o.operator("a", "b", Administrator)
		done := make(chan error)
		for by, whom := range map[string]string{"a": "b", "b": "a"} {
			go func() {
				_, err := o.store.Revoke(ctx, o.org, by, whom, noon)
				done <- err
			}()
		}
		failed := 0
		for range 2 {
			if <-done != nil {
				failed++
			}
		}
		left := 0
		all, err := o.store.Operators(ctx, o.org)
		o.must(err)
		for _, op := range all {
			if op.InForce() {
				left++
			}
		}
		if failed != 1 || left != 1 {
			t.Errorf("%d failed, %d administrators left", failed, left)
		}
	})
}

func TestRightsAreOnlyAddedTo(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		o := staffed(t, db)
		_, err := o.store.Revoke(ctx, o.org, "administrator", "second", noon.Add(time.Hour))
		o.must(err)
		id := o.planBy("preparer", joiner("ben"))
		o.must(o.decide(id, "approver", Approved, noon))
		_, err = o.store.Pin(ctx, o.org, "administrator", reconcile.DefaultPolicy(), "", noon)
		o.must(err)
		for _, query := range []string{
			"UPDATE operators SET revoked = '' WHERE name = 'second'",
			"UPDATE operators SET name = 'third' WHERE name = 'second'",
			"DELETE FROM operators WHERE name = 'viewer'",
			"UPDATE approvals SET expires = '9999'",
			"DELETE FROM approvals",
			"UPDATE preparers SET operator = 1",
			"DELETE FROM preparers",
			"UPDATE policies SET source = 'x'",
			"DELETE FROM policies",
		} {
			if _, err := o.raw.ExecContext(ctx, query); err == nil {
				t.Errorf("the database lets it pass: %s", query)
			}
		}
	})
}

// What changes rights is whole or absent, whichever operation fails.
func TestEveryFaultOfRights(t *testing.T) {
	eachFault(t, func(t *testing.T, o *office, f *faults, after bool) {
		o.operator("", "ada", Administrator)
		id := o.planBy("ada", joiner("ben"))
		count := func(table string, n int) func() bool {
			return func() bool {
				var got int
				o.must(o.raw.GetContext(ctx, &got, "SELECT count(*) FROM "+table))
				return got == n
			}
		}
		everyFault(t, o, f, after, func() error {
			_, err := o.store.AddOperator(ctx, o.org, "ada", Operator{Name: "bob", Role: Approver}, "t", noon)
			return err
		}, count("operators", 2))
		everyFault(t, o, f, after, func() error { return o.decide(id, "bob", Approved, noon) }, count("approvals", 1))
		everyFault(t, o, f, after, func() error {
			_, err := o.store.Pin(ctx, o.org, "ada", reconcile.DefaultPolicy(), "", noon)
			return err
		}, count("policies", 1))
	})
}
