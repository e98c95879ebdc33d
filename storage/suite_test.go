package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"

	"rollcall/fixtures/postgres"
	"rollcall/reconcile"
)

// each runs a test on a fresh store of either kind.
func each(t *testing.T, test func(t *testing.T, db string)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { test(t, filepath.Join(t.TempDir(), "roster.db")) })
	t.Run("postgres", func(t *testing.T) { test(t, postgres.Start(t)) })
}

// fresh gives another database of the same kind as db.
func fresh(t *testing.T, db string) string {
	t.Helper()
	if strings.HasPrefix(db, "postgres:") {
		return postgres.Start(t)
	}
	return filepath.Join(t.TempDir(), "roster.db")
}

// office is an organisation in a store under test.
type office struct {
	*testing.T
	store *Store
	org   string
	raw   *sqlx.DB // past the store, and on PostgreSQL past row-level security
	db    string
}

// edited has the databases that a test changed behind the store's back. In all others Check finds nothing at the end.
var edited sync.Map

var ctx = context.Background()

// noon is when everything in these tests happens.
var noon = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

func newOffice(t *testing.T, db string) *office {
	t.Helper()
	w := &watcher{}
	s, err := open(ctx, db, w.wrap)
	if err != nil {
		t.Fatal(err)
	}
	o := &office{t, s, "", rawDB(t, db), db}
	tenants := o.tenantTables()
	w.forget() // the migrations
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
		checkWatched(t, w, tenants)
	})
	o = o.named("Acme")
	t.Cleanup(o.clean)
	return o
}

// violations gives what Check finds, as "code table number part".
func (o *office) violations() (found []string) {
	o.Helper()
	_, err := o.store.Check(ctx, o.org, func(v *Violation) error {
		found = append(found, strings.TrimSpace(fmt.Sprintf("%s %s %d %s", v.Code, v.Table, v.Number, v.Part)))
		return nil
	})
	o.must(err)
	return found
}

// clean makes sure that Check finds nothing.
func (o *office) clean() {
	o.Helper()
	if _, by := edited.Load(o.db); by {
		return
	}
	for _, v := range o.violations() {
		o.Error("check: ", v)
	}
}

// rawDB gives connections past the store; those to PostgreSQL are the superuser's.
func rawDB(t *testing.T, db string) *sqlx.DB {
	t.Helper()
	d, err := resolve(ctx, postgres.Superuser(db))
	if err != nil {
		t.Fatal(err)
	}
	raw := sqlx.NewDb(sql.OpenDB(d.writer), d.bind)
	t.Cleanup(func() { raw.Close() })
	return raw
}

// named gives another organisation of the same store.
func (o *office) named(name string) *office {
	o.Helper()
	if _, err := o.store.Organisation(ctx, name); err != nil {
		o.Fatal(err)
	}
	return &office{o.T, o.store, name, o.raw, o.db}
}

func (o *office) must(err error) {
	o.Helper()
	if err != nil {
		o.Fatal(err)
	}
}

// joiner is the Add of somebody with that login.
func joiner(login string) *reconcile.Change {
	c := &reconcile.Change{Action: reconcile.Add, Key: "N-" + login, Name: "First " + login, Group: "Crew", Email: login + "@example.org"}
	for f, v := range map[reconcile.Field]string{reconcile.EmployeeNumber: "N-" + login, reconcile.Login: login,
		reconcile.FirstName: "First", reconcile.LastName: login, reconcile.Email: login + "@example.org",
		reconcile.Status: reconcile.StatusActive, reconcile.Group: "Crew"} {
		c.Fields = append(c.Fields, reconcile.FieldChange{Field: f, New: v})
	}
	slices.SortFunc(c.Fields, func(a, b reconcile.FieldChange) int { return int(a.Field) - int(b.Field) })
	return c
}

// mover is a change of one field of an account as it stands.
func mover(a reconcile.Account, action reconcile.Action, f reconcile.Field, value string) *reconcile.Change {
	return &reconcile.Change{Action: action, ID: a.ID, Version: a.Version, Key: a.Values.Key(), Name: a.Name(),
		Fields: []reconcile.FieldChange{{Field: f, Old: a.Values[f], New: value}}}
}

func leaver(a reconcile.Account) *reconcile.Change {
	return mover(a, reconcile.Deactivate, reconcile.Status, reconcile.StatusDeactivated)
}

// each in its place: the order that SavePlan wants.
func sorted(changes []*reconcile.Change) iter.Seq2[*reconcile.Block, error] {
	slices.SortFunc(changes, func(a, b *reconcile.Change) int {
		if a.Action != b.Action {
			return int(a.Action) - int(b.Action)
		}
		return strings.Compare(reconcile.Fold(a.Key), reconcile.Fold(b.Key))
	})
	return reconcile.Blocks(func(yield func(*reconcile.Change, error) bool) {
		for _, c := range changes {
			if !yield(c, nil) {
				return
			}
		}
	})
}

// draft is the header of a plan of these changes, made now.
func (o *office) draft(changes ...*reconcile.Change) *reconcile.Plan {
	o.Helper()
	org, err := o.store.Organisation(ctx, o.org)
	o.must(err)
	p := &reconcile.Plan{Organisation: o.org, Revision: org.Revision, Kind: reconcile.FromFile, Mode: reconcile.Reviewed,
		File: reconcile.File{Name: "march.csv", SHA256: strings.Repeat("ab", 32), Columns: []reconcile.Column{
			{Heading: "Login", Field: reconcile.Login}, {Heading: "Colour", Field: reconcile.NoField}}},
		Policy: reconcile.DefaultPolicy()}
	p.PolicyDigest = p.Policy.Digest()
	for _, c := range changes {
		switch c.Action {
		case reconcile.Add:
			p.Summary.Add++
		case reconcile.Update:
			p.Summary.Update++
		case reconcile.Deactivate:
			p.Summary.Deactivate++
		case reconcile.Reactivate:
			p.Summary.Reactivate++
		case reconcile.Hold:
			p.Summary.Held++
		}
	}
	return p
}

func (o *office) save(p *reconcile.Plan, changes ...*reconcile.Change) string {
	o.Helper()
	o.must(o.store.SavePlan(ctx, p, "Ada", noon, sorted(changes)))
	return p.ID
}

// plan keeps a plan of these changes and gives its ID.
func (o *office) plan(changes ...*reconcile.Change) string {
	o.Helper()
	return o.save(o.draft(changes...), changes...)
}

func (o *office) apply(id string, accepted ...Acceptance) (*Run, error) {
	return o.store.Apply(ctx, o.org, id, Order{By: "Bob", At: noon, Accepted: accepted})
}

// applied plans and applies these changes.
func (o *office) applied(changes ...*reconcile.Change) *Run {
	o.Helper()
	run, err := o.apply(o.plan(changes...))
	o.must(err)
	return run
}

// roster gives every account.
func (o *office) roster() []reconcile.Account {
	o.Helper()
	var all []reconcile.Account
	for a, err := range o.store.Roster(o.org).Accounts(ctx) {
		o.must(err)
		all = append(all, *a)
	}
	return all
}

// account gives the one with that login.
func (o *office) account(login string) reconcile.Account {
	o.Helper()
	for _, a := range o.roster() {
		if a.Values[reconcile.Login] == login {
			return a
		}
	}
	o.Fatalf("nobody has the login %q", login)
	return reconcile.Account{}
}

// changes gives what the store says a plan does.
func (o *office) changes(id string, actions ...reconcile.Action) ([]*reconcile.Change, error) {
	var all []*reconcile.Change
	for c, err := range o.store.Changes(ctx, o.org, id, actions...) {
		if err != nil {
			return all, err
		}
		all = append(all, c)
	}
	return all, nil
}

// unguarded is exec where keys to other tables are not looked at either.
func (o *office) unguarded(query string) {
	o.Helper()
	o.disarm()
	off := "SET session_replication_role = replica; "
	if o.raw.DriverName() != "postgres" {
		off = "PRAGMA foreign_keys = 0; "
	}
	_, err := o.raw.ExecContext(ctx, off+query)
	o.must(err)
}

// exec changes the database behind the store's back.
func (o *office) exec(query string, args ...any) {
	o.Helper()
	o.disarm()
	_, err := o.raw.ExecContext(ctx, o.raw.Rebind(query), args...)
	o.must(err)
}

// disarm takes away what keeps the trail from being edited, as whoever owns the database can.
func (o *office) disarm() {
	o.Helper()
	edited.Store(o.db, true)
	var drops []string
	query := "SELECT 'DROP TRIGGER ' || name FROM sqlite_master WHERE type = 'trigger'"
	if o.raw.DriverName() == "postgres" {
		query = `SELECT 'DROP TRIGGER ' || tgname || ' ON ' || tgrelid::regclass FROM pg_trigger WHERE NOT tgisinternal`
	}
	o.must(o.raw.SelectContext(ctx, &drops, query))
	for _, drop := range drops {
		_, err := o.raw.ExecContext(ctx, drop)
		o.must(err)
	}
}

// state is everything an organisation's apply or plan writes, for comparing before and after.
func (o *office) state() []string {
	o.Helper()
	var all []string
	for _, q := range []string{
		"SELECT id, version, login, employee_number_key, login_key, status, former_logins, updated FROM accounts ORDER BY org_id, id",
		"SELECT org_id, revision, next_account, next_plan, next_entry FROM rosters ORDER BY org_id",
		"SELECT org_id, number, kind, facts FROM ledger ORDER BY org_id, number",
		"SELECT plan_no, id, run, header FROM plans ORDER BY org_id, plan_no",
		"SELECT plan_no, seq, changes FROM plan_blocks ORDER BY org_id, plan_no, seq",
		"SELECT org_id, scope, accounts, ended FROM file_tails ORDER BY org_id, scope",
		"SELECT number, name, role, os_user, token_hash, account, account_id, revoked FROM operators ORDER BY org_id, number",
		"SELECT number, plan_id, operator, decision, accepted FROM approvals ORDER BY org_id, number",
		"SELECT version, digest FROM policies ORDER BY org_id, version",
		"SELECT plan_id, operator FROM preparers ORDER BY org_id, plan_id",
		"SELECT number, plan_id, written FROM runs ORDER BY org_id, number",
		"SELECT number, run, kind, created, delivered FROM outbox ORDER BY org_id, number",
	} {
		rows, err := o.raw.QueryxContext(ctx, q)
		o.must(err)
		for rows.Next() {
			values, err := rows.SliceScan()
			o.must(err)
			all = append(all, spell(values))
		}
		o.must(rows.Err())
	}
	return all
}

func wantError[E error](t *testing.T, err error) E {
	t.Helper()
	got, ok := errors.AsType[E](err)
	if !ok {
		t.Fatalf("got the error %v, want a %T", err, got)
	}
	return got
}

// withOrganisation limits an UPDATE or DELETE and its subqueries to one organisation.
func withOrganisation(query string, org *Organisation) string {
	is := "org_id = " + strconv.FormatInt(org.id, 10)
	if !strings.Contains(query, "WHERE") {
		return query + " WHERE " + is
	}
	return strings.ReplaceAll(query, "WHERE", "WHERE "+is+" AND")
}
