package storage

import (
	"bytes"
	"slices"
	"testing"

	"rollcall/reconcile"
)

// withoutOutline gives the logins of the accounts that have no outline, and holds every other's against the account.
func (o *office) withoutOutline() (logins []string) {
	o.Helper()
	n, err := o.store.Snapshot(ctx, o.org)
	o.must(err)
	defer n.Close()
	var outlines, want []byte
	var without []int64
	for p, err := range n.Outlines(ctx) {
		o.must(err)
		outlines, without = append(outlines, p.Outlines...), append(without, p.Without...)
	}
	for a, err := range n.Accounts(ctx) {
		o.must(err)
		if slices.Contains(without, a.ID) {
			logins = append(logins, a.Values[reconcile.Login])
		} else {
			want = n.Outliner().Append(want, a)
		}
	}
	if !bytes.Equal(outlines, want) {
		o.Errorf("the outlines are not those of the accounts: %x, want %x", outlines, want)
	}
	return logins
}

// A new account has its outline, as one function makes it of the account. Whatever changes an account, a run or somebody
// by hand, leaves none that is not the account's.
func TestOutlines(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		o := newOffice(t, db)
		wants := func(after string, want ...string) {
			t.Helper()
			if got := o.withoutOutline(); !slices.Equal(got, want) {
				t.Errorf("%s: accounts without an outline: %q, want %q", after, got, want)
			}
		}
		wants("nobody")
		joiners := make([]*reconcile.Change, 0, 10)
		for _, login := range []string{"ben", "Kim", "élodie", "zoe", "tom", "uma", "vic"} {
			joiners = append(joiners, joiner(login))
		}
		joiners[0].Fields = append(joiners[0].Fields, reconcile.FieldChange{Field: reconcile.Attribute, Attr: "badge", New: "7"})
		o.applied(joiners...)
		wants("a first load")
		other := o.named("Other")
		other.applied(joiner("ben"))
		o.applied(mover(o.account("zoe"), reconcile.Update, reconcile.Phone, "1"))
		wants("a phone that changed", "zoe")
		o.applied(mover(o.account("ben"), reconcile.Update, reconcile.Login, "ben2"), leaver(o.account("tom")))
		wants("a login and a status that changed", "ben2", "tom", "zoe")
		other.wantsOutlines()

		edited.Store(o.db, true)
		_, err := o.raw.ExecContext(ctx, "UPDATE accounts SET company = 'Acme' WHERE login = 'uma'")
		o.must(err)
		_, err = o.raw.ExecContext(ctx, "UPDATE accounts SET role = 'Owner', version = version + 1 WHERE login = 'vic'")
		o.must(err)
		wants("edits by hand", "ben2", "tom", "uma", "vic", "zoe")
	})
}

func (o *office) wantsOutlines() {
	o.Helper()
	if got := o.withoutOutline(); len(got) > 0 {
		o.Errorf("accounts of another organisation have no outline: %q", got)
	}
}

// Many accounts come in several pages.
func TestOutlinesOfManyAccounts(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		o := newOffice(t, db)
		var joiners []*reconcile.Change
		for i := range page + 100 {
			joiners = append(joiners, joiner("somebody"+formatID(int64(i))))
		}
		o.applied(joiners...)
		o.wantsOutlines()
	})
}

// An outline that is not its account's is found by Check.
func TestCheckFindsAWrongOutline(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		o := newOffice(t, db)
		o.applied(joiner("ben"), joiner("zoe"))
		edited.Store(o.db, true)
		_, err := o.raw.ExecContext(ctx, "UPDATE accounts SET outline = (SELECT outline FROM accounts WHERE login = 'ben') WHERE login = 'zoe'")
		o.must(err)
		if got, want := o.violations(), []string{"check-key accounts 2 outline"}; !slices.Equal(got, want) {
			t.Errorf("found %q, want %q", got, want)
		}
	})
}
