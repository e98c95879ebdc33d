package storage

import (
	"testing"
	"time"
)

var ada = Holder{Who: "Ada", Host: "desk", PID: 7, Doing: "apply"}

func TestLockIsHeldOnce(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		o := newOffice(t, db)
		elsewhere := newOffice(t, db) // another process
		release, err := o.store.Lock(ctx, o.org, ada)
		o.must(err)
		_, err = elsewhere.store.Lock(ctx, "acme", Holder{Who: "Bob"})
		if e := wantError[*LockedError](t, err); e.Holder != ada || e.Since.IsZero() {
			t.Errorf("got %+v", e)
		}
		if other, err := elsewhere.named("Other").store.Lock(ctx, "Other", Holder{Who: "Bob"}); err != nil {
			t.Errorf("another organisation: %v", err)
		} else {
			o.must(other())
		}
		id := o.plan(joiner("ben"))
		_, err = elsewhere.apply(id)
		wantError[*LockedError](t, err)
		_, err = o.apply(id)
		o.must(err)
		o.must(release())
		o.must(release()) // twice does no harm
		release, err = elsewhere.store.Lock(ctx, o.org, Holder{Who: "Bob"})
		o.must(err)
		o.must(release())
	})
}

func TestDeadHolderIsTakenOver(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		o, elsewhere := newOffice(t, db), newOffice(t, db)
		release, err := o.store.Lock(ctx, o.org, ada)
		o.must(err)
		o.exec("UPDATE leases SET expires = ?", time.Now().Add(-time.Second).UnixMilli()) // as after half a minute
		other, err := elsewhere.store.Lock(ctx, o.org, Holder{Who: "Bob"})
		o.must(err)
		id := o.plan(joiner("ben"))
		_, err = o.apply(id) // was only slow, and must not write now
		wantError[*LockedError](t, err)
		o.must(release()) // and does not take Bob's lease away
		_, err = o.store.Lock(ctx, o.org, ada)
		wantError[*LockedError](t, err)
		o.must(other())
	})
}

func TestLostLeaseWritesNothing(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		o, elsewhere := newOffice(t, db), newOffice(t, db)
		release, err := o.store.Lock(ctx, o.org, ada)
		o.must(err)
		o.exec("UPDATE leases SET expires = 0")
		other, err := elsewhere.store.Lock(ctx, o.org, Holder{Who: "Bob"})
		o.must(err)
		o.must(other()) // has come and gone
		_, err = o.apply(o.plan(joiner("ben")))
		wantError[*LeaseLostError](t, err)
		if len(o.roster()) != 0 {
			t.Error("an account was written")
		}
		o.must(release())
	})
}

// Of many that apply one plan at once, exactly one does.
func TestOneApplyWins(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		o := newOffice(t, db)
		id := o.plan(joiner("ben"), joiner("zoe"))
		elsewhere := newOffice(t, db)
		errs := make(chan error)
		for i := range 10 {
			store := []*office{o, elsewhere}[i%2]
			go func() {
				_, err := store.apply(id)
				errs <- err
			}()
		}
		won := 0
		for range 10 {
			if err := <-errs; err == nil {
				won++
			} else {
				wantError[*AppliedError](t, err)
			}
		}
		if won != 1 || len(o.roster()) != 2 {
			t.Errorf("%d won, %d accounts", won, len(o.roster()))
		}
	})
}
