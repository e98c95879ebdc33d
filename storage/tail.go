package storage

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"rollcall/ledger"
	"rollcall/reconcile"
)

var errTail = errors.New("file_tails: accounts can't be read")

// Tail gives how the last file of the policy's scope ended; the zero Tail where there was none.
func (n *Snapshot) Tail(ctx context.Context, p *reconcile.Policy) (reconcile.Tail, error) {
	var row struct {
		Accounts string
		Ended    int64
	}
	tail := reconcile.Tail{}
	found, err := n.tx.get(ctx, &row, "SELECT accounts, ended FROM file_tails WHERE org_id = ? AND scope = ?", n.org.id, p.ScopeDigest())
	if err != nil || !found {
		return tail, err
	}
	tail.Ended = row.Ended == 1
	if json.Unmarshal([]byte(row.Accounts), &tail.Accounts) != nil {
		return tail, errTail
	}
	return tail, nil
}

// keepTail remembers how the file of a plan ended, and tells whether that is new. A plan without a tail speaks for no
// whole file and leaves what was.
func keepTail(ctx context.Context, t *tx, org int64, p *reconcile.Plan, ids []int64) (kept bool, err error) {
	if len(ids) == 0 {
		return false, nil
	}
	ended := 0
	if p.File.Delimiter != "" && !p.File.Open {
		ended = 1
	}
	n, err := t.exec(ctx, `INSERT INTO file_tails AS f (org_id, scope, accounts, ended) VALUES (?, ?, ?, ?)
		ON CONFLICT (org_id, scope) DO UPDATE SET accounts = excluded.accounts, ended = excluded.ended
		WHERE f.accounts <> excluded.accounts OR f.ended <> excluded.ended`,
		org, p.Policy.ScopeDigest(), mustJSON(ids), ended)
	return n > 0, err
}

// keepQuietTail remembers the file of a plan that has nothing to write: no run will, and the file was the last one all
// the same.
func keepQuietTail(ctx context.Context, t *tx, org int64, p *reconcile.Plan) (kept bool, err error) {
	if p.Summary.Changes() > 0 || p.Blocked() {
		return false, nil
	}
	return keepTail(ctx, t, org, p, p.Tail)
}

// keepBeside keeps what is known of a plan besides itself: which operator made it, and how its file ended. The ledger
// vouches for both.
func keepBeside(ctx context.Context, t *tx, org int64, p *reconcile.Plan, by string, at time.Time) error {
	before, err := t.tables(ctx, org)
	if err != nil {
		return err
	}
	o, err := prepared(ctx, t, org, p.ID, by, at)
	if err != nil {
		return err
	}
	tail, err := keepQuietTail(ctx, t, org, p)
	if err != nil || o == nil && !tail {
		return err
	}
	e := &Entry{Kind: ledger.Plan, At: at, Facts: map[string]string{"plan": p.ID}, Note: map[string]string{"by": by}}
	if o != nil {
		e.Facts["operator"] = formatID(o.Number)
	}
	return t.vouch(ctx, org, before, e)
}

// keepKnown is keepBeside for a plan that the store has already.
func (s *Store) keepKnown(ctx context.Context, p *reconcile.Plan, by string, at time.Time) error {
	return s.writing(ctx, func(t *tx) error {
		o, err := locked(ctx, t, p.Organisation)
		if err != nil {
			return err
		}
		return keepBeside(ctx, t, o.id, p, by, at)
	})
}

// tail gives the IDs of the plan's tail: those of joiners are known now.
func (a *application) tail() []int64 {
	ids := make([]int64, 0, len(a.plan.Tail))
	for _, id := range a.plan.Tail {
		if id < 0 {
			id = a.joined[-id]
		}
		if id > 0 {
			ids = append(ids, id)
		}
	}
	return ids
}

// joins notes the IDs of joiners who stand on the last rows of the file.
func (a *application) joins(batch []*reconcile.Change, rows []record) {
	if a.joined == nil {
		a.joined = map[int64]int64{}
		for _, id := range a.plan.Tail {
			if id < 0 {
				a.joined[-id] = 0
			}
		}
	}
	for i, c := range batch {
		if _, wanted := a.joined[int64(c.Line)]; wanted {
			a.joined[int64(c.Line)] = rows[i].id
		}
	}
}
