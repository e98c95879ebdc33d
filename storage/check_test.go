package storage

import (
	"slices"
	"strings"
	"testing"

	"rollcall/reconcile"
)

// withHistory is an office whose accounts have been through everything: added, moved, renamed and renamed back, given
// attributes and passwords, deactivated, brought back; with a run that adds nobody and a plan that waits.
func withHistory(t *testing.T, db string) *office {
	t.Helper()
	return historyOf(newOffice(t, db))
}

// historyOf gives an office the history of withHistory.
func historyOf(o *office) *office {
	o.Helper()
	o.applied(joiner("ben"), joiner("kim"), joiner("zoe"))
	badge := mover(o.account("zoe"), reconcile.Update, reconcile.Phone, "+33 1")
	badge.Fields = append(badge.Fields, reconcile.FieldChange{Field: reconcile.Password, New: "$argon2id$one"},
		reconcile.FieldChange{Field: reconcile.Attribute, Attr: "badge", New: "7"})
	o.applied(badge, leaver(o.account("ben")), mover(o.account("kim"), reconcile.Update, reconcile.Login, "kim.new"))
	back := mover(o.account("ben"), reconcile.Reactivate, reconcile.Status, reconcile.StatusActive)
	secret := mover(o.account("zoe"), reconcile.Update, reconcile.Password, "$argon2id$two")
	o.applied(back, secret, mover(o.account("kim.new"), reconcile.Update, reconcile.Login, "Kim"), joiner("max"))
	o.applied(mover(o.account("max"), reconcile.Update, reconcile.Phone, "+33 2"))
	o.plan(joiner("new"), &reconcile.Change{Action: reconcile.Hold, Key: "h"})
	return o
}

func TestCheckFindsNothing(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		o := withHistory(t, db)
		report, err := o.store.Check(ctx, o.org, func(v *Violation) error { t.Errorf("%+v", v); return nil })
		o.must(err)
		want := Inspection{Organisation: "Acme", Accounts: 4, Plans: 5, Runs: 4, Changes: 11, Replayed: true}
		if *report != want {
			t.Errorf("got %+v, want %+v", *report, want)
		}
		other, err := o.named("Other").store.Check(ctx, "other", func(v *Violation) error { t.Errorf("%+v", v); return nil })
		o.must(err)
		if want := (Inspection{Organisation: "Other", Replayed: true}); *other != want {
			t.Errorf("got %+v, want %+v", *other, want)
		}
	})
}

// What somebody does to the database behind rollcall's back, and what Check says. Triggers are gone in each.
var tampered = []struct{ query, want string }{
	{"UPDATE accounts SET phone = '+33 9' WHERE id = 3", "check-edited accounts 3 values"},
	{"UPDATE accounts SET phone = '' WHERE id = 3", "check-edited accounts 3 values"},
	{"UPDATE accounts SET first_name = last_name, last_name = first_name WHERE id = 2", "check-edited accounts 2 values"},
	{"UPDATE accounts SET status = 'deactivated' WHERE id = 1", "check-edited accounts 1 values"},
	{"UPDATE accounts SET status = 'sleeping' WHERE id = 1", "check-unreadable accounts 1 status"},
	{"UPDATE accounts SET password = '$argon2id$one' WHERE id = 3", "check-edited accounts 3 password"},
	{"UPDATE accounts SET password = '$argon2id$one' WHERE id = 1", "check-edited accounts 1 password"},
	{`UPDATE accounts SET attrs = '{"badge":"8"}' WHERE id = 3`, "check-edited accounts 3 values"},
	{`UPDATE accounts SET attrs = '{"budge":"7"}' WHERE id = 3`, "check-edited accounts 3 values"},
	{"UPDATE accounts SET attrs = 'badge' WHERE id = 3", "check-unreadable accounts 3 attrs"},
	{"UPDATE accounts SET former_logins = '' WHERE id = 2", "check-edited accounts 2 former_logins"},
	{`UPDATE accounts SET former_logins = '["x"]' WHERE id = 1`, "check-edited accounts 1 former_logins"},
	{`UPDATE accounts SET former_logins = '["zoe"]' WHERE id = 1`, "check-former accounts 3 1"},
	{`UPDATE accounts SET former_logins = '["kim.new"]' WHERE id = 1`, "check-former accounts 2 1"},
	{"UPDATE accounts SET created = '2025-01-01T00:00:00.000Z' WHERE id = 1", "check-edited accounts 1 created"},
	{"UPDATE accounts SET updated = 'yesterday' WHERE id = 1", "check-unreadable accounts 1 updated"},
	{"UPDATE accounts SET version = 9 WHERE id = 1", "check-edited accounts 1 version"},
	{"UPDATE accounts SET login_key = 'KIM' WHERE id = 2", "check-key accounts 2 login_key"},
	{"UPDATE accounts SET employee_number_key = '' WHERE id = 2", "check-key accounts 2 employee_number_key"},
	{"UPDATE accounts SET company = 'a\x1fb' WHERE id = 2", "check-unreadable accounts 2"},
	{"UPDATE accounts SET id = 9 WHERE id = 4", "check-missing accounts 4"},
	{"UPDATE accounts SET id = 9 WHERE id = 4", "check-unknown accounts 9"},
	{"DELETE FROM accounts WHERE id = 1", "check-missing accounts 1"},
	{"DELETE FROM accounts WHERE id > 2", "check-missing accounts 4"},
	{"UPDATE rosters SET revision = 3 WHERE revision > 0", "check-counter rosters 1 revision"},
	{"UPDATE rosters SET next_account = 4 WHERE revision > 0", "check-counter rosters 1 next_account"},
	{"UPDATE rosters SET next_plan = 5 WHERE revision > 0", "check-counter rosters 1 next_plan"},
	{"UPDATE rosters SET next_entry = 3 WHERE revision > 0", "ledger-tail ledger 6 2"},
	{"UPDATE organisation_numbers SET next = 1", "check-counter organisation_numbers 1 next"},
	{"UPDATE organisations SET secret = secret || secret", "check-secret organisations 1"},
	{"INSERT INTO file_tails (org_id, scope, accounts, ended) VALUES (1, '', '[1, 99]', 0)", "check-unreadable file_tails 1 accounts"},
	{"DELETE FROM outbox WHERE number = 2", "check-outbox outbox 2"},
	{"UPDATE outbox SET delivered = 'yes' WHERE number = 2", "check-outbox outbox 2"},
	{"UPDATE plans SET seal = substr(seal, 1, 0), made_by = 'Eve' WHERE plan_no = 5", "check-plan plans 5 header"},
	{"UPDATE plan_blocks SET seal = substr(seal, 1, 0), first_key = 'a' WHERE plan_no = 5 AND seq = 0", "check-plan plan_blocks 5 block 0"},
	{"UPDATE organisations SET secret = substr(secret, 17) || substr(secret, 1, 16)", "ledger-tables ledger 5 organisations"},
	{"UPDATE outbox SET run = 1 WHERE number = 2", "check-outbox outbox 2"},
	{"UPDATE outbox SET kind = 'walk' WHERE number = 2", "check-outbox outbox 2"},
	{"INSERT INTO outbox (org_id, number, run, kind, created, delivered) VALUES (1, 9, 1, 'run', '', '')", "check-outbox outbox 9"},
	{"UPDATE plans SET header = replace(header, 'march.csv', 'april.csv') WHERE plan_no = 2", "check-plan plans 2 header"},
	{"UPDATE plans SET made_by = 'Eve' WHERE plan_no = 5", "check-plan plans 5 header"},
	{"UPDATE plans SET run = 0 WHERE plan_no = 2", "check-run-plan runs 2"},
	{"UPDATE plans SET run = 2 WHERE plan_no = 5", "check-plan plans 5 run"},
	{"UPDATE plan_blocks SET changes = 2 WHERE plan_no = 2 AND action = 0", "check-plan plan_blocks 2 block 0"},
	{"UPDATE plan_blocks SET first_key = 'a' WHERE plan_no = 5 AND action = 3", "check-plan plan_blocks 5 block 0"},
	{"UPDATE plan_blocks SET hash = (SELECT hash FROM plan_blocks WHERE plan_no = 1) WHERE plan_no = 4", "check-plan plans 4 root"},
	{"DELETE FROM plan_blocks WHERE plan_no = 5 AND seq = 1", "check-plan plans 5 root"},
	{"DELETE FROM plan_blocks WHERE plan_no = 3 AND seq = 0", "check-plan plan_blocks 3 block 0"},
	{"UPDATE runs SET applied_by = applied_by, summary = replace(summary, '\"add\":1', '\"add\":2') WHERE number = 3", "check-run runs 3 summary"},
	{"UPDATE runs SET written = 9 WHERE number = 3", "check-run runs 3 written"},
	{"UPDATE runs SET file_name = 'other.csv' WHERE number = 3", "check-run runs 3 file_name"},
	{"UPDATE runs SET first_account = 5 WHERE number = 3", "check-run runs 3 first_account"},
	{"UPDATE runs SET applied_at = '2026-03-02T12:00:00.000Z' WHERE number = 1", "check-edited accounts 1 created"},
	{"UPDATE runs SET applied_by = 'Eve' WHERE number = 1", "ledger-run ledger 2 1"},
	{"UPDATE runs SET number = 7 WHERE number = 4", "check-missing runs 4"},
	{"UPDATE runs SET summary = 'none' WHERE number = 4", "check-unreadable runs 4"},
	{"INSERT INTO leases (org_id, token, who, host, pid, doing, since, expires) VALUES (1, 't', '', '', 1, '', '', 9000000000000)", "check-lease leases 1"},
	{"INSERT INTO leases (org_id, token, who, host, pid, doing, since, expires) VALUES (1, 't', '', '', 1, '', 'noon', 0)", "check-unreadable leases 1"},
	{"DROP INDEX accounts_login", "check-schema accounts_login 0"},
}

func TestCheckNamesWhatWasTampered(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		said := map[string]bool{}
		for _, c := range tampered {
			code, _, _ := strings.Cut(c.want, " ")
			if said[code] && strings.HasPrefix(db, "postgres:") {
				continue // one of each sort shows that the queries are good there too
			}
			said[code] = true
			t.Run(c.query, func(t *testing.T) {
				o := withHistory(t, fresh(t, db))
				o.unguarded(c.query)
				found := slices.DeleteFunc(o.violations(), func(v string) bool {
					return strings.HasPrefix(v, "check-schema ") && !strings.Contains(c.query, "INDEX")
				})
				if !slices.Contains(found, c.want) {
					t.Errorf("got %q, want %q among them", found, c.want)
				}
			})
		}
	})
}

// A trigger that is gone is named, and a wall that is down.
func TestCheckNamesWhatIsNoLongerGuarded(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		o := newOffice(t, db)
		o.disarm()
		if found := o.violations(); !slices.Contains(found, "check-schema runs_no_update 0") {
			t.Errorf("got %q", found)
		}
		if o.raw.DriverName() == "postgres" {
			o.exec("ALTER TABLE accounts DISABLE ROW LEVEL SECURITY")
			if found := o.violations(); !slices.Contains(found, "check-wall accounts 0") {
				t.Errorf("got %q", found)
			}
		}
	})
}

// Rows that refer to nothing, in the file of SQLite.
func TestCheckFindsOrphans(t *testing.T) {
	o := withHistory(t, t.TempDir()+"/roster.db")
	o.unguarded("DELETE FROM plans WHERE plan_no = 5")
	if found := o.violations(); !slices.Contains(found, "check-orphan plan_blocks 0 plans") {
		t.Errorf("got %q", found)
	}
}

// A run whose changes were erased leaves its digests; what cannot be told any more is not told.
func TestCheckAfterErasure(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		o := withHistory(t, db)
		o.exec("UPDATE plan_blocks SET data = ?, first_key = '', last_key = '' WHERE plan_no = 2", []byte{})
		report, err := o.store.Check(ctx, o.org, func(v *Violation) error {
			if v.Code != "check-schema" {
				t.Errorf("%+v", v)
			}
			return nil
		})
		o.must(err)
		if report.Replayed || report.Accounts != 4 {
			t.Errorf("got %+v", report)
		}
	})
}

// A check waits for nobody and keeps nobody waiting.
func TestCheckBesideAWriter(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		o := withHistory(t, db)
		elsewhere := newOffice(t, db)
		o.must(o.store.write(ctx, func(tx *tx) error {
			org, err := organisation(ctx, tx, o.org)
			if err == nil {
				_, err = tx.exec(ctx, "UPDATE rosters SET revision = 99 WHERE org_id = ?", org.id)
			}
			o.must(err)
			if found := elsewhere.violations(); len(found) > 0 {
				t.Errorf("it saw what is not committed: %q", found)
			}
			_, err = tx.exec(ctx, "UPDATE rosters SET revision = ? WHERE org_id = ?", org.Revision, org.id)
			return err
		}))
	})
}
