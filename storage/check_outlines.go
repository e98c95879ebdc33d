package storage

import (
	"context"
	"errors"
	"hash/maphash"

	"rollcall/reconcile"
)

// This file is what Check looks at in the outlines of the accounts.

// outlines is what is kept of them until the accounts are read.
type outlines struct {
	*reconcile.Outliner
	seed maphash.Seed
	kept []outlineSum   // in ID order
	gaps map[int64]bool // accounts whose outline is not there or not to be believed
}

type outlineSum struct {
	id  int64
	sum uint64
}

// outlines reads all outlines and holds each block against what a block is.
func (c *check) outlines(ctx context.Context) error {
	c.drawn = outlines{reconcile.NewOutliner(c.org.Secret), maphash.MakeSeed(), nil, map[int64]bool{}}
	var gaps []int64
	if err := c.t.list(ctx, &gaps, "SELECT id FROM outline_gaps WHERE org_id = ? AND closed = 0", c.org.id); err != nil {
		return err
	}
	for _, id := range gaps {
		c.drawn.gaps[id] = true
	}
	var blocks []struct{ Block, First, Last int64 }
	err := c.t.list(ctx, &blocks, `SELECT block, min(part) AS first, max(part) AS last FROM outlines WHERE org_id = ? GROUP BY block
		ORDER BY block`, c.org.id)
	for _, b := range blocks {
		err = errors.Join(err, c.unless(b.First == outlinesMade && b.Last <= outlinesChanged, "check-unreadable", "outlines", b.Block, "part"),
			c.outlineBlock(ctx, b.Block))
	}
	return err
}

func (c *check) outlineBlock(ctx context.Context, block int64) error {
	b, err := outlinesOf(ctx, c.t, c.org.id, block)
	if err != nil {
		return err
	}
	merged, unreadable := reconcile.MergeOutlines(b)
	inPlace := unreadable == nil
	for id, one := range reconcile.EachOutline(merged) {
		inPlace = inPlace && id > 0 && id/outlineBlock == block
		c.drawn.kept = append(c.drawn.kept, outlineSum{id, maphash.Bytes(c.drawn.seed, one)})
	}
	return c.unless(inPlace, "check-unreadable", "outlines", block, "data")
}

// of takes the hash of the outline of the next account, whose ID that is; ok is false where it has none.
func (d *outlines) of(id int64) (sum uint64, ok bool) {
	if len(d.kept) == 0 || d.kept[0].id != id {
		return 0, false
	}
	sum, d.kept = d.kept[0].sum, d.kept[1:]
	return sum, true
}

// right tells whether that is the hash of an account's outline, or nobody believes it.
func (d *outlines) right(a *reconcile.Account, sum uint64, ok bool) bool {
	return ok && sum == maphash.Bytes(d.seed, d.Append(nil, a)) || d.gaps[a.ID] || a.ID <= 0
}

// ofNobody reports the outlines below an ID that are left: the accounts are not there.
func (c *check) ofNobody(below int64) (err error) {
	d := &c.drawn
	for ; len(d.kept) > 0 && d.kept[0].id < below; d.kept = d.kept[1:] {
		err = errors.Join(err, c.unless(d.gaps[d.kept[0].id], "check-key", "accounts", d.kept[0].id, "outline"))
	}
	return err
}
