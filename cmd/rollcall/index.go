package main

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"
	"path/filepath"

	"rollcall/cmd/rollcall/internal/outfile"
	"rollcall/reconcile"
	"rollcall/storage"
)

// An index of the roster is kept in the user's cache folder, so that the next plan need not read every account. It is
// trusted only where it stands at a run that the store knows, with no edit by hand since, and moved from there over the
// later runs. Whatever is wrong with it, the roster itself is read instead.

// indexOf names the organisation of the store that an index is of.
func indexOf(org *storage.Organisation) string {
	mac := hmac.New(sha256.New, org.Secret)
	io.WriteString(mac, "index")
	return hex.EncodeToString(mac.Sum(nil)[:16])
}

// indexPath is where an organisation's index is kept, or what goes with it (awaitedRows); "" where there is no place for it.
func indexPath(org *storage.Organisation, what string) string {
	dir, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "rollcall", indexOf(org)+what+".index")
}

// awaitedRows are kept beside the index: each plan has others, and most leave the index as it was.
const awaitedRows = ".awaited"

// largeIndex is from how many accounts on garbage is collected twice as early.
const largeIndex = 4_000_000

// loadIndex gives the index for files and policies of that name, as the snapshot's roster stands; nil where there is
// none that can be trusted. Moved tells that it was kept of an earlier roster.
func loadIndex(ctx context.Context, store *storage.Store, n *storage.Snapshot, file *reconcile.File, p *reconcile.Policy) (x *reconcile.Index, moved bool) {
	f, err := os.Open(indexPath(n.Organisation(), ""))
	if err != nil {
		return nil, false
	}
	defer f.Close()
	head, rest, err := reconcile.ReadIndexHead(f, n.Organisation().Secret)
	if err != nil || head.Of != indexOf(n.Organisation()) || head.For != reconcile.IndexFor(file, p) || head.Revision > n.Revision() {
		return nil, false
	}
	state, last, err := n.State(ctx, head.Revision)
	if err != nil || state != head.State {
		return nil, false
	}
	again := collect(-1) // nothing of what is read is garbage
	x, err = rest()
	again()
	if err == nil && x.Accounts() > largeIndex {
		collect(besideLargeIndex)
	}
	if err == nil && head.Revision < n.Revision() {
		readAwaited(n.Organisation(), x)
	}
	for number := head.Revision + 1; err == nil && number <= n.Revision(); number++ {
		err = moveIndex(ctx, store, n, x, number, file, p)
	}
	if err != nil || x.Last() != last {
		return nil, false
	}
	return x, head.Revision < n.Revision()
}

// moveIndex moves an index over one run.
func moveIndex(ctx context.Context, store *storage.Store, n *storage.Snapshot, x *reconcile.Index, number int64, file *reconcile.File, p *reconcile.Policy) error {
	org := n.Organisation().Name
	run, err := store.RunByNumber(ctx, org, number)
	if err != nil {
		return err
	}
	return x.Move(ctx, run.PlanID, n.Passing(ctx, run.PlanID), n, file, p)
}

// readAwaited reads the rows that an index awaits. Without them, those of the run it moves over are read the next time.
func readAwaited(org *storage.Organisation, x *reconcile.Index) {
	f, err := os.Open(indexPath(org, awaitedRows))
	if err != nil {
		return
	}
	defer f.Close()
	_ = x.ReadAwaited(f, org.Secret)
}

// saveIndex keeps an index as the snapshot's roster stands. Where that fails the next plan reads the roster.
func saveIndex(ctx context.Context, n *storage.Snapshot, x *reconcile.Index, file *reconcile.File, p *reconcile.Policy) {
	state, _, err := n.State(ctx, n.Revision())
	if err != nil {
		return
	}
	org := n.Organisation()
	keepInCache(indexPath(org, ""), func(w io.Writer) error {
		return x.Save(w, reconcile.IndexHead{Of: indexOf(org), For: reconcile.IndexFor(file, p), Revision: n.Revision(), State: state}, org.Secret)
	})
}

// saveAwaited keeps the rows that an index awaits, which a plan's changes were made from.
func saveAwaited(org *storage.Organisation, x *reconcile.Index) {
	keepInCache(indexPath(org, awaitedRows), func(w io.Writer) error { return x.SaveAwaited(w, org.Secret) })
}

// keepInCache writes a file of the cache folder. What can't be kept is worked out again.
func keepInCache(path string, write func(io.Writer) error) {
	if path == "" || os.MkdirAll(filepath.Dir(path), 0o700) != nil {
		return
	}
	_ = outfile.Write(path, write)
}
