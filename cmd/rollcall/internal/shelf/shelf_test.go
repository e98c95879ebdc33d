package shelf

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rollcall/reconcile"
)

func changes(n int) iter.Seq2[*reconcile.Change, error] {
	return func(yield func(*reconcile.Change, error) bool) {
		for i := range n {
			c := &reconcile.Change{Action: reconcile.Add, Key: fmt.Sprintf("E%05d", i+1)}
			c.Fields = []reconcile.FieldChange{{Field: reconcile.EmployeeNumber, New: c.Key}}
			if !yield(c, nil) {
				return
			}
		}
		yield(&reconcile.Change{Action: reconcile.Hold, Key: "held"}, nil)
	}
}

func TestAccountsComeBackInOrder(t *testing.T) {
	for _, n := range []int{0, 1, reconcile.BlockSize, 2*reconcile.BlockSize + 7} {
		s, err := Fill(changes(n))
		if err != nil {
			t.Fatal(err)
		}
		id := int64(0)
		for a, err := range s.Accounts(context.Background()) {
			id++
			if err != nil || a.ID != id || a.Values[reconcile.EmployeeNumber] != fmt.Sprintf("E%05d", id) || a.Version != 1 {
				t.Fatalf("of %d: got %+v, %v, want ID %d", n, a, err, id)
			}
		}
		if id != int64(n) {
			t.Errorf("got %d accounts, want %d", id, n)
		}
	}
}

func TestLookupPassesOverUnknownIDs(t *testing.T) {
	n := 2*reconcile.BlockSize + 7
	s, err := Fill(changes(n))
	if err != nil {
		t.Fatal(err)
	}
	var got []int64
	for a, err := range s.Lookup(context.Background(), []int64{-1, 0, 1, 1024, 1025, 2049, int64(n), int64(n) + 1, 9000}) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, a.ID)
	}
	if diff := cmp.Diff([]int64{1, 1024, 1025, 2049, int64(n)}, got); diff != "" {
		t.Error(diff)
	}
}

func TestFillGivesTheErrorOfItsChanges(t *testing.T) {
	broken := errors.New("the file broke off")
	_, err := Fill(func(yield func(*reconcile.Change, error) bool) { yield(nil, broken) })
	if !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
}
