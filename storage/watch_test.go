package storage

import (
	"context"
	"database/sql/driver"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
)

// watcher sees every statement that a store sends to its database. Each store under test has one.
type watcher struct {
	mu   sync.Mutex
	sent map[string]bool
}

func (w *watcher) wrap(c driver.Connector) driver.Connector { return watchedConnector{c, w} }

func (w *watcher) saw(query string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.sent == nil {
		w.sent = map[string]bool{}
	}
	w.sent[query] = true
}

// forget forgets what was seen.
func (w *watcher) forget() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.sent = nil
}

// statements gives what was seen, in order of the alphabet.
func (w *watcher) statements() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	all := make([]string, 0, len(w.sent))
	for q := range w.sent {
		all = append(all, strings.Join(strings.Fields(q), " "))
	}
	slices.Sort(all)
	return all
}

type watchedConnector struct {
	driver.Connector
	watcher *watcher
}

func (c watchedConnector) Connect(ctx context.Context) (driver.Conn, error) {
	conn, err := c.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	return &watchedConn{conn, c.watcher}, nil
}

type watchedConn struct {
	driver.Conn
	watcher *watcher
}

func (c *watchedConn) BeginTx(ctx context.Context, opts driver.TxOptions) (driver.Tx, error) {
	return c.Conn.(driver.ConnBeginTx).BeginTx(ctx, opts)
}

func (c *watchedConn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	c.watcher.saw(query)
	return c.Conn.(driver.ExecerContext).ExecContext(ctx, query, args)
}

func (c *watchedConn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	c.watcher.saw(query)
	return c.Conn.(driver.QueryerContext).QueryContext(ctx, query, args)
}

func (c *watchedConn) Prepare(query string) (driver.Stmt, error) {
	c.watcher.saw(query)
	return c.Conn.Prepare(query)
}

func (c *watchedConn) CheckNamedValue(v *driver.NamedValue) error {
	if check, ok := c.Conn.(driver.NamedValueChecker); ok {
		return check.CheckNamedValue(v)
	}
	return driver.ErrSkip
}

// checkWatched fails the test where a statement that the store sent would have reached into every organisation.
func checkWatched(t *testing.T, w *watcher, tenants []string) {
	t.Helper()
	for _, q := range w.statements() {
		if open := unbound(q, tenants); open != "" {
			t.Errorf("no organisation limits %s in: %s", open, q)
		}
	}
}

var (
	definition = regexp.MustCompile(`(?i)^(CREATE|ALTER|DROP|PRAGMA|ANALYZE|COPY landing|TRUNCATE landing)\b`)
	mentioned  = regexp.MustCompile(`(?i)\b(FROM|JOIN|INTO|UPDATE) (\w+)( AS \w+)?( \([^)]*\))?`)
	limited    = regexp.MustCompile(`\borg_id = (\$\d+|\?|\w+\.org_id)`)
	byName     = regexp.MustCompile(`\bname_key = (\$\d+|\?)`)
)

// unbound names a tenants' table that a statement mentions more often than it limits to an organisation; "" where
// there is none. New rows name their organisation among the columns; an organisation is found by its name.
func unbound(query string, tenants []string) string {
	if definition.MatchString(query) {
		return ""
	}
	limits := len(limited.FindAllString(query, -1))
	for _, m := range mentioned.FindAllStringSubmatch(query, -1) {
		table := strings.ToLower(m[2])
		switch {
		case !slices.Contains(tenants, table):
		case strings.EqualFold(m[1], "INTO") && strings.Contains(m[4], "org_id"):
		case table == "organisations" && byName.MatchString(query):
		case limits == 0:
			return table
		default:
			limits--
		}
	}
	return ""
}

// The check would notice.
func TestStatementsWithoutTheirOrganisation(t *testing.T) {
	tenants := []string{"accounts", "organisations", "runs"}
	for query, want := range map[string]string{
		"SELECT id FROM accounts WHERE id = $1":                                                 "accounts",
		"SELECT id FROM accounts WHERE org_id = $1 AND id = $2":                                 "",
		"SELECT max(org_id) FROM organisations":                                                 "organisations",
		"SELECT org_id FROM organisations WHERE name_key = ?":                                   "",
		"UPDATE accounts AS a SET x = 1 FROM unnest(?) AS u WHERE a.id = u.id":                  "accounts",
		"UPDATE accounts AS a SET x = 1 FROM unnest(?) AS u WHERE a.org_id = ? AND a.id = u.id": "",
		"DELETE FROM runs": "runs",
		"SELECT 1 FROM accounts WHERE org_id = ? AND id IN (SELECT id FROM runs)":                           "runs",
		"SELECT 1 FROM accounts AS a JOIN runs AS r ON r.org_id = a.org_id WHERE a.org_id = ?":              "",
		"INSERT INTO runs (number) VALUES (?)":                                                              "runs",
		"INSERT INTO runs (org_id, number) VALUES (?, ?)":                                                   "",
		"INSERT INTO accounts (org_id, id) SELECT org_id, id FROM landing ORDER BY id":                      "",
		"INSERT INTO accounts (org_id, id) SELECT org_id, number FROM runs":                                 "runs",
		"INSERT INTO runs AS r (org_id, x) VALUES (?, ?) ON CONFLICT (org_id) DO UPDATE SET x = excluded.x": "",
	} {
		if got := unbound(query, tenants); got != want {
			t.Errorf("%s: %q, want %q", query, got, want)
		}
	}
}
