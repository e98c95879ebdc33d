package storage

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"

	"github.com/klauspost/compress/zstd"

	"rollcall/reconcile"
)

// packing holds the one encoder and decoder of a program; both are safe for use by several goroutines. A block is a few
// hundred kilobytes: a larger window would only cost memory.
var (
	packer   = must(zstd.NewWriter(nil, zstd.WithEncoderConcurrency(2), zstd.WithWindowSize(1<<20)))
	unpacker = must(zstd.NewReader(nil, zstd.WithDecoderMaxMemory(1<<30), zstd.WithDecoderConcurrency(2)))
)

func must[T any](v T, err error) T {
	if err != nil {
		panic("storage: " + err.Error()) // options that are constants
	}
	return v
}

// blockRow is a block as the table keeps it.
type blockRow struct {
	Seq      int
	Action   int
	Changes  int
	FirstKey string `db:"first_key"`
	LastKey  string `db:"last_key"`
	Hash     []byte
	Data     []byte
	Seal     []byte
}

func insertBlock(ctx context.Context, t *tx, org, planNo int64, seq int, b *reconcile.Block) error {
	r := blockRow{Seq: seq, Action: int(b.Action), Changes: b.Count, FirstKey: b.First, LastKey: b.Last, Hash: b.Hash[:],
		Data: packer.EncodeAll(b.Data, nil)}
	_, err := t.exec(ctx, `INSERT INTO plan_blocks (org_id, plan_no, seq, action, changes, first_key, last_key, hash, data, seal)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, org, planNo, r.Seq, r.Action, r.Changes, r.FirstKey, r.LastKey, r.Hash, r.Data,
		r.digest(org, planNo))
	return err
}

// blocksAtOnce is how many blocks are read together; packed they are some tens of kilobytes each.
const blocksAtOnce = 8

// blocksFrom reads the blocks of one plan from seq on, blocksAtOnce of them at most.
func blocksFrom(ctx context.Context, t *tx, org int64, p *StoredPlan, seq int) ([]blockRow, error) {
	var rows []blockRow
	err := t.list(ctx, &rows, `SELECT seq, action, changes, first_key, last_key, hash, data, seal FROM plan_blocks
		WHERE org_id = ? AND plan_no = ? AND seq >= ? ORDER BY seq LIMIT ?`, org, p.number, seq, blocksAtOnce)
	return rows, err
}

// erased tells whether the changes were taken out, which leaves their digest.
func (r *blockRow) erased() bool { return len(r.Data) == 0 }

// unpacking is the memory in which blocks are unpacked one after the other by somebody who keeps none of their changes.
type unpacking struct {
	data    []byte
	changes []*reconcile.Change
	decoder reconcile.Decoder
}

// anew gives memory that nobody used before.
func anew() *unpacking { return &unpacking{} }

// reusing gives one memory again and again.
func reusing() func() *unpacking {
	u := &unpacking{}
	return func() *unpacking { return u }
}

// changes unpacks a block and compares it with its digest; every change it gives is of the block's action.
func (r *blockRow) changes(planID string) ([]*reconcile.Change, error) {
	return r.changesIn(planID, &unpacking{})
}

// changesIn is changes in the memory given; what it gives is valid until that is used again.
func (r *blockRow) changesIn(planID string, u *unpacking) (_ []*reconcile.Change, err error) {
	if r.erased() {
		return nil, &ErasedError{planID}
	}
	damaged := &DamagedError{planID, fmt.Sprintf("block %d", r.Seq)}
	u.data, err = unpacker.DecodeAll(r.Data, u.data[:0])
	if err != nil || sha256.Sum256(u.data) != hashOf(r.Hash) {
		return nil, damaged
	}
	if r.Changes < 0 {
		return nil, damaged
	}
	b := reconcile.Block{Action: reconcile.Action(r.Action), Count: r.Changes, Data: u.data}
	u.changes = slices.Grow(u.changes[:0], min(r.Changes, reconcile.BlockSize))
	for c, err := range u.decoder.Changes(&b) {
		if err != nil || int(c.Action) != r.Action {
			return nil, damaged
		}
		u.changes = append(u.changes, c)
	}
	return u.changes, nil
}

func hashOf(b []byte) (h [sha256.Size]byte) {
	copy(h[:], b)
	return h
}

// checkRoot compares the digests of a plan's blocks with its root.
func checkRoot(ctx context.Context, t *tx, org int64, p *StoredPlan) error {
	var hashes [][]byte
	err := t.list(ctx, &hashes, "SELECT hash FROM plan_blocks WHERE org_id = ? AND plan_no = ? ORDER BY seq", org, p.number)
	if err != nil {
		return err
	}
	leaves := make([][sha256.Size]byte, len(hashes))
	for i, h := range hashes {
		leaves[i] = hashOf(h)
	}
	if reconcile.Root(leaves) != p.Root {
		return &DamagedError{p.ID, "root"}
	}
	return nil
}

// errStop ends a walk early without being a failure.
var errStop = errors.New("stop")

// eachBatch gives the changes of a plan's blocks in order, some blocks of one action at a time, and where in the plan
// (how many changes of that action came before) each batch stands. wanted nil takes every action. do may keep what it
// is given.
func eachBatch(ctx context.Context, t *tx, org int64, p *StoredPlan, wanted func(reconcile.Action) bool,
	do func(a reconcile.Action, before int, batch []*reconcile.Change) error) error {
	return eachBatchIn(ctx, t, org, p, anew, wanted, do)
}

// eachBatchIn is eachBatch in the memory that is given for each block.
func eachBatchIn(ctx context.Context, t *tx, org int64, p *StoredPlan, memory func() *unpacking, wanted func(reconcile.Action) bool,
	do func(a reconcile.Action, before int, batch []*reconcile.Change) error) error {
	var counts [reconcile.NumActions]int
	for seq := 0; ; {
		rows, err := blocksFrom(ctx, t, org, p, seq)
		if err != nil || len(rows) == 0 {
			return err
		}
		for i := range rows {
			r := &rows[i]
			if r.Seq != seq || r.Action < 0 || r.Action >= len(counts) || !r.erased() && !unbroken(r.Seal, r.digest(org, p.number), p.unsealed) {
				return &DamagedError{p.ID, fmt.Sprintf("block %d", seq)}
			}
			seq++
			action := reconcile.Action(r.Action)
			before := counts[action]
			counts[action] += r.Changes
			if wanted != nil && !wanted(action) {
				continue
			}
			batch, err := r.changesIn(p.ID, memory())
			if err != nil {
				return err
			}
			if err := do(action, before, batch); err != nil {
				return err
			}
		}
	}
}
