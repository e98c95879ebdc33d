package storage

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"strings"

	"rollcall/ledger"
)

// This file is about what stands beside the ledger: the organisation and its secret, who may do what, what was decided,
// who made which plan, how the last files ended. An entry of whatever changes them says how they stood before and how they stand since, so
// that an edit by hand is noticed also where a later entry came upon it.

// The facts by which an entry vouches for those tables.
const (
	tablesFact = "tables"
	beforeFact = "tables_before"
	rightsFact = "rights_sha256" // of entries from before those two: of three tables only
)

// vouched are the tables, each with what is read of it.
var vouched = []struct{ table, columns, order string }{
	{"organisations", "name, name_key, secret, created", "org_id"},
	{"rosters", "sealed_from", "org_id"},
	{"operators", "number, name, name_key, role, os_user, token_hash, account, account_id, added, revoked", "number"},
	{"approvals", "number, plan_id, digest, operator, decision, reason, accepted, decided, expires", "number"},
	{"policies", "version, digest, policy, source, pinned_by, pinned_at", "version"},
	{"preparers", "plan_id, operator, prepared", "plan_id"},
	{"file_tails", "scope, accounts, ended", "scope"},
}

// tables says how an organisation's vouched tables stand: "operators:DIGEST file_tails:DIGEST", without the empty ones.
func (t *tx) tables(ctx context.Context, org int64) (string, error) {
	var said []string
	for _, v := range vouched {
		sum := sha256.New()
		rows, err := t.sum(ctx, sum, "SELECT "+v.columns+" FROM "+v.table+" WHERE org_id = ? ORDER BY "+v.order, org)
		if err != nil {
			return "", err
		}
		if rows > 0 {
			said = append(said, v.table+":"+hex.EncodeToString(sum.Sum(nil)))
		}
	}
	return strings.Join(said, " "), nil
}

// sum writes all that a query gives into a digest, and tells how many rows that was.
func (t *tx) sum(ctx context.Context, sum io.Writer, query string, org int64) (rows int, err error) {
	found, err := t.QueryxContext(ctx, t.Rebind(query), org)
	if err != nil {
		return 0, err
	}
	defer found.Close()
	for ; found.Next(); rows++ {
		values, err := found.SliceScan()
		if err != nil {
			return rows, err
		}
		for _, v := range values {
			if b, ok := v.([]byte); ok {
				v = string(b)
			}
			fmt.Fprintf(sum, "%q,", fmt.Sprint(v))
		}
		fmt.Fprintln(sum)
	}
	return rows, found.Err()
}

// vouch adds an entry to the ledger that says how the vouched tables stood before its transaction and how they do now.
func (t *tx) vouch(ctx context.Context, org int64, before string, e *Entry) error {
	now, err := t.tables(ctx, org)
	if err != nil {
		return err
	}
	e.Facts[beforeFact], e.Facts[tablesFact] = before, now
	return t.record(ctx, org, e)
}

// The faults of vouched tables.
const (
	FaultTables ledger.Fault = "ledger-tables" // they are not as the last entry about them left them
	FaultBefore ledger.Fault = "ledger-before" // they were not when a later entry was written
)

// vouching is what a walk through a ledger knows of the vouched tables.
type vouching struct {
	by     int64 // the last entry that vouches; 0: none does
	tables string

	rightsBy  int64 // the same of entries that have rightsFact
	rights    string
	unvouched bool // there were entries from before even that
}

// entry takes what an entry says of the vouched tables.
func (v *vouching) entry(e *Entry) error {
	if said, ok := e.Facts[tablesFact]; ok {
		if names := v.against(e.Facts[beforeFact]); names != "" {
			return &LedgerError{Number: e.Number, Fault: FaultBefore, What: names}
		}
		v.by, v.tables = e.Number, said
		return nil
	}
	switch e.Kind {
	case ledger.Operator, ledger.Approval, ledger.Rejection, ledger.Policy:
		if said, ok := e.Facts[rightsFact]; ok {
			v.rights, v.rightsBy = said, e.Number
		} else {
			v.unvouched = true
		}
	}
	return nil
}

// against names the tables that did not stand as they had to before an entry. Before the first entry that vouches only
// what a version before kept without one may stand there: how files ended, and rights where entries speak of them.
func (v *vouching) against(before string) string {
	if v.by > 0 {
		return differing(before, v.tables)
	}
	var names []string
	for _, table := range []string{"operators", "approvals", "policies"} {
		if v.rightsBy == 0 && !v.unvouched && said(before, table) != "" {
			names = append(names, table)
		}
	}
	return strings.Join(names, ", ")
}

// said gives the digest that a string of tables says of one; "" for none.
func said(tables, table string) string {
	_, rest, _ := strings.Cut(" "+tables, " "+table+":")
	digest, _, _ := strings.Cut(rest, " ")
	return digest
}

// differing names the tables that two strings of tables say differently.
func differing(a, b string) string {
	var names []string
	for _, v := range vouched {
		if said(a, v.table) != said(b, v.table) {
			names = append(names, v.table)
		}
	}
	return strings.Join(names, ", ")
}

// checkTables holds the tables against the last entry that vouches for them.
func (v *verification) checkTables(ctx context.Context) error {
	if v.vouching.by == 0 {
		return v.checkRights(ctx)
	}
	now, err := v.t.tables(ctx, v.org.id)
	if err == nil && now != v.vouching.tables {
		err = &LedgerError{Number: v.vouching.by, Fault: FaultTables, What: differing(now, v.vouching.tables)}
	}
	return err
}

// checkRights is checkTables for a ledger whose last entries are from before tablesFact.
func (v *verification) checkRights(ctx context.Context) error {
	now, err := v.t.rights(ctx, v.org.id)
	if err == nil && now != v.vouching.rights && (v.vouching.rightsBy > 0 || !v.vouching.unvouched) {
		return &LedgerError{Number: v.vouching.rightsBy, Fault: FaultTables, What: "operators, approvals, policies"}
	}
	return err
}

// rights gives the digest that rightsFact was; "" where there are no rows.
func (t *tx) rights(ctx context.Context, org int64) (string, error) {
	sum, rows := sha256.New(), 0
	for _, query := range []string{
		"SELECT number, name, name_key, role, os_user, token_hash, account, added, revoked FROM operators WHERE org_id = ? ORDER BY number",
		"SELECT number, plan_id, digest, operator, decision, reason, accepted, decided, expires FROM approvals WHERE org_id = ? ORDER BY number",
		"SELECT version, digest, policy, source, pinned_by, pinned_at FROM policies WHERE org_id = ? ORDER BY version",
	} {
		n, err := t.sum(ctx, sum, query, org)
		if err != nil {
			return "", err
		}
		rows += n
		fmt.Fprintln(sum)
	}
	if rows == 0 {
		return "", nil
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}
