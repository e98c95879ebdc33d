package reconcile

import (
	"slices"
	"strconv"
	"strings"
)

// putBack parts fields of the run into those to put back and those to leave. What wrote a field last decides: one that
// a later run wrote to the very value of the run is that run's.
func (u *undoing) putBack(r *reversal, fields []FieldChange) {
	for _, f := range fields {
		q, now := u.since.of(r.ord, f), r.account.Value(f)
		back := FieldChange{Field: f.Field, Attr: f.Attr, Old: now, New: f.Old}
		switch {
		case now == f.Old:
			r.Left = append(r.Left, Left{back, q.backTo(now)})
		case (now == f.New || signedIn(f, now)) && (q.stands() || f.Field == FormerLogins): // which follow the login
			r.Fields = append(r.Fields, back)
		default:
			r.Left = append(r.Left, Left{back, q.editedTo(now)})
		}
	}
	r.restoreFormer()
}

// signedIn tells whether somebody who was invited has signed in since, which is no edit.
func signedIn(f FieldChange, now string) bool {
	return f.Field == Status && f.New == StatusInvited && now == StatusActive
}

// restoreFormer puts the list of former logins back with a login: the login that is taken back was never had.
func (r *reversal) restoreFormer() {
	login, ok := r.Field(Login)
	_, spelt := r.Field(FormerLogins)
	spelt = spelt || slices.ContainsFunc(r.Left, func(l Left) bool { return l.Field == FormerLogins })
	if !ok || spelt || Fold(login.Old) == Fold(login.New) {
		return
	}
	before := slices.DeleteFunc(slices.Clone(r.account.Former), func(l string) bool { return l == Fold(login.New) })
	f := FieldChange{Field: FormerLogins}
	f.Old, f.New = r.account.Value(f), strings.Join(before, "\n")
	r.Fields = append(r.Fields, f)
}

// together are fields that mean something only together: where one of them stays, so does the other.
var together = [...][2]Field{{Status, Deactivated}, {Password, MustChange}, {Login, FormerLogins}}

// couple leaves the fields that belong to one that stays.
func (r *reversal) couple() {
	for _, pair := range together {
		for i, f := range pair {
			if r.stays(f) {
				r.leave(Reason{"goes-with", []string{f.String()}}, func(g Field) bool { return g == pair[1-i] })
			}
		}
	}
}

func (r *reversal) stays(f Field) bool {
	return slices.ContainsFunc(r.Left, func(l Left) bool { return l.Field == f && l.Outcome() != Reversed })
}

// checkRules leaves fields that would break a rule about several fields which holds as the account stands.
func (u *undoing) checkRules(r *reversal) {
	after, now := Account{Values: r.account.Values, Attrs: r.account.Attrs}, &r.account.Values
	r.Apply(&after)
	if after.Values.strayHome() && !now.strayHome() {
		r.leave(Reason{Code: "conflict-establishment"}, func(f Field) bool { return f == Establishments || f == DefaultEstablishment })
	}
	if u.rules.lacksEmail(&after.Values) && !u.rules.lacksEmail(now) {
		r.leave(Reason{Code: "conflict-email"}, func(f Field) bool { return f == Role || f == Email })
	}
}

// keyFields are the keys that belong to one account, with the index's table of each and the code of a conflict.
var keyFields = [...]struct {
	field Field
	table int
	code  string
}{{EmployeeNumber, byNumber, "conflict-number"}, {Login, byLogin, "conflict-login"}}

// awaits notes which keys a reversal gives up, leaves those it can never have, and tells whether it wants one that is
// somebody else's now: whether it can have that is known when all are.
func (u *undoing) awaits(r *reversal) (waits bool) {
	if login, ok := r.Field(Login); ok {
		h := u.x.hashFolded(login.New)
		if owner, was := u.x.former[h]; was && int(owner) != r.ord && !slices.Contains(r.account.Former, Fold(login.New)) {
			u.leaveKey(r, Login, "conflict-login", int(owner))
		}
	}
	for _, k := range keyFields {
		if f, ok := r.Field(k.field); ok && Fold(f.Old) != Fold(f.New) {
			u.gives[r.ord].add(k.field)
			waits = waits || u.owner(r, k.field, k.table) >= 0
		}
	}
	return waits
}

// owner gives who else has the key that a reversal puts back, -1 for nobody.
func (u *undoing) owner(r *reversal, f Field, table int) int {
	want, ok := r.Field(f)
	if !ok || want.New == "" {
		return -1
	}
	for ord := range u.x.keys[table].all(u.x.hashFolded(want.New)) {
		if ord != r.ord {
			return ord
		}
	}
	return -1
}

// leaveKey leaves a key that is somebody else's, and with a login the list of former ones.
func (u *undoing) leaveKey(r *reversal, f Field, code string, owner int) {
	r.leave(Reason{code, []string{strconv.FormatInt(u.x.ids[owner], 10)}}, func(g Field) bool { return g == f })
	r.couple()
	u.gives[r.ord] &^= 1 << f
}

// settleKeys decides the reversals that want keys which are somebody else's now: they get those that are given up in
// this plan. One that does not get its key keeps the one it has, so whoever waits for that does not get it either.
func (u *undoing) settleKeys() {
	waiting := map[fieldKey]*reversal{} // by whose key they want
	for _, r := range u.waiting {
		for _, k := range keyFields {
			if owner := u.owner(r, k.field, k.table); owner >= 0 {
				waiting[fieldKey{ord: owner, field: k.field}] = r
			}
		}
	}
	for _, r := range u.waiting {
		for i := range keyFields {
			u.refuseKey(r, i, waiting)
		}
	}
	for _, r := range u.waiting {
		u.finish(r)
	}
	u.waiting = nil
}

// refuseKey leaves a key that its owner does not give up, and goes on to whoever waited for the one kept.
func (u *undoing) refuseKey(r *reversal, i int, waiting map[fieldKey]*reversal) {
	k := keyFields[i]
	for r != nil {
		owner := u.owner(r, k.field, k.table)
		if owner < 0 || u.gives[owner].has(k.field) {
			return
		}
		u.leaveKey(r, k.field, k.code, owner)
		r = waiting[fieldKey{ord: r.ord, field: k.field}]
	}
}
