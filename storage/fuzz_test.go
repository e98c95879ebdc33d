package storage

import (
	"crypto/sha256"
	"errors"
	"strings"
	"testing"

	"rollcall/reconcile"
)

// A block of any bytes is read as what was saved or refused as damaged.
func FuzzBlock(f *testing.F) {
	good := reconcile.AppendChange(nil, joiner("ben"))
	f.Add(good, 1, int(reconcile.Add), true)
	f.Add(good, 2, int(reconcile.Add), true)
	f.Add(packer.EncodeAll(good, nil), 1, int(reconcile.Add), false)
	f.Add([]byte("\x28\xb5\x2f\xfd"), 0, 0, false)
	f.Fuzz(func(t *testing.T, data []byte, count, action int, pack bool) {
		sum := sha256.Sum256(data)
		if pack {
			data = packer.EncodeAll(data, nil)
		}
		r := blockRow{Action: action, Changes: count, Hash: sum[:], Data: data}
		changes, err := r.changes("p1")
		if err != nil {
			if !errors.Is(err, ErrDamaged) {
				t.Fatal(err)
			}
			return
		}
		if len(changes) != count {
			t.Fatalf("%d changes, %d said", len(changes), count)
		}
	})
}

// A header of any text is read or refused; what is read is written the same and keeps its ID.
func FuzzHeader(f *testing.F) {
	p := reconcile.Plan{Organisation: "Acme", File: reconcile.File{Columns: []reconcile.Column{{Heading: "x", Field: reconcile.NoField}}}}
	f.Add(mustJSON(&p))
	f.Add("{}")
	f.Add(`{"plan":{"file":{"Columns":[{"Field":""}]}}}`)
	f.Fuzz(func(t *testing.T, text string) {
		p, err := parseHeader(text)
		if err != nil {
			return
		}
		again, err := parseHeader(mustJSON(p))
		if err != nil {
			t.Fatal(err)
		}
		p.Seal("")
		again.Seal("")
		if p.ID != again.ID {
			t.Fatalf("the ID was %s and is %s", p.ID, again.ID)
		}
	})
}

// COPY's text form of a value holds nothing that ends the value or the line, and says the same value.
func FuzzCopyText(f *testing.F) {
	for _, s := range []string{"", `\N`, `\.`, "a\tb\nc\rd\\e", "é"} {
		f.Add(s)
	}
	back := strings.NewReplacer(`\\`, `\`, `\t`, "\t", `\n`, "\n", `\r`, "\r")
	f.Fuzz(func(t *testing.T, s string) {
		got := string(appendCopyText(nil, s))
		if strings.ContainsAny(got, "\t\n\r") || back.Replace(got) != s {
			t.Fatalf("%q became %q", s, got)
		}
	})
}
