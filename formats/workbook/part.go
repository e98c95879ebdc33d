package workbook

import (
	"bufio"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"
	"strconv"
	"strings"

	"github.com/klauspost/compress/flate"
)

// part reads one member of the ZIP to its end. Its last read gives io.EOF only when size and CRC-32 agree with the
// directory and nothing is left over.
type part struct {
	*member
	packedEnd *bufio.Reader // what inflating reads from
	src       io.Reader
	read      int64
	sum       uint32
}

// openPart begins to read m.
func openPart(r io.ReaderAt, m *member) (*part, error) {
	start, err := dataOffset(r, m)
	if err != nil {
		return nil, err
	}
	raw := bufio.NewReaderSize(io.NewSectionReader(r, start, m.packed), 64<<10)
	p := &part{member: m, packedEnd: raw, src: raw}
	switch m.method {
	case 0:
	case 8:
		p.src = flate.NewReader(raw)
	default:
		return nil, refuse("zip-method-unknown", m.name)
	}
	return p, nil
}

// dataOffset reads the local header, which must agree with the directory, and says where the data begin.
func dataOffset(r io.ReaderAt, m *member) (int64, error) {
	b := make([]byte, localHeader+len(m.name))
	if _, err := r.ReadAt(b, m.offset); err != nil {
		return 0, cut(m.name, err)
	}
	le := binary.LittleEndian
	agrees := string(b[:4]) == "PK\x03\x04" && le.Uint16(b[6:])&encryptedFlags == 0 && le.Uint16(b[8:]) == m.method &&
		int(le.Uint16(b[26:])) == len(m.name) && string(b[localHeader:]) == m.name
	if stated := le.Uint16(b[6:])&describedLater == 0; !agrees || stated && !m.agrees(le.Uint32(b[14:]), le.Uint32(b[18:]), le.Uint32(b[22:])) {
		return 0, refuse("zip-header-differs", m.name)
	}
	return m.offset + int64(len(b)) + int64(le.Uint16(b[28:])), nil
}

// describedLater is the flag of a member whose CRC-32 and sizes follow its data instead of standing before them.
const describedLater = 1 << 3

// agrees compares CRC-32 and sizes of the local header with those of the directory. A size of 2^32-1 stands elsewhere.
func (m *member) agrees(crc, packed, size uint32) bool {
	const elsewhere = 1<<32 - 1
	return crc == m.crc && (packed == elsewhere || int64(packed) == m.packed) && (size == elsewhere || int64(size) == m.size)
}

// Read gives the inflated bytes.
func (p *part) Read(b []byte) (int, error) {
	n, err := p.src.Read(b)
	p.sum = crc32.Update(p.sum, crc32.IEEETable, b[:n])
	p.read += int64(n)
	switch {
	case p.read > bombFloor && p.read/bombRatio > p.packed:
		return 0, refuse("part-bomb", p.name)
	case p.read > p.size:
		return 0, refuse("part-checksum", p.name)
	case err == io.EOF:
		return n, p.atEnd()
	case err != nil:
		return n, cut(p.name, err)
	}
	return n, nil
}

func (p *part) atEnd() error {
	if _, err := p.packedEnd.ReadByte(); err != io.EOF || p.read != p.size || p.sum != p.crc {
		return refuse("part-checksum", p.name)
	}
	return io.EOF
}

// cut makes a refusal of what inflating says of damaged data, and leaves other errors of reading as they are.
func cut(name string, err error) error {
	var corrupt flate.CorruptInputError
	if errors.As(err, &corrupt) || errors.Is(err, io.ErrUnexpectedEOF) || err == io.EOF {
		return refuse("part-cut", name)
	}
	return err
}

// metered takes what is read of a part from what the book may still inflate to.
type metered struct {
	*part
	book *Book
}

// Read gives the inflated bytes.
func (m *metered) Read(p []byte) (int, error) {
	n, err := m.part.Read(p)
	if m.book.left -= int64(n); m.book.left < 0 {
		return 0, m.book.tooLarge(m.name, m.book.limits.Inflated-m.book.left)
	}
	return n, err
}

// tooLarge refuses the book for what its parts inflate to, up to the one called name.
func (b *Book) tooLarge(name string, inflated int64) error {
	return refuse("part-too-large", name, mebibytes(inflated), mebibytes(b.limits.Inflated))
}

// mebibytes gives n bytes in MiB, rounded up.
func mebibytes(n int64) string { return strconv.FormatInt((n+1<<20-1)>>20, 10) }

// resolve gives the name of the member that a relation of the part called base points to.
func resolve(base, target string) string {
	if strings.HasPrefix(target, "/") {
		return target[1:]
	}
	at := strings.Split(base, "/")
	at = at[:len(at)-1]
	for segment := range strings.SplitSeq(target, "/") {
		switch {
		case segment == "..":
			at = at[:max(0, len(at)-1)]
		case segment != "." && segment != "":
			at = append(at, segment)
		}
	}
	return strings.Join(at, "/")
}
