package storage

import (
	"context"
	"crypto/rand"
	"time"
)

// This file is about a COMMIT that gave an error: the connection may have been cut before it reached the database, or
// before its answer came back.

// settling is how long the store asks what became of a COMMIT, and settlePause how long it waits before it asks for
// the second time; each further pause is twice as long.
const (
	settling    = 30 * time.Second
	settlePause = 100 * time.Millisecond
)

// newAttempt names one call of Apply, so that the run it made can be told from any other.
func newAttempt() string { return rand.Text() }

// settle finds out on a fresh connection whether the transaction behind lost was carried out: nil says that it was, a
// *NotWrittenError that nothing of it was written, and lost itself that the database could not be asked. It asks under
// the roster's lock: the lost transaction holds that until it has ended, one way or the other.
func (s *Store) settle(ctx context.Context, org string, lost *OutcomeUnknownError, happened func(t *tx, org int64) (bool, error)) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), s.settling)
	defer cancel()
	for pause := settlePause; ; pause *= 2 {
		yes, err := s.ask(ctx, org, happened)
		switch {
		case err == nil && yes:
			return nil
		case err == nil:
			return &NotWrittenError{lost.Err}
		}
		select {
		case <-ctx.Done():
			return lost
		case <-time.After(pause):
		}
	}
}

// ask puts a question under the roster's lock and writes nothing.
func (s *Store) ask(ctx context.Context, org string, question func(t *tx, org int64) (bool, error)) (yes bool, err error) {
	err = s.write(ctx, func(t *tx) error {
		o, err := organisation(ctx, t, org)
		if err != nil {
			return err
		}
		if _, err := t.exec(ctx, "UPDATE rosters SET revision = revision WHERE org_id = ?", o.id); err != nil {
			return err
		}
		if yes, err = question(t, o.id); err != nil {
			return err
		}
		return errStop
	})
	if err == errStop {
		err = nil
	}
	return yes, err
}
