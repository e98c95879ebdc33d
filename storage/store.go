package storage

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"sync"
	"time"

	"github.com/jmoiron/sqlx"

	"rollcall/reconcile"
)

// Store keeps rosters, plans and runs in one database. It is safe for use by several goroutines.
type Store struct {
	name   string
	writer *sqlx.DB // SQLite: one connection
	reader *sqlx.DB // the same as writer on PostgreSQL
	dialect
	patience string // limits how long a writing transaction waits for locks and for its client; "" where the connection does
	settling time.Duration

	mu     sync.Mutex
	leases map[int64]string // tokens of the leases this store holds, by organisation
}

// dialect is what SQLite and PostgreSQL do differently once open.
type dialect interface {
	// insert adds accounts, given in ID order.
	insert(ctx context.Context, t *tx, org int64, rows []record) error
	// update makes edits of accounts, given in ID order, at that time: each gets the next version. Missed are the IDs of
	// those whose account is not the one that the edit was made for, once for each edit; nothing is written of them.
	update(ctx context.Context, t *tx, org int64, at string, edits []edit) (missed []int64, err error)
	// among gives the end of a condition "column …" that holds for the members of list ([]int64 or []string), and
	// its argument.
	among(list any) (condition string, arg any)
}

// database is an address made ready to be opened.
type database struct {
	name       string // for people
	bind       string // sqlx's name for the way parameters are written
	dialect    dialect
	writer     driver.Connector
	reader     driver.Connector // nil: reads use the writer's connections
	migrations string           // the folder
	patience   string           // see Store
}

// Open opens the store at db: a path or "sqlite:PATH" for a SQLite file, "postgres://…" for a PostgreSQL database. A
// SQLite file and its folder are made on first use, for their owner only; tables are made or brought up to date. The
// error is an *OpenError, which never shows the password.
func Open(ctx context.Context, db string) (*Store, error) {
	s, err := open(ctx, db, func(c driver.Connector) driver.Connector { return c })
	return s, FileDamage(err)
}

// open is Open with every connection passing through wrap.
func open(ctx context.Context, db string, wrap func(driver.Connector) driver.Connector) (*Store, error) {
	d, err := resolve(ctx, db)
	if err != nil {
		return nil, err
	}
	s := &Store{name: d.name, dialect: d.dialect, patience: d.patience, settling: settling, leases: map[int64]string{}}
	s.writer = sqlx.NewDb(sql.OpenDB(wrap(d.writer)), d.bind)
	s.reader = s.writer
	if d.reader != nil {
		s.writer.SetMaxOpenConns(1)
		s.reader = sqlx.NewDb(sql.OpenDB(wrap(d.reader)), d.bind)
	}
	if err := migrateUp(ctx, s.writer, d); err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

// Close closes the store's connections.
func (s *Store) Close() error {
	if s.reader == s.writer {
		return s.writer.Close()
	}
	return errors.Join(s.reader.Close(), s.writer.Close())
}

// Name says for people where the store is: a path, or "postgres://host/database" without user and password.
func (s *Store) Name() string { return s.name }

// tx is a transaction with the connection beneath it.
type tx struct {
	*sqlx.Tx
	conn *sqlx.Conn
}

func begin(ctx context.Context, db *sqlx.DB, opts *sql.TxOptions) (*tx, error) {
	conn, err := db.Connx(ctx)
	if err != nil {
		return nil, err
	}
	t, err := conn.BeginTxx(ctx, opts)
	if err != nil {
		conn.Close()
		return nil, err
	}
	return &tx{t, conn}, nil
}

// end rolls back what was not committed and gives the connection back.
func (t *tx) end() error {
	err := t.Rollback()
	if errors.Is(err, sql.ErrTxDone) {
		err = nil
	}
	return errors.Join(err, t.conn.Close())
}

// raw lends the driver's connection to do. The error goes round database/sql: it would close the connection on a bad one,
// and wait for ever, for the transaction that do is part of to end first.
func (t *tx) raw(do func(conn driver.Conn) error) (err error) {
	lent := t.conn.Raw(func(conn any) error {
		err = do(conn.(driver.Conn))
		return nil
	})
	if err == nil {
		err = lent
	}
	return err
}

// discard keeps the connection from being used again, and with it whatever state its transaction is in.
func (t *tx) discard() { _ = t.conn.Raw(func(any) error { return driver.ErrBadConn }) }

// write runs do in a transaction that is committed when do gives no error and undone when it does. A COMMIT that the
// database did not confirm is an *OutcomeUnknownError.
func (s *Store) write(ctx context.Context, do func(t *tx) error) error {
	err := s.writing(ctx, do)
	if isBusy(err) {
		return &LockedError{}
	}
	return err
}

func (s *Store) writing(ctx context.Context, do func(t *tx) error) error {
	t, err := begin(ctx, s.writer, nil)
	if err != nil {
		return err
	}
	defer t.end()
	if s.patience != "" {
		if _, err := t.exec(ctx, s.patience); err != nil {
			return err
		}
	}
	if err := do(t); err != nil {
		return err
	}
	if err := t.Commit(); err != nil {
		t.discard()
		return &OutcomeUnknownError{Err: err}
	}
	return nil
}

// read begins a transaction that sees one state of the store and can't write.
func (s *Store) read(ctx context.Context) (*tx, error) {
	var opts *sql.TxOptions
	if s.reader == s.writer {
		opts = &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true}
	}
	return begin(ctx, s.reader, opts)
}

// exec runs a statement written with ? and tells how many rows it touched.
func (t *tx) exec(ctx context.Context, query string, args ...any) (int64, error) {
	res, err := t.ExecContext(ctx, t.Rebind(query), args...)
	if err != nil {
		return 0, err
	}
	return res.RowsAffected()
}

// get reads one row into dest; found is false where there is none.
func (t *tx) get(ctx context.Context, dest any, query string, args ...any) (found bool, err error) {
	err = t.GetContext(ctx, dest, t.Rebind(query), args...)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}

// list reads every row into dest, a slice.
func (t *tx) list(ctx context.Context, dest any, query string, args ...any) error {
	return t.SelectContext(ctx, dest, t.Rebind(query), args...)
}

var _ reconcile.Roster = (*Snapshot)(nil)
