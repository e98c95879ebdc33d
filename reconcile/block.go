package reconcile

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"iter"
)

// BlockSize is how many changes a block holds at most.
const BlockSize = 1024

// Block is a run of changes of one action, in key order, in canonical bytes. Its hash is a leaf of the tree whose
// root identifies the plan's changes.
type Block struct {
	Action Action
	Count  int
	First  string // folded key of the first change
	Last   string // folded key of the last change
	Hash   [sha256.Size]byte
	Data   []byte // Count changes, each as AppendChange writes it
}

// Blocks cuts changes, given in (action, key) order, into blocks. Each block is the caller's to keep.
func Blocks(changes iter.Seq2[*Change, error]) iter.Seq2[*Block, error] {
	return func(yield func(*Block, error) bool) {
		cut := cutter[string]{yield: yield}
		for c, err := range changes {
			if err != nil {
				yield(nil, err)
				return
			}
			b := cut.room(c.Action, Fold(c.Key))
			if b == nil {
				return
			}
			b.Data = AppendChange(b.Data, c)
		}
		cut.flush()
	}
}

// cutter puts changes into blocks, and gives each when it is full.
type cutter[K string | []byte] struct {
	yield func(*Block, error) bool
	block *Block
	last  []byte // folded key of the last change
	bytes int    // of the block before
}

// room gives the block that the next change goes into, nil where nobody wants more.
func (c *cutter[K]) room(action Action, key K) *Block {
	if c.block != nil && (c.block.Action != action || c.block.Count == BlockSize) && !c.flush() {
		return nil
	}
	if c.block == nil {
		c.block = &Block{Action: action, First: string(key), Data: make([]byte, 0, c.bytes+c.bytes/8)}
	}
	c.last = append(c.last[:0], key...) // it may be valid until the next one only
	c.block.Count++
	return c.block
}

// flush gives the block, where there is one; it tells whether more are wanted.
func (c *cutter[K]) flush() bool {
	full := c.block
	if full == nil {
		return true
	}
	full.Last, full.Hash = string(c.last), sha256.Sum256(full.Data)
	c.block, c.bytes = nil, len(full.Data)
	return c.yield(full, nil)
}

// Changes decodes the block. A block whose bytes were altered gives an error, here or in its hash. The changes share
// memory with each other, none with the block: whoever keeps one keeps up to all.
func (b *Block) Changes() iter.Seq2[*Change, error] { return new(Decoder).Changes(b) }

// Root is the Merkle root over leaves in their order (RFC 6962, section 2.1: leaves and nodes are hashed apart),
// hexadecimal.
func Root(leaves [][sha256.Size]byte) string {
	h := merkle(leaves)
	return hex.EncodeToString(h[:])
}

func merkle(leaves [][sha256.Size]byte) [sha256.Size]byte {
	switch len(leaves) {
	case 0:
		return sha256.Sum256(nil)
	case 1:
		return sha256.Sum256(append([]byte{0}, leaves[0][:]...))
	}
	k := 1
	for k*2 < len(leaves) {
		k *= 2
	}
	left, right := merkle(leaves[:k]), merkle(leaves[k:])
	return sha256.Sum256(append(append([]byte{1}, left[:]...), right[:]...))
}

var errDamagedBlock = errors.New("the stored changes are damaged: a block does not decode")

// AppendChange writes c in its canonical form: every part in the struct's order, strings and lists with their
// length before them, numbers as uvarints. What an Add is called stands in its fields and is not written twice.
// Fields left by an undo follow at the end, and the action's highest bit says that there are some.
func AppendChange(b []byte, c *Change) []byte {
	action := byte(c.Action)
	if len(c.Left) > 0 {
		action |= hasLeft
	}
	b = append(b, action)
	b = binary.AppendUvarint(b, uint64(c.ID))
	b = binary.AppendUvarint(b, uint64(c.Version))
	b = binary.AppendUvarint(b, uint64(c.Line))
	if c.Action != Add {
		for _, s := range [...]string{c.Key, c.Name, c.Company, c.Group, c.Role, c.Email} {
			b = appendString(b, s)
		}
	}
	b = binary.AppendUvarint(b, uint64(len(c.Fields)))
	for _, f := range c.Fields {
		b = appendField(b, f)
	}
	b = appendReason(b, c.Why)
	if len(c.Left) > 0 {
		b = binary.AppendUvarint(b, uint64(len(c.Left)))
	}
	for _, l := range c.Left {
		b = appendReason(appendField(b, l.FieldChange), l.Why)
	}
	return b
}

const hasLeft = 0x80

func appendField(b []byte, f FieldChange) []byte {
	b = append(b, byte(f.Field))
	b = appendString(b, f.Attr)
	b = appendString(b, f.Old)
	return appendString(b, f.New)
}

func appendReason(b []byte, r Reason) []byte {
	b = appendString(b, r.Code)
	b = binary.AppendUvarint(b, uint64(len(r.Args)))
	for _, a := range r.Args {
		b = appendString(b, a)
	}
	return b
}

func appendString(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}
