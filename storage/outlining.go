package storage

import (
	"context"
	"maps"
	"slices"

	"rollcall/reconcile"
)

// This file writes the outlines of the accounts that a run adds or changes.

const (
	outlinesHeld = 2 << 20          // how many bytes of outlines a run holds before it writes them
	outlineRoom  = 256              // as many bytes as the outline of an account has at most, or nearly
	changedBytes = 32 << 10         // how many bytes of changes a block may have before they are merged into its outlines,
	mergedAtOnce = 32               // which a run does with so many blocks
	closedAtOnce = 8 * outlineBlock // how many gaps a run closes
)

// outlining is outlines made and not written yet.
type outlining struct {
	*reconcile.Outliner
	blocks map[int64][]byte
	size   int
	merges int // how many more blocks may be merged
}

func newOutlining(secret []byte) outlining {
	return outlining{reconcile.NewOutliner(secret), map[int64][]byte{}, 0, mergedAtOnce}
}

// account makes the outline of an account as it is now.
func (o *outlining) account(a *reconcile.Account) {
	before := o.blocks[a.ID/outlineBlock]
	if cap(before)-len(before) < outlineRoom {
		before = slices.Grow(before, len(before)) // append would grow it by a quarter again and again
	}
	now := o.Append(before, a)
	o.blocks[a.ID/outlineBlock], o.size = now, o.size+len(now)-len(before)
}

// change makes of an outline what a change of values makes of it.
func (o *outlining) change(c *reconcile.Change) {
	before := o.blocks[c.ID/outlineBlock]
	if now := o.AppendChange(before, c); len(now) > len(before) {
		o.blocks[c.ID/outlineBlock], o.size = now, o.size+len(now)-len(before)
	}
}

// outlineRow is a row of the table.
type outlineRow struct {
	Block int64
	Part  int64
	Data  []byte
}

// putOutlines writes the outlines made so far: with all also those of the last block, of which more may come.
func (a *application) putOutlines(ctx context.Context, all bool) error {
	o := &a.outlining
	if a.stale != nil {
		*o = newOutlining(a.org.Secret)
	}
	blocks := slices.Sorted(maps.Keys(o.blocks))
	if n := len(blocks); !all && n > 0 {
		blocks = blocks[:n-1]
	}
	for some := range slices.Chunk(blocks, 4*mergedAtOnce) {
		rows, err := a.outlineRows(ctx, some)
		if err != nil {
			return err
		}
		err = a.t.repeat(ctx, a.t.Rebind(`INSERT INTO outlines (org_id, block, part, data) VALUES (?, ?, ?, ?)
			ON CONFLICT (org_id, block, part) DO UPDATE SET data = excluded.data`), len(rows), func(i int, args []any) []any {
			return append(args, a.org.id, rows[i].Block, rows[i].Part, rows[i].Data)
		}, nil)
		if err != nil {
			return err
		}
	}
	return nil
}

// outlineRows gives what is to be written for some blocks, and lets go of their outlines.
func (a *application) outlineRows(ctx context.Context, blocks []int64) (rows []outlineRow, err error) {
	changed, err := a.changedOutlines(ctx, blocks)
	for _, block := range blocks {
		o := &a.outlining
		now := o.blocks[block]
		delete(o.blocks, block)
		o.size -= len(now)
		before, known := changed[block]
		switch {
		case err != nil:
		case !known:
			rows = append(rows, outlineRow{block, outlinesMade, now})
		case len(before)+len(now) <= changedBytes || o.merges == 0:
			rows = append(rows, outlineRow{block, outlinesChanged, append(before, now...)})
		default:
			o.merges--
			var whole []byte
			if whole, err = outlinesOf(ctx, a.t, a.org.id, block); err == nil {
				whole, err = reconcile.MergeOutlines(append(whole, now...))
			}
			rows = append(rows, outlineRow{block, outlinesMade, whole}, outlineRow{block, outlinesChanged, []byte{}})
		}
	}
	return rows, err
}

// changedOutlines gives what runs made of the outlines of some blocks, of each that has any outlines.
func (a *application) changedOutlines(ctx context.Context, blocks []int64) (map[int64][]byte, error) {
	condition, list := a.store.among(blocks)
	var kept []outlineRow
	err := a.t.list(ctx, &kept, `SELECT m.block, c.data FROM outlines AS m LEFT JOIN outlines AS c
		ON c.org_id = m.org_id AND c.block = m.block AND c.part = 1 WHERE m.org_id = ? AND m.part = 0 AND m.block `+condition, a.org.id, list)
	changed := make(map[int64][]byte, len(kept))
	for _, k := range kept {
		changed[k.Block] = k.Data
	}
	return changed, err
}

// closeGaps makes the outlines of some accounts that have none.
func (a *application) closeGaps(ctx context.Context) error {
	var ids []int64
	err := a.t.list(ctx, &ids, `SELECT g.id FROM outline_gaps AS g JOIN accounts AS a ON a.org_id = g.org_id AND a.id = g.id
		WHERE g.org_id = ? AND g.closed = 0 AND g.id > 0 ORDER BY g.id LIMIT ?`, a.org.id, closedAtOnce)
	for some := range slices.Chunk(ids, page/2) {
		found, lookErr := lookup(ctx, a.t, a.store.dialect, a.org.id, some)
		if err = lookErr; err != nil {
			return err
		}
		for i := range found {
			a.outlining.account(&found[i])
		}
		condition, list := a.store.among(some)
		if _, err = a.t.exec(ctx, "UPDATE outline_gaps SET closed = 1 WHERE org_id = ? AND id "+condition, a.org.id, list); err != nil {
			return err
		}
	}
	return err
}
