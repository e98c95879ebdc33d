package storage

import (
	"testing"

	"rollcall/reconcile"
)

func TestMembersAndCounts(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		o := newOffice(t, db)
		o.applied(joiner("Éric"), joiner("ben"), joiner("zoe"))
		o.applied(leaver(o.account("zoe")))
		for _, c := range []struct {
			filter Filter
			want   int
		}{
			{Filter{}, 3},
			{Filter{Statuses: []string{reconcile.StatusDeactivated}}, 1},
			{Filter{Search: "éRIC"}, 1},
			{Filter{Search: "first ben"}, 1},
			{Filter{Search: "@EXAMPLE", Statuses: []string{reconcile.StatusActive}}, 2},
			{Filter{Search: "n-z"}, 1},
			{Filter{Fields: map[reconcile.Field]string{reconcile.Group: "crew", reconcile.LastName: "e"}}, 2},
			{Filter{Search: "nobody"}, 0},
		} {
			n := 0
			for _, err := range c.filter.Among(o.store.Roster(o.org).Accounts(ctx)) {
				o.must(err)
				n++
			}
			if n != c.want {
				t.Errorf("%+v finds %d, want %d", c.filter, n, c.want)
			}
		}
		snapshot, err := o.store.Snapshot(ctx, o.org)
		o.must(err)
		defer snapshot.Close()
		counts, err := snapshot.ByStatus(ctx)
		o.must(err)
		if counts[reconcile.StatusActive] != 2 || counts[reconcile.StatusDeactivated] != 1 {
			t.Errorf("got %v", counts)
		}
	})
}

func TestRunsAndHistory(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		o := newOffice(t, db)
		for _, login := range []string{"a", "b", "c"} {
			p := o.draft(joiner(login))
			p.File.Name, p.File.SHA256 = login+".csv", login
			_, err := o.apply(o.save(p, joiner(login)))
			o.must(err)
		}
		p := o.draft()
		p.Kind, p.UndoOf, p.File = reconcile.FromUndo, 3, reconcile.File{}
		_, err := o.apply(o.save(p))
		o.must(err)
		h, err := o.store.History(ctx, o.org, "a")
		o.must(err)
		if want := (reconcile.History{LastRun: 3, LastSHA256: "c", LastName: "c.csv", SeenRun: 1}); h != want {
			t.Errorf("got %+v", h)
		}
		if h, err = o.store.History(ctx, o.org, "new"); err != nil || h.SeenRun != 0 {
			t.Errorf("got %+v, %v", h, err)
		}
		next := int64(4)
		for r, err := range o.store.Runs(ctx, o.org) {
			o.must(err)
			if r.Number != next {
				t.Errorf("run %d, want %d", r.Number, next)
			}
			next--
		}
		_, err = o.store.RunByNumber(ctx, o.org, 9)
		wantError[*UnknownError](t, err)
	})
}
