package storage

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rollcall/reconcile"
)

func (o *office) history(id int64) *History {
	o.Helper()
	n, err := o.store.Snapshot(ctx, o.org)
	o.must(err)
	defer n.Close()
	h, err := n.History(ctx, id)
	o.must(err)
	return h
}

// found gives the IDs of the accounts that a text may mean.
func (o *office) found(member string) []int64 {
	o.Helper()
	n, err := o.store.Snapshot(ctx, o.org)
	o.must(err)
	defer n.Close()
	ids, err := n.Find(ctx, member)
	o.must(err)
	return ids
}

// After a random history everybody's own history has each of their changes once, in order, whatever their keys were.
func TestHistoryHasEveryChange(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		all := newOffice(t, db)
		for seed := range uint64(5) {
			l := &life{all.named(fmt.Sprint("Office ", seed)), rand.New(rand.NewPCG(seed, 9)), 0}
			want := map[int64][]string{}
			for run := range 4 + l.random.IntN(5) {
				l.step(noon.Add(time.Duration(run) * time.Hour))
				r, err := l.store.RunByNumber(ctx, l.org, int64(run+1))
				l.must(err)
				changes, err := l.changes(r.PlanID)
				l.must(err)
				for _, c := range changes {
					want[c.ID] = append(want[c.ID], fmt.Sprintf("%d %+v", r.Number, *c))
				}
			}
			for id, events := range want {
				h := l.history(id)
				var got []string
				for _, e := range h.Events {
					got = append(got, fmt.Sprintf("%d %+v", e.Run.Number, *e.Change))
				}
				if diff := cmp.Diff(events, got); diff != "" || h.Edited || h.Account == nil {
					t.Fatalf("history %d, account %d, edited %v:\n%s", seed, id, h.Edited, diff)
				}
			}
		}
	})
}

// A hold is part of the history of whoever the row could be, named alone or among others.
func TestHistoryHasHolds(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		o := newOffice(t, db)
		o.applied(joiner("ben"), joiner("zoe"), joiner("kim"))
		hold := func(id int64, key, code string, args ...string) *reconcile.Change {
			return &reconcile.Change{Action: reconcile.Hold, ID: id, Key: key, Line: 4, Why: reconcile.Reason{Code: code, Args: args}}
		}
		o.applied(joiner("eve"), hold(1, "N-ben", "protected"), hold(0, "other", "two-accounts", "1, 3"),
			hold(0, "third", "unknown-id", "1"), hold(0, "fourth", "duplicate-new", "3"))
		want := map[int64][]string{1: {"", "protected", "two-accounts"}, 2: {""}, 3: {"", "two-accounts"}, 4: {""}}
		for id, codes := range want {
			var got []string
			for _, e := range o.history(id).Events {
				got = append(got, e.Change.Why.Code)
			}
			if diff := cmp.Diff(codes, got); diff != "" {
				t.Errorf("account %d: %s", id, diff)
			}
		}
	})
}

// Blocks that lie about their keys hide nothing, and an account edited in the database is said to be.
func TestHistoryNoticesWhatDoesNotFit(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		o := newOffice(t, db)
		o.applied(joiner("ben"), joiner("zoe"))
		o.applied(mover(o.account("ben"), reconcile.Update, reconcile.Phone, "1"))
		o.exec("UPDATE plan_blocks SET first_key = '', last_key = '' WHERE action = ?", int(reconcile.Update))
		if h := o.history(1); len(h.Events) != 2 || h.Edited {
			t.Errorf("got %+v", h)
		}
		o.exec("UPDATE accounts SET phone = '9' WHERE login = 'ben'")
		if h := o.history(1); len(h.Events) != 2 || !h.Edited {
			t.Errorf("got %+v", h)
		}
		o.exec("DELETE FROM accounts WHERE login = 'zoe'")
		if h := o.history(2); len(h.Events) != 1 || !h.Edited || h.Account != nil {
			t.Errorf("got %+v", h)
		}
		n, err := o.store.Snapshot(ctx, o.org)
		o.must(err)
		defer n.Close()
		_, err = n.History(ctx, 3)
		wantError[*UnknownError](t, err)
	})
}

// What was erased is said to be, of the addition and of what came after; the rest of the history stays.
func TestHistoryOfWhatWasErased(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		o := newOffice(t, db)
		o.applied(joiner("ben"))
		o.applied(mover(o.account("ben"), reconcile.Update, reconcile.Phone, "1"))
		o.applied(mover(o.account("ben"), reconcile.Update, reconcile.Phone, "2"))
		o.exec("UPDATE plan_blocks SET data = ?, first_key = '', last_key = '' WHERE plan_no < 3", []byte{})
		h := o.history(1)
		if len(h.Events) != 1 || h.Events[0].Run.Number != 3 || len(h.Erased) != 2 || h.Edited {
			t.Errorf("got %+v", h)
		}
		o.exec("UPDATE plans SET header = '' WHERE plan_no = 3")
		if h := o.history(1); len(h.Events) != 0 || len(h.Erased) != 3 || h.Edited {
			t.Errorf("with the last header erased: %+v", h)
		}
		_, err := o.store.AsOf(ctx, o.org, 1, time.Time{})
		wantError[*ErasedError](t, err)
	})
}

func TestFindKnowsPeopleByAllTheyHadAndHave(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		o := newOffice(t, db)
		o.applied(joiner("2"), joiner("3"), joiner("ben"), joiner("zoe")) // in the order of their IDs
		ben := o.account("ben")
		c := mover(ben, reconcile.Update, reconcile.Login, "benjamin")
		for f, v := range map[reconcile.Field]string{reconcile.EmployeeNumber: "P5", reconcile.Email: "zoe@example.org"} {
			c.Fields = append(c.Fields, reconcile.FieldChange{Field: f, Old: ben.Values[f], New: v})
		}
		o.applied(c)
		o.applied(mover(o.account("zoe"), reconcile.Update, reconcile.Login, "zoe2"))
		for member, want := range map[string][]int64{
			"BEN": {3}, "Benjamin": {3}, "p5": {3}, "n-ben": {3}, "ben@example.org": {3}, "zoe@example.org": {3, 4},
			"zoe": {4}, " ZOE2 ": {4}, "N-zoe": {4}, "id:3": {3}, "ID:3": {3}, "2": {1, 2}, "3": {2, 3}, "4": {4},
			"id:9": nil, "9": nil, "nobody": nil, "": nil, "0": nil, "-1": nil,
		} {
			if diff := cmp.Diff(want, o.found(member)); diff != "" {
				t.Errorf("%q: %s", member, diff)
			}
		}
		o.exec("DELETE FROM accounts WHERE id = 2")
		if got := o.found("id:2"); len(got) != 1 {
			t.Errorf("an account taken out of the database is not found by its ID: %v", got)
		}
	})
}

func TestEventsOfASpanOfRuns(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		l := &life{newOffice(t, db), rand.New(rand.NewPCG(3, 3)), 0}
		for run := range 4 {
			l.step(noon.Add(time.Duration(run) * time.Hour))
		}
		n, err := l.store.Snapshot(ctx, l.org)
		l.must(err)
		defer n.Close()
		hour := func(n int) time.Time { return noon.Add(time.Duration(n) * time.Hour) }
		for _, c := range []struct {
			Span
			want []int64
		}{
			{Span{}, []int64{1, 2, 3, 4}}, {Span{First: 2, Last: 3}, []int64{2, 3}}, {Span{Last: 1}, []int64{1}},
			{Span{From: hour(1)}, []int64{2, 3, 4}}, {Span{To: hour(1)}, []int64{1}}, {Span{From: hour(1), To: hour(1)}, nil},
			{Span{First: 2, To: hour(3)}, []int64{2, 3}}, {Span{From: hour(9)}, nil},
		} {
			runs, err := n.Runs(ctx, c.Span)
			l.must(err)
			var got, of []int64
			for _, r := range runs {
				got = append(got, r.Number)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("%+v: %s", c.Span, diff)
			}
			for e, err := range n.Events(ctx, runs) {
				l.must(err)
				if len(of) == 0 || of[len(of)-1] != e.Run.Number {
					of = append(of, e.Run.Number)
				}
			}
			if diff := cmp.Diff(got, of); diff != "" {
				t.Errorf("%+v: events of %s", c.Span, diff)
			}
		}
		_, err = n.Runs(ctx, Span{Last: 5})
		wantError[*UnknownError](t, err)
	})
}
