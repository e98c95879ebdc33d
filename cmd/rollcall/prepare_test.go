package main

import (
	"context"
	"io"
	"runtime"
	"testing"
	"weak"

	"rollcall/formats"
	"rollcall/reconcile"
)

// What a plan has looked up is let go of once it is made, though its file is still open: there may be millions of accounts.
func TestAFileLetsGoOfItsPlan(t *testing.T) {
	e := &tenants{t, t.TempDir()}
	source, err := formats.Open(e.file("m.csv", "E1;Roy;Ana;Agent\n"), formats.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer source.Close()
	roster := &struct{ reconcile.Roster }{reconcile.Accounts{}}
	kept := weak.Make(roster)
	policy := reconcile.DefaultPolicy()
	draft, err := newSession(nil, nil, io.Discard, io.Discard).draft(context.Background(), source,
		reconcile.Input{Roster: roster, Upload: source.Upload, Policy: &policy})
	if err != nil || draft.Totals.Add != 1 {
		t.Fatalf("%+v, %v", draft, err)
	}
	roster = nil
	runtime.GC()
	if kept.Value() != nil {
		t.Error("the roster is held on to")
	}
	runtime.KeepAlive(source)
	runtime.KeepAlive(draft)
}
