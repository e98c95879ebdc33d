package ledger

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

var noon = time.Date(2026, 3, 1, 12, 0, 0, 123456789, time.UTC)

// chain makes a chain of n entries.
func chain(n int) []Entry {
	entries := make([]Entry, n)
	var last Hash
	for i := range entries {
		entries[i] = Entry{Kind: Run, At: noon, Facts: map[string]string{"plan": strings.Repeat("p", i)},
			Note: map[string]string{"by": "Ada", "reason": "because"}}
		entries[i].Link(int64(i+1), last)
		last = entries[i].Hash
	}
	return entries
}

// fault gives the first fault of a chain and where it is.
func fault(entries []Entry) (Fault, int64) {
	var last Entry
	for _, e := range entries {
		if f := e.Check(last.Number, last.Hash); f != "" {
			return f, last.Number + 1
		}
		last = e
	}
	return "", 0
}

func TestChain(t *testing.T) {
	tests := map[string]struct {
		damage func([]Entry) []Entry
		want   Fault
		at     int64
	}{
		"sound":   {func(e []Entry) []Entry { return e }, "", 0},
		"fact":    {func(e []Entry) []Entry { e[2].Facts["plan"] = "q"; return e }, Altered, 3},
		"kind":    {func(e []Entry) []Entry { e[2].Kind = Export; return e }, Altered, 3},
		"time":    {func(e []Entry) []Entry { e[2].At = e[2].At.Add(time.Millisecond); return e }, Altered, 3},
		"hash":    {func(e []Entry) []Entry { e[2].Hash[0] ^= 1; return e }, Altered, 3},
		"note":    {func(e []Entry) []Entry { e[2].Note["reason"] = "other"; return e }, BadNote, 3},
		"no note": {func(e []Entry) []Entry { e[2].Note = nil; return e }, BadNote, 3},
		"no salt": {func(e []Entry) []Entry { e[2].Salt = nil; return e }, BadNote, 3},
		"erased":  {func(e []Entry) []Entry { e[2].Note, e[2].Salt = nil, nil; return e }, "", 0},
		"middle":  {func(e []Entry) []Entry { return slices.Delete(e, 2, 3) }, Missing, 3},
		"first":   {func(e []Entry) []Entry { return e[1:] }, Missing, 1},
		"swapped": {func(e []Entry) []Entry { e[2], e[3] = e[3], e[2]; return e }, Missing, 3},
		"swapped and numbered anew": {func(e []Entry) []Entry {
			e[2], e[3] = e[3], e[2]
			e[2].Number, e[3].Number = 3, 4
			return e
		}, Altered, 3},
		"rewritten, its own hash included": {func(e []Entry) []Entry {
			e[2].Facts["plan"] = "q"
			e[2].Hash = e[2].hash()
			return e
		}, Unlinked, 4},
		"inserted": {func(e []Entry) []Entry {
			more := Entry{Kind: Run, At: noon}
			more.Link(3, e[1].Hash)
			return slices.Insert(e, 2, more)
		}, Missing, 4},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if got, at := fault(test.damage(chain(5))); got != test.want || at != test.at {
				t.Errorf("%q at %d, want %q at %d", got, at, test.want, test.at)
			}
		})
	}
}

func TestErased(t *testing.T) {
	e := chain(1)[0]
	if e.Erased() {
		t.Error("a note that is there counts as erased")
	}
	e.Note, e.Salt = nil, nil
	if !e.Erased() {
		t.Error("a note that is gone does not count as erased")
	}
}

// TestEncodingIsOneToOne: two entries that differ in anything that the chain holds have different hashes.
func TestEncodingIsOneToOne(t *testing.T) {
	texts := rapid.MapOf(rapid.StringN(0, 2, -1), rapid.StringN(0, 2, -1))
	rapid.Check(t, func(t *rapid.T) {
		a := Entry{Kind: rapid.SampledFrom([]string{"a", "ab"}).Draw(t, "kind"), At: noon, Facts: texts.Draw(t, "facts")}
		b := Entry{Kind: rapid.SampledFrom([]string{"a", "ab"}).Draw(t, "kind"), At: noon, Facts: texts.Draw(t, "facts")}
		same := a.Kind == b.Kind && len(a.Facts) == len(b.Facts)
		for k, v := range a.Facts {
			w, ok := b.Facts[k]
			same = same && ok && v == w
		}
		if (a.hash() == b.hash()) != same {
			t.Fatalf("%v and %v", a, b)
		}
	})
}

func TestCheckpoint(t *testing.T) {
	private, public, err := NewKey("desk")
	if err != nil {
		t.Fatal(err)
	}
	if again, err := Public(private + "\n"); err != nil || again != public {
		t.Fatalf("the public key is %q, worked out again %q, %v", public, again, err)
	}
	_, other, err := NewKey("desk")
	if err != nil {
		t.Fatal(err)
	}
	entries := chain(3)
	c := &Checkpoint{Organisation: "Ac  me", Number: 3, Hash: entries[2].Hash, Ledger: entries[0].Hash, At: noon}
	text, err := c.Sign(private)
	if err != nil {
		t.Fatal(err)
	}
	got, by, err := Open(text, other, public)
	if err != nil || by != "desk" || got.Text() != c.Text() || got.Organisation != "Ac me" {
		t.Errorf("%+v by %q, %v", got, by, err)
	}
	if got, by, err := Open(text, other); err != nil || by != "" || got.Number != 3 {
		t.Errorf("without the key: %+v by %q, %v", got, by, err)
	}
	for i := range text {
		damaged := text[:i] + string(text[i]^1) + text[i+1:]
		if c, by, err := Open(damaged, public); err == nil && by != "" && c.Text() != got.Text() {
			t.Errorf("byte %d changed: %+v is signed by %q", i, c, by)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add((&Checkpoint{Organisation: "Acme", Number: 3, At: noon}).Text())
	f.Fuzz(func(t *testing.T, text string) {
		if c, err := Parse(text); err == nil && c.Text() != text {
			t.Errorf("%q is read as %q", text, c.Text())
		}
	})
}
