package storage

import (
	"context"
	"database/sql"
	"encoding/json"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"modernc.org/sqlite"
)

// The settings of every SQLite connection: nothing that was committed is lost with the power; a writer waits ten
// seconds for another; the journal of a large run does not stay. The writer has 64 MB of cache, a reader, which goes
// through once, 4 MB.
const sqliteSettings = "_pragma=busy_timeout(10000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)" +
	"&_pragma=foreign_keys(1)&_pragma=journal_size_limit(67108864)"

// applicationID marks a SQLite file as a store of ours; the first migration writes it.
const applicationID = 1919904876

func resolveSQLite(ctx context.Context, path string) (*database, error) {
	d := &database{name: path, bind: "sqlite3", dialect: sqliteDialect{}, migrations: "migrations/sqlite"}
	if err := makeFile(path); err != nil {
		return nil, &OpenError{Code: "store-unreachable", Name: path, Err: err}
	}
	file := (&url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath()}).String()
	if err := checkOurs(ctx, path, file); err != nil {
		return nil, err
	}
	var err error
	if d.writer, err = sqlite.NewConnector(file + "?" + sqliteSettings + "&_txlock=immediate&_pragma=cache_size(-65536)"); err == nil {
		d.reader, err = sqlite.NewConnector(file + "?" + sqliteSettings + "&_pragma=query_only(1)&_pragma=cache_size(-4096)")
	}
	if err != nil {
		return nil, &OpenError{Code: "store-address", Name: path, Err: err}
	}
	return d, nil
}

// makeFile makes an empty file at path, for its owner only, where there is nothing; SQLite gives its companions the
// same rights.
func makeFile(path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	return f.Close()
}

// checkOurs refuses a file that is no SQLite database, or another program's, before anything of it is changed.
func checkOurs(ctx context.Context, path, file string) error {
	c, err := sqlite.NewConnector(file + "?_pragma=busy_timeout(10000)&_pragma=query_only(1)")
	if err != nil {
		return &OpenError{Code: "store-address", Name: path, Err: err}
	}
	db := sql.OpenDB(c)
	defer db.Close()
	// One statement, for another may be making the tables. A first migration that was cut off leaves its own table only.
	var id, others int64
	err = db.QueryRowContext(ctx, "SELECT application_id, (SELECT count(*) FROM sqlite_master"+
		" WHERE tbl_name NOT IN (?, 'sqlite_sequence')) FROM pragma_application_id", versionsTable).Scan(&id, &others)
	switch {
	case isForeign(err):
		return &OpenError{Code: "store-foreign", Name: path, Err: err}
	case err != nil:
		return &OpenError{Code: "store-unreachable", Name: path, Err: err}
	case id != applicationID && others > 0:
		return &OpenError{Code: "store-foreign", Name: path}
	}
	return nil
}

type sqliteDialect struct{}

// insert writes row by row: rows together in one statement take longer. OR FAIL: an error ends the run and undoes all of it,
// so SQLite need not keep the pages that one row of a table with triggers changes.
func (sqliteDialect) insert(ctx context.Context, t *tx, org int64, rows []record) error {
	query := "INSERT OR FAIL INTO accounts (" + insertColumns + ") VALUES (?" + strings.Repeat(", ?", len(textColumns)+2) + ")"
	return t.repeat(ctx, query, len(rows), func(i int, args []any) []any {
		return rows[i].appendTexts(append(args, org, rows[i].id, rows[i].version))
	}, nil)
}

// update runs one statement for the edits of each shape.
func (sqliteDialect) update(ctx context.Context, t *tx, org int64, at string, edits []edit) (missed []int64, err error) {
	slices.SortStableFunc(edits, compareShapes)
	for len(edits) > 0 {
		n := 1
		for n < len(edits) && compareShapes(edits[0], edits[n]) == 0 {
			n++
		}
		same := edits[:n]
		edits = edits[n:]
		err := t.repeat(ctx, updateSQLite(same[0].set), n, func(i int, args []any) []any {
			return same[i].appendArgs(append(args, at), org)
		}, func(i int, rows int64) {
			if rows == 0 {
				missed = append(missed, same[i].id)
			}
		})
		if err != nil {
			return nil, err
		}
	}
	return missed, nil
}

// updateSQLite is the statement that makes an edit with such settings. A column that keeps its value is not named: SQLite
// would write its indexes anew.
func updateSQLite(set []setting) string {
	query, where := "UPDATE OR FAIL accounts SET version = version + 1, updated = ?", " WHERE org_id = ? AND id = ? AND version = ?"
	for _, s := range set {
		query += ", " + textColumns[s.column] + " = ?"
		if s.checked {
			where += " AND " + textColumns[s.column] + " = ?"
		}
	}
	return query + where
}

// appendArgs appends the arguments of updateSQLite after the time.
func (e *edit) appendArgs(args []any, org int64) []any {
	for _, s := range e.set {
		args = append(args, s.new)
	}
	args = append(args, org, e.id, e.version)
	for _, s := range e.set {
		if s.checked {
			args = append(args, s.old)
		}
	}
	return args
}

func (sqliteDialect) among(list any) (string, any) {
	b, err := json.Marshal(list)
	if err != nil {
		panic("storage: a list that can't be written: " + err.Error()) // []int64 and []string always can
	}
	return "IN (SELECT value FROM json_each(?))", string(b)
}
