package storage

import (
	"context"
	"slices"
)

// This file says whether a plan may be applied by whoever wants it, within the transaction that applies it.

// permit makes sure that the plan has its approvals, that whoever applies it may, and that it doesn't take their own
// account. What the approvals accepted is accepted.
func (a *application) permit(ctx context.Context) error {
	by, err := inForce(ctx, a.t, a.org.id, a.order.By, Preparer)
	if err != nil {
		return err
	}
	if err := underPinned(ctx, a.t, a.org.id, a.plan); err != nil {
		return err
	}
	s, err := standing(ctx, a.t, a.org.id, a.plan, a.order.At)
	if err != nil {
		return err
	}
	if r := s.Rejection(); r != nil {
		return &RejectedError{a.plan.ID, r.By}
	}
	own := a.order.Own
	if by != nil {
		own = append(slices.Clone(own), by.Own())
		if err := a.entitled(ctx, by, s); err != nil {
			return err
		}
	}
	if missing := s.Missing(); missing > 0 {
		return &UnapprovedError{PlanID: a.plan.ID, Needed: s.Needed, Missing: missing, Open: by == nil}
	}
	for _, v := range s.Valid() {
		a.order.Accepted = append(a.order.Accepted, v.Accepted...)
	}
	return sparesOwn(ctx, a.t, a.org.id, a.plan, a.order.By, own...)
}

// entitled makes sure that a preparer lifts no finding and applies only what somebody approved.
func (a *application) entitled(ctx context.Context, by *Operator, s *Standing) error {
	if by.Role.Covers(Approver) {
		return nil
	}
	s.Needed = max(s.Needed, 1)
	if len(a.order.Accepted) > 0 {
		return lacks(ctx, a.t, a.org.id, by, Approver)
	}
	return nil
}
