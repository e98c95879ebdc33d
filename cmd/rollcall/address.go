package main

import (
	"cmp"
	"net/url"
	"os"
	"path/filepath"
	"strings"
)

// address finds the store: --db, --db-file, $ROLLCALL_DB, $ROLLCALL_DB_FILE, or the user's data directory (XDG Base
// Directory Specification). A password never stands on a command line, where every user of the machine reads it.
func (s *session) address() (string, error) {
	switch {
	case s.db != "" && s.dbFile != "":
		return "", usage("usage-db-twice")
	case hasPassword(s.db):
		return "", usage("usage-db-password")
	case s.db != "":
		return s.db, nil
	}
	if s.dbFile == "" && os.Getenv("ROLLCALL_DB") != "" {
		return os.Getenv("ROLLCALL_DB"), nil
	}
	if file := cmp.Or(s.dbFile, os.Getenv("ROLLCALL_DB_FILE")); file != "" {
		return addressIn(file)
	}
	return dataFile()
}

func addressIn(file string) (string, error) {
	b, err := os.ReadFile(file)
	if err != nil {
		return "", err
	}
	db := strings.TrimSpace(string(b))
	if db == "" || strings.ContainsAny(db, "\r\n") {
		return "", failed("db-file-invalid", file)
	}
	return db, nil
}

// hasPassword tells whether an address carries a password. One that can't be parsed but looks like it counts too.
func hasPassword(db string) bool {
	scheme, rest, ok := strings.Cut(db, "://")
	if !ok || !strings.HasPrefix(scheme, "postgres") {
		return false
	}
	u, err := url.Parse(db)
	if err != nil {
		return strings.Contains(rest, "@")
	}
	_, set := u.User.Password()
	return set || u.Query().Has("password") || u.Query().Has("sslpassword")
}

// sqlitePath gives the file that an address means, "" where it means a server.
func sqlitePath(db string) string {
	if scheme, _, ok := strings.Cut(db, "://"); ok && scheme != "sqlite" {
		return ""
	}
	return strings.TrimPrefix(strings.TrimPrefix(db, "sqlite:"), "//")
}

func dataFile() (string, error) {
	dir := os.Getenv("XDG_DATA_HOME")
	if !filepath.IsAbs(dir) {
		home, err := os.UserHomeDir()
		if err != nil {
			return "", usage("usage-db-nowhere")
		}
		dir = filepath.Join(home, ".local", "share")
	}
	return filepath.Join(dir, "rollcall", "rollcall.db"), nil
}
