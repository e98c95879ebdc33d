package storage

import (
	"context"
	"slices"
	"time"

	"rollcall/ledger"
	"rollcall/reconcile"
)

// Verdict is a decision to be kept.
type Verdict struct {
	By       string // the operator's name
	Decision Decision
	Reason   string
	Accepted []Acceptance // of an approval: the findings it lifts, all that hold the plan
	At       time.Time
}

// Decide keeps an operator's decision about a plan, with an entry in the ledger, and gives how the plan stands then. The
// error is a *NotAllowedError for whoever may not decide about this plan, a *BlockedError where an approval does not
// accept every finding that holds the plan, a *RejectedError where it was rejected, an *AppliedError where it was
// applied and a *StaleError where an approval comes too late.
func (s *Store) Decide(ctx context.Context, org, planID string, v Verdict) (*Standing, error) {
	var after *Standing
	err := s.witnessed(ctx, org, func(t *tx, o *Organisation) (*Entry, error) {
		by, err := inForce(ctx, t, o.id, v.By, Approver)
		if err == nil && by == nil {
			err = &NotAllowedError{Code: "not-allowed-open"}
		}
		if err != nil {
			return nil, err
		}
		p, err := loadPlan(ctx, t, o, planID)
		if err != nil {
			return nil, err
		}
		if err := mayDecide(ctx, t, o, p, by, &v); err != nil {
			return nil, err
		}
		e, err := insertDecision(ctx, t, o.id, p, by, &v)
		if err != nil {
			return nil, err
		}
		after, err = standing(ctx, t, o.id, p, v.At)
		return e, err
	})
	if err != nil {
		return nil, err
	}
	return after, nil
}

func mayDecide(ctx context.Context, t *tx, o *Organisation, p *StoredPlan, by *Operator, v *Verdict) error {
	before, err := standing(ctx, t, o.id, p, v.At)
	switch {
	case err != nil:
		return err
	case p.Run > 0:
		return &AppliedError{p.ID, p.Run}
	case before.Rejection() != nil:
		return &RejectedError{p.ID, before.Rejection().By}
	case v.Decision == Rejected:
		return nil
	case p.Revision != o.Revision:
		return &StaleError{Reason: StaleRoster, Total: int(o.Revision - p.Revision)}
	}
	if err := underPinned(ctx, t, o.id, p); err != nil {
		return err
	}
	if before.Other {
		made, err := preparer(ctx, t, o.id, p.ID)
		switch {
		case err != nil:
			return err
		case made == by.Number:
			return &NotAllowedError{"not-allowed-preparer", []any{by.Name, p.ID}}
		case made == 0:
			return &NotAllowedError{"not-allowed-unprepared", []any{p.ID}}
		}
	}
	if held := unlifted(p.Findings, v.Accepted); len(held) > 0 {
		return &BlockedError{p.ID, held}
	}
	if err := checkRoot(ctx, t, o.id, p); err != nil {
		return err
	}
	return sparesOwn(ctx, t, o.id, p, by.Name, by.Own())
}

// unlifted gives the findings that hold a plan and are not accepted with exactly their number.
func unlifted(findings []reconcile.Finding, accepted []Acceptance) (held []reconcile.Finding) {
	for _, f := range findings {
		lifts := func(a Acceptance) bool { return a.Code == f.Code && a.Number == f.Number && a.Reason != "" }
		if f.Blocks && !slices.ContainsFunc(accepted, lifts) {
			held = append(held, f)
		}
	}
	return held
}

// insertDecision keeps a decision and gives its entry for the ledger.
func insertDecision(ctx context.Context, t *tx, org int64, p *StoredPlan, by *Operator, v *Verdict) (*Entry, error) {
	kind, expires := ledger.Rejection, ""
	if v.Decision == Approved {
		kind, expires = ledger.Approval, stamp(v.At.Add(p.Policy.Approvals.Validity()))
	}
	accepted := []Acceptance{}
	for _, a := range v.Accepted {
		accepted = append(accepted, Acceptance{Code: a.Code, Number: a.Number, Reason: v.Reason, By: by.Name})
	}
	var number int64
	if _, err := t.get(ctx, &number, "SELECT coalesce(max(number), 0) + 1 FROM approvals WHERE org_id = ?", org); err != nil {
		return nil, err
	}
	_, err := t.exec(ctx, `INSERT INTO approvals (org_id, number, plan_id, digest, operator, decision, reason, accepted, decided, expires)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, org, number, p.ID, p.Digest(), by.Number, string(v.Decision), v.Reason, mustJSON(accepted),
		stamp(v.At), expires)
	if err != nil {
		return nil, err
	}
	return &Entry{Kind: kind, At: v.At,
		Facts: map[string]string{"approval": formatID(number), "plan": p.ID, "digest": p.Digest(), "operator": formatID(by.Number), "expires": expires},
		Note:  map[string]string{"by": by.Name, "reason": v.Reason}}, nil
}
