package main

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

func TestHasPassword(t *testing.T) {
	cases := map[string]bool{
		"members.db":                               false,
		"sqlite:/data/a@b:c.db":                    false,
		"postgres://localhost/rollcall":            false,
		"postgres://claire@localhost/rollcall":     false,
		"postgres://claire:x@localhost/rollcall":   true,
		"postgresql://claire:x@localhost/rollcall": true,
		"postgres://claire:@localhost/rollcall":    true,
		"postgres://localhost/r?password=x":        true,
		"postgres://localhost/r?sslpassword=x":     true,
		"postgres://cl%zz:x@localhost/rollcall":    true,
	}
	for db, want := range cases {
		if got := hasPassword(db); got != want {
			t.Errorf("hasPassword(%q) = %v, want %v", db, got, want)
		}
	}
}

func TestAddress(t *testing.T) {
	home, file := t.TempDir(), filepath.Join(t.TempDir(), "address")
	if err := os.WriteFile(file, []byte("postgres://claire:x@localhost/r\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	cases := []struct {
		name          string
		db, dbFile    string
		env, envFile  string
		xdg, want     string
		wantsUsageErr bool
	}{
		{name: "flag", db: "a.db", env: "b.db", want: "a.db"},
		{name: "environment", env: "postgres://claire:x@localhost/r", want: "postgres://claire:x@localhost/r"},
		{name: "file by flag", dbFile: file, env: "b.db", want: "postgres://claire:x@localhost/r"},
		{name: "file by environment", envFile: file, want: "postgres://claire:x@localhost/r"},
		{name: "data directory", xdg: "/data", want: "/data/rollcall/rollcall.db"},
		{name: "a relative data directory is no directory", xdg: "data", want: filepath.Join(home, ".local/share/rollcall/rollcall.db")},
		{name: "both flags", db: "a.db", dbFile: file, wantsUsageErr: true},
		{name: "password in a flag", db: "postgres://claire:x@localhost/r", wantsUsageErr: true},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Setenv("HOME", home)
			t.Setenv("XDG_DATA_HOME", c.xdg)
			t.Setenv("ROLLCALL_DB", c.env)
			t.Setenv("ROLLCALL_DB_FILE", c.envFile)
			got, err := (&session{db: c.db, dbFile: c.dbFile}).address()
			var m *mistake
			if errors.As(err, &m) != c.wantsUsageErr || got != c.want {
				t.Errorf("got %q, %v; want %q", got, err, c.want)
			}
		})
	}
}
