package reconcile

import (
	"slices"
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
