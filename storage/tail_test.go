package storage

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"rollcall/reconcile"
)

func (o *office) tail(p *reconcile.Policy) reconcile.Tail {
	o.Helper()
	n, err := o.store.Snapshot(ctx, o.org)
	o.must(err)
	defer n.Close()
	tail, err := n.Tail(ctx, p)
	o.must(err)
	return tail
}

func (o *office) wantTail(want reconcile.Tail, p *reconcile.Policy) {
	o.Helper()
	if diff := cmp.Diff(want, o.tail(p)); diff != "" {
		o.Errorf("the tail (-want +kept):\n%s", diff)
	}
}

// lined gives the Add of somebody whose row stands on a line.
func lined(login string, line int) *reconcile.Change {
	c := joiner(login)
	c.Line = line
	return c
}

func TestTheTailOfTheLastFileIsKept(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		o, policy := newOffice(t, db), reconcile.DefaultPolicy()
		o.wantTail(reconcile.Tail{}, &policy)
		changes := []*reconcile.Change{lined("ada", 3), lined("bea", 2), lined("cyd", 4)}
		p := o.draft(changes...)
		p.File.Delimiter, p.Tail = ";", []int64{-4, -2, -3}
		id := o.save(p, changes...)
		o.wantTail(reconcile.Tail{}, &policy) // a plan is not a run
		if _, err := o.apply(id); err != nil {
			t.Fatal(err)
		}
		first := reconcile.Tail{Accounts: []int64{3, 2, 1}, Ended: true} // IDs follow the keys: ada, bea, cyd
		o.wantTail(first, &policy)

		quiet := o.draft()
		quiet.File.Delimiter, quiet.File.Open, quiet.Tail = ";", true, []int64{1, 2, 3}
		o.save(quiet)
		o.wantTail(reconcile.Tail{Accounts: []int64{1, 2, 3}}, &policy) // nothing to apply, and it was the last file

		held := o.draft()
		held.Tail, held.Findings = []int64{3, 1}, []reconcile.Finding{{Code: "truncated", Blocks: true, Number: 3}}
		o.save(held)
		o.applied(leaver(o.account("bea"))) // without a tail: an undo, or a part of the people
		o.wantTail(reconcile.Tail{Accounts: []int64{1, 2, 3}}, &policy)

		policy.Scope = []reconcile.Term{{Field: reconcile.Company, Value: "ACME"}}
		o.wantTail(reconcile.Tail{}, &policy)
		o.named("Globex").wantTail(reconcile.Tail{}, &reconcile.Policy{})
	})
}

// A file that changes nothing may come again after another one: the plan is the same, and it is the last file once more.
func TestAKnownQuietPlanKeepsItsTail(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		o, policy := newOffice(t, db), reconcile.DefaultPolicy()
		o.applied(joiner("ada"), joiner("bea"))
		for _, ids := range [][]int64{{1, 2}, {2, 1}, {1, 2}} {
			p := o.draft()
			p.Tail = ids
			o.save(p)
			o.wantTail(reconcile.Tail{Accounts: ids}, &policy)
		}
	})
}

func TestATailThatCantBeReadIsSaid(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		o, policy := newOffice(t, db), reconcile.DefaultPolicy()
		o.applied(joiner("ada"))
		p := o.draft()
		p.Tail = []int64{1}
		o.save(p)
		o.exec("UPDATE file_tails SET accounts = '[1,'")
		n, err := o.store.Snapshot(ctx, o.org)
		o.must(err)
		defer n.Close()
		if _, err := n.Tail(ctx, &policy); err == nil {
			t.Error("a damaged tail is read as if there were none")
		}
	})
}
