package storage

import (
	"context"
	"database/sql"
	"iter"
	"slices"
	"strings"

	"rollcall/reconcile"
)

// Snapshot is a roster as it stood at one moment, whatever is written meanwhile. It holds a connection until Close
// and serves one goroutine.
type Snapshot struct {
	tx      *tx
	dialect dialect
	org     *Organisation
}

// Snapshot opens the roster of an organisation as it stands now.
func (s *Store) Snapshot(ctx context.Context, org string) (*Snapshot, error) {
	t, err := s.read(ctx)
	if err != nil {
		return nil, err
	}
	o, err := organisation(ctx, t, org) // the first statement: what follows sees what it saw
	if err != nil {
		t.end()
		return nil, err
	}
	return &Snapshot{t, s.dialect, o}, nil
}

// Revision is the number of the last run that the snapshot has seen.
func (n *Snapshot) Revision() int64 { return n.org.Revision }

// Organisation gives the organisation as the snapshot sees it.
func (n *Snapshot) Organisation() *Organisation { return n.org }

// Close ends the snapshot.
func (n *Snapshot) Close() error { return n.tx.end() }

// page is how many accounts are read at once.
const page = 4096

// Accounts gives every account in ID order. The account given is valid until the next one. Lookup may be used
// between them.
func (n *Snapshot) Accounts(ctx context.Context) iter.Seq2[*reconcile.Account, error] {
	return func(yield func(*reconcile.Account, error) bool) {
		last := int64(0)
		for {
			got, err := accounts(ctx, n.tx, page, "org_id = ? AND id > ?", n.org.id, last)
			if err != nil {
				yield(nil, err)
				return
			}
			for i := range got {
				if !yield(&got[i], nil) {
					return
				}
			}
			if len(got) < page {
				return
			}
			last = got[len(got)-1].ID
		}
	}
}

// Lookup gives the accounts with these IDs (sorted, no duplicates), in ID order; unknown IDs are passed over. The
// account given is the caller's to keep.
func (n *Snapshot) Lookup(ctx context.Context, ids []int64) iter.Seq2[*reconcile.Account, error] {
	return func(yield func(*reconcile.Account, error) bool) {
		for chunk := range slices.Chunk(ids, page/2) {
			got, err := lookup(ctx, n.tx, n.dialect, n.org.id, chunk)
			if err != nil {
				yield(nil, err)
				return
			}
			for i := range got {
				if !yield(&got[i], nil) {
					return
				}
			}
		}
	}
}

func lookup(ctx context.Context, t *tx, d dialect, org int64, ids []int64) ([]reconcile.Account, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	condition, list := d.among(ids)
	return accounts(ctx, t, len(ids), "org_id = ? AND id "+condition, org, list)
}

// accounts reads at most limit accounts that meet the condition, in ID order.
func accounts(ctx context.Context, t *tx, limit int, where string, args ...any) ([]reconcile.Account, error) {
	rows, err := t.QueryContext(ctx, t.Rebind("SELECT "+readColumns+" FROM accounts WHERE "+where+" ORDER BY id LIMIT ?"),
		append(append([]any{separator}, args...), limit)...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var r record
	var packed sql.RawBytes
	got := make([]reconcile.Account, 0, limit)
	for rows.Next() {
		if err := rows.Scan(&r.id, &r.version, &packed); err != nil {
			return nil, err
		}
		if err := r.unpack(packed); err != nil {
			return nil, err
		}
		got = append(got, reconcile.Account{})
		if err := r.into(&got[len(got)-1]); err != nil {
			return nil, err
		}
	}
	return got, rows.Err()
}

// Roster gives an organisation's roster; each sequence it gives is a snapshot of its own. Plans want the Snapshot,
// which is one for all.
func (s *Store) Roster(org string) reconcile.Roster { return roster{s, org} }

type roster struct {
	store *Store
	org   string
}

func (r roster) Accounts(ctx context.Context) iter.Seq2[*reconcile.Account, error] {
	return r.each(ctx, func(n *Snapshot) iter.Seq2[*reconcile.Account, error] { return n.Accounts(ctx) })
}

func (r roster) Lookup(ctx context.Context, ids []int64) iter.Seq2[*reconcile.Account, error] {
	return r.each(ctx, func(n *Snapshot) iter.Seq2[*reconcile.Account, error] { return n.Lookup(ctx, ids) })
}

func (r roster) each(ctx context.Context, of func(*Snapshot) iter.Seq2[*reconcile.Account, error]) iter.Seq2[*reconcile.Account, error] {
	return func(yield func(*reconcile.Account, error) bool) {
		n, err := r.store.Snapshot(ctx, r.org)
		if err != nil {
			yield(nil, err)
			return
		}
		defer n.Close()
		of(n)(yield)
	}
}

// State tells a roster's state from every other it ever had: by the run with that number, which need not be the last,
// and by what the last edit by hand left. Last is the highest ID given to an account.
func (n *Snapshot) State(ctx context.Context, number int64) (state string, last int64, err error) {
	var row struct {
		Edits int64
		Last  int64
		Run   string
	}
	_, err = n.tx.get(ctx, &row, `SELECT edits, (SELECT coalesce(max(id), 0) FROM accounts WHERE org_id = r.org_id) AS last,
		coalesce((SELECT plan_id || ' ' || applied_at || ' ' || attempt FROM runs WHERE org_id = r.org_id AND number = ?), '') AS run
		FROM rosters AS r WHERE org_id = ?`, number, n.org.id)
	if err == nil && row.Run == "" && number != 0 {
		err = &UnknownError{"unknown-run", formatID(number)}
	}
	return strings.TrimSpace(row.Run + " " + formatID(row.Edits)), row.Last, err
}
