package storage

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"regexp"
	"slices"
)

// This file is what Check looks at in the database as a whole.

// file asks SQLite whether its file is sound and every row that another refers to is there. PostgreSQL answers for its own.
func (c *check) file(ctx context.Context) error {
	if c.t.DriverName() == "postgres" {
		return nil
	}
	var said []string
	if err := c.t.list(ctx, &said, "PRAGMA integrity_check(20)"); err != nil {
		return err
	}
	for _, s := range said {
		if err := c.unless(s == "ok", "check-file", "sqlite_master", 0, s); err != nil {
			return err
		}
	}
	var orphans []struct{ Child, Parent string }
	err := c.t.list(ctx, &orphans, `SELECT DISTINCT "table" AS child, parent FROM pragma_foreign_key_check`)
	for _, o := range orphans {
		err = errors.Join(err, c.wrong("check-orphan", o.Child, 0, o.Parent))
	}
	return err
}

// made is what a migration makes and a later one may drop: tables, indexes and triggers.
var made = regexp.MustCompile(`(?m)^\s*(CREATE|DROP)\s+(?:UNIQUE\s+)?(?:TABLE|INDEX|TRIGGER)\s+(?:IF (?:NOT )?EXISTS\s+)?(\w+)`)

// schema looks for the tables, indexes and triggers of the migrations: without an index two people may get one login,
// without a trigger the trail can be edited.
func (c *check) schema(ctx context.Context) error {
	folder, query := "migrations/sqlite", "SELECT name FROM sqlite_master"
	if c.t.DriverName() == "postgres" {
		folder, query = "migrations/postgres", `SELECT relname FROM pg_class WHERE relnamespace = current_schema()::regnamespace
			UNION SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D'`
	}
	missing, err := objects(folder)
	if err != nil {
		return err
	}
	var names []string
	if err := c.t.list(ctx, &names, query); err != nil {
		return err
	}
	for _, n := range names {
		delete(missing, n)
	}
	for _, n := range slices.Sorted(maps.Keys(missing)) {
		err = errors.Join(err, c.wrong("check-schema", n, 0, ""))
	}
	return errors.Join(err, c.walls(ctx))
}

// objects gives the names of all that a folder of migrations makes.
func objects(folder string) (map[string]bool, error) {
	names := map[string]bool{}
	files, err := fs.Glob(migrations, folder+"/*.sql")
	for _, path := range files { // in order
		text, err := migrations.ReadFile(path)
		if err != nil {
			return nil, err
		}
		for _, m := range made.FindAllSubmatch(text, -1) {
			if name := string(m[2]); string(m[1]) == "CREATE" {
				names[name] = true
			} else {
				delete(names, name)
			}
		}
	}
	return names, err
}

// walls looks for tables whose row-level security is down.
func (c *check) walls(ctx context.Context) error {
	if c.t.DriverName() != "postgres" {
		return nil
	}
	var down []string
	err := c.t.list(ctx, &down, `SELECT c.relname FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid
		WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND a.attname = 'org_id'
			AND NOT a.attisdropped AND NOT (c.relrowsecurity AND c.relforcerowsecurity) ORDER BY 1`)
	for _, table := range down {
		err = errors.Join(err, c.wrong("check-wall", table, 0, ""))
	}
	return err
}
