package storage

import (
	"context"
	"database/sql/driver"
	"errors"
	"slices"
)

var errNoRepeat = errors.New("this driver does not run a statement with named values")

// repeat runs one statement n times, with the arguments (strings and int64) that args appends for each; touched, where
// given, is told how many rows each time touched.
//
// It speaks to the driver itself. database/sql's work for a row costs as much as SQLite's, and a context that may end
// costs a goroutine for each: ctx is looked at between rows instead. That look also keeps the rows in the transaction:
// when ctx ends database/sql rolls it back, but never while the connection is lent out here.
func (t *tx) repeat(ctx context.Context, query string, n int, args func(i int, to []any) []any, touched func(i int, rows int64)) error {
	return t.raw(func(conn driver.Conn) (err error) {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		prepared, err := conn.Prepare(query)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, prepared.Close()) }()
		stmt, ok := prepared.(driver.StmtExecContext)
		if !ok {
			return errNoRepeat
		}
		var values []any
		var named []driver.NamedValue
		for i := range n {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			values = args(i, values[:0])
			named = slices.Grow(named[:0], len(values))
			for j, v := range values {
				named = append(named, driver.NamedValue{Ordinal: j + 1, Value: v})
			}
			done, err := stmt.ExecContext(context.WithoutCancel(ctx), named)
			if err != nil {
				return err
			}
			if touched != nil {
				one, err := done.RowsAffected()
				if err != nil {
					return err
				}
				touched(i, one)
			}
		}
		return nil
	})
}
