package storage

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"time"

	"rollcall/ledger"
	"rollcall/reconcile"
)

// PinnedPolicy is the policy that an organisation is bound to: plans come under it, whatever file lies beside them.
type PinnedPolicy struct {
	Version int64 // of the organisation, from 1
	Digest  string
	Policy  reconcile.Policy
	Source  string // the policy file as it was written
	By      string
	At      time.Time // UTC
}

// policyRow is a pinned policy as the table keeps it.
type policyRow struct {
	Version  int64
	Digest   string
	Policy   string
	Source   string
	PinnedBy string `db:"pinned_by"`
	PinnedAt string `db:"pinned_at"`
}

// pinned reads the policy that an organisation is bound to, nil where there is none.
func pinned(ctx context.Context, t *tx, org int64) (*PinnedPolicy, error) {
	var r policyRow
	found, err := t.get(ctx, &r, `SELECT version, digest, policy, source, pinned_by, pinned_at FROM policies
		WHERE org_id = ? ORDER BY version DESC LIMIT 1`, org)
	if err != nil || !found {
		return nil, err
	}
	p := &PinnedPolicy{Version: r.Version, Digest: r.Digest, Source: r.Source, By: r.PinnedBy}
	sum := sha256.Sum256([]byte(r.Policy))
	if hex.EncodeToString(sum[:]) != r.Digest || json.Unmarshal([]byte(r.Policy), &p.Policy) != nil {
		return nil, &PolicyDamagedError{r.Version}
	}
	p.At, err = parseStamp(r.PinnedAt)
	return p, err
}

// Pinned gives the policy that an organisation is bound to, nil where there is none or no such organisation yet.
func (s *Store) Pinned(ctx context.Context, org string) (*PinnedPolicy, error) {
	t, err := s.read(ctx)
	if err != nil {
		return nil, err
	}
	defer t.end()
	o, err := organisation(ctx, t, org)
	if _, unknown := err.(*UnknownError); unknown {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return pinned(ctx, t, o.id)
}

// Pin binds an organisation to a policy; source is the file it was read from, as it was written. The organisation is
// made on first use. Versions before stay in the store.
func (s *Store) Pin(ctx context.Context, org, by string, policy reconcile.Policy, source string, at time.Time) (*PinnedPolicy, error) {
	if _, err := s.Organisation(ctx, org); err != nil {
		return nil, err
	}
	var p *PinnedPolicy
	err := s.witnessed(ctx, org, func(t *tx, o *Organisation) (*Entry, error) {
		if _, err := inForce(ctx, t, o.id, by, Administrator); err != nil {
			return nil, err
		}
		_, err := t.exec(ctx, `INSERT INTO policies (org_id, version, digest, policy, source, pinned_by, pinned_at)
			SELECT ?, coalesce(max(version), 0) + 1, ?, ?, ?, ?, ? FROM policies WHERE org_id = ?`,
			o.id, policy.Digest(), mustJSON(&policy), source, by, stamp(at), o.id)
		if err != nil {
			return nil, err
		}
		if p, err = pinned(ctx, t, o.id); err != nil {
			return nil, err
		}
		return &Entry{Kind: ledger.Policy, At: at, Facts: map[string]string{"version": formatID(p.Version), "digest": p.Digest},
			Note: map[string]string{"by": by}}, nil
	})
	if err != nil {
		return nil, err
	}
	return p, nil
}

// underPinned gives a *StaleError where a plan was made under another policy than its organisation is bound to by now.
// Pairs of keys may differ, and the scope of a file may be narrower: they are said plan by plan.
func underPinned(ctx context.Context, t *tx, org int64, p *StoredPlan) error {
	pin, err := pinned(ctx, t, org)
	if err != nil || pin == nil {
		return err
	}
	wider := p.Kind == reconcile.FromFile && !p.Policy.ScopeWithin(&pin.Policy)
	if wider || pin.Policy.BaseDigest() != p.Policy.BaseDigest() {
		return &StaleError{Reason: StalePolicy, Total: 1}
	}
	return nil
}
