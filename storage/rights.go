package storage

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"rollcall/ledger"
)

// rightsFact is the fact by which an entry vouches for the tables that say who may do what, and what was decided.
const rightsFact = "rights_sha256"

// rights gives the digest of an organisation's operators, decisions and pinned policies as they stand; "" where there
// are none.
func (t *tx) rights(ctx context.Context, org int64) (string, error) {
	sum, rows := sha256.New(), 0
	for _, query := range []string{
		"SELECT number, name, name_key, role, os_user, token_hash, account, added, revoked FROM operators WHERE org_id = ? ORDER BY number",
		"SELECT number, plan_id, digest, operator, decision, reason, accepted, decided, expires FROM approvals WHERE org_id = ? ORDER BY number",
		"SELECT version, digest, policy, source, pinned_by, pinned_at FROM policies WHERE org_id = ? ORDER BY version",
	} {
		found, err := t.QueryxContext(ctx, t.Rebind(query), org)
		if err != nil {
			return "", err
		}
		for found.Next() {
			values, err := found.SliceScan()
			if err != nil {
				found.Close()
				return "", err
			}
			rows++
			for _, v := range values {
				if b, ok := v.([]byte); ok {
					v = string(b)
				}
				fmt.Fprintf(sum, "%q,", fmt.Sprint(v))
			}
			fmt.Fprintln(sum)
		}
		if err := found.Err(); err != nil {
			return "", err
		}
		fmt.Fprintln(sum)
	}
	if rows == 0 {
		return "", nil
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

// FaultRights says that operators, decisions or policies are not as the last entry about them left them.
const FaultRights ledger.Fault = "ledger-rights"

// checkRights holds the tables of rights against the last entry that vouches for them.
func (v *verification) checkRights(ctx context.Context) error {
	now, err := v.t.rights(ctx, v.org.id)
	if err == nil && now != v.rights && (v.vouched > 0 || !v.unvouched) {
		return &LedgerError{Number: v.vouched, Fault: FaultRights}
	}
	return err
}

// vouch remembers what an entry says of the tables of rights. Those from before entries did so vouch for nothing.
func (v *verification) vouch(e *Entry) {
	switch e.Kind {
	case ledger.Operator, ledger.Approval, ledger.Rejection, ledger.Policy:
		if said, ok := e.Facts[rightsFact]; ok {
			v.rights, v.vouched = said, e.Number
		} else {
			v.unvouched = true
		}
	}
}
