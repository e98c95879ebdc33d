package storage

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rollcall/ledger"
	"rollcall/reconcile"
)

var errFault = errors.New("an injected fault")

// faults fails the n-th operation that reaches the database from when it is armed.
type faults struct {
	left  atomic.Int64 // operations until the fault; none while it is 0 or less
	after bool         // a COMMIT is carried out and then reported as failed

	cancel context.CancelFunc // called in place of a failure, where it is set
}

func (f *faults) arm(n int, after bool) { f.after = after; f.left.Store(int64(n)) }

// hit tells whether this operation is the one.
func (f *faults) hit() bool {
	if f.left.Add(-1) != 0 {
		return false
	}
	if f.cancel != nil {
		f.cancel()
	}
	return f.cancel == nil
}

func (f *faults) wrap(c driver.Connector) driver.Connector { return faultyConnector{c, f} }

type faultyConnector struct {
	driver.Connector
	faults *faults
}

func (c faultyConnector) Connect(ctx context.Context) (driver.Conn, error) {
	conn, err := c.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	return &faultyConn{conn, c.faults}, nil
}

// faultyConn passes on what both drivers' connections can do.
type faultyConn struct {
	driver.Conn
	faults *faults
}

func (c *faultyConn) BeginTx(ctx context.Context, opts driver.TxOptions) (driver.Tx, error) {
	if c.faults.hit() {
		return nil, errFault
	}
	tx, err := c.Conn.(driver.ConnBeginTx).BeginTx(ctx, opts)
	return faultyTx{tx, c.faults}, err
}

func (c *faultyConn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	if c.faults.hit() {
		return nil, errFault
	}
	return c.Conn.(driver.ExecerContext).ExecContext(ctx, query, args)
}

func (c *faultyConn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	if c.faults.hit() {
		return nil, errFault
	}
	return c.Conn.(driver.QueryerContext).QueryContext(ctx, query, args)
}

func (c *faultyConn) Prepare(query string) (driver.Stmt, error) {
	if c.faults.hit() {
		return nil, errFault
	}
	stmt, err := c.Conn.Prepare(query)
	return &faultyStmt{stmt, c.faults}, err
}

// IsValid lets the pool drop a connection that the driver has given up.
func (c *faultyConn) IsValid() bool {
	v, ok := c.Conn.(driver.Validator)
	return !ok || v.IsValid()
}

func (c *faultyConn) CheckNamedValue(v *driver.NamedValue) error {
	if check, ok := c.Conn.(driver.NamedValueChecker); ok {
		return check.CheckNamedValue(v)
	}
	return driver.ErrSkip
}

type faultyTx struct {
	driver.Tx
	faults *faults
}

func (t faultyTx) Commit() error {
	if !t.faults.hit() {
		return t.Tx.Commit()
	}
	if t.faults.after {
		return errors.Join(t.Tx.Commit(), errFault)
	}
	return errors.Join(t.Tx.Rollback(), errFault)
}

type faultyStmt struct {
	driver.Stmt
	faults *faults
}

func (s *faultyStmt) Exec(args []driver.Value) (driver.Result, error) {
	if s.faults.hit() {
		return nil, errFault
	}
	return s.Stmt.Exec(args)
}

func (s *faultyStmt) ExecContext(ctx context.Context, args []driver.NamedValue) (driver.Result, error) {
	if s.faults.hit() {
		return nil, errFault
	}
	return s.Stmt.(driver.StmtExecContext).ExecContext(ctx, args)
}

func (s *faultyStmt) QueryContext(ctx context.Context, args []driver.NamedValue) (driver.Rows, error) {
	if s.faults.hit() {
		return nil, errFault
	}
	return s.Stmt.(driver.StmtQueryContext).QueryContext(ctx, args)
}

func (s *faultyStmt) CopyData(ctx context.Context, lines string) (driver.Result, error) {
	if s.faults.hit() {
		return nil, errFault
	}
	return s.Stmt.(copier).CopyData(ctx, lines)
}

func newFaultyOffice(t *testing.T, db string) (*office, *faults) {
	t.Helper()
	f := &faults{}
	s, err := open(ctx, db, f.wrap)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	o := (&office{t, s, "", rawDB(t, db), db}).named("Acme")
	t.Cleanup(o.clean)
	return o, f
}

// everyFault runs work with a fault in its first operation, its second and so on until none is left to fail. After
// each, the store is as before, or as after the whole of it where the fault was only in the word that it is committed:
// then work says that it is done, or that this is not known.
func everyFault(t *testing.T, o *office, f *faults, after bool, work func() error, done func() bool) {
	t.Helper()
	before := o.rowsOf()
	for n := 1; n < 10_000; n++ {
		f.arm(n, after)
		err := work()
		fired := f.left.Load() <= 0
		f.arm(0, false)
		if !fired || done() {
			if _, unknown := errors.AsType[*OutcomeUnknownError](err); err != nil && !unknown || !done() {
				t.Errorf("operation %d, fault %v: %v", n, fired, err)
			}
			if n < 4 {
				t.Errorf("only %d operations reached the database", n)
			}
			return
		}
		if !errors.Is(err, errFault) {
			t.Fatalf("fault %d came out as %v", n, err)
		}
		if diff := cmp.Diff(before, o.rowsOf()); diff != "" {
			t.Fatalf("fault %d left something half done:\n%s", n, diff)
		}
		o.clean()
	}
	t.Fatal("it never ended")
}

// answered makes sure that err leaves nothing open.
func answered(t *testing.T, err error) error {
	if _, unknown := errors.AsType[*OutcomeUnknownError](err); unknown {
		t.Errorf("left open: %v", err)
	}
	return err
}

// eachFault runs a test on either database, with a COMMIT that fails before it is carried out, and after.
func eachFault(t *testing.T, test func(t *testing.T, o *office, f *faults, after bool)) {
	t.Helper()
	for _, after := range []bool{false, true} {
		t.Run(fmt.Sprintf("after=%v", after), func(t *testing.T) {
			each(t, func(t *testing.T, db string) {
				o, f := newFaultyOffice(t, db)
				test(t, o, f, after)
			})
		})
	}
}

func TestEveryFaultOfApply(t *testing.T) {
	eachFault(t, func(t *testing.T, o *office, f *faults, after bool) {
		o.applied(joiner("ben"), joiner("kim"), joiner("zoe"))
		o.applied(mover(o.account("zoe"), reconcile.Update, reconcile.Phone, "1"))
		moved := mover(o.account("kim"), reconcile.Update, reconcile.Login, "kim.new")
		id := o.plan(leaver(o.account("ben")), moved, joiner("new"), joiner("newer"))
		work := func() error { _, err := o.apply(id); return answered(t, err) }
		everyFault(t, o, f, after, work, func() bool {
			p, err := o.store.Plan(ctx, o.org, id)
			o.must(err)
			return p.Run == 3 && len(o.roster()) == 5 && o.account("ben").Values[reconcile.Status] == reconcile.StatusDeactivated
		})
		if err := work(); !errors.Is(err, ErrApplied) {
			t.Errorf("trying again gives %v", err)
		}
	})
}

func TestEveryFaultOfSavePlan(t *testing.T) {
	eachFault(t, func(t *testing.T, o *office, f *faults, after bool) {
		changes := []*reconcile.Change{joiner("a"), joiner("b"), {Action: reconcile.Hold, Key: "h"}}
		p := o.draft(changes...)
		work := func() error {
			again := *p
			return answered(t, o.store.SavePlan(ctx, &again, "Ada", noon, sorted(changes)))
		}
		everyFault(t, o, f, after, work, func() bool {
			n := 0
			for _, err := range o.store.Plans(ctx, o.org) {
				o.must(err)
				n++
			}
			return n == 1
		})
		o.must(work())
	})
}

// Everything else that writes.
func TestEveryFaultOfTheRest(t *testing.T) {
	rows := func(o *office, table string) (n int) {
		o.must(o.raw.GetContext(ctx, &n, "SELECT count(*) FROM "+table))
		return n
	}
	for name, c := range map[string]struct {
		table string
		work  func(o *office, plan string) error
	}{
		"lock": {"leases", func(o *office, _ string) error {
			_, err := o.store.Lock(ctx, o.org, ada)
			return answered(o.T, err)
		}},
		"organisation": {"organisations", func(o *office, _ string) error {
			_, err := o.store.Organisation(ctx, "Another")
			return err
		}},
		"ledger": {"ledger", func(o *office, _ string) error {
			return o.store.Record(ctx, o.org, &Entry{Kind: ledger.Refusal, At: noon, Note: map[string]string{"by": "ada"}})
		}},
		"operator": {"operators", func(o *office, _ string) error {
			_, err := o.store.AddOperator(ctx, o.org, "zoe", Operator{Name: "eve", Role: Viewer}, NewToken(), noon)
			return err
		}},
		"policy": {"policies", func(o *office, _ string) error {
			_, err := o.store.Pin(ctx, o.org, "zoe", reconcile.DefaultPolicy(), "", noon)
			return err
		}},
		"decision": {"approvals", func(o *office, plan string) error {
			_, err := o.store.Decide(ctx, o.org, plan, Verdict{By: "zoe", Decision: Rejected, Reason: "no", At: noon})
			return err
		}},
	} {
		t.Run(name, func(t *testing.T) {
			eachFault(t, func(t *testing.T, o *office, f *faults, after bool) {
				plan := o.plan(joiner("ben"))
				_, err := o.store.AddOperator(ctx, o.org, "ada", Operator{Name: "zoe", Role: Administrator}, NewToken(), noon)
				o.must(err)
				before := rows(o, c.table)
				everyFault(t, o, f, after, func() error { return c.work(o, plan) }, func() bool { return rows(o, c.table) > before })
			})
		})
	}
}
