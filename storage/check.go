package storage

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"rollcall/reconcile"
)

// Violation is something that everything else relies on and that is not so: the database was edited, or is damaged.
type Violation struct {
	Code   string // of its text
	Table  string
	Number int64  // of the account, plan, run or entry; 0: the table as a whole
	Part   string // a column, a block or a count; never what is stored of a person
}

// Text gives the code and arguments of the text for people.
func (v *Violation) Text() (string, []any) {
	switch {
	case v.Number != 0:
		return v.Code, []any{formatID(v.Number), v.Part}
	case v.Part != "":
		return v.Code, []any{v.Part}
	}
	return v.Code, nil
}

// Inspection is how much of an organisation Check has looked at.
type Inspection struct {
	Organisation string // its name
	Accounts     int
	Plans        int
	Runs         int
	Changes      int  // in the plans of runs
	Replayed     bool // every account was held against all that the runs did to it
}

// Check holds an organisation's rows against everything that rollcall relies on, and every account against what the
// runs did to it, from the first on. It gives each violation to found, whose error ends the check, reads one state of
// the store and writes nothing. Of each account it keeps a few dozen bytes.
func (s *Store) Check(ctx context.Context, org string, found func(*Violation) error) (*Inspection, error) {
	t, err := s.read(ctx)
	if err != nil {
		return nil, err
	}
	defer t.end()
	c := &check{t: t, found: found, report: &Inspection{}}
	if err := errors.Join(c.file(ctx), c.schema(ctx)); err != nil {
		return nil, err
	}
	if c.org, err = organisation(ctx, t, org); err != nil {
		return nil, err
	}
	c.report.Organisation = c.org.Name
	for _, part := range []struct {
		table string
		walk  func(context.Context) error
	}{{"organisations", c.organisation}, {"leases", c.lease}, {"runs", c.runs}, {"plans", c.plans}, {"outbox", c.outbox},
		{"rosters", c.counters}, {"file_tails", c.tails}, {"outlines", c.outlines}, {"accounts", c.accounts}, {"accounts", c.keys}, {"ledger", c.ledger(s)}} {
		err := part.walk(ctx)
		if _, damaged := FileDamage(err).(*FileDamagedError); damaged { // so much that SQLite gives up
			err = c.wrong("check-damaged", part.table, 0, "")
		}
		if err != nil {
			return nil, err
		}
	}
	return c.report, nil
}

// check is one walk through an organisation.
type check struct {
	t      *tx
	org    *Organisation
	found  func(*Violation) error
	report *Inspection
	replay replay
	last   int64 // the number of the run looked at last
	drawn  outlines
}

// wrong reports a violation.
func (c *check) wrong(code, table string, number int64, part string) error {
	return c.found(&Violation{code, table, number, part})
}

// unless reports a violation where ok is false.
func (c *check) unless(ok bool, code, table string, number int64, part string) error {
	if ok {
		return nil
	}
	return c.wrong(code, table, number, part)
}

func (c *check) organisation(ctx context.Context) error {
	var rosters int
	if _, err := c.t.get(ctx, &rosters, "SELECT count(*) FROM rosters WHERE org_id = ?", c.org.id); err != nil {
		return err
	}
	var next int64
	if _, err := c.t.get(ctx, &next, "SELECT next FROM organisation_numbers"); err != nil {
		return err
	}
	return errors.Join(
		c.unless(len(c.org.Secret) == 32, "check-secret", "organisations", c.org.id, ""),
		c.unless(rosters == 1, "check-missing", "rosters", c.org.id, ""),
		c.unless(next > c.org.id, "check-counter", "organisation_numbers", next, "next"))
}

// leaseSlack is how far the clocks of two machines may be apart.
const leaseSlack = time.Minute

func (c *check) lease(ctx context.Context) error {
	var l leaseRow
	found, err := c.t.get(ctx, &l, leaseQuery, c.org.id)
	if err != nil || !found {
		return err
	}
	_, err = parseStamp(l.Since)
	return errors.Join(
		c.unless(err == nil && l.Token != "", "check-unreadable", "leases", c.org.id, ""),
		c.unless(l.Expires <= time.Now().Add(leaseLife+leaseSlack).UnixMilli(), "check-lease", "leases", c.org.id, ""))
}

// outbox wants one row a run, and no other.
func (c *check) outbox(ctx context.Context) error {
	for _, query := range []string{
		`SELECT number FROM runs AS r WHERE org_id = ? AND NOT EXISTS (SELECT 1 FROM outbox AS x WHERE x.org_id = r.org_id
			AND x.number = r.number AND x.run = r.number AND x.kind = 'run' AND x.created = r.applied_at)`,
		`SELECT number FROM outbox AS x WHERE org_id = ? AND (delivered <> '' AND (delivered < created OR length(delivered) <> length(created))
			OR NOT EXISTS (SELECT 1 FROM runs AS r WHERE r.org_id = x.org_id AND r.number = x.number))`,
	} {
		if err := c.numbers(ctx, "check-outbox", "outbox", "", query); err != nil {
			return err
		}
	}
	return nil
}

// numbers reports a violation for each number that a query gives.
func (c *check) numbers(ctx context.Context, code, table, part, query string) error {
	var numbers []int64
	err := c.t.list(ctx, &numbers, query, c.org.id)
	slices.Sort(numbers)
	for _, n := range numbers {
		err = errors.Join(err, c.wrong(code, table, n, part))
	}
	return err
}

// counters holds the organisation's counters against what was counted on the way.
func (c *check) counters(ctx context.Context) error {
	var row struct {
		Plans, Last int64
		NextPlan    int64 `db:"next_plan"`
	}
	_, err := c.t.get(ctx, &row, `SELECT (SELECT count(*) FROM plans WHERE org_id = r.org_id) AS plans,
		(SELECT coalesce(max(plan_no), 0) FROM plans WHERE org_id = r.org_id) AS last, next_plan FROM rosters AS r WHERE org_id = ?`, c.org.id)
	if err != nil {
		return err
	}
	return errors.Join(
		c.unless(c.org.Revision == c.last, "check-counter", "rosters", c.org.id, "revision"),
		c.unless(row.NextPlan == row.Last+1 && row.Plans == row.Last, "check-counter", "rosters", c.org.id, "next_plan"),
		c.unless(c.org.NextID == c.replay.next, "check-counter", "rosters", c.org.id, "next_account"))
}

// tails reads how the last files ended: the accounts that stood there must be some that there are.
func (c *check) tails(ctx context.Context) error {
	var kept []string
	err := c.t.list(ctx, &kept, "SELECT accounts FROM file_tails WHERE org_id = ?", c.org.id)
	for _, text := range kept {
		var ids []int64
		readable := json.Unmarshal([]byte(text), &ids) == nil
		for _, id := range ids {
			readable = readable && id > 0 && id < c.replay.next
		}
		err = errors.Join(err, c.unless(readable || c.replay.blind, "check-unreadable", "file_tails", c.org.id, "accounts"))
	}
	return err
}

// keys looks for logins and employee numbers that two accounts have; where the unique indexes are gone nothing else would.
func (c *check) keys(ctx context.Context) error {
	for _, column := range []string{textColumns[loginKeyText], textColumns[numberKeyText]} {
		err := c.numbers(ctx, "check-taken", "accounts", column, "SELECT max(id) FROM accounts WHERE org_id = ? AND "+column+
			" <> '' GROUP BY "+column+" HAVING count(*) > 1")
		if err != nil {
			return err
		}
	}
	return nil
}

func (c *check) ledger(s *Store) func(context.Context) error {
	return func(ctx context.Context) error {
		_, err := s.VerifyLedger(ctx, c.org.Name, nil)
		if e, ok := errors.AsType[*LedgerError](err); ok {
			return c.wrong(string(e.Fault), "ledger", e.Number, e.What)
		}
		return err
	}
}

// statuses are those that an account can have.
var statuses = map[string]bool{reconcile.StatusInvited: true, reconcile.StatusActive: true, reconcile.StatusDeactivated: true}
