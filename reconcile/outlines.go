package reconcile

import (
	"cmp"
	"encoding/binary"
	"errors"
	"iter"
	"slices"
)

// errOutline says that what a roster keeps as outlines is none.
var errOutline = errors.New("an outline of an account can't be read")

// MergeOutlines makes one of each account's outlines and of what changes made of them, in ID order: of what is said of one
// account the later holds.
func MergeOutlines(b []byte) (merged []byte, err error) {
	page, err := settled(nil, b)
	for i := range page {
		merged = page[i].append(merged)
	}
	return merged, err
}

// EachOutline gives the outlines that MergeOutlines gave one by one, with the ID of each.
func EachOutline(merged []byte) iter.Seq2[int64, []byte] {
	return func(yield func(int64, []byte) bool) {
		var l outline
		for len(merged) > 0 {
			rest, ok := l.read(merged)
			if !ok || !yield(l.id, merged[:len(merged)-len(rest)]) {
				return
			}
			merged = rest
		}
	}
}

// settled appends outlines taken apart to page, which is empty, one of each account in ID order.
func settled(page []outline, b []byte) ([]outline, error) {
	for len(b) > 0 {
		n, ok := len(page), false
		page = append(page, outline{})
		l := &page[n]
		if b, ok = l.read(b); !ok {
			return nil, errOutline
		}
		if n > 0 && l.id <= page[n-1].id {
			page = withLater(page[:n], *l)
		}
	}
	return page, nil
}

// withLater has a page say what was said later of an account that is not above all of its own.
func withLater(page []outline, l outline) []outline {
	i, known := slices.BinarySearchFunc(page, l.id, func(m outline, id int64) int { return cmp.Compare(m.id, id) })
	switch {
	case !known:
		return slices.Insert(page, i, l)
	case l.part == 0:
		page[i] = l
	default:
		page[i].amend(&l)
	}
	return page
}

// amend makes of an outline what a change makes of it.
func (l *outline) amend(by *outline) {
	for f := range l.share {
		if by.part.has(Field(f)) {
			l.share[f] = by.share[f]
			l.flags = l.flags&^(1<<f) | by.flags&(1<<f)
		}
	}
	for k, f := range outlinedKeys {
		if by.part.has(f) {
			l.folded[k] = by.folded[k]
			l.flags = l.flags&^(otherForm<<k) | by.flags&(otherForm<<k)
		}
	}
	if l.part != 0 {
		l.part |= by.part
	}
}

// append is the other way of read.
func (l *outline) append(b []byte) []byte {
	b = binary.LittleEndian.AppendUint64(b, uint64(l.id))
	b = binary.LittleEndian.AppendUint32(b, l.flags)
	if l.part != 0 {
		b = binary.LittleEndian.AppendUint32(b, uint32(l.part))
	}
	for f, h := range l.share {
		if l.flags&(1<<f) != 0 {
			b = binary.LittleEndian.AppendUint64(b, h)
		}
	}
	for k, h := range l.folded {
		if l.flags&(otherForm<<k) != 0 {
			b = binary.LittleEndian.AppendUint64(b, h)
		}
	}
	return b
}
