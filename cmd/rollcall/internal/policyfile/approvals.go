package policyfile

import (
	"slices"
	"time"

	"github.com/goccy/go-yaml/ast"

	"rollcall/reconcile"
)

var approvalSettings = map[string]setting{"needed": needed, "other_person": otherPerson, "two_for": twoFor, "valid": valid}

// approvals says who must approve a plan. Where another person must, one must unless needed says otherwise.
func approvals(p *reconcile.Policy, n ast.Node) error {
	const unsaid = -1
	p.Approvals.Needed = unsaid
	err := apply(p, n, approvalSettings)
	if p.Approvals.Needed == unsaid {
		p.Approvals.Needed = 0
		if p.Approvals.OtherPerson {
			p.Approvals.Needed = 1
		}
	}
	return err
}

func needed(p *reconcile.Policy, n ast.Node) error {
	s, err := text(n)
	if err != nil {
		return err
	}
	p.Approvals.Needed = slices.Index([]string{"0", "1", "2"}, s)
	if p.Approvals.Needed < 0 {
		return wrong(n, "policy-choice", s, "0, 1, 2")
	}
	return nil
}

func otherPerson(p *reconcile.Policy, n ast.Node) (err error) {
	p.Approvals.OtherPerson, err = yesNo(n)
	return err
}

func twoFor(p *reconcile.Policy, n ast.Node) error {
	list, err := texts(n)
	p.Approvals.TwoFor = nil
	for _, s := range list {
		cause := reconcile.ApprovalCause(s)
		if cause != reconcile.ForPrivileged && cause != reconcile.ForFindings {
			return wrong(n, "policy-choice", s, "privileged, findings")
		}
		if !slices.Contains(p.Approvals.TwoFor, cause) {
			p.Approvals.TwoFor = append(p.Approvals.TwoFor, cause)
		}
	}
	slices.Sort(p.Approvals.TwoFor)
	return err
}

// maxValid is the longest that an approval may count.
const maxValid = 366 * 24 * time.Hour

func valid(p *reconcile.Policy, n ast.Node) error {
	s, err := text(n)
	if err != nil {
		return err
	}
	d, err := time.ParseDuration(s)
	if err != nil || d < time.Minute || d > maxValid {
		return wrong(n, "policy-duration", s)
	}
	if p.Approvals.ValidSeconds = 0; d != reconcile.DefaultValidity {
		p.Approvals.ValidSeconds = int64(d / time.Second)
	}
	return nil
}
