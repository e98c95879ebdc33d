package storage

import (
	"os"
	"os/exec"
	"strings"
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

// A holder that died on this machine is taken over at once, and nobody that may be alive is.
func TestProcessThatIsGoneIsTakenOver(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		o, elsewhere := newOffice(t, db), newOffice(t, db)
		holder := exec.Command("sleep", "600")
		o.must(holder.Start())
		t.Cleanup(func() { holder.Process.Kill(); holder.Wait() })
		pid := holder.Process.Pid
		here, err := os.Hostname()
		o.must(err)
		_, err = o.store.Lock(ctx, o.org, Holder{Who: "Ada", Host: here, PID: pid})
		o.must(err)
		lock := func() error {
			release, err := elsewhere.store.Lock(ctx, o.org, Holder{Who: "Bob", PID: os.Getpid()})
			if err == nil {
				err = release()
			}
			return err
		}
		wantError[*LockedError](t, lock()) // alive

		o.must(holder.Process.Kill()) // and not yet waited for
		for _, state := processStart(pid); state != "Z"; _, state = processStart(pid) {
		}
		o.must(lock())

		_, err = o.store.Lock(ctx, o.org, Holder{Who: "Ada", Host: here, PID: pid})
		o.must(err)
		_ = holder.Wait() // says that it was killed
		alike := processName(os.Getpid())
		boot := strings.Index(alike, " ")
		for _, unknown := range []string{"", "another-boot" + alike[boot:], alike[:boot] + " pid:[1] 7"} {
			o.exec("UPDATE leases SET process = ?, expires = ?", unknown, time.Now().Add(time.Minute).UnixMilli())
			wantError[*LockedError](t, lock())
		}
		o.exec("UPDATE leases SET process = ?", alike)
		o.must(lock())
	})
}

// A process that got the number of the dead holder is not taken for it.
func TestReusedProcessNumber(t *testing.T) {
	me := os.Getpid()
	name := processName(me)
	if processGone(name, me) {
		t.Error("this very process is said to be gone")
	}
	if !processGone(name+"0", me) {
		t.Error("an earlier process of our number is said to be alive")
	}
}

// Of many that find a dead holder at once, exactly one takes it over.
func TestOneTakesOver(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		o := newOffice(t, db)
		_, err := o.store.Lock(ctx, o.org, ada)
		o.must(err)
		name := processName(os.Getpid())
		o.exec("UPDATE leases SET process = ?, pid = ?", name+"0", os.Getpid())
		errs := make(chan error)
		for range 8 {
			taker := newOffice(t, db)
			go func() {
				_, err := taker.store.Lock(ctx, o.org, Holder{Who: "Bob", PID: os.Getpid()})
				errs <- err
			}()
		}
		won := 0
		for range 8 {
			if err := <-errs; err == nil {
				won++
			} else {
				wantError[*LockedError](t, err)
			}
		}
		if won != 1 {
			t.Errorf("%d took the lease over", won)
		}
	})
}
