package workbook

import (
	"bytes"
	"encoding/binary"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"rollcall/reconcile"
)

// member is one entry of the ZIP directory (APPNOTE.TXT 4.3.12).
type member struct {
	name   string
	flags  uint16
	method uint16
	crc    uint32
	packed int64 // bytes in the archive
	size   int64 // bytes when inflated
	offset int64 // of the local header
}

const (
	localHeader   = 30
	centralHeader = 46
	endRecord     = 22
	end64Record   = 56
	end64Locator  = 20
	directoryName = 1024 // bytes of directory allowed for a member: header, name, extra fields and comment
)

// Any of these flags says that a member or the directory is encrypted.
const encryptedFlags = 1<<0 | 1<<6 | 1<<13

func badDirectory() *reconcile.Refusal { return refuse("zip-directory-damaged") }

// extent says where the directory stands and how many members it has.
type extent struct{ offset, size, count int64 }

// readDirectory gives the members of the ZIP, checked: at most limit, safe names, none twice, none encrypted or overlapping.
func readDirectory(r io.ReaderAt, size int64, limit int) (map[string]*member, error) {
	at, err := findDirectory(r, size)
	if err != nil {
		return nil, err
	}
	if at.count > int64(limit) {
		return nil, refuse("zip-too-many-members", strconv.FormatInt(at.count, 10), strconv.Itoa(limit))
	}
	if at.size > at.count*directoryName {
		return nil, badDirectory()
	}
	data := make([]byte, at.size)
	if _, err := r.ReadAt(data, at.offset); err != nil && err != io.EOF {
		return nil, err
	}
	members, err := parseDirectory(data, at)
	if err != nil {
		return nil, err
	}
	if err := checkOverlap(members, at.offset); err != nil {
		return nil, err
	}
	return byName(members)
}

// findDirectory reads the end record, and its 64-bit form where there is one.
func findDirectory(r io.ReaderAt, size int64) (extent, error) {
	tail := make([]byte, min(size, endRecord+1<<16))
	if _, err := r.ReadAt(tail, size-int64(len(tail))); err != nil && err != io.EOF {
		return extent{}, err
	}
	i, fits := findEnd(tail)
	switch {
	case i < 0 || fits > 1:
		return extent{}, badDirectory()
	case fits == 0:
		return extent{}, refuse("zip-bytes-after-end")
	}
	e, start := tail[i:], size-int64(len(tail))+int64(i)
	le := binary.LittleEndian
	at := extent{offset: int64(le.Uint32(e[16:])), size: int64(le.Uint32(e[12:])), count: int64(le.Uint16(e[10:]))}
	if at.offset == 1<<32-1 || at.size == 1<<32-1 || at.count == 1<<16-1 {
		wide, place, err := findDirectory64(r, start)
		if err != nil {
			return extent{}, err
		}
		if place >= 0 {
			at, start = wide, place
		}
	}
	if at.offset < 0 || at.size < 0 || at.count < 0 || at.size > start || at.offset != start-at.size {
		return extent{}, badDirectory()
	}
	return at, nil
}

// findEnd finds the end record. fits says how many there are whose comment ends with the archive: with none, other
// bytes follow it; of two, one stands in the comment of the other, and programs take one or the other.
func findEnd(tail []byte) (at, fits int) {
	at = -1
	for i := len(tail); ; {
		i = bytes.LastIndex(tail[:i], []byte("PK\x05\x06"))
		if i < 0 {
			return at, fits
		}
		if len(tail)-i < endRecord {
			continue
		}
		switch comment := int(binary.LittleEndian.Uint16(tail[i+20:])); {
		case comment == len(tail)-i-endRecord:
			at = i
			fits++
		case comment < len(tail)-i-endRecord && fits == 0:
			at = max(at, i)
		}
	}
}

// findDirectory64 reads the 64-bit end record that the locator before end names, and says where it stands; -1 where
// there is none.
func findDirectory64(r io.ReaderAt, end int64) (at extent, place int64, err error) {
	var b [end64Record]byte
	locator := end - end64Locator
	if locator < 0 {
		return extent{}, -1, nil
	}
	if _, err := r.ReadAt(b[:end64Locator], locator); err != nil {
		return extent{}, -1, err
	}
	if string(b[:4]) != "PK\x06\x07" {
		return extent{}, -1, nil
	}
	le := binary.LittleEndian
	place = int64(le.Uint64(b[8:]))
	if place < 0 || place > locator-end64Record {
		return extent{}, -1, badDirectory()
	}
	if _, err := r.ReadAt(b[:], place); err != nil {
		return extent{}, -1, err
	}
	if string(b[:4]) != "PK\x06\x06" || le.Uint64(b[4:]) != uint64(locator-place-12) {
		return extent{}, -1, badDirectory()
	}
	return extent{offset: int64(le.Uint64(b[48:])), size: int64(le.Uint64(b[40:])), count: int64(le.Uint64(b[32:]))}, place, nil
}

func parseDirectory(data []byte, at extent) ([]member, error) {
	members := make([]member, 0, at.count)
	for range at.count {
		m, rest, ok := parseMember(data)
		if !ok {
			return nil, badDirectory()
		}
		members, data = append(members, m), rest
	}
	if len(data) != 0 {
		return nil, badDirectory()
	}
	return members, nil
}

func parseMember(b []byte) (m member, rest []byte, ok bool) {
	if len(b) < centralHeader || string(b[:4]) != "PK\x01\x02" {
		return m, nil, false
	}
	le := binary.LittleEndian
	name, extra, comment := int(le.Uint16(b[28:])), int(le.Uint16(b[30:])), int(le.Uint16(b[32:]))
	end := centralHeader + name + extra + comment
	if len(b) < end {
		return m, nil, false
	}
	m = member{
		name: string(b[centralHeader : centralHeader+name]), flags: le.Uint16(b[8:]), method: le.Uint16(b[10:]), crc: le.Uint32(b[16:]),
		packed: int64(le.Uint32(b[20:])), size: int64(le.Uint32(b[24:])), offset: int64(le.Uint32(b[42:])),
	}
	ok = m.widen(b[centralHeader+name : centralHeader+name+extra])
	return m, b[end:], ok && m.packed >= 0 && m.size >= 0 && m.offset >= 0
}

// widen takes the 64-bit sizes from the extra field (APPNOTE.TXT 4.5.3) where the 32-bit ones say they stand there.
func (m *member) widen(extra []byte) bool {
	for len(extra) >= 4 {
		id, n := binary.LittleEndian.Uint16(extra), int(binary.LittleEndian.Uint16(extra[2:]))
		if len(extra) < 4+n {
			return false
		}
		field := extra[4 : 4+n]
		extra = extra[4+n:]
		if id != 1 {
			continue
		}
		for _, v := range []*int64{&m.size, &m.packed, &m.offset} {
			if *v != 1<<32-1 {
				continue
			}
			if len(field) < 8 {
				return false
			}
			*v, field = int64(binary.LittleEndian.Uint64(field)), field[8:]
		}
		return true
	}
	return true
}

func checkOverlap(members []member, end int64) error {
	sorted := slices.Clone(members)
	slices.SortFunc(sorted, func(a, b member) int { return int(min(1, max(-1, b.offset-a.offset))) })
	for i := range sorted {
		m := &sorted[i]
		if m.packed > end || m.offset > end-localHeader-int64(len(m.name))-m.packed {
			return refuse("zip-members-overlap")
		}
		end = m.offset
	}
	return nil
}

// byName finds members by their name in lower case, as part names are compared (ECMA-376 part 2, 6.2.2.3).
func byName(members []member) (map[string]*member, error) {
	found := make(map[string]*member, len(members))
	for i := range members {
		m := &members[i]
		switch key := strings.ToLower(m.name); {
		case unsafeName(m.name):
			return nil, refuse("zip-name-unsafe", clipped(m.name))
		case m.flags&encryptedFlags != 0:
			return nil, refuse("zip-encrypted")
		case found[key] != nil:
			return nil, refuse("zip-member-twice", clipped(m.name))
		default:
			found[key] = m
		}
	}
	return found, nil
}

// clipped gives a member's name as a message can have it.
func clipped(name string) string {
	const longest = 100
	if len(name) > longest {
		name = name[:longest] + "…"
	}
	return strconv.Quote(name)
}

// unsafeName tells of a name that could stand for a file outside the archive or for another member.
func unsafeName(name string) bool {
	if name == "" || !utf8.ValidString(name) || strings.ContainsAny(name, "\\:\x00") || name[0] == '/' {
		return true
	}
	for segment := range strings.SplitSeq(strings.TrimSuffix(name, "/"), "/") {
		if segment == "" || segment == "." || segment == ".." {
			return true
		}
	}
	return false
}
