package reconcile

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"io"
	"slices"
)

// IndexHead says what an index that is kept is of. Whoever keeps it compares the head before using what follows.
type IndexHead struct {
	Of       string `json:"of"`       // which organisation of which store
	For      string `json:"for"`      // IndexFor
	Revision int64  `json:"revision"` // of the roster
	State    string `json:"state"`    // what tells the roster's state from every other of that revision
}

// ErrIndex says that what was kept is no index, of another version or damaged. The roster itself has it all.
var ErrIndex = errors.New("this is no index of a roster")

const indexMagic = "rollcall index 7\n"

// lasting are the states that do not come from one file.
const lasting = isActive | isInScope | isProtected | isAdmin | byPresence | isCanary

// indexBody is what stands between the head and the columns of an index.
type indexBody struct {
	Head     IndexHead
	Hasher   hasher
	Names    []string         // of companies and groups
	Units    []unit           // of those
	Former   map[uint64]int32 `json:",omitempty"`
	Accounts int
	HighIDs  []highID      `json:",omitempty"`
	Keys     [numKeys]bool // tables that are there
}

// Save writes the index, signed with a secret that only the store has: all that does not come from the file at hand.
func (x *Index) Save(w io.Writer, head IndexHead, secret []byte) error {
	f := &indexFile{w: bufio.NewWriterSize(w, 1<<16), mac: newMAC(indexMagic, secret)}
	b := indexBody{Head: head, Hasher: x.hasher, Names: x.names, Units: x.units, Former: x.former, Accounts: x.ids.len(), HighIDs: x.ids.high}
	for k := range x.keys {
		b.Keys[k] = len(x.keys[k].hash) > 0
	}
	f.begin(indexMagic, &b)
	put32(f, x.ids.low)
	put64(f, x.digest)
	put32(f, x.state)
	put32(f, x.unit)
	put64(f, x.seen.hash)
	for k := range x.keys {
		put64(f, x.keys[k].hash)
	}
	return f.sign()
}

// begin writes what a file is and what it says of itself.
func (f *indexFile) begin(magic string, body any) {
	var text []byte
	text, f.err = json.Marshal(body)
	f.bytes(binary.LittleEndian.AppendUint32([]byte(magic), uint32(len(text))))
	f.bytes(text)
}

// sign ends a file.
func (f *indexFile) sign() error {
	f.bytes(f.mac.sum())
	return errors.Join(f.err, f.w.Flush())
}

// indexFile is an index being written or read, with the signature of what passed. After the first error nothing passes.
type indexFile struct {
	w   *bufio.Writer
	r   io.Reader
	mac mac
	err error
}

// mac signs what passes, piece by piece: whoever has not the secret can't make an index that is taken for one.
type mac struct {
	key   hasher
	state uint64
}

func newMAC(magic string, secret []byte) mac {
	sum := sha256.Sum256(append([]byte(magic), secret...))
	return mac{key: hasher{binary.LittleEndian.Uint64(sum[:]), binary.LittleEndian.Uint64(sum[8:])}}
}

func (m *mac) write(b []byte) { m.state = fold128(m.state^sumLong(&m.key, b), m.key[0]|1) + m.key[1] }

func (m *mac) sum() []byte { return binary.LittleEndian.AppendUint64(nil, m.state) }

func (f *indexFile) bytes(b []byte) {
	if f.err == nil {
		f.mac.write(b)
		_, f.err = f.w.Write(b)
	}
}

// indexChunk is how many numbers are written or read at once.
const indexChunk = 8192

// put64 writes a column of numbers of eight bytes.
func put64[T ~int64 | ~uint64](f *indexFile, column []T) {
	b := make([]byte, 8*indexChunk)
	for part := range slices.Chunk(column, indexChunk) {
		for i, v := range part {
			binary.LittleEndian.PutUint64(b[8*i:], uint64(v))
		}
		f.bytes(b[:8*len(part)])
	}
}

// put32 writes a column of numbers of four bytes.
func put32[T ~int32 | ~uint32 | ~uint16](f *indexFile, column []T) {
	b := make([]byte, 4*indexChunk)
	for part := range slices.Chunk(column, indexChunk) {
		for i, v := range part {
			binary.LittleEndian.PutUint32(b[4*i:], uint32(v))
		}
		f.bytes(b[:4*len(part)])
	}
}

// get64 reads a column of n numbers of eight bytes.
func get64[T ~int64 | ~uint64](f *indexFile, n int) []T {
	column := make([]T, 0, min(n, 1<<24))
	b := make([]byte, 8*indexChunk)
	for f.err == nil && len(column) < n {
		part := b[:8*min(indexChunk, n-len(column))]
		f.read(part)
		for ; len(part) >= 8; part = part[8:] {
			column = append(column, T(binary.LittleEndian.Uint64(part)))
		}
	}
	return column
}

// get32 reads a column of n numbers of four bytes.
func get32[T ~int32 | ~uint32 | ~uint16](f *indexFile, n int) []T {
	column := make([]T, 0, min(n, 1<<24))
	b := make([]byte, 4*indexChunk)
	for f.err == nil && len(column) < n {
		part := b[:4*min(indexChunk, n-len(column))]
		f.read(part)
		for ; len(part) >= 4; part = part[4:] {
			column = append(column, T(binary.LittleEndian.Uint32(part)))
		}
	}
	return column
}

func (f *indexFile) read(b []byte) {
	if f.err == nil {
		_, f.err = io.ReadFull(f.r, b)
		f.mac.write(b)
	}
}

// ReadIndexHead reads what a kept index is of. The rest is read by the function it gives, which also finds
// out whether it was signed with the secret. The error of either is ErrIndex.
func ReadIndexHead(r io.Reader, secret []byte) (head IndexHead, rest func() (*Index, error), err error) {
	f := &indexFile{r: r, mac: newMAC(indexMagic, secret)}
	var b indexBody
	if !f.open(indexMagic, &b) || b.Accounts < 0 {
		return head, nil, ErrIndex
	}
	return b.Head, func() (*Index, error) { return f.index(&b) }, nil
}

// open reads what begin wrote, and tells whether it is that.
func (f *indexFile) open(magic string, body any) bool {
	start := make([]byte, len(magic)+4)
	f.read(start)
	n := binary.LittleEndian.Uint32(start[len(magic):])
	if f.err != nil || string(start[:len(magic)]) != magic || n > 1<<30 {
		return false
	}
	text := make([]byte, n)
	f.read(text)
	return f.err == nil && json.Unmarshal(text, body) == nil
}

// signed tells whether the file ends here and was signed with the secret.
func (f *indexFile) signed() bool {
	want, signature := f.mac.sum(), make([]byte, 8)
	f.read(signature)
	return f.err == nil && bytes.Equal(signature, want)
}

func (f *indexFile) index(b *indexBody) (*Index, error) {
	x := &Index{hasher: b.Hasher, names: b.Names, units: b.Units, former: b.Former, interned: map[string]uint32{}, unitOf: map[unit]uint32{}}
	if x.former == nil {
		x.former = map[uint64]int32{}
	}
	for n, name := range x.names {
		x.interned[name], x.interned[Fold(name)] = uint32(n), uint32(n)
	}
	for n, u := range x.units {
		x.unitOf[u] = uint32(n)
	}
	n := b.Accounts
	x.ids = ids{low: get32[uint32](f, n), high: b.HighIDs}
	x.digest = get64[uint64](f, n)
	x.state = get32[state](f, n)
	for ord := range x.state {
		x.state[ord] &= lasting
	}
	x.unit = get32[uint32](f, n)
	x.seen.hash = get64[uint64](f, n)
	for k := range x.keys {
		if b.Keys[k] {
			x.keys[k].hash = get64[uint64](f, n)
		}
	}
	x.line = make([]int32, x.ids.len())
	if !f.signed() {
		return nil, ErrIndex
	}
	return x, x.fits()
}

// fits makes sure that nothing points past the end of what is there.
func (x *Index) fits() error {
	for _, u := range x.units {
		if int(max(u.Company, u.Group)) >= len(x.names) {
			return ErrIndex
		}
	}
	for _, n := range x.unit {
		if int(n) >= len(x.units) {
			return ErrIndex
		}
	}
	for _, ord := range x.former {
		if int(ord) >= x.ids.len() || ord < 0 {
			return ErrIndex
		}
	}
	return nil
}
