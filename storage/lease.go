package storage

import (
	"context"
	"crypto/rand"
	"errors"
	"os"
	"sync"
	"time"
)

// Holder says who works on an organisation's roster.
type Holder struct {
	Who   string // the person
	Host  string
	PID   int
	Doing string // "apply pa7d2…", for people
}

// process names the holder's process where that is one of this machine.
func (h *Holder) process() string {
	if here, err := os.Hostname(); err != nil || here != h.Host {
		return ""
	}
	return processName(h.PID)
}

// A lease lives leaseLife after its last renewal, so that a dead holder is taken over, at once where it is known to be
// dead; a living one renews it every leaseRenewal. The clocks of hosts may differ by a few seconds, not by leaseLife.
const (
	leaseLife    = 30 * time.Second
	leaseRenewal = 5 * time.Second
)

// leaseRow is a lease as the table keeps it.
type leaseRow struct {
	Token   string
	Who     string
	Host    string
	PID     int
	Doing   string
	Since   string
	Expires int64
	Process string // see processName
}

func (l *leaseRow) locked() *LockedError {
	since, _ := parseStamp(l.Since) // a time that can't be read is shown as zero
	return &LockedError{Holder{l.Who, l.Host, l.PID, l.Doing}, since}
}

// live tells whether the lease still keeps others out: it has not ended, and neither has its holder's process.
func (l *leaseRow) live(now time.Time) bool {
	return l.Expires > now.UnixMilli() && !processGone(l.Process, l.PID)
}

const leaseQuery = "SELECT token, who, host, pid, doing, since, expires, process FROM leases WHERE org_id = ?"

// Lock takes the organisation's lease, which only one holder has at a time, and keeps it alive until release. A
// *LockedError says who holds it. A holder whose process is gone from this machine is taken over at once, one that
// died elsewhere within half a minute.
func (s *Store) Lock(ctx context.Context, org string, h Holder) (release func() error, err error) {
	id, last, err := s.freeOrganisation(ctx, org)
	if err != nil {
		return nil, err
	}
	token := rand.Text()
	err = s.claim(ctx, id, token, last.Token, h)
	if lost, ok := errors.AsType[*OutcomeUnknownError](err); ok {
		err = s.settle(ctx, org, lost, func(t *tx, org int64) (bool, error) {
			return t.get(ctx, new(int), "SELECT 1 FROM leases WHERE org_id = ? AND token = ?", org, token)
		})
	}
	if locked, ok := errors.AsType[*LockedError](err); ok && locked.Holder.Who == "" {
		return nil, last.locked() // a long transaction keeps its own lease from being renewed
	}
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	s.leases[id] = token
	s.mu.Unlock()

	renewing, stop := context.WithCancel(context.WithoutCancel(ctx))
	var done sync.WaitGroup
	done.Go(func() { s.renew(renewing, id, token) })
	return sync.OnceValue(func() error {
		stop()
		done.Wait()
		s.mu.Lock()
		delete(s.leases, id)
		s.mu.Unlock()
		return s.extend(context.WithoutCancel(ctx), id, token, 0)
	}), nil
}

// freeOrganisation gives the organisation's number and last lease if that looks free; it does not wait for writers.
func (s *Store) freeOrganisation(ctx context.Context, org string) (id int64, last leaseRow, err error) {
	t, err := s.read(ctx)
	if err != nil {
		return 0, last, err
	}
	defer t.end()
	o, err := organisation(ctx, t, org)
	if err != nil {
		return 0, last, err
	}
	_, err = t.get(ctx, &last, leaseQuery, o.id)
	if err == nil && last.live(time.Now()) {
		err = last.locked()
	}
	return o.id, last, err
}

// claim makes the lease ours in one statement, if it has ended or is still the one known to be dead.
func (s *Store) claim(ctx context.Context, org int64, token, dead string, h Holder) error {
	now := time.Now()
	return s.write(ctx, func(t *tx) error {
		if err := t.within(ctx, org); err != nil {
			return err
		}
		n, err := t.exec(ctx, `INSERT INTO leases AS l (org_id, token, who, host, pid, doing, since, expires, process)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (org_id) DO UPDATE SET token = excluded.token, who = excluded.who, host = excluded.host, pid = excluded.pid,
			doing = excluded.doing, since = excluded.since, expires = excluded.expires, process = excluded.process
			WHERE l.expires <= ? OR l.token = ?`,
			org, token, h.Who, h.Host, h.PID, h.Doing, stamp(now), now.Add(leaseLife).UnixMilli(),
			h.process(), now.UnixMilli(), dead)
		if err != nil || n == 1 {
			return err
		}
		var l leaseRow
		if _, err := t.get(ctx, &l, leaseQuery, org); err != nil {
			return err
		}
		return l.locked()
	})
}

// renew keeps the lease alive until ctx ends. A renewal that fails is tried again; a lease that was lost all the same
// is noticed by whoever writes under it.
func (s *Store) renew(ctx context.Context, org int64, token string) {
	tick := time.NewTicker(leaseRenewal)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case now := <-tick.C:
			_ = s.extend(ctx, org, token, now.Add(leaseLife).UnixMilli())
		}
	}
}

// extend sets when the lease ends, if it is still ours.
func (s *Store) extend(ctx context.Context, org int64, token string, expires int64) error {
	return s.write(ctx, func(t *tx) error {
		if err := t.within(ctx, org); err != nil {
			return err
		}
		_, err := t.exec(ctx, "UPDATE leases SET expires = ? WHERE org_id = ? AND token = ?", expires, org, token)
		return err
	})
}

// checkLease makes sure inside a transaction that nobody else holds the organisation's lease, and that ours, if this
// store took one, is still ours.
func (s *Store) checkLease(ctx context.Context, t *tx, org int64) error {
	s.mu.Lock()
	ours := s.leases[org]
	s.mu.Unlock()
	var l leaseRow
	found, err := t.get(ctx, &l, leaseQuery, org)
	switch {
	case err != nil:
		return err
	case found && l.Token == ours:
		return nil
	case found && l.live(time.Now()):
		return l.locked()
	case ours != "":
		return &LeaseLostError{}
	}
	return nil
}
