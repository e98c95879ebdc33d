package reconcile_test

import (
	"testing"
	"time"

	"rollcall/reconcile"
)

func TestApprovalsNeeded(t *testing.T) {
	both := []reconcile.ApprovalCause{reconcile.ForFindings, reconcile.ForPrivileged}
	held := []reconcile.Finding{{Code: "seats", Blocks: true}}
	for _, c := range []struct {
		plan reconcile.Plan
		want int
	}{
		{reconcile.Plan{Findings: held, Raised: 1}, 0},
		{reconcile.Plan{Policy: reconcile.Policy{Approvals: reconcile.Approvals{Needed: 1}}, Findings: held, Raised: 1}, 1},
		{reconcile.Plan{Policy: reconcile.Policy{Approvals: reconcile.Approvals{TwoFor: both}}}, 0},
		{reconcile.Plan{Policy: reconcile.Policy{Approvals: reconcile.Approvals{TwoFor: both}}, Raised: 1}, 2},
		{reconcile.Plan{Policy: reconcile.Policy{Approvals: reconcile.Approvals{TwoFor: both}}, Findings: held}, 2},
		{reconcile.Plan{Policy: reconcile.Policy{Approvals: reconcile.Approvals{TwoFor: both}}, Findings: []reconcile.Finding{{Code: "seats"}}}, 0},
		{reconcile.Plan{Policy: reconcile.Policy{Approvals: reconcile.Approvals{TwoFor: both[:1], Needed: 1}}, Raised: 1}, 1},
	} {
		if got := c.plan.ApprovalsNeeded(); got != c.want {
			t.Errorf("%+v: %d, want %d", c.plan.Policy.Approvals, got, c.want)
		}
	}
	if a := (reconcile.Approvals{}); a.Validity() != 72*time.Hour {
		t.Errorf("an approval counts for %v", a.Validity())
	}
}

// Whoever becomes an administrator is counted where two must approve that, in a first load as well.
func TestRaisedIsCounted(t *testing.T) {
	c := &situation{Policy: reconcile.DefaultPolicy(), Mode: reconcile.Reviewed}
	if err := c.readUpload("employee_number,first_name,last_name,role\nE1,Anne,Morel,admin\nE2,Paul,Roux,Agent\n"); err != nil {
		t.Fatal(err)
	}
	if p := planCase(t, c).header(t, c.Mode); p.Raised != 0 {
		t.Errorf("%d are counted where nobody asks", p.Raised)
	}
	c.Policy.Approvals.TwoFor = []reconcile.ApprovalCause{reconcile.ForPrivileged}
	if p := planCase(t, c).header(t, c.Mode); p.Raised != 1 || p.ApprovalsNeeded() != 2 {
		t.Errorf("%d raised, %d approvals", p.Raised, p.ApprovalsNeeded())
	}
}

func TestScopeWithin(t *testing.T) {
	scope := func(terms ...string) *reconcile.Policy {
		p := reconcile.DefaultPolicy()
		for i := 0; i < len(terms); i += 2 {
			f, _ := reconcile.ParseField(terms[i])
			p.Scope = append(p.Scope, reconcile.Term{Field: f, Value: terms[i+1]})
		}
		return &p
	}
	outer := scope("company", "Acme", "company", "Globex", "role", "Agent")
	for _, c := range []struct {
		inner *reconcile.Policy
		want  bool
	}{
		{outer, true},
		{scope("company", "ACME", "role", "Agent"), true},
		{scope("company", "ACME", "role", "agent", "group", "Nord"), true},
		{scope(), false},
		{scope("company", "Acme"), false},
		{scope("company", "Acme", "company", "Initech", "role", "Agent"), false},
		{scope("role", "Agent"), false},
	} {
		if got := c.inner.ScopeWithin(outer); got != c.want {
			t.Errorf("%v within: %v", c.inner.Scope, got)
		}
		if !c.inner.ScopeWithin(scope()) {
			t.Errorf("%v is not within everything", c.inner.Scope)
		}
	}
}
