package storage

import (
	"context"
	"embed"
	"errors"
	"io/fs"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/pressly/goose/v3"
)

//go:embed migrations
var migrations embed.FS

// migrateUp makes the tables or brings them up to date. Two processes may do so at once: whoever comes second finds
// it done.
func migrateUp(ctx context.Context, db *sqlx.DB, d *database) error {
	if err := reach(ctx, db); err != nil {
		return &OpenError{Code: "store-unreachable", Name: d.name, Err: err}
	}
	folder, err := fs.Sub(migrations, d.migrations)
	if err != nil {
		return err
	}
	kind := goose.DialectSQLite3
	if d.reader == nil {
		kind = goose.DialectPostgres
	}
	p, err := goose.NewProvider(kind, db.DB, folder, goose.WithTableName(versionsTable), goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return err
	}
	err = migrateOnce(ctx, p)
	for try := 0; err != nil && try < 5 && !errors.Is(err, errNewer) && ctx.Err() == nil; try++ {
		time.Sleep(200 * time.Millisecond)
		err = migrateOnce(ctx, p)
	}
	switch {
	case errors.Is(err, errNewer):
		return &OpenError{Code: "store-newer", Name: d.name}
	case err != nil:
		return &OpenError{Code: "store-unreachable", Name: d.name, Err: err}
	}
	return nil
}

// reach makes the first connection. SQLite turns a new file to its log with no wait for others who do the same, so
// that one is waited for here, ten seconds as anywhere.
func reach(ctx context.Context, db *sqlx.DB) error {
	err := db.PingContext(ctx)
	for try := 0; isBusy(err) && try < 100 && ctx.Err() == nil; try++ {
		time.Sleep(100 * time.Millisecond)
		err = db.PingContext(ctx)
	}
	return err
}

// versionsTable is where the schema's version is kept.
const versionsTable = "schema_versions"

var errNewer = errors.New("the schema is newer than this program")

func migrateOnce(ctx context.Context, p *goose.Provider) error {
	now, target, err := p.GetVersions(ctx)
	switch {
	case err != nil:
		return err
	case now > target:
		return errNewer
	case now == target:
		return nil
	}
	_, err = p.Up(ctx)
	return err
}
