package storage

import (
	"database/sql"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/pressly/goose/v3"

	"rollcall/reconcile"
)

// A store that a version before outlines left plans as a fresh one does, and gets its outlines with the next run.
func TestStoreFromBeforeOutlines(t *testing.T) {
	for _, version := range []int64{10, 12} {
		t.Run(fmt.Sprint("version ", version), func(t *testing.T) {
			each(t, func(t *testing.T, db string) {
				now, before := withHistory(t, db), fresh(t, db)
				now.asOfVersion(before, version)
				o := newOffice(t, before)
				if got := o.withoutOutline(); len(got) != len(now.roster()) {
					t.Errorf("accounts without an outline: %q", got)
				}
				o.plansAs(now)
				for _, each := range []*office{now, o} {
					each.applied(mover(each.account("zoe"), reconcile.Update, reconcile.Phone, "+33 3"), joiner("late"))
					each.wantsOutlines("a run")
				}
				o.plansAs(now)
			})
		})
	}
}

// asOfVersion makes, at db, the store that an earlier version would have left with the same rows.
func (o *office) asOfVersion(db string, version int64) {
	o.Helper()
	d, err := resolve(ctx, db)
	o.must(err)
	folder, err := fs.Sub(migrations, d.migrations)
	o.must(err)
	kind := goose.DialectPostgres
	if d.reader != nil {
		kind = goose.DialectSQLite3
	}
	owner := sql.OpenDB(d.writer)
	defer owner.Close()
	p, err := goose.NewProvider(kind, owner, folder, goose.WithTableName(versionsTable), goose.WithDisableGlobalRegistry(true))
	o.must(err)
	_, err = p.UpTo(ctx, version)
	o.must(err)

	from, err := o.raw.Connx(ctx)
	o.must(err)
	defer from.Close()
	old := &office{o.T, nil, o.org, rawDB(o.T, db), db}
	guards := old.guards()
	to := newHand(old)
	edited.Delete(db) // nobody edits the store that this is to be
	for _, table := range append(old.tenantTables(), "organisation_numbers") {
		to.do("DELETE FROM " + table)
		for _, row := range (&hand{o, from}).rows(table) {
			columns := slices.Sorted(maps.Keys(row))
			var values []any
			for _, column := range columns {
				values = append(values, row[column])
			}
			to.do("INSERT INTO "+table+" ("+strings.Join(columns, ", ")+") VALUES (?"+strings.Repeat(", ?", len(columns)-1)+")", values...)
		}
	}
	for _, guard := range guards {
		to.do(guard)
	}
}

// guards are the statements that make the triggers that newHand takes away.
func (o *office) guards() (made []string) {
	o.Helper()
	if o.raw.DriverName() != "postgres" {
		o.must(o.raw.SelectContext(ctx, &made, "SELECT sql FROM sqlite_master WHERE type = 'trigger'"))
	}
	return made
}

// plansAs plans the same file as another office does, and wants the same plan.
func (o *office) plansAs(other *office) {
	o.Helper()
	if diff := cmp.Diff(other.planned(), o.planned()); diff != "" {
		o.Errorf("the plan is another one (-want +got):\n%s", diff)
	}
}

// planned gives the changes that a file makes which knows of no phones, somebody new and not of max.
func (o *office) planned() (changes []*reconcile.Change) {
	o.Helper()
	n, err := o.store.Snapshot(ctx, o.org)
	o.must(err)
	defer n.Close()
	policy := reconcile.DefaultPolicy()
	file := &reconcile.File{Columns: []reconcile.Column{{Field: reconcile.EmployeeNumber}, {Field: reconcile.Login}, {Field: reconcile.Email}, {Field: reconcile.Role}}}
	rows := func(yield func(*reconcile.Row, error) bool) {
		for i, login := range []string{"ben", "Kim", "zoe", "late", "new"} {
			cells := [][]byte{[]byte("N-" + strings.ToLower(login)), []byte(login), []byte(login + "@example.org"), nil}
			if login == "ben" {
				cells[3] = []byte("Owner")
			}
			if !yield(&reconcile.Row{Line: i + 2, At: -1, Cells: cells}, nil) {
				return
			}
		}
	}
	d, err := reconcile.Diff(ctx, reconcile.Input{Organisation: o.org, Revision: n.Revision(), Roster: n, Policy: &policy,
		Upload: &reconcile.Upload{File: file, Rows: rows}})
	o.must(err)
	for c, err := range d.Changes(ctx) {
		o.must(err)
		changes = append(changes, c)
	}
	if len(changes) == 0 {
		o.Error("the file changes nothing")
	}
	return changes
}
