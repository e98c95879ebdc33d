package workbook

import (
	"bytes"
	"encoding/binary"
	"math"
	"slices"
	"strconv"
	"unicode/utf8"
)

const (
	blockBits = 20 // text stands in blocks of 1 MiB, a string never across two
	pageBits  = 16 // places stand in pages of 65,536
)

// unusable are the problems of a string that no cell may hold. Such a string is kept as firstUnusable and its place
// here, which no length is, instead of its length and text.
var unusable = [...]string{"cell-too-long", "nul-byte", "replacement-character"}

const firstUnusable = 1 << blockBits

// stringTable keeps the shared strings: their text once, in blocks, each with its length before it, and four bytes to
// find it. Nothing is copied when it grows.
type stringTable struct {
	blocks [][]byte
	pages  [][]uint32
	count  int
	max    int   // strings
	text   int64 // bytes of blocks that may still be added
}

// add keeps a string, or why it can't be used; ok is false past the limits.
func (t *stringTable) add(s []byte, problem string) bool {
	var head [binary.MaxVarintLen32]byte
	size := len(s)
	if problem != "" {
		s, size = nil, firstUnusable+slices.Index(unusable[:], problem)
	}
	n := binary.PutUvarint(head[:], uint64(size))
	if t.count == t.max || !t.room(n+len(s)) {
		return false
	}
	last := len(t.blocks) - 1
	if t.count>>pageBits == len(t.pages) {
		t.pages = append(t.pages, make([]uint32, 1<<pageBits))
	}
	t.pages[t.count>>pageBits][t.count&(1<<pageBits-1)] = uint32(last<<blockBits | len(t.blocks[last]))
	t.count++
	t.blocks[last] = append(append(t.blocks[last], head[:n]...), s...)
	return true
}

// room sees to it that the last block takes n bytes more.
func (t *stringTable) room(n int) bool {
	last := len(t.blocks) - 1
	if last >= 0 && len(t.blocks[last])+n <= cap(t.blocks[last]) {
		return true
	}
	if t.text < 1<<blockBits || n > 1<<blockBits {
		return false
	}
	t.text -= 1 << blockBits
	t.blocks = append(t.blocks, make([]byte, 0, 1<<blockBits))
	return true
}

// get gives string i, which must be below count, or why it can't be used.
func (t *stringTable) get(i int) (s []byte, problem string) {
	at := t.pages[i>>pageBits][i&(1<<pageBits-1)]
	b := t.blocks[at>>blockBits][at&(1<<blockBits-1):]
	if b[0] < 0x80 {
		n := 1 + int(b[0])
		return b[1:n:n], ""
	}
	size, n := binary.Uvarint(b)
	if size >= firstUnusable {
		return nil, unusable[size-firstUnusable]
	}
	return b[n : n+int(size) : n+int(size)], ""
}

// readStrings reads the shared strings part.
func (b *Book) readStrings(name string) error {
	s, err := b.scan(name, math.MaxInt64)
	if err != nil {
		return err
	}
	b.strings = &stringTable{max: b.limits.Strings, text: b.limits.StringBytes}
	item := richText{limit: b.limits.Cell}
	stated := -1
	for {
		if text := s.quickItem(b.limits.Cell); text != nil {
			if !b.strings.add(text, "") {
				return b.tooManyStrings(s.part)
			}
			continue
		}
		t, err := s.next()
		if err != nil {
			return err
		}
		switch {
		case t == tokenEOF && stated >= 0 && stated != b.strings.count:
			return damaged(s.part, "sst/@uniqueCount")
		case t == tokenEOF:
			return nil
		case t == tokenStart && s.depth() == 1:
			if stated, err = statedCount(s); err != nil {
				return err
			}
		}
		if err := b.readString(s, t, &item); err != nil {
			return err
		}
	}
}

// statedCount gives the number of strings that the part says it has, -1 where it says none.
func statedCount(s *scanner) (int, error) {
	n, ok := number(s.find("uniqueCount"), -1)
	if !ok {
		return 0, damaged(s.part, "sst/@uniqueCount")
	}
	return n, nil
}

// readString takes one token of the shared strings part; item is the string being read.
func (b *Book) readString(s *scanner, t token, item *richText) error {
	switch depth, name := s.depth(), string(s.name); {
	case t == tokenText && depth < 2 || t == tokenEnd && depth == 0:
		return nil
	case t == tokenStart && depth == 1:
		if !s.isRoot("sst") {
			return damaged(s.part, "sst")
		}
		return nil
	case t == tokenStart && depth == 2 && name == "extLst":
		return s.skip()
	case t == tokenStart && depth == 2:
		item.reset()
		if name != "si" {
			return damaged(s.part, "sst/*")
		}
		return nil
	case t == tokenEnd && depth == 1:
		if !b.strings.add(item.done()) {
			return b.tooManyStrings(s.part)
		}
		return nil
	}
	return item.take(s, t)
}

func (b *Book) tooManyStrings(part string) error {
	return refuse("shared-strings-too-many", strconv.Itoa(b.limits.Strings), mebibytes(b.limits.StringBytes), part)
}

// richText gathers the text of an item that may have runs (r), each with its own t; readings (rPh) are left out. Blanks
// at the ends are kept, with xml:space or without.
type richText struct {
	buf   []byte
	limit int // characters
	in    bool
	start int // of the t being read
	long  bool
}

func (r *richText) reset() { r.buf, r.in, r.long = r.buf[:0], false, false }

// take looks at one token inside the item.
func (r *richText) take(s *scanner, k token) error {
	switch {
	case k == tokenText && r.in:
		return r.characters(s)
	case k == tokenText:
		return nil
	case string(s.name) == "t":
		r.in = k == tokenStart
		if r.in {
			r.start = len(r.buf)
		} else {
			r.buf = r.buf[:r.start+len(unescape(r.buf[r.start:]))]
		}
	case k == tokenStart && (string(s.name) == "rPh" || string(s.name) == "extLst"):
		return s.skip()
	}
	return nil
}

func (r *richText) characters(s *scanner) error {
	if len(r.buf) > maxToken || r.long {
		r.long = true // what is left of it need not be kept
		return nil
	}
	var ok bool
	if r.buf, ok = appendText(r.buf, s.text, s.cdata); !ok {
		return s.malformed()
	}
	return nil
}

// done gives the text and what stands against it.
func (r *richText) done() (text []byte, problem string) {
	if r.long {
		return nil, "cell-too-long"
	}
	return r.buf, textProblem(r.buf, r.limit)
}

// textProblem says why a cell may not hold this text, "" where it may.
func textProblem(b []byte, limit int) string {
	switch {
	case len(b) > limit && utf8.RuneCount(b) > limit:
		return "cell-too-long"
	case bytes.IndexByte(b, 0) >= 0:
		return "nul-byte"
	case bytes.Contains(b, []byte("\uFFFD")):
		return "replacement-character"
	}
	return ""
}
