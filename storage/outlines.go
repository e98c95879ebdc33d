package storage

import (
	"context"
	"encoding/json"
	"iter"
	"slices"

	"rollcall/reconcile"
)

// Outlines are kept a block of accounts at a time, for reading each by itself costs more than all the rest of it. A block
// has one row of all its outlines, as they once were, and one of what runs made of them since: it is short, and written
// anew by each run that changes one of those accounts.

var _ reconcile.Outlined = (*Snapshot)(nil)

// outlineBlock is how many IDs a block has. It can't be changed: the rows are found by it.
const outlineBlock = 4096

// The parts of a block.
const (
	outlinesMade    = 0
	outlinesChanged = 1
)

// Outliner makes the outlines of the organisation's accounts.
func (n *Snapshot) Outliner() *reconcile.Outliner { return reconcile.NewOutliner(n.org.Secret) }

// Outlines gives the outlines of all accounts, a block at a time, and before them the IDs of accounts without one.
func (n *Snapshot) Outlines(ctx context.Context) iter.Seq2[*reconcile.OutlinePage, error] {
	return func(yield func(*reconcile.OutlinePage, error) bool) {
		var p reconcile.OutlinePage
		var blocks []int64
		err := n.tx.list(ctx, &p.Without, "SELECT id FROM outline_gaps WHERE org_id = ? AND closed = 0 AND id > 0 ORDER BY id", n.org.id)
		if err == nil {
			err = n.tx.list(ctx, &blocks, "SELECT DISTINCT block FROM outlines WHERE org_id = ? ORDER BY block", n.org.id)
		}
		if err == nil {
			p.Accounts, err = n.accounts(ctx)
		}
		if !yield(&p, err) || err != nil {
			return
		}
		for _, block := range blocks {
			got, err := outlinesOf(ctx, n.tx, n.org.id, block)
			if !yield(&reconcile.OutlinePage{Outlines: got}, err) || err != nil {
				return
			}
		}
	}
}

// accounts is how many accounts there are. Where nobody ever edited the roster by hand they are those that runs added; else
// they are counted, for which the database reads them all.
func (n *Snapshot) accounts(ctx context.Context) (number int, err error) {
	var edits int64
	var summaries []string
	_, err = n.tx.get(ctx, &edits, "SELECT edits FROM rosters WHERE org_id = ?", n.org.id)
	if err == nil && edits == 0 {
		err = n.tx.list(ctx, &summaries, "SELECT summary FROM runs WHERE org_id = ?", n.org.id)
	}
	number, sure := added(summaries)
	if err == nil && (edits != 0 || !sure) {
		_, err = n.tx.get(ctx, &number, "SELECT count(*) FROM accounts WHERE org_id = ?", n.org.id)
	}
	return number, err
}

// added is how many accounts runs of these summaries added, sure where all of them can be read.
func added(summaries []string) (number int, sure bool) {
	for _, text := range summaries {
		var s reconcile.Summary
		if json.Unmarshal([]byte(text), &s) != nil {
			return 0, false
		}
		number += s.Add
	}
	return number, true
}

// outlinesOf gives the outlines of a block and what runs made of them since.
func outlinesOf(ctx context.Context, t *tx, org, block int64) ([]byte, error) {
	var parts [][]byte
	err := t.list(ctx, &parts, "SELECT data FROM outlines WHERE org_id = ? AND block = ? ORDER BY part", org, block)
	if err != nil || len(parts) == 0 {
		return nil, err
	}
	return append(slices.Clip(parts[0]), slices.Concat(parts[1:]...)...), nil
}
