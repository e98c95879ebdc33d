package reconcile

import (
	"container/heap"
	"context"
	"iter"
	"slices"
)

// stretch is what is left of some entries in the order of a plan, the one at hand first.
type stretch struct {
	spool   *spool
	entries []entry
	record  []byte  // of the first
	outside *window // nil where they are in memory
}

// open reads the record of the first entry, where there is one up to an action; it tells whether there is.
func (t *stretch) open(to Action) (bool, error) {
	if len(t.entries) == 0 || t.entries[0].final() > to {
		return false, nil
	}
	var err error
	e := &t.entries[0]
	if t.outside == nil {
		t.record, err = t.spool.record(e)
	} else {
		t.record, err = t.outside.at(int(e.at), int(e.size))
	}
	return err == nil, err
}

// stretches gives the entries from one action to another, of which there is at least one in each.
func (s *spool) stretches(from, to Action) (all merge, err error) {
	for rest := s.entries; len(rest) > 0; {
		t := &stretch{spool: s}
		n := len(rest)
		if first := rest[0].run; !s.inMemory(&rest[0]) {
			t.outside = &window{place: s.place, run: &s.runs[first]}
			n = endOf(rest, func(e *entry) bool { return e.run == first })
		} else {
			n = endOf(rest, s.inMemory)
		}
		begin := endOf(rest[:n], func(e *entry) bool { return e.final() < from })
		t.entries, rest = rest[begin:n], rest[n:]
		some, err := t.open(to)
		if err != nil {
			return nil, err
		}
		if some {
			all = append(all, t)
		}
	}
	return all, nil
}

// endOf tells how many entries at the beginning are of a kind, the others all standing behind them.
func endOf(entries []entry, of func(*entry) bool) int {
	n, _ := slices.BinarySearchFunc(entries, true, func(e entry, _ bool) int {
		if of(&e) {
			return -1
		}
		return 0
	})
	return n
}

// merge is stretches that become one, a heap with the first entry on top.
type merge []*stretch

func (m merge) Len() int      { return len(m) }
func (m merge) Swap(i, j int) { m[i], m[j] = m[j], m[i] }
func (m *merge) Push(t any)   { *m = append(*m, t.(*stretch)) }

func (m merge) Less(i, j int) bool {
	keyA, _ := parts(m[i].record)
	keyB, _ := parts(m[j].record)
	return compareEntries(&m[i].entries[0], keyA, &m[j].entries[0], keyB) < 0
}

func (m *merge) Pop() any {
	last := (*m)[len(*m)-1]
	*m = (*m)[:len(*m)-1]
	return last
}

// ordered gives the entries from one action to another in the order of a plan, each with its record, which is valid
// until the next one.
func (s *spool) ordered(ctx context.Context, from, to Action) iter.Seq2[*stretch, error] {
	return func(yield func(*stretch, error) bool) {
		all, err := s.stretches(from, to)
		heap.Init(&all)
		for n := 0; err == nil && len(all) > 0; n++ {
			if n%BlockSize == 0 && ctx.Err() != nil {
				err = ctx.Err()
				break
			}
			if !yield(all[0], nil) {
				return
			}
			err = all.next(to)
		}
		if err != nil {
			yield(nil, err)
		}
	}
}

// next goes on to the entry after the one on top.
func (m *merge) next(to Action) error {
	t := (*m)[0]
	t.entries = t.entries[1:]
	some, err := t.open(to)
	switch {
	case err != nil:
	case some:
		heap.Fix(m, 0)
	default:
		heap.Pop(m)
	}
	return err
}

// changes gives the changes from one action to another.
func (s *spool) changes(ctx context.Context, from, to Action) iter.Seq2[*Change, error] {
	return func(yield func(*Change, error) bool) {
		for t, err := range s.ordered(ctx, from, to) {
			var c *Change
			if err == nil {
				c, err = decodeRecord(t.record, &Decoder{})
				c = s.ended(&t.entries[0], c)
			}
			if !yield(c, err) || err != nil {
				return
			}
		}
	}
}

// blocks gives the changes cut into blocks. Only those that turned out to be holds are written anew.
func (s *spool) blocks(ctx context.Context) iter.Seq2[*Block, error] {
	return func(yield func(*Block, error) bool) {
		cut := cutter[[]byte]{yield: yield}
		for t, err := range s.ordered(ctx, 0, NumActions) {
			var key, change []byte
			if err == nil {
				key, change, err = s.lasting(t)
			}
			if err != nil {
				yield(nil, err)
				return
			}
			b := cut.room(t.entries[0].final(), key)
			if b == nil {
				return
			}
			b.Data = append(b.Data, change...)
		}
		cut.flush()
	}
}

// lasting gives the folded key of the entry at hand, and its change as it ends.
func (s *spool) lasting(t *stretch) (key, change []byte, err error) {
	key, change = parts(t.record)
	if e := &t.entries[0]; e.isHeld() {
		var c *Change
		if c, err = decodeRecord(t.record, &Decoder{}); err == nil {
			change = AppendChange(nil, s.ended(e, c))
		}
	}
	return key, change, err
}
