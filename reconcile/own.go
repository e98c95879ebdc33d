package reconcile

import (
	"slices"
	"strconv"
	"strings"
)

// markOwn marks the accounts of whoever makes the plan, which it never takes away.
func (d *diffing) markOwn(keys []string) {
	for _, key := range keys {
		for _, ord := range d.x.holders(key) {
			d.x.state[ord] |= isOwn
		}
	}
}

// holders gives the accounts that have a key: an ID as "id:7", an employee number, a login or an e-mail.
func (x *Index) holders(key string) (ords []int) {
	key = Fold(key)
	if id, ok := strings.CutPrefix(key, "id:"); ok {
		if n, err := strconv.ParseInt(id, 10, 64); err == nil {
			if ord := x.ordinal(n); ord >= 0 {
				ords = append(ords, ord)
			}
		}
	}
	for _, k := range [...]int{byNumber, byLogin, byEmail} {
		ords = slices.AppendSeq(ords, x.keys[k].all(x.hashFolded(key)))
	}
	return ords
}

// takesOwn tells whether a change would take the account of whoever makes the plan away, so that it has to be held.
func (d *diffing) takesOwn(a *Account, c *Change, ord int) bool {
	if d.x.state[ord]&isOwn == 0 || !d.rules.TakesAway(a, c) {
		return false
	}
	d.own = append(d.own, a.ID)
	return true
}

// ownHeld gives the IDs of the accounts that were held as the own ones of whoever makes the plan, each once.
func (d *diffing) ownHeld() []int64 {
	slices.Sort(d.own)
	return slices.Compact(d.own)
}

// TakesAway tells whether a change deactivates an active account or takes a privileged role from it.
func (p *Policy) TakesAway(a *Account, c *Change) bool {
	if !a.Active() {
		return false
	}
	after := Account{Values: a.Values}
	for _, f := range c.Fields {
		if f.Field < NumFields {
			after.Values[f.Field] = f.New
		}
	}
	return c.Action == Deactivate || !after.Active() || p.privileged(a) && !p.privileged(&after)
}

func (p *Policy) privileged(a *Account) bool {
	role := Fold(a.Values[Role])
	return role != "" && slices.ContainsFunc(p.Administrators, func(r string) bool { return Fold(r) == role })
}
