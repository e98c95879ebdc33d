package storage

import (
	"context"
	"fmt"
	"iter"

	"time"

	"rollcall/reconcile"
)

// Past is a roster as one of its runs left it. It is worked out backwards from the roster as it stands and the changes
// of the later runs, so that it costs what has changed since. It holds a connection until Close and serves one
// goroutine.
type Past struct {
	Run    *Run      // the last run it has seen; nil: none yet
	At     time.Time // the moment it is of, in UTC
	now    *Snapshot
	before []*Run                        // the runs it has seen, in order
	after  []*Run                        // the runs that came later, in order
	born   int                           // accounts that there were
	next   int64                         // the ID that the next account got; 0: none came later
	back   map[int64]rewind              // the accounts changed since
	logins map[int64][]*reconcile.Change // those whose login changed since, with all their changes of before, the newest first
}

var _ reconcile.Roster = (*Past)(nil)

// EditedError says that accounts are not as the runs left them: somebody edited the database itself.
type EditedError struct {
	ID          int64 // of the account; 0: accounts are missing or too many
	Found, Want int   // how many accounts there are and should be, where ID is 0
}

func (e *EditedError) Error() string {
	if e.ID == 0 {
		return fmt.Sprintf("%d accounts where the runs made %d", e.Found, e.Want)
	}
	return fmt.Sprintf("account %d is not as its last run left it", e.ID)
}

// Text gives the code and arguments of the text for people.
func (e *EditedError) Text() (string, []any) {
	if e.ID == 0 {
		return "accounts-edited", []any{e.Found, e.Want}
	}
	return "account-edited", []any{formatID(e.ID)}
}

// AsOf opens an organisation's roster as run number left it, 0 for before the first. At is the moment that is asked
// about; zero is that of the run itself. Sign-ins after it are left out. The error is an *UnknownError where there is
// no such run, an *EditedError where the later changes don't lead to what the accounts are now.
func (s *Store) AsOf(ctx context.Context, org string, number int64, at time.Time) (*Past, error) {
	n, err := s.Snapshot(ctx, org)
	if err != nil {
		return nil, err
	}
	p := &Past{now: n, At: at.UTC(), back: map[int64]rewind{}, logins: map[int64][]*reconcile.Change{}}
	err = p.open(ctx, number)
	if err != nil {
		n.Close()
		return nil, err
	}
	return p, nil
}

func (p *Past) open(ctx context.Context, number int64) error {
	runs, err := p.now.runs(ctx)
	if err != nil {
		return err
	}
	if number < 0 || number > int64(len(runs)) {
		return &UnknownError{"unknown-run", formatID(number)}
	}
	p.before, p.after = runs[:number], runs[number:]
	for _, r := range p.before {
		p.born += r.Summary.Add
	}
	if number > 0 {
		p.Run = runs[number-1]
	}
	if p.At.IsZero() && p.Run != nil {
		p.At = p.Run.At
	}
	if len(p.after) > 0 {
		p.next = p.after[0].firstID
	}
	if err := p.rewind(ctx); err != nil {
		return err
	}
	return p.date(ctx)
}

// Close ends the reading.
func (p *Past) Close() error { return p.now.Close() }

// Revision is the number of the last run that the roster has seen.
func (p *Past) Revision() int64 { return int64(len(p.before)) }

// Accounts gives every account that there was, as it was, in ID order. The account given is valid until the next one.
// The last error is an *EditedError where accounts are missing.
func (p *Past) Accounts(ctx context.Context) iter.Seq2[*reconcile.Account, error] {
	return func(yield func(*reconcile.Account, error) bool) {
		found := 0
		for a, err := range p.restored(p.now.Accounts(ctx)) {
			if found++; !yield(a, err) || err != nil {
				return
			}
		}
		if found != p.born {
			yield(nil, &EditedError{Found: found, Want: p.born})
		}
	}
}

// Lookup gives the accounts with these IDs (sorted, no duplicates) as they were, in ID order; those that there were
// not are passed over. The account given is the caller's to keep.
func (p *Past) Lookup(ctx context.Context, ids []int64) iter.Seq2[*reconcile.Account, error] {
	return p.restored(p.now.Lookup(ctx, ids))
}

// ByStatus counts the accounts that there were by status.
func (p *Past) ByStatus(ctx context.Context) (map[string]int, error) {
	counts := map[string]int{}
	for a, err := range p.Accounts(ctx) {
		if err != nil {
			return nil, err
		}
		counts[a.Values[reconcile.Status]]++
	}
	return counts, nil
}

func (p *Past) restored(accounts iter.Seq2[*reconcile.Account, error]) iter.Seq2[*reconcile.Account, error] {
	return func(yield func(*reconcile.Account, error) bool) {
		for a, err := range accounts {
			if err == nil && (len(p.before) == 0 || p.next > 0 && a.ID >= p.next) {
				return
			}
			if err == nil && !p.restore(a) {
				a, err = nil, &EditedError{ID: a.ID}
			}
			if !yield(a, err) || err != nil {
				return
			}
		}
	}
}
