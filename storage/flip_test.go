package storage

import (
	"fmt"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jmoiron/sqlx"

	"rollcall/reconcile"
)

// A byte changed anywhere in the rows of a stored plan is noticed by whoever reads the plan with its changes and by
// whoever applies it: every byte of every text and digest in turn, and every number.
func TestEveryByteOfAStoredPlan(t *testing.T) {
	path := filepath.Join(t.TempDir(), "roster.db")
	o := newOffice(t, path)
	o.applied(joiner("old"))
	changes := []*reconcile.Change{leaver(o.account("old")), joiner("ben"), {Action: reconcile.Hold, Key: "h"}}
	p := o.draft(changes...)
	p.File.Path = "/srv/hr/march.csv"
	id := o.save(p, changes...)
	hand, err := sqlx.Open("sqlite", path+"?_pragma=synchronous(OFF)&_pragma=busy_timeout(10000)")
	o.must(err)
	defer hand.Close()
	o.disarm()
	before, n := o.state(), 0
	for _, c := range cellsOf(o, hand, "plans", "plan_no = 2") {
		n += c.each(o, hand, id)
	}
	for seq := range changes {
		for _, c := range cellsOf(o, hand, "plan_blocks", fmt.Sprintf("plan_no = 2 AND seq = %d", seq)) {
			n += c.each(o, hand, id)
		}
	}
	if diff := cmp.Diff(before, o.state()); diff != "" || n < 1500 {
		t.Errorf("%d bytes and numbers changed:\n%s", n, diff)
	}
	_, err = o.apply(id)
	o.must(err)
}

// storedCell is one value of a table; row finds its row by the other columns.
type storedCell struct {
	table, column, row string
	value              any
}

// cellsOf gives the values of the one row that meets a condition.
func cellsOf(o *office, hand *sqlx.DB, table, row string) (cells []storedCell) {
	o.Helper()
	values := map[string]any{}
	o.must(hand.QueryRowx("SELECT * FROM " + table + " WHERE " + row).MapScan(values))
	for column, v := range values {
		c := storedCell{table, column, "true", v}
		for _, key := range []string{"org_id", "plan_no", "seq"} {
			if n, has := values[key]; has && key != column {
				c.row += fmt.Sprintf(" AND %s = %d", key, n)
			}
		}
		cells = append(cells, c)
	}
	return cells
}

// each puts every change of the value in its place in turn and tells how many those were.
func (c storedCell) each(o *office, hand *sqlx.DB, id string) int {
	o.Helper()
	changed := changesOfValue(c.value)
	for _, v := range changed {
		_, err := hand.Exec(fmt.Sprintf("UPDATE %s SET %s = ? WHERE %s AND %[2]s = ?", c.table, c.column, c.row), v, c.value)
		if isTaken(err) {
			continue // the database itself refuses
		}
		o.must(err)
		if _, err := o.changes(id); err == nil {
			o.Errorf("%s of %s: reading does not notice %q", c.column, c.table, v)
		}
		if _, err := o.apply(id); err == nil {
			o.Fatalf("%s of %s: applying does not notice %q", c.column, c.table, v)
		}
		_, err = hand.Exec(fmt.Sprintf("UPDATE %s SET %s = ? WHERE %s AND %[2]s = ?", c.table, c.column, c.row), c.value, v)
		o.must(err)
	}
	return len(changed)
}

// changesOfValue gives a text or digest with one byte changed, for each byte; of a number, some others.
func changesOfValue(value any) (changed []any) {
	switch v := value.(type) {
	case int64:
		return []any{v + 1, v - 1, v ^ 64, -v - 1}
	case string:
		for i := range len(v) {
			changed = append(changed, v[:i]+string(v[i]^1)+v[i+1:])
		}
	case []byte:
		for i := range v {
			b := append([]byte(nil), v...)
			b[i] ^= 1 << (i % 8)
			changed = append(changed, b)
		}
	}
	return changed
}
