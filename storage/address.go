package storage

import (
	"context"
	"net/url"
	"strings"

	"github.com/lib/pq"
)

// resolve finds out which database an address means and makes a SQLite file where there is none.
func resolve(ctx context.Context, db string) (*database, error) {
	if scheme, _, ok := strings.Cut(db, "://"); ok && scheme != "sqlite" {
		return resolvePostgres(db, scheme)
	}
	return resolveSQLite(ctx, strings.TrimPrefix(strings.TrimPrefix(db, "sqlite:"), "//"))
}

func resolvePostgres(db, scheme string) (*database, error) {
	if scheme != "postgres" && scheme != "postgresql" {
		return nil, &OpenError{Code: "store-address", Name: scheme + "://…"}
	}
	u, err := url.Parse(db)
	if err != nil { // the error would quote the address, password and all
		return nil, &OpenError{Code: "store-address", Name: scheme + "://…"}
	}
	name := "postgres://" + u.Host + u.Path
	conn, err := pq.NewConnector(db)
	if err != nil {
		return nil, &OpenError{Code: "store-address", Name: name}
	}
	return &database{name: name, bind: "postgres", dialect: postgresDialect{}, writer: conn, migrations: "migrations/postgres",
		patience: "SET LOCAL lock_timeout = '10s'; SET LOCAL idle_in_transaction_session_timeout = '30s'"}, nil
}
