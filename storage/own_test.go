package storage

import (
	"testing"

	"rollcall/ledger"
	"rollcall/reconcile"
)

// namedBy is an operator's own account, by name of the operator.
func (o *office) namedBy(name string) *Operator {
	o.Helper()
	all, err := o.store.Operators(ctx, o.org)
	o.must(err)
	for _, op := range all {
		if op.Name == name {
			return op
		}
	}
	o.Fatalf("there is no operator %s", name)
	return nil
}

// sparedFrom makes sure that an operator neither approves nor applies a plan that deactivates an account.
func (o *office) sparedFrom(login, operator string) {
	o.Helper()
	id := o.planBy("preparer", leaver(o.account(login)))
	for _, err := range []error{o.decide(id, operator, Approved, noon), o.applyAs(id, operator, noon)} {
		if e := wantError[*NotAllowedError](o.T, err); e.Code != "not-allowed-own" {
			o.Error(e)
		}
	}
}

// setOwn names an operator's own account and gives the ID that it is bound to.
func (o *office) setOwn(operator, key string) int64 {
	o.Helper()
	op, err := o.store.SetAccount(ctx, o.org, "administrator", operator, key, noon)
	o.must(err)
	return op.AccountID
}

// ranBy plans and applies changes in somebody's name.
func (o *office) ranBy(by string, changes ...*reconcile.Change) {
	o.Helper()
	o.must(o.applyAs(o.planBy("preparer", changes...), by, noon))
}

// Whatever becomes of the key that an own account was named by, the account stays the operator's own.
func TestOwnAccountStaysWhoseItIs(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		o := staffed(t, db)
		o.ranBy("administrator", joiner("ben"), joiner("kim"))
		for _, c := range []struct {
			key   string
			field reconcile.Field
		}{{"BEN@example.org", reconcile.Email}, {"ben", reconcile.Login}, {"n-ben", reconcile.EmployeeNumber}} {
			if id := o.setOwn("approver", c.key); id != 1 {
				t.Fatalf("%s is bound to %d", c.key, id)
			}
			a := o.roster()[0]
			moved := mover(a, reconcile.Update, c.field, "x"+a.Values[c.field])
			kim := o.account("kim")
			if c.field == reconcile.Email { // and somebody else has it now
				o.ranBy("administrator", moved, mover(kim, reconcile.Update, reconcile.Email, a.Values[reconcile.Email]))
			} else {
				o.ranBy("administrator", moved)
			}
			o.sparedFrom(o.roster()[0].Values[reconcile.Login], "approver")
			if op := o.namedBy("approver"); op.Account != c.key || op.AccountID != 1 || op.Own() != "id:1" {
				t.Errorf("%+v", op)
			}
		}
		o.must(o.decide(o.planBy("preparer", leaver(o.account("kim"))), "approver", Approved, noon))
	})
}

// A key that nobody has yet is bound by the run that gives it to somebody, and the ledger keeps it.
func TestOwnAccountOfSomebodyToCome(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		o := staffed(t, db)
		if id := o.setOwn("approver", "Élodie@Example.org"); id != 0 {
			t.Errorf("bound to %d", id)
		}
		came := joiner("zoe")
		for i := range came.Fields {
			if came.Fields[i].Field == reconcile.Email {
				came.Fields[i].New = "ÉLODIE@example.org"
			}
		}
		before := o.entries(ledger.Operator)
		o.ranBy("administrator", joiner("ben"), came)
		if op := o.namedBy("approver"); op.AccountID != o.account("zoe").ID || o.entries(ledger.Operator) != before+1 {
			t.Errorf("%+v", op)
		}
		o.sparedFrom("zoe", "approver")
		if _, err := o.verify(); err != nil {
			t.Error(err)
		}
	})
}

// In a store from before own accounts were bound, the next run binds them before it changes anybody.
func TestOwnAccountOfAnOlderStore(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		o := staffed(t, db)
		o.ranBy("administrator", joiner("ben"))
		o.setOwn("approver", "ben@example.org")
		o.exec("UPDATE operators SET account_id = 0")
		o.sparedFrom("ben", "approver") // by its key
		o.ranBy("administrator", mover(o.account("ben"), reconcile.Update, reconcile.Email, "b@example.org"))
		o.sparedFrom("ben", "approver")
	})
}

func TestOwnAccountIsOne(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		o := staffed(t, db)
		kim := joiner("kim")
		for i := range kim.Fields {
			if kim.Fields[i].Field == reconcile.Email {
				kim.Fields[i].New = "ben@example.org"
			}
		}
		o.ranBy("administrator", joiner("ben"), kim)
		_, err := o.store.SetAccount(ctx, o.org, "administrator", "approver", "ben@example.org", noon)
		if e := wantError[*OperatorError](t, err); e.Code != "operator-account-shared" {
			t.Error(e)
		}
		if id := o.setOwn("approver", "id:2"); id != 2 {
			t.Errorf("bound to %d", id)
		}
		if id := o.setOwn("approver", ""); id != 0 || o.namedBy("approver").Own() != "" {
			t.Errorf("bound to %d", id)
		}
	})
}
