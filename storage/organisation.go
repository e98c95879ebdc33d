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

// organisation reads it; the error is an *UnknownError where there is none.
func organisation(ctx context.Context, t *tx, name string) (*Organisation, error) {
	var row struct {
		OrgID       int64 `db:"org_id"`
		Name        string
		Secret      []byte
		Revision    int64
		NextAccount int64 `db:"next_account"`
	}
	found, err := t.get(ctx, &row, `SELECT o.org_id, o.name, o.secret, r.revision, r.next_account
		FROM organisations AS o JOIN rosters AS r ON r.org_id = o.org_id WHERE o.name_key = ?`, reconcile.Fold(name))
	if err != nil {
		return nil, err
	}
	if !found {
		return nil, &UnknownError{"unknown-organisation", name}
	}
	return &Organisation{row.Name, row.Revision, row.Secret, row.NextAccount, row.OrgID}, nil
}

func makeOrganisation(ctx context.Context, t *tx, name string) error {
	secret := make([]byte, 32)
	rand.Read(secret)
	var id int64
	if _, err := t.get(ctx, &id, "SELECT coalesce(max(org_id), 0) + 1 FROM organisations"); err != nil {
		return err
	}
	_, err := t.exec(ctx, "INSERT INTO organisations (org_id, name, name_key, secret, created) VALUES (?, ?, ?, ?, ?)",
		id, strings.TrimSpace(name), reconcile.Fold(name), secret, stamp(time.Now()))
	if err != nil {
		return err
	}
	_, err = t.exec(ctx, "INSERT INTO rosters (org_id, revision, next_account, next_plan) VALUES (?, 0, 1, 1)", id)
	return err
}
