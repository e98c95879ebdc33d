package storage

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
)

// This file is about the rows of a stored plan. The plan's ID is the digest of what it means, and of nothing else: of
// the header without the file's path, and of the changes unpacked. So each row carries a digest of all that stands in
// it as well, and a byte that was changed is noticed also where it means nothing. A run that applied the plan is not in
// it, for that comes later: the table of runs says the same.

// sealOf digests numbers and texts so that none runs into the next.
func sealOf(numbers []int64, texts ...[]byte) []byte {
	h := sha256.New()
	var b []byte
	for _, n := range numbers {
		b = binary.AppendVarint(b, n)
	}
	h.Write(b)
	for _, t := range texts {
		h.Write(binary.AppendUvarint(b[:0], uint64(len(t))))
		h.Write(t)
	}
	return h.Sum(nil)
}

// unbroken tells whether a row's seal is this one. The rows of a plan kept by a version before seals have none.
func unbroken(kept, digest []byte, unsealed bool) bool {
	return bytes.Equal(kept, digest) || unsealed && len(kept) == 0
}

// unsealed tells whether a plan is from before seals: its number is lower than that of the first one that must have one.
func (r *planRow) unsealed(org *Organisation) bool {
	return len(r.Seal) == 0 && r.PlanNo < org.sealedFrom
}

func (r *planRow) digest(org int64) []byte {
	return sealOf([]int64{org, r.PlanNo}, []byte(r.ID), []byte(r.Header), []byte(r.MadeBy), []byte(r.MadeAt))
}

func (r *blockRow) digest(org, planNo int64) []byte {
	return sealOf([]int64{org, planNo, int64(r.Seq), int64(r.Action), int64(r.Changes)}, []byte(r.FirstKey), []byte(r.LastKey), r.Hash, r.Data)
}
