// Package shelf keeps the people of a member file as a roster in memory, compressed: a million of them take a few dozen
// megabytes.
package shelf

import (
	"context"
	"iter"
	"slices"

	"github.com/klauspost/compress/zstd"

	"rollcall/reconcile"
)

// Shelf is a roster of joiners. Its accounts have the IDs 1, 2, 3… in the order in which they came.
type Shelf struct {
	blocks []reconcile.Block // Data is compressed
	reader *zstd.Decoder
}

// Fill makes accounts of the joiners among changes; other changes are passed over.
func Fill(changes iter.Seq2[*reconcile.Change, error]) (*Shelf, error) {
	writer, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1))
	if err != nil {
		return nil, err
	}
	s := &Shelf{}
	for b, err := range reconcile.Blocks(joiners(changes)) {
		if err != nil {
			return nil, err
		}
		kept := *b
		kept.Data = slices.Clip(writer.EncodeAll(b.Data, nil))
		s.blocks = append(s.blocks, kept)
	}
	s.reader, err = zstd.NewReader(nil, zstd.WithDecoderConcurrency(1))
	return s, err
}

func joiners(changes iter.Seq2[*reconcile.Change, error]) iter.Seq2[*reconcile.Change, error] {
	return func(yield func(*reconcile.Change, error) bool) {
		for c, err := range changes {
			if (err != nil || c.Action == reconcile.Add) && !yield(c, err) {
				return
			}
		}
	}
}

// Accounts gives every account in ID order.
func (s *Shelf) Accounts(ctx context.Context) iter.Seq2[*reconcile.Account, error] {
	return func(yield func(*reconcile.Account, error) bool) {
		for i := range s.blocks {
			for a, err := range s.accounts(i) {
				if !yield(a, err) || err != nil {
					return
				}
			}
			if err := ctx.Err(); err != nil {
				yield(nil, err)
				return
			}
		}
	}
}

// Lookup gives the accounts with these IDs, which are sorted.
func (s *Shelf) Lookup(_ context.Context, ids []int64) iter.Seq2[*reconcile.Account, error] {
	return func(yield func(*reconcile.Account, error) bool) {
		for len(ids) > 0 {
			i := int(ids[0]-1) / reconcile.BlockSize
			if ids[0] < 1 || i >= len(s.blocks) {
				ids = ids[1:]
				continue
			}
			for a, err := range s.accounts(i) {
				if err != nil {
					yield(nil, err)
					return
				}
				if len(ids) > 0 && a.ID == ids[0] {
					if ids = ids[1:]; !yield(a, nil) {
						return
					}
				}
			}
			for len(ids) > 0 && int(ids[0]-1)/reconcile.BlockSize == i { // past the end of the last block
				ids = ids[1:]
			}
		}
	}
}

// accounts gives the accounts of one block; every block but the last is full.
func (s *Shelf) accounts(block int) iter.Seq2[*reconcile.Account, error] {
	return func(yield func(*reconcile.Account, error) bool) {
		b := s.blocks[block]
		var err error
		if b.Data, err = s.reader.DecodeAll(b.Data, nil); err != nil {
			yield(nil, err)
			return
		}
		id := int64(block * reconcile.BlockSize)
		for c, err := range b.Changes() {
			if err != nil {
				yield(nil, err)
				return
			}
			id++
			a := &reconcile.Account{ID: id}
			c.Apply(a)
			if !yield(a, nil) {
				return
			}
		}
	}
}
