package storage

import (
	"context"
	"database/sql/driver"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rollcall/fixtures/postgres"
)

// behindProxy is an office whose connections pass through a proxy that cuts COMMITs of runs.
func behindProxy(t *testing.T) (*office, *postgres.Proxy) {
	t.Helper()
	p, err := postgres.NewProxy(postgres.Start(t), "INSERT INTO runs")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { p.Close() })
	return newOffice(t, p.Address()), p
}

func TestCutAtCommit(t *testing.T) {
	for cut, happens := range map[postgres.Cut]bool{postgres.LostCommand: false, postgres.LostAnswer: true, postgres.LateCommand: true} {
		o, proxy := behindProxy(t)
		o.applied(joiner("ben"))
		id := o.plan(joiner("zoe"))
		before := o.state()
		proxy.Arm(cut)
		run, err := o.apply(id)
		if !proxy.Fired() {
			t.Fatalf("cut %d never happened", cut)
		}
		if happens {
			o.must(err)
			if run.Number != 2 || len(o.roster()) != 2 {
				t.Errorf("cut %d: run %d, %d accounts", cut, run.Number, len(o.roster()))
			}
			continue
		}
		wantError[*NotWrittenError](t, err)
		if diff := cmp.Diff(before, o.state()); diff != "" {
			t.Errorf("cut %d wrote:\n%s", cut, diff)
		}
		_, err = o.apply(id)
		o.must(err)
	}
}

// The database carries the COMMIT out and can't be asked: the error says that it is not known, and a retry finds it done.
func TestCutAtCommitAndGone(t *testing.T) {
	o, proxy := behindProxy(t)
	o.store.settling = 300 * time.Millisecond
	id := o.plan(joiner("ben"))
	proxy.Arm(postgres.LostServer)
	_, err := o.apply(id)
	if e := wantError[*OutcomeUnknownError](t, err); e.PlanID != id {
		t.Errorf("got %+v", e)
	}
	proxy.Arm(postgres.NoCut)
	if _, err = o.apply(id); !errors.Is(err, ErrApplied) {
		t.Errorf("a retry gives %v", err)
	}
	if len(o.roster()) != 1 {
		t.Errorf("%d accounts", len(o.roster()))
	}
}

// Another run of the same number is not taken for ours.
func TestSettleKnowsItsOwnRun(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		o := newOffice(t, db)
		o.applied(joiner("ben"))
		lost := &OutcomeUnknownError{Err: errFault}
		err := o.store.settle(ctx, o.org, lost, func(t *tx, org int64) (bool, error) {
			return t.get(context.Background(), new(int), "SELECT 1 FROM runs WHERE org_id = ? AND number = 1 AND attempt = ?", org, newAttempt())
		})
		wantError[*NotWrittenError](t, err)
	})
}

// A connection that breaks while the driver itself is used, as in a COPY whose backend is terminated, ends the
// transaction with an error; nobody waits.
func TestConnectionBrokenWhileLent(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		s, err := Open(ctx, db)
		if err != nil {
			t.Fatal(err)
		}
		ended := make(chan error, 1)
		go func() {
			ended <- s.write(ctx, func(t *tx) error {
				return t.raw(func(driver.Conn) error { return driver.ErrBadConn })
			})
		}()
		select {
		case err := <-ended:
			if !errors.Is(err, driver.ErrBadConn) {
				t.Errorf("it ended with %v", err)
			}
		case <-time.After(time.Minute):
			t.Fatal("it waits for ever")
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
}
