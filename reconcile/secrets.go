package reconcile

import "strconv"

// hash gives the hash of a clear password. Each takes a good part of the time that a thousand rows do, so past the
// limit, and once nobody waits for the plan, none is worked out and no plan comes of it: see hashed.
func (d *diffing) hash(salt string, plain []byte) string {
	if d.hashes++; d.hashes > d.limits().Passwords || d.ended() != nil {
		return ""
	}
	return d.in.Hash(salt, plain)
}

// hashed tells why hashes that the plan would need were not worked out.
func (d *diffing) hashed() error {
	if limit := d.limits().Passwords; d.hashes > limit {
		return &Refusal{File: d.in.Upload.File.Name, Problem: Problem{Code: "too-many-passwords", Rejects: true,
			Args: []string{strconv.Itoa(limit), strconv.Itoa(d.hashes)}}}
	}
	return d.ended()
}

func (d *diffing) limits() Limits { return d.in.Policy.Limits.Settled() }
