package storage

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rollcall/fixtures/postgres"
	"rollcall/reconcile"
)

// Every table that has an org_id stands behind row-level security, for its owner as well. Where this fails, the
// migration that makes the table lacks its last line: SELECT rollcall_walls();
func TestEveryTableHasItsWall(t *testing.T) {
	o := newOffice(t, postgres.Start(t))
	tables := o.tenantTables()
	var walled []string
	o.must(o.raw.SelectContext(ctx, &walled, `SELECT relname FROM pg_class AS c JOIN pg_policy AS p ON p.polrelid = c.oid
		WHERE relrowsecurity AND relforcerowsecurity AND polpermissive AND polcmd = '*' ORDER BY 1`))
	if diff := cmp.Diff(tables, walled); diff != "" || len(tables) < 7 {
		t.Errorf("tables with an org_id (-) and tables behind a wall (+):\n%s", diff)
	}
}

// The store works as an ordinary user; the wall would not hold back a superuser.
func TestTestsRunAsAnOrdinaryUser(t *testing.T) {
	o := newOffice(t, postgres.Start(t))
	var above bool
	o.must(o.store.writer.GetContext(ctx, &above, "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"))
	if above {
		t.Error("the tests' user passes row-level security by")
	}
}

// tenantTables are the tables that have an org_id.
func (o *office) tenantTables() (tables []string) {
	o.Helper()
	query := `SELECT c.table_name FROM information_schema.columns AS c
		JOIN information_schema.tables AS t USING (table_schema, table_name)
		WHERE c.column_name = 'org_id' AND t.table_schema = 'public' AND t.table_type = 'BASE TABLE' ORDER BY 1`
	if o.raw.DriverName() != "postgres" {
		query = `SELECT m.name FROM sqlite_master AS m JOIN pragma_table_info(m.name) AS c
			WHERE m.type = 'table' AND c.name = 'org_id' ORDER BY 1`
	}
	o.must(o.raw.SelectContext(ctx, &tables, query))
	return tables
}

// as runs SQL in a transaction of the store that belongs to an organisation, "" for none, and undoes it.
func (o *office) as(name string, do func(t *tx)) {
	o.Helper()
	err := o.store.write(ctx, func(t *tx) error {
		if name != "" {
			if _, err := organisation(ctx, t, name); err != nil {
				return err
			}
		}
		do(t)
		return errStop
	})
	if err != errStop {
		o.Fatal(err)
	}
}

// fill gives an organisation a row in every table where it has none, whatever that row means.
func (o *office) fill(tables []string) {
	o.Helper()
	org, err := o.store.Organisation(ctx, o.org)
	o.must(err)
	for _, table := range tables {
		var n int
		o.must(o.raw.GetContext(ctx, &n, "SELECT count(*) FROM "+table+" WHERE org_id = $1", org.id))
		if n > 0 {
			continue
		}
		var columns, types []string
		o.must(o.raw.SelectContext(ctx, &columns, columnsOf("column_name"), table))
		o.must(o.raw.SelectContext(ctx, &types, columnsOf("data_type"), table))
		for i, kind := range types {
			types[i] = map[string]string{"bigint": "1", "integer": "1", "text": "'x'", "bytea": "'x'", "boolean": "true"}[kind]
			if columns[i] == "org_id" {
				types[i] = formatID(org.id)
			}
		}
		o.exec(fmt.Sprintf("SET session_replication_role = replica; INSERT INTO %s (%s) VALUES (%s); RESET session_replication_role",
			table, strings.Join(columns, ", "), strings.Join(types, ", ")))
	}
}

func columnsOf(what string) string {
	return "SELECT " + what + " FROM information_schema.columns WHERE table_schema = 'public' AND table_name = $1 ORDER BY ordinal_position"
}

// bySQL is what a transaction of organisation 2 might try on a table with rows of organisation 1; copy_of_… holds them
// all, behind no wall.
var bySQL = []string{
	"UPDATE %s SET org_id = org_id WHERE org_id = 1",
	"DELETE FROM %s WHERE org_id = 1",
	"UPDATE %s SET org_id = 1",
	"INSERT INTO %s SELECT * FROM copy_of_%[1]s WHERE org_id = 1",
}

// Whatever SQL a transaction of one organisation runs, it reads and writes nothing of another's.
func TestSQLOfOneOrganisationFindsNothingOfAnother(t *testing.T) {
	db := postgres.Start(t)
	acme := newOffice(t, db)
	s, err := Open(ctx, db) // nobody watches: what it is made to send below is wrong by intent
	acme.must(err)
	defer s.Close()
	other := (&office{t, s, "", acme.raw, acme.db}).named("Other")
	tables := acme.tenantTables()
	for _, o := range []*office{acme, other} {
		o.applied(joiner("ben"))
		o.fill(tables)
	}
	for _, table := range tables {
		acme.exec(fmt.Sprintf("CREATE TABLE copy_of_%s AS SELECT * FROM %[1]s", table))
		acme.exec(fmt.Sprintf("GRANT SELECT ON copy_of_%s TO PUBLIC", table))
	}
	for _, table := range tables {
		for _, name := range []string{"", "Other"} {
			other.as(name, func(t *tx) { other.sees(t, name, table) })
			for _, query := range bySQL {
				query = fmt.Sprintf(query, table)
				other.as(name, func(t *tx) {
					if n, err := t.exec(ctx, query); n > 0 {
						other.Errorf("as %q, %s: %d rows, %v", name, query, n, err)
					}
				})
			}
		}
	}
}

// sees compares what a transaction sees of a table with what there is of organisation 2, whose the name is.
func (o *office) sees(t *tx, name, table string) {
	o.Helper()
	var n struct{ Seen, Theirs, Ours int }
	_, err := t.get(ctx, &n, fmt.Sprintf(`SELECT (SELECT count(*) FROM %s) AS seen,
		(SELECT count(*) FROM copy_of_%[1]s WHERE org_id = 1) AS theirs, (SELECT count(*) FROM copy_of_%[1]s WHERE org_id = 2) AS ours`, table))
	o.must(err)
	if name == "" {
		n.Ours = 0
	}
	if n.Theirs == 0 || n.Seen != n.Ours {
		o.Errorf("as %q: %d rows of %s are seen, %d are its own, %d another's", name, n.Seen, table, n.Ours, n.Theirs)
	}
}

// A user who owns nothing, with the rights that the README names, does all that a store does once its tables are made.
func TestLeastRights(t *testing.T) {
	db := postgres.Start(t)
	o := newOffice(t, db)
	for _, query := range []string{"DROP ROLE IF EXISTS clerk", "CREATE ROLE clerk LOGIN",
		"GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA public TO clerk"} {
		_, err := o.raw.ExecContext(ctx, query)
		o.must(err)
	}
	s, err := Open(ctx, strings.Replace(db, "user=rollcall", "user=clerk", 1))
	o.must(err)
	defer s.Close()
	clerk := (&office{t, s, "", o.raw, db}).named("Clerk's")
	told := tellTo(clerk)
	release, err := told.store.Lock(ctx, told.org, ada)
	told.must(err)
	told.must(release())
	if _, err := told.verify(); err != nil {
		t.Error(err)
	}
	var many []*reconcile.Change
	for i := range manyChanges {
		many = append(many, joiner(fmt.Sprintf("u%05d", i)))
	}
	told.applied(many...) // with statistics that only the owner may make
	for _, query := range []string{"DELETE FROM accounts", "TRUNCATE accounts", "ALTER TABLE accounts NO FORCE ROW LEVEL SECURITY",
		"ALTER TABLE ledger DISABLE TRIGGER USER", "DROP POLICY own_organisation ON accounts", "DROP TABLE runs CASCADE"} {
		clerk.as("Clerk's", func(t *tx) {
			if _, err := t.exec(ctx, query); err == nil {
				clerk.Errorf("%s: done", query)
			}
		})
	}
}
