package reconcile

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

// memory is a scratch that fails once more is written than it takes, or when it is told to.
type memory struct {
	bytes []byte
	takes int
	gone  bool
}

func (m *memory) Write(b []byte) (int, error) {
	if len(m.bytes)+len(b) > m.takes {
		return 0, errors.New("full")
	}
	m.bytes = append(m.bytes, b...)
	return len(b), nil
}

func (m *memory) ReadAt(b []byte, at int64) (int, error) {
	if m.gone {
		return 0, errors.New("gone")
	}
	return bytes.NewReader(m.bytes).ReadAt(b, at)
}

// step does one thing to a spool.
type step func(*testing.T, *spool)

// steps draws what a plan in the making may do: add changes, write some again, hold some.
func steps(t *rapid.T) (list []step) {
	n := rapid.IntRange(1, 60).Draw(t, "entries")
	for i := range n {
		c := &Change{Action: rapid.SampledFrom([]Action{Deactivate, Update, Add, Add, Add, Hold}).Draw(t, "action"), Line: i + 1,
			Fields: []FieldChange{{Field: EmployeeNumber, New: rapid.StringMatching(`[A-C]?[0-3]{0,2}`).Draw(t, "key")}, {Field: LastName, New: "Nové"}}}
		c.Key = c.Fields[0].New
		list = append(list, func(_ *testing.T, s *spool) { s.add(c, c.Line%3-1, 0) })
		at, code := rapid.IntRange(0, i).Draw(t, "at"), fmt.Sprint("why-", i)
		switch rapid.IntRange(0, 9).Draw(t, "then") {
		case 0:
			list = append(list, func(_ *testing.T, s *spool) { s.hold(&s.entries[at], Reason{Code: code}) })
		case 1:
			list = append(list, func(t *testing.T, s *spool) { again(t, s, at, code) })
		}
	}
	return list
}

// again gives the change of an entry another key.
func again(t *testing.T, s *spool, at int, key string) {
	c, err := s.wanted(&s.entries[at], &Decoder{})
	if err != nil {
		t.Fatal(err)
	}
	c.Key, c.Fields[0].New = key, key
	s.put(at, c)
}

// contents are the blocks of a spool and the changes of each action, after it was sorted.
func contents(t *testing.T, s *spool) (blocks []*Block, changes [NumActions][]*Change) {
	if err := s.sort(); err != nil {
		t.Fatal(err)
	}
	for b, err := range s.blocks(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		blocks = append(blocks, b)
	}
	for a := range NumActions {
		for c, err := range s.changes(context.Background(), a, a) {
			if err != nil {
				t.Fatal(err)
			}
			changes[a] = append(changes[a], c)
		}
	}
	return blocks, changes
}

// What a plan holds does not depend on how much of it is kept outside memory, nor on whether the place there is full.
func TestOutside(t *testing.T) {
	moved := 0
	rapid.Check(t, func(r *rapid.T) {
		place := &memory{takes: rapid.SampledFrom([]int{0, 300, 1 << 20}).Draw(r, "takes")}
		inside := &spool{}
		part := &spool{outside: outside{scratch: func() (Scratch, error) { return place, nil }, largest: rapid.IntRange(1, 300).Draw(r, "largest")}}
		for _, do := range steps(r) {
			do(t, inside)
			do(t, part)
		}
		wantBlocks, wantChanges := contents(t, inside)
		blocks, changes := contents(t, part)
		if diff := cmp.Diff(wantBlocks, blocks); diff != "" {
			r.Fatalf("blocks (-memory +outside):\n%s", diff)
		}
		if diff := cmp.Diff(wantChanges, changes, cmpopts.EquateEmpty()); diff != "" {
			r.Fatalf("changes (-memory +outside):\n%s", diff)
		}
		moved += len(place.bytes)
	})
	if moved == 0 {
		t.Error("nothing was ever kept outside")
	}
}

// A record that can't be read again is an error of the plan, also where nobody looked at it when it happened.
func TestOutsideGone(t *testing.T) {
	place := &memory{takes: 1 << 20}
	s := &spool{outside: outside{scratch: func() (Scratch, error) { return place, nil }, largest: 100}}
	for i := range 20 {
		s.add(&Change{Action: Update, Line: i + 1, Key: fmt.Sprint(i), Fields: []FieldChange{{Field: LastName, New: "Lepic"}}}, i, 0)
	}
	place.gone = true
	var got error
	for _, err := range s.blocks(context.Background()) {
		got = errors.Join(got, err)
	}
	if got == nil {
		t.Error("blocks of records that can't be read are no error")
	}
	if _, err := s.change(&s.entries[0]); err == nil {
		t.Fatal("a record that can't be read is no error")
	}
	place.gone = false
	if s.sort() == nil {
		t.Error("the error was forgotten")
	}
}
