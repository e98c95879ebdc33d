package reconcile_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"rollcall/reconcile"
)

// changeLists generates changes as plans list them.
func changeLists() *rapid.Generator[[]*reconcile.Change] {
	text := rapid.SampledFrom([]string{"", "a", "é", "E001", "a\x00b", "long " + string(make([]byte, 200))})
	return rapid.Custom(func(t *rapid.T) []*reconcile.Change {
		var out []*reconcile.Change
		for action := range reconcile.NumActions {
			for i := range rapid.IntRange(0, 4).Draw(t, "changes") {
				c := &reconcile.Change{Action: action, Line: rapid.IntRange(0, 1<<20).Draw(t, "line"),
					Fields: []reconcile.FieldChange{}, Why: reconcile.Reason{Code: text.Draw(t, "why")}}
				c.Key = fmt.Sprint("K", i)
				if action == reconcile.Add {
					c.Fields = append(c.Fields, reconcile.FieldChange{Field: reconcile.EmployeeNumber, New: c.Key})
				} else {
					c.ID, c.Version = rapid.Int64Range(1, 1<<50).Draw(t, "id"), rapid.Int64Range(1, 1<<40).Draw(t, "version")
					c.Name, c.Company = text.Draw(t, "name"), text.Draw(t, "company")
				}
				if rapid.Bool().Draw(t, "attribute") {
					c.Fields = append(c.Fields, reconcile.FieldChange{Field: reconcile.Attribute, Attr: "badge", Old: text.Draw(t, "old"), New: text.Draw(t, "new")})
				}
				for range rapid.IntRange(0, 2).Draw(t, "args") {
					c.Why.Args = append(c.Why.Args, text.Draw(t, "arg"))
				}
				out = append(out, c)
			}
		}
		return out
	})
}

func TestBlocksGiveTheChangesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		changes := changeLists().Draw(t, "changes")
		var got []*reconcile.Change
		for b := range blocks(t, changes) {
			got = append(got, collect(t, b.Changes())...)
		}
		if diff := cmp.Diff(changes, got); diff != "" {
			t.Errorf("the changes differ (-written +read):\n%s", diff)
		}
	})
}

// TestDecoderGivesWhatTheBlockGives: one decoder goes through many blocks, in the memory of the ones before.
func TestDecoderGivesWhatTheBlockGives(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var d reconcile.Decoder
		for range rapid.IntRange(2, 5).Draw(t, "plans") {
			for b := range blocks(t, changeLists().Draw(t, "changes")) {
				if diff := cmp.Diff(collect(t, b.Changes()), collect(t, d.Changes(b))); diff != "" {
					t.Errorf("the changes differ (-block +decoder):\n%s", diff)
				}
			}
		}
	})
}

func blocks(t fataler, changes []*reconcile.Change) func(func(*reconcile.Block) bool) {
	return func(yield func(*reconcile.Block) bool) {
		for b, err := range reconcile.Blocks(sequence(changes)) {
			if err != nil {
				t.Fatalf("making blocks: %v", err)
			}
			if !yield(b) {
				return
			}
		}
	}
}

// TestBlocksAreCut: at BlockSize changes and where the action changes; each says what it holds.
func TestBlocksAreCut(t *testing.T) {
	var changes []*reconcile.Change
	for i := range reconcile.BlockSize + 3 {
		changes = append(changes, &reconcile.Change{Action: reconcile.Deactivate, ID: int64(i + 1), Key: fmt.Sprintf("É%05d", i)})
	}
	changes = append(changes, &reconcile.Change{Action: reconcile.Update, ID: 9000, Key: "Z"})
	var got []string
	for b := range blocks(t, changes) {
		got = append(got, fmt.Sprint(b.Action, " ", b.Count, " ", b.First, " ", b.Last))
		if b.Hash != sha256.Sum256(b.Data) {
			t.Errorf("the block's hash is not that of its bytes")
		}
	}
	want := []string{"deactivate 1024 é00000 é01023", "deactivate 3 é01024 é01026", "update 1 z z"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("blocks (-want +got):\n%s", diff)
	}
}

// TestBlockDamageIsNoticed: a byte altered, cut off or added gives an error or, at the least, other bytes to hash.
func TestBlockDamageIsNoticed(t *testing.T) {
	c := &reconcile.Change{Action: reconcile.Update, ID: 7, Version: 2, Line: 3, Key: "E001",
		Fields: []reconcile.FieldChange{{Field: reconcile.Role, Old: "Agent", New: "Admin"}}, Why: reconcile.Reason{Code: "changed"}}
	data := reconcile.AppendChange(nil, c)
	for cut := range data {
		b := reconcile.Block{Count: 1, Data: data[:cut]}
		if _, err := readAll(&b); err == nil {
			t.Errorf("cut to %d of %d bytes: no error", cut, len(data))
		}
	}
	for _, b := range []reconcile.Block{
		{Count: 2, Data: data},
		{Count: 1, Data: append(reconcile.AppendChange(nil, c), data...)},
		{Count: 1, Data: append([]byte{byte(reconcile.NumActions)}, data[1:]...)},
	} {
		if _, err := readAll(&b); err == nil {
			t.Errorf("damage is not noticed in %v", b)
		}
	}
}

func readAll(b *reconcile.Block) (changes []*reconcile.Change, err error) {
	for c, err := range b.Changes() {
		if err != nil {
			return changes, err
		}
		changes = append(changes, c)
	}
	return changes, nil
}

// TestRoot holds the tree against RFC 6962's own way of writing it down for small trees, and against any alteration.
func TestRoot(t *testing.T) {
	leaf := func(s string) [sha256.Size]byte { return sha256.Sum256([]byte(s)) }
	a, b, c := leaf("a"), leaf("b"), leaf("c")
	node := func(prefix byte, parts ...[sha256.Size]byte) [sha256.Size]byte {
		text := []byte{prefix}
		for _, p := range parts {
			text = append(text, p[:]...)
		}
		return sha256.Sum256(text)
	}
	hexa := func(h [sha256.Size]byte) string { return hex.EncodeToString(h[:]) }
	for _, x := range []struct {
		leaves [][sha256.Size]byte
		want   string
	}{
		{nil, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
		{[][sha256.Size]byte{a}, hexa(node(0, a))},
		{[][sha256.Size]byte{a, b}, hexa(node(1, node(0, a), node(0, b)))},
		{[][sha256.Size]byte{a, b, c}, hexa(node(1, node(1, node(0, a), node(0, b)), node(0, c)))},
	} {
		if got := reconcile.Root(x.leaves); got != x.want {
			t.Errorf("the root of %d leaves is %s, want %s", len(x.leaves), got, x.want)
		}
	}
	if reconcile.Root([][sha256.Size]byte{a, b}) == reconcile.Root([][sha256.Size]byte{b, a}) {
		t.Error("the order of the leaves is not part of the root")
	}
}

// FuzzChangeRoundTrip: every change decodes to itself.
func FuzzChangeRoundTrip(f *testing.F) {
	f.Add(uint8(2), int64(7), int64(3), 12, "E001", "Jean Dupont", uint8(6), "badge", "old", "new", "changed", "arg")
	f.Fuzz(func(t *testing.T, action uint8, id, version int64, line int, key, name string, field uint8, attr, before, after, why, arg string) {
		c := &reconcile.Change{Action: reconcile.Action(action) % reconcile.NumActions, ID: max(id, 0), Version: max(version, 0),
			Line: max(line, 0), Key: key, Name: name, Company: attr,
			Fields: []reconcile.FieldChange{{Field: reconcile.Field(field) % reconcile.NumFields, Old: before, New: after},
				{Field: reconcile.Attribute, Attr: attr, Old: before, New: after}},
			Why: reconcile.Reason{Code: why, Args: []string{arg, key}}}
		if c.Action == reconcile.Add { // what a new person is called stands in the fields
			c.Fields = []reconcile.FieldChange{{Field: reconcile.EmployeeNumber, New: key}, {Field: reconcile.LastName, New: "Dupont"}}
			c.Name, c.Company = "Dupont", ""
			if key == "" {
				return
			}
		}
		got, err := readAll(&reconcile.Block{Count: 1, Data: reconcile.AppendChange(nil, c)})
		if err != nil {
			t.Fatalf("%+v does not decode: %v", c, err)
		}
		if diff := cmp.Diff([]*reconcile.Change{c}, got); diff != "" {
			t.Errorf("the change differs (-written +read):\n%s", diff)
		}
	})
}

// FuzzDecodeBlock: whatever the bytes, decoding ends with changes that write as they were read, or with an error.
func FuzzDecodeBlock(f *testing.F) {
	f.Add(reconcile.AppendChange(nil, &reconcile.Change{Action: reconcile.Hold, Key: "E001", Why: reconcile.Reason{Code: "two-rows", Args: []string{"2", "3"}}}), 1)
	f.Add(reconcile.AppendChange(nil, &reconcile.Change{Action: reconcile.Add, Fields: []reconcile.FieldChange{{Field: reconcile.Login, New: "a"}}}), 1)
	f.Add([]byte{2, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01}, 1)
	f.Fuzz(func(t *testing.T, data []byte, count int) {
		b := reconcile.Block{Count: count, Data: data}
		changes, err := readAll(&b)
		if err != nil {
			return
		}
		if len(changes) != count {
			t.Fatalf("%d changes read without an error where %d were promised", len(changes), count)
		}
		var again []byte
		for _, c := range changes {
			again = reconcile.AppendChange(again, c)
		}
		got, err := readAll(&reconcile.Block{Count: count, Data: again})
		if diff := cmp.Diff(changes, got); err != nil || diff != "" {
			t.Errorf("written again, the changes differ: %v\n%s", err, diff)
		}
	})
}
