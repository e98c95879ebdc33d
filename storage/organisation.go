package storage

import (
	"context"
	"crypto/rand"
	"strings"
	"time"

	"rollcall/reconcile"
)

// Organisation is a tenant: a roster with plans and runs of its own.
type Organisation struct {
	Name     string // as first written; names are compared folded
	Revision int64  // of the roster: the number of the last run
	Secret   []byte // 32 random bytes that never change, for salts
	NextID   int64  // the ID the next new account gets
	id       int64

	sealedFrom int64 // the first plan whose rows must have their seal
}

// Organisation gives the organisation of that name and makes it on first use.
func (s *Store) Organisation(ctx context.Context, name string) (*Organisation, error) {
	t, err := s.read(ctx)
	if err != nil {
		return nil, err
	}
	o, err := organisation(ctx, t, name)
	t.end()
	if _, unknown := err.(*UnknownError); !unknown {
		return o, err
	}
	err = s.write(ctx, func(t *tx) error {
		if err := makeOrganisation(ctx, t, name); err != nil {
			return err
		}
		o, err = organisation(ctx, t, name)
		return err
	})
	if isTaken(err) { // somebody made one at the same time
		return s.Organisation(ctx, name)
	}
	return o, err
}

// organisation finds it by its name and opens its rows to the rest of the transaction; the error is an *UnknownError
// where there is none.
func organisation(ctx context.Context, t *tx, name string) (*Organisation, error) {
	var row struct {
		OrgID       int64 `db:"org_id"`
		Name        string
		Secret      []byte
		Revision    int64
		NextAccount int64 `db:"next_account"`
		SealedFrom  int64 `db:"sealed_from"`
	}
	key := reconcile.Fold(name)
	if err := t.show(ctx, "rollcall.organisation", key); err != nil {
		return nil, err
	}
	found, err := t.get(ctx, &row, "SELECT org_id, name, secret FROM organisations WHERE name_key = ?", key)
	if err != nil {
		return nil, err
	}
	if !found {
		return nil, &UnknownError{"unknown-organisation", name}
	}
	if err := t.within(ctx, row.OrgID); err != nil {
		return nil, err
	}
	_, err = t.get(ctx, &row, "SELECT revision, next_account, sealed_from FROM rosters WHERE org_id = ?", row.OrgID)
	return &Organisation{row.Name, row.Revision, row.Secret, row.NextAccount, row.OrgID, row.SealedFrom}, err
}

// within opens the rows of an organisation, and closes any other's, to the rest of the transaction.
func (t *tx) within(ctx context.Context, org int64) error {
	return t.show(ctx, "rollcall.org", formatID(org))
}

// show sets what PostgreSQL's row-level security and triggers go by until the transaction ends; those of SQLite need
// nothing.
func (t *tx) show(ctx context.Context, setting, value string) error {
	if t.DriverName() != "postgres" {
		return nil
	}
	_, err := t.exec(ctx, "SELECT set_config(?, ?, true)", setting, value)
	return err
}

func makeOrganisation(ctx context.Context, t *tx, name string) error {
	secret := make([]byte, 32)
	rand.Read(secret)
	var id int64
	if _, err := t.get(ctx, &id, "UPDATE organisation_numbers SET next = next + 1 RETURNING next - 1"); err != nil {
		return err
	}
	if err := t.show(ctx, "rollcall.organisation", reconcile.Fold(name)); err != nil {
		return err
	}
	_, err := t.exec(ctx, "INSERT INTO organisations (org_id, name, name_key, secret, created) VALUES (?, ?, ?, ?, ?)",
		id, strings.TrimSpace(name), reconcile.Fold(name), secret, stamp(time.Now()))
	if err != nil {
		return err
	}
	if err := t.within(ctx, id); err != nil {
		return err
	}
	_, err = t.exec(ctx, "INSERT INTO rosters (org_id, revision, next_account, next_plan) VALUES (?, 0, 1, 1)", id)
	return err
}
