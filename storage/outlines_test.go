package storage

import (
	"bytes"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rollcall/reconcile"
)

// withoutOutline gives the logins of the accounts that have no outline, and holds every other's against the account, and how
// many there are said to be against how many there are.
func (o *office) withoutOutline() (logins []string) {
	o.Helper()
	n, err := o.store.Snapshot(ctx, o.org)
	o.must(err)
	defer n.Close()
	var kept []byte
	var without []int64
	accounts := 0
	for p, err := range n.Outlines(ctx) {
		o.must(err)
		kept, without = append(kept, p.Outlines...), append(without, p.Without...)
		accounts += p.Accounts
	}
	merged, err := reconcile.MergeOutlines(kept)
	o.must(err)
	outlines := map[int64][]byte{}
	for id, one := range reconcile.EachOutline(merged) {
		outlines[id] = one
	}
	for a, err := range n.Accounts(ctx) {
		o.must(err)
		accounts--
		if slices.Contains(without, a.ID) {
			logins = append(logins, a.Values[reconcile.Login])
		} else if got, want := outlines[a.ID], n.Outliner().Append(nil, a); !bytes.Equal(got, want) {
			o.Errorf("the outline of %s is %x, want %x", a.Values[reconcile.Login], got, want)
		}
		delete(outlines, a.ID)
	}
	if accounts != 0 {
		o.Errorf("%d accounts more are said to be there than there are", accounts)
	}
	for id := range outlines {
		if !slices.Contains(without, id) {
			o.Errorf("account %d is not there and has an outline", id)
		}
	}
	return logins
}

func (o *office) wantsOutlines(after string, without ...string) {
	o.Helper()
	if got := o.withoutOutline(); !slices.Equal(got, without) {
		o.Errorf("%s: accounts without an outline: %q, want %q", after, got, without)
	}
}

// Every account has its outline, as one function makes it of the account, whatever a run does to it. An account that
// somebody edits by hand has none, until the next run makes it anew.
func TestOutlines(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		o := newOffice(t, db)
		o.wantsOutlines("nobody")
		joiners := make([]*reconcile.Change, 0, 10)
		for _, login := range []string{"ben", "Kim", "élodie", "zoe", "tom", "uma", "vic"} {
			joiners = append(joiners, joiner(login))
		}
		joiners[0].Fields = append(joiners[0].Fields, reconcile.FieldChange{Field: reconcile.Attribute, Attr: "badge", New: "7"})
		o.applied(joiners...)
		o.wantsOutlines("a first load")
		other := o.named("Other")
		other.applied(joiner("ben"))
		o.applied(mover(o.account("zoe"), reconcile.Update, reconcile.Phone, "1"), mover(o.account("ben"), reconcile.Update, reconcile.Password, "$a"))
		o.wantsOutlines("a phone that changed")
		o.applied(mover(o.account("zoe"), reconcile.Update, reconcile.Phone, ""), mover(o.account("Kim"), reconcile.Update, reconcile.Email, "K@Example.org"))
		o.wantsOutlines("a phone that went, an e-mail that changed")
		badge := mover(o.account("ben"), reconcile.Update, reconcile.Login, "ben2")
		badge.Fields = append(badge.Fields, reconcile.FieldChange{Field: reconcile.Attribute, Attr: "badge", Old: "7"})
		o.applied(badge, leaver(o.account("tom")), joiner("new"))
		o.wantsOutlines("a login, an attribute and a status that changed")
		run := o.applied(mover(o.account("tom"), reconcile.Reactivate, reconcile.Status, reconcile.StatusActive))
		o.wantsOutlines("a return")
		if run.Number != 5 {
			t.Errorf("run %d", run.Number)
		}
		other.wantsOutlines("runs of another organisation")
	})
}

// What is edited by hand is read from the account itself.
func TestOutlinesOfEditedAccounts(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		o := newOffice(t, db)
		o.applied(joiner("ben"), joiner("tom"), joiner("uma"), joiner("vic"), joiner("zoe"))
		edited.Store(o.db, true)
		o.byHand("UPDATE accounts SET company = 'Acme' WHERE login = 'uma'")
		o.byHand("UPDATE accounts SET role = 'Owner', version = version + 1 WHERE login = 'vic'")
		o.byHand("DELETE FROM accounts WHERE login = 'tom'")
		o.wantsOutlines("edits", "uma", "vic")
		o.insertCopy("zoe", "new", 9)
		o.wantsOutlines("somebody new", "uma", "vic", "new")
		o.applied(mover(o.account("uma"), reconcile.Update, reconcile.Phone, "1"))
		o.wantsOutlines("a run")
		o.byHand("UPDATE accounts SET company = 'Acme' WHERE login IN ('uma', 'ben')")
		o.wantsOutlines("more edits", "ben", "uma")
		o.byHand("UPDATE accounts SET id = 10 WHERE login = 'zoe'")
		o.wantsOutlines("another ID", "ben", "uma", "zoe")
		if o.raw.DriverName() == "postgres" {
			o.byHand("TRUNCATE accounts")
		} else {
			o.byHand("DELETE FROM accounts")
		}
		o.wantsOutlines("nobody is left")
	})
}

// Whoever edits by hand may replace an account, or insert one over others, of which SQLite tells no trigger: plans say what
// they say without any outline.
func TestOutlinesOfReplacedAccounts(t *testing.T) {
	o := newOffice(t, filepath.Join(t.TempDir(), "roster.db"))
	o.applied(joiner("ben"), joiner("Kim"), joiner("zoe"), joiner("max"), joiner("uma"))
	edited.Store(o.db, true)
	whole := func() []*reconcile.Change {
		defer o.byHand("DELETE FROM hidden")
		o.byHand("INSERT INTO hidden SELECT * FROM outlines")
		o.byHand("DELETE FROM outlines")
		defer o.byHand("INSERT INTO outlines SELECT * FROM hidden")
		return o.planned()
	}
	o.byHand("CREATE TABLE hidden AS SELECT * FROM outlines WHERE 0")
	for _, edit := range []string{
		"UPDATE copy SET role = 'Owner', status = 'deactivated', deactivated = 'absence' WHERE login = 'ben'",
		"UPDATE copy SET id = 77 WHERE login = 'zoe'", // in place of the one with her keys
		"UPDATE copy SET id = 78, login = 'hand', login_key = 'hand' WHERE login = 'max'",
		"UPDATE copy SET employee_number = 'N-uma2' WHERE login = 'uma'",
	} {
		before := o.rosterState()
		o.byHand("CREATE TEMP TABLE copy AS SELECT * FROM accounts")
		o.byHand(edit)
		o.byHand("INSERT OR REPLACE INTO accounts SELECT * FROM copy WHERE rowid IN (SELECT c.rowid FROM copy AS c LEFT JOIN accounts AS a USING (org_id, id, login, role, employee_number) WHERE a.id IS NULL)")
		o.byHand("DROP TABLE copy")
		if o.rosterState() == before {
			t.Errorf("%s: nothing was edited by hand, it says", edit)
		}
		if diff := cmp.Diff(whole(), o.planned()); diff != "" {
			t.Errorf("%s: the plan is another one than without outlines (-want +got):\n%s", edit, diff)
		}
	}
}

// A roster that is put back as it was and edited again is in another state than after the edit before.
func TestStateAfterARestore(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		o := newOffice(t, db)
		o.applied(joiner("ben"))
		edited.Store(o.db, true)
		seen := map[string]bool{o.rosterState(): true}
		var edits int64
		o.must(o.raw.GetContext(ctx, &edits, "SELECT edits FROM rosters"))
		for _, phone := range []string{"1", "2", "3"} {
			o.byHand("UPDATE rosters SET edits = " + formatID(edits)) // as a backup has it
			o.byHand("UPDATE accounts SET phone = '" + phone + "'")
			if seen[o.rosterState()] {
				t.Error("a state that there was before")
			}
			seen[o.rosterState()] = true
		}
	})
}

// rosterState gives the state of the roster at its last run.
func (o *office) rosterState() string {
	o.Helper()
	n, err := o.store.Snapshot(ctx, o.org)
	o.must(err)
	defer n.Close()
	state, _, err := n.State(ctx, n.Revision())
	o.must(err)
	return state
}

// byHand changes the database as somebody does who leaves its triggers alone.
func (o *office) byHand(query string) {
	o.Helper()
	_, err := o.raw.ExecContext(ctx, query)
	o.must(err)
}

// insertCopy makes another account of one by hand.
func (o *office) insertCopy(login, as string, id int64) {
	o.Helper()
	values := []string{"org_id", formatID(id), "version"}
	for _, column := range textColumns {
		if strings.HasPrefix(column, "login") || strings.HasPrefix(column, "employee_number") {
			column = "'" + as + "'"
		}
		values = append(values, column)
	}
	_, err := o.raw.ExecContext(ctx, "INSERT INTO accounts ("+insertColumns+") SELECT "+strings.Join(values, ", ")+
		" FROM accounts WHERE login = '"+login+"'")
	o.must(err)
}

// Many accounts come in several pages, also where runs add a few at a time.
func TestOutlinesOfManyAccounts(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		o := newOffice(t, db)
		n := 0
		for _, some := range []int{10, outlineBlock + 100, 2 * outlineBlock, 50} {
			var joiners []*reconcile.Change
			for range some {
				n++
				joiners = append(joiners, joiner("somebody"+formatID(int64(n))))
			}
			o.applied(joiners...)
		}
		o.wantsOutlines("four runs")
	})
}

// What runs make of a block's outlines is merged into them now and then: it stays short.
func TestChangedOutlinesAreMerged(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		o := newOffice(t, db)
		var joiners []*reconcile.Change
		for i := range 400 {
			joiners = append(joiners, joiner(fmt.Sprintf("somebody%03d", i)))
		}
		o.applied(joiners...)
		longest, last, merges := 0, 0, 0
		for phone := range 10 {
			var movers []*reconcile.Change
			for _, a := range o.roster() {
				movers = append(movers, mover(a, reconcile.Update, reconcile.Phone, fmt.Sprint(phone)))
			}
			o.applied(movers...)
			o.wantsOutlines(fmt.Sprint("run ", phone))
			var n int
			o.must(o.raw.GetContext(ctx, &n, "SELECT length(data) FROM outlines WHERE part = 1"))
			if n < last {
				merges++
			}
			longest, last = max(longest, n), n
		}
		if longest == 0 || longest > changedBytes || merges == 0 {
			t.Errorf("at most %d bytes of changes were kept, and merged %d times", longest, merges)
		}
	})
}

// An outline that is not its account's is found by Check, as is one that is missing or that nobody has.
func TestCheckFindsAWrongOutline(t *testing.T) {
	for query, want := range map[string]string{
		"UPDATE outlines SET data = (SELECT data FROM outlines WHERE org_id = 2) WHERE org_id = 1": "check-key accounts 1 outline",
		"UPDATE outlines SET block = 1 WHERE org_id = 1":                                           "check-unreadable outlines 1 data",
		"UPDATE outlines SET part = 1 WHERE org_id = 1":                                            "check-unreadable outlines 0 part",
		"UPDATE outlines SET data = substr(data, 2)":                                               "check-unreadable outlines 0 data",
		"DELETE FROM outlines":                                                                     "check-key accounts 2 outline",
		"DELETE FROM accounts WHERE id = 2":                                                        "check-key accounts 2 outline",
	} {
		each(t, func(t *testing.T, db string) {
			o := newOffice(t, db)
			o.applied(joiner("ben"), joiner("zoe"))
			o.named("Other").applied(joiner("ben"))
			o.exec(query)
			if got := o.violations(); !slices.Contains(got, want) {
				t.Errorf("%s: found %q, want %q", query, got, want)
			}
		})
	}
}
