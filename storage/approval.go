package storage

import (
	"context"
	"encoding/json"
	"slices"
	"time"
)

// Decision is what an operator decided about a plan.
type Decision string

// The decisions.
const (
	Approved Decision = "approved"
	Rejected Decision = "rejected" // for good: nobody applies the plan any more
)

// The reasons why an approval doesn't count, which are the codes of their texts.
const (
	VoidExpired  = "void-expired"
	VoidRevoked  = "void-revoked"  // the operator was revoked, or lost the role, since
	VoidPreparer = "void-preparer" // the operator made the plan, and another person must approve
	VoidUnknown  = "void-unknown"  // nobody knows who made the plan, and another person must approve
	VoidOther    = "void-other"    // it was given to another plan whose ID begins alike
)

// Approval is an operator's decision about a plan.
type Approval struct {
	Number   int64 // of the organisation, from 1
	PlanID   string
	By       string // the operator's name
	Decision Decision
	Reason   string
	Accepted []Acceptance // the findings it lifts
	At       time.Time    // UTC
	Expires  time.Time    // UTC; zero for a rejection
	Void     string       // why it doesn't count, "" where it does
	operator int64
}

// Standing is how a plan stands with those who must approve it.
type Standing struct {
	Needed    int  // different operators who must approve
	Other     bool // whoever made the plan doesn't count
	Decisions []*Approval
}

// Valid gives the approvals that count, the last of each operator.
func (s *Standing) Valid() []*Approval {
	var valid []*Approval
	for _, a := range s.Decisions {
		if a.Decision != Approved || a.Void != "" {
			continue
		}
		valid = append(slices.DeleteFunc(valid, func(b *Approval) bool { return b.operator == a.operator }), a)
	}
	return valid
}

// Missing is how many more operators must approve.
func (s *Standing) Missing() int { return max(0, s.Needed-len(s.Valid())) }

// Rejection gives the decision that holds the plan for good, nil where there is none.
func (s *Standing) Rejection() *Approval {
	for _, a := range s.Decisions {
		if a.Decision == Rejected && a.Void == "" {
			return a
		}
	}
	return nil
}

// approvalRow is a decision as the table keeps it, with what is known of the operator.
type approvalRow struct {
	Number   int64
	PlanID   string `db:"plan_id"`
	Digest   string
	Operator int64
	Decision string
	Reason   string
	Accepted string
	Decided  string
	Expires  string
	Name     string
	Role     string
	Revoked  string
}

// standing reads how a plan stands at a moment.
func standing(ctx context.Context, t *tx, org int64, p *StoredPlan, at time.Time) (*Standing, error) {
	s := &Standing{Needed: p.ApprovalsNeeded(), Other: p.Policy.Approvals.OtherPerson}
	var rows []approvalRow
	err := t.list(ctx, &rows, `SELECT a.number, a.plan_id, a.digest, a.operator, a.decision, a.reason, a.accepted, a.decided, a.expires,
		o.name, o.role, o.revoked FROM approvals AS a JOIN operators AS o ON o.org_id = a.org_id AND o.number = a.operator
		WHERE a.org_id = ? AND a.plan_id = ? ORDER BY a.number`, org, p.ID)
	if err != nil || len(rows) == 0 {
		return s, err
	}
	preparer, err := preparer(ctx, t, org, p.ID)
	if err != nil {
		return nil, err
	}
	digest := p.Digest()
	for i := range rows {
		a, err := rows[i].approval()
		if err != nil {
			return nil, err
		}
		a.Void = rows[i].void(a, digest, preparer, s.Other, at)
		s.Decisions = append(s.Decisions, a)
	}
	return s, nil
}

func (r *approvalRow) approval() (*Approval, error) {
	a := &Approval{Number: r.Number, PlanID: r.PlanID, By: r.Name, Decision: Decision(r.Decision), Reason: r.Reason, operator: r.Operator}
	if err := json.Unmarshal([]byte(r.Accepted), &a.Accepted); err != nil {
		return nil, err
	}
	var err error
	if a.At, err = parseStamp(r.Decided); err == nil {
		a.Expires, err = parseStamp(r.Expires)
	}
	return a, err
}

// void tells why a decision doesn't count at a moment, "" where it does. A rejection always counts.
func (r *approvalRow) void(a *Approval, digest string, preparer int64, other bool, at time.Time) string {
	switch {
	case r.Digest != digest:
		return VoidOther
	case a.Decision == Rejected:
		return ""
	case r.Revoked != "" || !Role(r.Role).Covers(Approver):
		return VoidRevoked
	case !at.Before(a.Expires):
		return VoidExpired
	case other && preparer == 0:
		return VoidUnknown
	case other && preparer == r.Operator:
		return VoidPreparer
	}
	return ""
}

// preparer gives the operator who made a plan first, 0 where none did: it was made while the organisation was open.
func preparer(ctx context.Context, t *tx, org int64, planID string) (operator int64, err error) {
	_, err = t.get(ctx, &operator, "SELECT operator FROM preparers WHERE org_id = ? AND plan_id = ?", org, planID)
	return operator, err
}

// prepared keeps which operator made a plan first, and gives the operator; nil where that was kept already, and in an
// open organisation, where nobody is one.
func prepared(ctx context.Context, t *tx, org int64, planID, by string, at time.Time) (*Operator, error) {
	o, err := inForce(ctx, t, org, by, Preparer)
	if err != nil || o == nil {
		return nil, err
	}
	first, err := preparer(ctx, t, org, planID)
	if err != nil || first != 0 {
		return nil, err
	}
	_, err = t.exec(ctx, "INSERT INTO preparers (org_id, plan_id, operator, prepared) VALUES (?, ?, ?, ?)", org, planID, o.Number, stamp(at))
	return o, err
}

// Standing tells how a plan stands at a moment with those who must approve it.
func (s *Store) Standing(ctx context.Context, org, planID string, at time.Time) (*Standing, error) {
	t, err := s.read(ctx)
	if err != nil {
		return nil, err
	}
	defer t.end()
	o, err := organisation(ctx, t, org)
	if err != nil {
		return nil, err
	}
	p, err := loadPlan(ctx, t, o, planID)
	if err != nil {
		return nil, err
	}
	return standing(ctx, t, o.id, p, at)
}
