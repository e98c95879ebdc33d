package main

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	_ "github.com/lib/pq"

	"rollcall/fixtures/postgres"
	"rollcall/reconcile"
	"rollcall/storage"
)

// followed is a store with a cache folder of its own.
type followed struct {
	*tenants
	db string
}

func newFollowed(t *testing.T, db string) *followed {
	dir := t.TempDir()
	t.Setenv("XDG_CACHE_HOME", filepath.Join(dir, "cache"))
	t.Setenv("ROLLCALL_DB", db)
	t.Setenv("LANG", "en_GB.UTF-8")
	return &followed{&tenants{t, dir}, db}
}

// eachFollowed runs a test on a store of either kind.
func eachFollowed(t *testing.T, test func(t *testing.T, e *followed)) {
	t.Run("sqlite", func(t *testing.T) { test(t, newFollowed(t, filepath.Join(t.TempDir(), "roster.db"))) })
	t.Run("postgres", func(t *testing.T) { test(t, newFollowed(t, postgres.Start(t))) })
}

// people is a file of so many, each with that role.
func (e *followed) people(name string, from, to int, role string) string {
	var text strings.Builder
	for i := from; i < to; i++ {
		fmt.Fprintf(&text, "E%04d;Nom%d;Prénom%d;%s\n", i, i, i, role)
	}
	return e.file(name, text.String())
}

var quotedPlan = regexp.MustCompile(`"p[0-9a-f]{16}"`)

// planned makes a plan of a file and gives its ID.
func (e *followed) planned(file string) string {
	e.Helper()
	return strings.Trim(quotedPlan.FindString(e.must("plan", file, "--json")), `"`)
}

// kept gives the index that is kept, and what it says of itself.
func (e *followed) kept() (file []byte, head reconcile.IndexHead) {
	e.Helper()
	ctx := context.Background()
	s, err := storage.Open(ctx, e.db)
	if err != nil {
		e.Fatal(err)
	}
	defer s.Close()
	org, err := s.Organisation(ctx, "default")
	if err != nil {
		e.Fatal(err)
	}
	if file, err = os.ReadFile(indexPath(org, "")); err != nil {
		e.Fatal(err)
	}
	if head, _, err = reconcile.ReadIndexHead(bytes.NewReader(file), org.Secret); err != nil {
		e.Fatal(err)
	}
	return file, head
}

// wants makes sure that the kept index stands at a revision, and that the plan of a file is the same with it and without.
func (e *followed) wants(revision int64, file string) {
	e.Helper()
	if _, head := e.kept(); head.Revision != revision {
		e.Errorf("the index is of revision %d, want %d", head.Revision, revision)
	}
	with := e.must("plan", file, "--json")
	if err := os.RemoveAll(os.Getenv("XDG_CACHE_HOME")); err != nil {
		e.Fatal(err)
	}
	if without := e.must("plan", file, "--json"); without != with {
		e.Errorf("with the index the plan is\n%s\nwithout it\n%s", with, without)
	}
}

// The index that is kept stands where a large run has left the roster, and says what the roster says.
func TestIndexFollowsALargeRun(t *testing.T) {
	eachFollowed(t, func(t *testing.T, e *followed) {
		first := e.planned(e.people("jan.csv", 0, 2500, "Agent"))
		e.must("apply", first)
		next := e.people("feb.csv", 100, 2600, "Chef")
		e.wants(1, next)
		second := e.planned(next)
		e.must("apply", second, "--accept", "updated-share=2400", "--accept", "field-share=2400", "--reason", "promoted")
		e.wants(2, e.people("mar.csv", 50, 2550, "Chef"))
	})
}

// A plan that can't be applied to its end leaves the index as it was.
func TestIndexStaysWhereAnApplyFails(t *testing.T) {
	eachFollowed(t, func(t *testing.T, e *followed) {
		plan := e.planned(e.people("jan.csv", 0, 2500, "Agent"))
		before, _ := e.kept()
		e.byHand("UPDATE plan_blocks SET data = substr(data, 1, 0) WHERE seq = 2")
		if _, _, errs := e.rollcall("apply", plan); !strings.Contains(errs, "erased") {
			t.Fatalf("the last block of changes was read: %s", errs)
		}
		if after, _ := e.kept(); !bytes.Equal(before, after) {
			t.Error("the index is another one")
		}
	})
}

// An edit by hand while a plan is applied leaves the index as it was: it does not know of the edit.
func TestIndexStaysWhereSomebodyEdits(t *testing.T) {
	e := newFollowed(t, postgres.Start(t))
	id := e.planned(e.people("jan.csv", 0, 100, "Agent"))
	before, _ := e.kept()
	ctx := context.Background()
	store, err := storage.Open(ctx, e.db)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	p, err := store.Plan(ctx, "default", id)
	if err != nil {
		t.Fatal(err)
	}
	s := newSession(nil, nil, nil, nil)
	f := s.follow(ctx, store, p)
	if f == nil {
		t.Fatal("no index follows")
	}
	run, err := store.Apply(ctx, "default", id, storage.Order{By: "Bob", At: now(), Changed: f.Take})
	if err != nil {
		t.Fatal(err)
	}
	e.byHand("UPDATE accounts SET phone = '1' WHERE employee_number_key = 'e0007'")
	f.keep(ctx, store, run)
	if after, _ := e.kept(); !bytes.Equal(before, after) {
		t.Error("the index is another one")
	}
}

// byHand edits the store behind rollcall's back.
func (e *followed) byHand(statement string) {
	e.Helper()
	driver := "sqlite"
	if strings.HasPrefix(e.db, "postgres:") {
		driver = "postgres"
	}
	db, err := sql.Open(driver, postgres.Superuser(e.db))
	if err != nil {
		e.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(statement); err != nil {
		e.Fatal(err)
	}
}
