package storage

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/jmoiron/sqlx"

	"rollcall/ledger"
	"rollcall/reconcile"
)

// unguardedColumns are the tables and columns that Check can't know, each with the reason why that does no harm.
var unguardedColumns = map[string]string{
	"ledger_notes":                "notes can be erased; verify counts how many were",
	"ledger_notes.number":         "the same: the entry has lost its note",
	"ledger_notes.org_id":         "the same",
	"plans.header made blank":     "erased, which verify counts",
	"plan_blocks.data made blank": "the same",
	"rosters.edits":               "makes the index in the cache worth nothing; what was edited is found by itself",
	"runs.attempt":                "answers the call that wrote it, once",
	"runs.undone_by":              "nothing reads it: later runs tell",
	"outlines.data made blank":    "what is said later of the same accounts holds; of any other Check says that it has none",
	"outline_gaps":                "an account's outline is right, or Check says of the account that it is not, or it is read whole in vain",
	"outline_gaps.closed":         "the same",
	"outline_gaps.id":             "the same",
	"outline_gaps.org_id":         "the same",
	"organisation_numbers.next":   "higher: a number is passed over",
}

// fullOf gives an office a row in every table.
func fullOf(o *office) *office {
	o.Helper()
	historyOf(o)
	by := ""
	for _, r := range []Role{Administrator, Viewer, Preparer, Approver} {
		_, err := o.store.AddOperator(ctx, o.org, by, Operator{Name: string(r), Role: r}, "token of "+o.org+string(r), noon)
		o.must(err)
		by = "administrator"
	}
	o.setOwn("approver", "ben")
	_, err := o.store.Pin(ctx, o.org, "administrator", reconcile.DefaultPolicy(), "seats: 1\n", noon)
	o.must(err)
	changes := []*reconcile.Change{lined("late", 2)}
	p := o.draft(changes...)
	p.Tail = []int64{-2, 1}
	o.must(o.store.SavePlan(ctx, p, "preparer", noon, sorted(changes)))
	o.must(o.decide(p.ID, "approver", Approved, noon))
	o.must(o.applyAs(p.ID, "preparer", noon))
	o.must(o.decide(o.planBy("preparer", joiner("never")), "approver", Rejected, noon))
	_, err = o.store.Revoke(ctx, o.org, "administrator", "viewer", noon)
	o.must(err)
	_, err = o.raw.ExecContext(ctx, "UPDATE accounts SET phone = phone WHERE login = 'ben'")
	o.must(err)
	o.recorded(&Entry{Kind: ledger.Export, At: noon, Facts: map[string]string{"rows": "aa"}, Note: map[string]string{"by": "Ada"}})
	return o
}

// Whatever value of whatever table somebody edits who may do everything to the database, or which row they take out,
// Check or the ledger says that it happened.
func TestEveryValueOfEveryTable(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		o := fullOf(newOffice(t, db))
		h := newHand(o)
		for _, table := range append(o.tenantTables(), "organisation_numbers") {
			rows := h.rows(table)
			if len(rows) == 0 && table != "leases" {
				t.Errorf("%s is empty: nothing of it is tried", table)
			}
			rows = rows[:min(4, len(rows))]
			if o.raw.DriverName() == "postgres" {
				rows = rows[:min(1, len(rows))] // that the queries are good there too
			}
			for _, row := range rows {
				h.tryRow(table, row)
			}
		}
		for _, v := range o.violations() {
			if !strings.HasPrefix(v, "check-schema ") {
				t.Error("after everything was put back: ", v)
			}
		}
	})
}

// What stands beside the ledger is named when it was edited, also after something else was written since.
func TestTamperedTables(t *testing.T) {
	tampering := []struct{ query, table string }{
		{"DELETE FROM preparers WHERE org_id = 0", "preparers"},
		{"DELETE FROM preparers WHERE org_id = 0 AND plan_id = (SELECT min(plan_id) FROM preparers WHERE org_id = 0)", "preparers"},
		{"UPDATE preparers SET operator = 1 WHERE org_id = 0", "preparers"},
		{"UPDATE preparers SET prepared = '2026-02-01T12:00:00.000Z' WHERE org_id = 0", "preparers"},
		{"INSERT INTO preparers (org_id, plan_id, operator, prepared) SELECT org_id, id, 2, made_at FROM plans WHERE org_id = 0 AND plan_no = 5", "preparers"},
		{"DELETE FROM file_tails WHERE org_id = 0", "file_tails"},
		{"UPDATE file_tails SET accounts = '[]' WHERE org_id = 0", "file_tails"},
		{"UPDATE file_tails SET accounts = '[1]' WHERE org_id = 0", "file_tails"},
		{"UPDATE file_tails SET ended = 1 WHERE org_id = 0", "file_tails"},
		{"UPDATE file_tails SET scope = 'other' WHERE org_id = 0", "file_tails"},
		{"INSERT INTO file_tails (org_id, scope, accounts, ended) SELECT org_id, 'other', '[1]', 1 FROM rosters WHERE org_id = 0", "file_tails"},
		{"UPDATE operators SET account_id = 3 WHERE org_id = 0 AND name = 'approver'", "operators"},
		{"UPDATE operators SET role = 'administrator' WHERE org_id = 0 AND name = 'preparer'", "operators"},
		{"UPDATE approvals SET expires = '2036-03-01T12:00:00.000Z' WHERE org_id = 0 AND number = 1", "approvals"},
		{"UPDATE policies SET source = 'seats: 2' WHERE org_id = 0", "policies"},
		{"UPDATE rosters SET sealed_from = 9 WHERE org_id = 0", "rosters"},
		{"UPDATE operators SET role = 'approver' WHERE org_id = 0 AND name = 'preparer'; DELETE FROM file_tails WHERE org_id = 0", "operators, file_tails"},
	}
	each(t, func(t *testing.T, db string) {
		first := newOffice(t, db)
		for i, c := range tampering {
			o := fullOf(first.named(fmt.Sprint("Office ", i)))
			trail, err := o.verify()
			o.must(err)
			o.tamperAll(c.query)
			_, err = o.verify()
			want := LedgerError{Number: trail.Entries - 1, Fault: FaultTables, What: c.table} // the last entry is an export
			if e := wantError[*LedgerError](t, err); *e != want {
				t.Errorf("%s: %+v, want %+v", c.query, e, want)
			}
			o.must(o.applyAs(o.planBy("administrator", joiner("since")), "administrator", noon))
			_, err = o.verify()
			want = LedgerError{Number: trail.Entries + 1, Fault: FaultBefore, What: c.table}
			if e := wantError[*LedgerError](t, err); *e != want {
				t.Errorf("%s, and a run since: %+v, want %+v", c.query, e, want)
			}
		}
	})
}

// An operator whom nobody added is noticed also where the first entry that speaks of operators came later.
func TestOperatorsOutOfNothing(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		o := newOffice(t, db)
		o.exec(`INSERT INTO operators (org_id, number, name, name_key, role, os_user, token_hash, account, added, revoked)
			VALUES (1, 1, 'Eve', 'eve', 'administrator', 'eve', '', '', '2026-03-01T12:00:00.000Z', '')`)
		o.must(o.applyAs(o.planBy("eve", joiner("ben")), "eve", noon))
		_, err := o.verify()
		if e := wantError[*LedgerError](t, err); e.Fault != FaultBefore || e.What != "operators" {
			t.Error(e)
		}
	})
}

// hand edits the database past everything that guards it.
type hand struct {
	*office
	conn *sqlx.Conn
}

func newHand(o *office) *hand {
	o.Helper()
	conn, err := o.raw.Connx(ctx)
	o.must(err)
	o.Cleanup(func() { conn.Close() })
	h := &hand{o, conn}
	if o.raw.DriverName() == "postgres" {
		h.do("SET session_replication_role = replica")
		return h
	}
	o.disarm()
	h.do("PRAGMA foreign_keys = 0")
	h.do("PRAGMA synchronous = 0")
	return h
}

func (h *hand) do(query string, args ...any) {
	h.Helper()
	_, err := h.conn.ExecContext(context.Background(), h.raw.Rebind(query), args...)
	h.must(err)
}

func (h *hand) rows(table string) (all []map[string]any) {
	h.Helper()
	found, err := h.conn.QueryxContext(ctx, "SELECT * FROM "+table)
	h.must(err)
	defer found.Close()
	for found.Next() {
		row := map[string]any{}
		h.must(found.MapScan(row))
		for column, value := range row {
			if b, ok := value.([]byte); ok && b == nil { // as SQLite's driver reads a blank one
				row[column] = []byte{}
			}
		}
		all = append(all, row)
	}
	h.must(found.Err())
	return all
}

// tryRow changes each value of a row in turn, and takes the row out; each time it is put back.
func (h *hand) tryRow(table string, row map[string]any) {
	h.Helper()
	columns := slices.Sorted(maps.Keys(row))
	where, is := condition(row, columns)
	for _, column := range columns {
		for _, value := range others(row[column]) {
			changed := maps.Clone(row)
			changed[column] = value
			_, err := h.conn.ExecContext(ctx, h.raw.Rebind("UPDATE "+table+" SET "+column+" = ? WHERE "+where), append([]any{value}, is...)...)
			if isTaken(err) {
				continue // the database itself refuses
			}
			h.must(err)
			h.noticed(fmt.Sprintf("%s.%s of %.40v: %.40q", table, column, row, fmt.Sprint(value)), unguarded(table+"."+column, value))
			now, are := condition(changed, columns)
			h.do("UPDATE "+table+" SET "+column+" = ? WHERE "+now, append([]any{row[column]}, are...)...)
		}
	}
	h.do("DELETE FROM "+table+" WHERE "+where, is...)
	h.noticed(fmt.Sprintf("%s without %.60v", table, row), unguardedColumns[table] != "")
	h.do("INSERT INTO "+table+" ("+strings.Join(columns, ", ")+") VALUES ("+strings.TrimSuffix(strings.Repeat("?, ", len(is)), ", ")+")", is...)
}

// unguarded tells whether Check can't know of a value.
func unguarded(column string, value any) bool {
	blank := len(fmt.Sprintf("%s", value)) == 0
	return unguardedColumns[column] != "" || blank && unguardedColumns[column+" made blank"] != ""
}

// condition finds a row by all its values.
func condition(row map[string]any, columns []string) (where string, args []any) {
	var terms []string
	for _, c := range columns {
		terms, args = append(terms, c+" = ?"), append(args, row[c])
	}
	return strings.Join(terms, " AND "), args
}

// others gives values that stand for what could be put in the place of one.
func others(value any) []any {
	switch v := value.(type) {
	case int64:
		return []any{v + 1, -v - 1}
	case string:
		if v == "" {
			return []any{"x"}
		}
		return []any{"", v + "x", v[:len(v)-1] + string(v[len(v)-1]^1)}
	case []byte:
		if len(v) == 0 {
			return []any{[]byte("x")}
		}
		return []any{[]byte{}, append([]byte{v[0] ^ 1}, v[1:]...)}
	}
	return nil
}

// noticed wants Check to find something, unless it can't.
func (h *hand) noticed(what string, cannot bool) {
	h.Helper()
	found := 0
	_, err := h.store.Check(ctx, h.org, func(v *Violation) error {
		if v.Code != "check-schema" { // triggers are gone
			found++
		}
		return nil
	})
	if found == 0 && err == nil && !cannot {
		h.Errorf("nobody notices: %s", what)
	}
}
