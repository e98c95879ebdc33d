package reconcile

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
)

// IndexFor names what an index depends on besides the roster: the policy and the meaning of the file's columns. An
// index serves files and policies of one name only. Hexadecimal.
func IndexFor(file *File, p *Policy) string {
	b, err := json.Marshal(struct {
		Version int
		Policy  string
		Columns []Column
	}{1, p.Digest(), file.Columns})
	if err != nil {
		panic("reconcile: columns that can't be written: " + err.Error())
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// indexOf gives the index that came with the input, or reads the roster.
func (d *diffing) indexOf(ctx context.Context) (*Index, error) {
	x := d.in.Index
	if x == nil {
		d.learnt++
		return buildIndex(ctx, d.in.Roster, d.rules, d.cols)
	}
	for _, unseen := range []map[string]bool{d.rules.unseen, d.rules.unheard} {
		for key := range unseen {
			if len(x.holders(key)) > 0 {
				delete(unseen, key)
			}
		}
	}
	x.pending = prints{}
	return x, nil
}

// Await says which plan the file that taught the index led to: when its changes are moved over, their rows are known.
func (x *Index) Await(planID string) { x.pending.plan = planID }

// Accounts is how many accounts the index knows.
func (x *Index) Accounts() int { return x.ids.len() }

// Last is the highest ID of the accounts that the index knows, 0 where there are none.
func (x *Index) Last() int64 { return x.ids.last() }
