package storage

import (
	"bytes"
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rollcall/fixtures/postgres"
)

func TestFileIsForItsOwnerOnly(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new folder", "50% é?#.db")
	o := newOffice(t, "sqlite:"+path)
	o.applied(joiner("ben"))
	if o.store.Name() != path {
		t.Errorf("the store is called %q", o.store.Name())
	}
	folder, err := os.Stat(filepath.Dir(path))
	o.must(err)
	if folder.Mode().Perm() != 0o700 {
		t.Errorf("the folder's rights are %v", folder.Mode())
	}
	entries, err := os.ReadDir(filepath.Dir(path))
	o.must(err)
	for _, e := range entries {
		if info, err := e.Info(); err != nil || info.Mode().Perm() != 0o600 || !strings.HasPrefix(e.Name(), filepath.Base(path)) {
			t.Errorf("%s has the rights %v, %v", e.Name(), info.Mode(), err)
		}
	}
}

func TestOpenAgainFindsEverything(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		first := newOffice(t, db)
		first.applied(joiner("ben"))
		was, err := first.store.Organisation(ctx, "Acme")
		first.must(err)
		again := newOffice(t, db)
		is, err := again.store.Organisation(ctx, " ACME ")
		again.must(err)
		if is.Name != "Acme" || is.Revision != 1 || is.NextID != 2 || !bytes.Equal(is.Secret, was.Secret) || len(is.Secret) != 32 {
			t.Errorf("got %+v, was %+v", is, was)
		}
		if again.account("ben").ID != 1 {
			t.Error("ben is not there")
		}
	})
}

func TestForeignFilesAreLeftAlone(t *testing.T) {
	dir := t.TempDir()
	text := filepath.Join(dir, "notes.txt")
	if err := os.WriteFile(text, bytes.Repeat([]byte("these are notes\n"), 100), 0o600); err != nil {
		t.Fatal(err)
	}
	other := filepath.Join(dir, "other.db")
	db, err := sql.Open("sqlite", other)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec("CREATE TABLE accounts (n INTEGER)"); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{text, other} {
		before, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		_, err = Open(ctx, path)
		if e := wantError[*OpenError](t, err); e.Code != "store-foreign" {
			t.Errorf("%s: %v", path, e)
		}
		if after, err := os.ReadFile(path); err != nil || !bytes.Equal(before, after) {
			t.Errorf("%s was changed, %v", path, err)
		}
	}
	if _, err := Open(ctx, dir); err == nil {
		t.Error("a folder was opened")
	}
}

func TestNewerSchemaIsRefused(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		o := newOffice(t, db)
		o.exec("INSERT INTO schema_versions (version_id, is_applied) VALUES (?, ?)", 99, true)
		_, err := Open(ctx, db)
		if e := wantError[*OpenError](t, err); e.Code != "store-newer" {
			t.Errorf("got %v", e)
		}
	})
}

func TestAddressesKeepTheirPassword(t *testing.T) {
	for address, code := range map[string]string{
		"postgres://ada:s3cret@127.0.0.1:1/roster?sslmode=disable":            "store-unreachable",
		"postgres://ada:s3cret@127.0.0.1:port/roster":                         "store-address",
		"postgres://ada:s3cret@host/roster?sslmode=s3cret":                    "store-address",
		"mysql://ada:s3cret@host/roster":                                      "store-address",
		"postgres://ada:s3cret@nowhere.invalid/roster?sslmode=disable":        "store-unreachable",
		"postgres://ada@127.0.0.1:1/roster?password=s3cret&connect_timeout=1": "store-unreachable",
	} {
		_, err := Open(ctx, address)
		if err == nil {
			t.Errorf("%s was opened", address)
			continue
		}
		if strings.Contains(err.Error(), "s3cret") {
			t.Errorf("the password stands in %q", err)
		}
		if e := wantError[*OpenError](t, err); e.Code != code {
			t.Errorf("%s: %v, want %s", address, e, code)
		}
	}
	server := postgres.Start(t)
	o := newOffice(t, strings.Replace(server, "user=rollcall", "user=rollcall&password=s3cret", 1))
	if name := o.store.Name(); !strings.HasPrefix(name, "postgres:///roster") || strings.Contains(name, "s3cret") {
		t.Errorf("the store is called %q", name)
	}
	if _, err := Open(ctx, strings.Replace(server, "user=rollcall", "user=nobody&password=s3cret", 1)); err == nil || strings.Contains(err.Error(), "s3cret") {
		t.Errorf("got %v", err)
	}
}

// Two that open a new store at once both get it.
func TestOpenAtOnce(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		errs := make(chan error)
		for range 12 {
			go func() {
				s, err := Open(ctx, db)
				if err == nil {
					err = s.Close()
				}
				errs <- err
			}()
		}
		for range 12 {
			if err := <-errs; err != nil {
				t.Error(err)
			}
		}
	})
}

// A new file that somebody else is writing to can't be turned to its log yet, which SQLite says at once.
func TestOpenWaitsForWhoeverWritesFirst(t *testing.T) {
	path := filepath.Join(t.TempDir(), "roster.db")
	other, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	conn, err := other.Conn(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := conn.ExecContext(ctx, "BEGIN IMMEDIATE"); err != nil {
		t.Fatal(err)
	}
	opened := make(chan error)
	go func() {
		s, err := Open(ctx, path)
		if err == nil {
			err = s.Close()
		}
		opened <- err
	}()
	select {
	case err := <-opened:
		t.Fatalf("opened while another one writes: %v", err)
	case <-time.After(300 * time.Millisecond):
	}
	if err := conn.Close(); err != nil {
		t.Fatal(err)
	}
	if err := other.Close(); err != nil { // and with it its transaction
		t.Fatal(err)
	}
	if err := <-opened; err != nil {
		t.Fatal(err)
	}
}

func TestOrganisationAtOnce(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		s := newOffice(t, db).store
		ids := make(chan int64)
		for i := range 6 {
			name := []string{"New", "Newer"}[i%2]
			go func() {
				o, err := s.Organisation(ctx, name)
				if err != nil {
					t.Error(err)
					o = &Organisation{}
				}
				ids <- o.id
			}()
		}
		seen := map[int64]int{}
		for range 6 {
			seen[<-ids]++
		}
		if len(seen) != 2 {
			t.Errorf("two organisations got the numbers %v", seen)
		}
	})
}
