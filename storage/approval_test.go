package storage

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rollcall/ledger"
	"rollcall/reconcile"
)

// prepared keeps a plan of one joiner that wants approvals, made by the preparer.
func (o *office) prepared(login string, a reconcile.Approvals) string {
	o.Helper()
	p := o.draft(joiner(login))
	p.Policy.Approvals = a
	p.PolicyDigest = p.Policy.Digest()
	o.must(o.store.SavePlan(ctx, p, "preparer", noon, sorted([]*reconcile.Change{joiner(login)})))
	return p.ID
}

func (o *office) decide(id, by string, d Decision, at time.Time) error {
	_, err := o.store.Decide(ctx, o.org, id, Verdict{By: by, Decision: d, Reason: "because", At: at})
	return err
}

func (o *office) applyAs(id, by string, at time.Time) error {
	_, err := o.store.Apply(ctx, o.org, id, Order{By: by, At: at})
	return err
}

func TestApproved(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		o := staffed(t, db)
		id := o.prepared("ben", reconcile.Approvals{Needed: 1, OtherPerson: true})
		before := o.state()
		if e := wantError[*UnapprovedError](t, o.applyAs(id, "administrator", noon)); e.Missing != 1 || e.Open {
			t.Errorf("%+v", e)
		}
		for _, by := range []string{"viewer", "preparer", "nobody", ""} {
			wantError[*NotAllowedError](t, o.decide(id, by, Approved, noon))
			wantError[*NotAllowedError](t, o.decide(id, by, Rejected, noon))
		}
		wantError[*NotAllowedError](t, o.applyAs(id, "viewer", noon))
		wantError[*NotAllowedError](t, o.applyAs(id, "nobody", noon))
		if diff := cmp.Diff(before, o.state()); diff != "" {
			t.Errorf("refusals wrote something:\n%s", diff)
		}
		o.must(o.decide(id, "approver", Approved, noon))
		o.must(o.applyAs(id, "preparer", noon))
		if n := o.entries(ledger.Approval); n != 1 {
			t.Errorf("%d approvals in the ledger", n)
		}
		wantError[*AppliedError](t, o.decide(id, "second", Approved, noon))
	})
}

func TestApprovalExpires(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		o := staffed(t, db)
		id := o.prepared("ben", reconcile.Approvals{Needed: 1, ValidSeconds: 3600})
		o.must(o.decide(id, "approver", Approved, noon))
		wantError[*UnapprovedError](t, o.applyAs(id, "preparer", noon.Add(time.Hour)))
		s, err := o.store.Standing(ctx, o.org, id, noon.Add(time.Hour))
		o.must(err)
		if s.Missing() != 1 || s.Decisions[0].Void != VoidExpired {
			t.Errorf("%+v", s.Decisions[0])
		}
		o.must(o.applyAs(id, "preparer", noon.Add(time.Hour-time.Millisecond)))
	})
}

func TestTwoApprovals(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		o := staffed(t, db)
		id := o.prepared("ben", reconcile.Approvals{Needed: 2})
		o.must(o.decide(id, "approver", Approved, noon))
		o.must(o.decide(id, "Approver", Approved, noon))
		wantError[*UnapprovedError](t, o.applyAs(id, "approver", noon))
		o.must(o.decide(id, "second", Approved, noon))
		_, err := o.store.SetRole(ctx, o.org, "administrator", "second", Preparer, noon)
		o.must(err)
		wantError[*UnapprovedError](t, o.applyAs(id, "approver", noon))
		_, err = o.store.SetRole(ctx, o.org, "administrator", "second", Approver, noon)
		o.must(err)
		_, err = o.store.Revoke(ctx, o.org, "administrator", "approver", noon)
		o.must(err)
		wantError[*UnapprovedError](t, o.applyAs(id, "second", noon))
		o.must(o.decide(id, "administrator", Approved, noon))
		o.must(o.applyAs(id, "second", noon))
	})
}

func TestRejectedIsForGood(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		o := staffed(t, db)
		id := o.prepared("ben", reconcile.Approvals{})
		o.must(o.decide(id, "second", Approved, noon))
		o.must(o.decide(id, "approver", Rejected, noon))
		_, err := o.store.Revoke(ctx, o.org, "administrator", "approver", noon)
		o.must(err)
		if again := o.prepared("ben", reconcile.Approvals{}); again != id {
			t.Fatalf("the same plan has another ID, %s", again)
		}
		for _, at := range []time.Time{noon, noon.Add(1000 * time.Hour)} {
			wantError[*RejectedError](t, o.applyAs(id, "administrator", at))
			wantError[*RejectedError](t, o.decide(id, "administrator", Approved, at))
		}
	})
}

// Nobody approves a plan of their own where another person must; who made it while the organisation was open is unknown.
func TestAnotherPersonApproves(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		o := newOffice(t, db)
		other := reconcile.Approvals{Needed: 1, OtherPerson: true}
		id := o.prepared("ben", other)
		if e := wantError[*UnapprovedError](t, o.applyAs(id, "preparer", noon)); !e.Open {
			t.Errorf("%+v", e)
		}
		wantError[*NotAllowedError](t, o.decide(id, "preparer", Approved, noon))
		o.operator("", "boss", Administrator)
		o.operator("boss", "preparer", Approver)
		o.operator("boss", "third", Approver)
		if e := wantError[*NotAllowedError](t, o.decide(id, "boss", Approved, noon)); e.Code != "not-allowed-unprepared" {
			t.Error(e)
		}
		if again := o.prepared("ben", other); again != id {
			t.Fatalf("the same plan has another ID, %s", again)
		}
		if e := wantError[*NotAllowedError](t, o.decide(id, "preparer", Approved, noon)); e.Code != "not-allowed-preparer" {
			t.Error(e)
		}
		p, err := o.store.Plan(ctx, o.org, id)
		o.must(err)
		o.must(o.store.SavePlan(ctx, p.Plan, "boss", noon, sorted([]*reconcile.Change{joiner("ben")}))) // made again by somebody else
		wantError[*NotAllowedError](t, o.decide(id, "preparer", Approved, noon))
		o.must(o.decide(id, "boss", Approved, noon))
		o.must(o.applyAs(id, "preparer", noon))
		wantError[*NotAllowedError](t, o.store.SavePlan(ctx, o.draft(), "nobody", noon, sorted(nil)))
	})
}

// An approval of a held plan lifts every finding, and apply takes over what it lifts.
func TestApprovalLiftsFindings(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		o := staffed(t, db)
		p := o.draft(joiner("ben"))
		p.Findings = []reconcile.Finding{{Code: "seats", Blocks: true, Number: 3}, {Code: "older-file", Number: 1}}
		p.Policy.Approvals.TwoFor = []reconcile.ApprovalCause{reconcile.ForFindings}
		p.PolicyDigest = p.Policy.Digest()
		o.must(o.store.SavePlan(ctx, p, "preparer", noon, sorted([]*reconcile.Change{joiner("ben")})))
		lift := func(by string, number int) error {
			_, err := o.store.Decide(ctx, o.org, p.ID, Verdict{By: by, Decision: Approved, Reason: "because", At: noon,
				Accepted: []Acceptance{{Code: "seats", Number: number, Reason: "because"}}})
			return err
		}
		wantError[*BlockedError](t, o.decide(p.ID, "approver", Approved, noon))
		wantError[*BlockedError](t, lift("approver", 4))
		o.must(lift("approver", 3))
		if e := wantError[*UnapprovedError](t, o.applyAs(p.ID, "approver", noon)); e.Needed != 2 {
			t.Errorf("%+v", e)
		}
		o.must(lift("second", 3))
		_, err := o.store.Apply(ctx, o.org, p.ID, Order{By: "preparer", At: noon,
			Accepted: []Acceptance{{Code: "seats", Number: 3, Reason: "mine"}}})
		wantError[*NotAllowedError](t, err)
		run, err := o.store.Apply(ctx, o.org, p.ID, Order{By: "preparer", At: noon})
		o.must(err)
		want := []Acceptance{{Code: "seats", Number: 3, Reason: "because", By: "approver"}}
		if diff := cmp.Diff(want, run.Accepted); diff != "" {
			t.Error(diff)
		}
	})
}

// Whose account a plan takes away neither approves nor applies it, by whatever key the account is known.
func TestOwnAccount(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		o := staffed(t, db)
		o.must(o.applyAs(o.prepared("ben", reconcile.Approvals{}), "approver", noon))
		id := o.planBy("preparer", leaver(o.account("ben")))
		for _, key := range []string{"N-BEN", "ben", "Ben@example.org", "id:1"} {
			_, err := o.store.SetAccount(ctx, o.org, "administrator", "approver", key, noon)
			o.must(err)
			for _, err := range []error{o.decide(id, "approver", Approved, noon), o.applyAs(id, "approver", noon)} {
				if e := wantError[*NotAllowedError](t, err); e.Code != "not-allowed-own" {
					t.Errorf("%s: %v", key, e)
				}
			}
		}
		_, err := o.store.Apply(ctx, o.org, id, Order{By: "second", At: noon, Own: []string{"BEN"}})
		wantError[*NotAllowedError](t, err)
		o.must(o.decide(id, "second", Approved, noon))
		o.must(o.applyAs(id, "second", noon))
	})
}

// planBy keeps a plan of these changes in somebody's name.
func (o *office) planBy(by string, changes ...*reconcile.Change) string {
	o.Helper()
	p := o.draft(changes...)
	o.must(o.store.SavePlan(ctx, p, by, noon, sorted(changes)))
	return p.ID
}

func TestPinnedPolicy(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		o := staffed(t, db)
		none, err := o.store.Pinned(ctx, o.org)
		if none != nil || err != nil {
			t.Errorf("%v, %v", none, err)
		}
		strict := reconcile.DefaultPolicy()
		strict.Seats, strict.Scope = 7, []reconcile.Term{{Field: reconcile.Company, Value: "ACME"}}
		id := o.prepared("ben", reconcile.Approvals{})
		_, err = o.store.Pin(ctx, o.org, "approver", strict, "seats: 7\n", noon)
		wantError[*NotAllowedError](t, err)
		p, err := o.store.Pin(ctx, o.org, "administrator", strict, "seats: 7\n", noon)
		o.must(err)
		if p.Version != 1 || p.Digest != strict.Digest() || p.By != "administrator" || p.Policy.Digest() != p.Digest {
			t.Errorf("%+v", p)
		}
		if e := wantError[*StaleError](t, o.applyAs(id, "approver", noon)); e.Reason != StalePolicy {
			t.Error(e)
		}
		under := func(scope ...reconcile.Term) string {
			next := o.draft(joiner("ben"))
			next.Policy = strict
			next.Policy.Scope = scope
			next.PolicyDigest = next.Policy.Digest()
			o.must(o.store.SavePlan(ctx, next, "preparer", noon, sorted([]*reconcile.Change{joiner("ben")})))
			return next.ID
		}
		if e := wantError[*StaleError](t, o.applyAs(under(), "approver", noon)); e.Reason != StalePolicy {
			t.Error(e)
		}
		o.must(o.applyAs(under(strict.Scope[0], reconcile.Term{Field: reconcile.Role, Value: "Agent"}), "approver", noon))
		if p, err = o.store.Pin(ctx, o.org, "administrator", reconcile.DefaultPolicy(), "", noon); err != nil || p.Version != 2 {
			t.Errorf("%+v, %v", p, err)
		}
		if n := o.entries(ledger.Policy); n != 2 {
			t.Errorf("%d policies in the ledger", n)
		}
		if elsewhere, err := o.store.Pinned(ctx, "Nowhere"); elsewhere != nil || err != nil {
			t.Errorf("%v, %v", elsewhere, err)
		}
	})
}
