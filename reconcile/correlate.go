package reconcile

import (
	"slices"
	"strconv"
	"strings"
)

// match is what correlation says of a row: the account it is, nobody known, or why nobody can tell.
type match struct {
	ord   int   // the account's ordinal, -1 for none
	named []int // accounts the row could be, where it is held; they count as present
	hold  Reason
	by    Field // the key that found the account
	same  bool  // the policy declares them one person
	wait  bool  // only a weaker key than others may have can tell: decided when all rows are read
}

var nobody = match{ord: -1}

// claim is what one key of a row says.
type claim struct {
	field Field
	said  bool // the row has this key
	ord   int  // the account that has it, -1 for none
}

// correlate decides which account a row is, by the declared chain of keys. Keys that belong to one account only
// (ID, employee number, login) must not contradict each other; an e-mail may be shared and only ever helps.
func (d *diffing) correlate(m *member) match {
	claims := d.claims(m)
	m.claims = claims
	if d.traced(m.line) {
		d.traceKeys(m, claims)
	}
	unknown := claims[0].said && claims[0].ord < 0
	if unknown {
		d.skipID(m.id)
	}
	if got, ok := d.declaredSame(m, claims); ok {
		return d.unlessFormer(m, got)
	}
	if unknown {
		return held("unknown-id", found(claims), strconv.FormatInt(m.id, 10))
	}
	if claims[0].ord < 0 && claims[1].ord < 0 && claims[2].ord < 0 {
		return d.weaker(m, claims)
	}
	if accounts := found(claims); len(accounts) > 1 {
		return held("two-accounts", accounts, d.idList(accounts))
	}
	got, by := d.strongest(claims)
	if got < 0 {
		return d.weaker(m, claims)
	}
	if f, ok := d.contradiction(claims, got, by); ok {
		return contradicted(by, f, got, d.x.ids.at(got))
	}
	return d.unlessFormer(m, match{ord: got, by: by})
}

// unlessFormer holds a row that would give its account a login which another account once had.
func (d *diffing) unlessFormer(m *member, got match) match {
	if owner, ok := d.formerOwner(m); ok && got.ord >= 0 && owner != got.ord {
		return held("login-taken", []int{got.ord, owner}, strconv.FormatInt(d.x.ids.at(owner), 10))
	}
	return got
}

// idsSkipped is how far above the roster's last ID an unknown ID in a file keeps new accounts from getting it.
const idsSkipped = 1_000_000

// skipID keeps an ID that a row gives to somebody unknown from becoming a new account's: the row would be taken for
// that person's the next time.
func (d *diffing) skipID(id int64) {
	if id <= d.x.ids.last()+idsSkipped {
		d.afterID = max(d.afterID, id)
	}
}

func held(code string, named []int, args ...string) match {
	return match{ord: -1, named: named, hold: Reason{code, args}}
}

// contradicted holds a row found by one key whose stronger key says somebody else.
func contradicted(by, stronger Field, ord int, id int64) match {
	if by == Login {
		return held("login-taken", []int{ord}, strconv.FormatInt(id, 10))
	}
	return held("key-contradicts", []int{ord}, by.String(), stronger.String(), strconv.FormatInt(id, 10))
}

// claims looks up the keys by which one account is known for certain.
func (d *diffing) claims(m *member) [3]claim {
	c := [3]claim{{ID, m.id != 0, -1}, {EmployeeNumber, len(m.values[EmployeeNumber]) > 0, -1}, {Login, len(m.values[Login]) > 0, -1}}
	if m.id != 0 {
		c[0].ord = d.x.ordinal(m.id)
	}
	c[1].ord = d.x.keys[byNumber].first(d.x.hashKey(m.values[EmployeeNumber]))
	c[2].ord = d.x.keys[byLogin].first(d.x.hashKey(m.values[Login]))
	return c
}

func found(claims [3]claim) (ords []int) {
	for _, c := range claims {
		if c.ord >= 0 && !slices.Contains(ords, c.ord) {
			ords = append(ords, c.ord)
		}
	}
	return ords
}

// strongest gives the account that the first key of the chain finds, -1 for none.
func (d *diffing) strongest(claims [3]claim) (int, Field) {
	for _, f := range d.rules.Keys {
		for _, c := range claims {
			if c.field == f && c.ord >= 0 {
				return c.ord, f
			}
		}
	}
	return -1, NoField
}

// contradiction tells whether a key before by in the chain stands in the row and in the account and differs.
func (d *diffing) contradiction(claims [3]claim, ord int, by Field) (Field, bool) {
	for _, f := range d.rules.Keys {
		if f == by {
			break
		}
		for _, c := range claims {
			if c.field == f && c.said && c.ord < 0 && d.hasKey(f, ord) {
				return f, true
			}
		}
	}
	return NoField, false
}

func (d *diffing) hasKey(f Field, ord int) bool {
	switch f {
	case EmployeeNumber:
		return d.x.keys[byNumber].hash[ord] != 0
	case Login:
		return d.x.keys[byLogin].hash[ord] != 0
	}
	return true
}

// formerOwner gives the account that once had the row's login and has another now.
func (d *diffing) formerOwner(m *member) (int, bool) {
	if len(d.x.former) == 0 || len(m.values[Login]) == 0 {
		return -1, false
	}
	ord, ok := d.x.former[d.x.hashKey(m.values[Login])]
	return int(ord), ok
}

// weaker looks for the row by what several people may share. A key outside the chain finds nobody by itself, but what
// must belong to one account can't be given to another.
func (d *diffing) weaker(m *member, claims [3]claim) match {
	if taken := found(claims); len(taken) > 0 {
		if d.agrees(m, claims, taken[0]) {
			return d.unlessFormer(m, match{ord: taken[0], by: NoField})
		}
		return held("login-taken", taken, d.idList(taken))
	}
	if owner, ok := d.formerOwner(m); ok {
		return held("login-taken", []int{owner}, strconv.FormatInt(d.x.ids.at(owner), 10))
	}
	h := d.x.hashKey(m.values[Email])
	switch {
	case d.nameOnly(m):
		return match{ord: -1, wait: true}
	case h == 0 || !d.rules.inChain(Email) || d.x.keys[byEmail].first(h) < 0:
		return nobody
	case d.cols.strong:
		return match{ord: -1, wait: true}
	}
	return d.byEmailAlone(h)
}

// agrees tells whether no key of the chain that the row has speaks against an account found by keys outside it.
func (d *diffing) agrees(m *member, claims [3]claim, ord int) bool {
	for _, c := range claims {
		if c.said && d.rules.inChain(c.field) {
			return false
		}
	}
	email := d.x.hashKey(m.values[Email])
	return email == 0 || !d.rules.inChain(Email) || email == d.x.keys[byEmail].hash[ord]
}

// nameOnly tells whether the row has no key, so that only its names say who it is.
func (d *diffing) nameOnly(m *member) bool {
	return m.id == 0 && len(m.values[EmployeeNumber]) == 0 && len(m.values[Login]) == 0 &&
		(len(m.values[Email]) == 0 || !d.rules.inChain(Email))
}

// byEmailAlone decides where the file has no stronger key.
func (d *diffing) byEmailAlone(h uint64) match {
	ords := slices.Collect(d.x.keys[byEmail].all(h))
	if len(ords) == 1 {
		return match{ord: ords[0], by: Email}
	}
	return held("email-ambiguous", ords, d.idList(ords))
}

// declaredSame finds the account that the policy declares this row's person to be.
func (d *diffing) declaredSame(m *member, claims [3]claim) (match, bool) {
	for _, f := range [...]Field{EmployeeNumber, Login, Email} {
		if len(d.rules.same) == 0 || len(m.values[f]) == 0 {
			continue
		}
		old, ok := d.rules.same[Fold(string(m.values[f]))]
		if !ok {
			continue
		}
		ord := d.byAnyKey(old)
		others := found(claims)
		switch {
		case ord < 0 && len(others) > 0:
			return nobody, false // carried out by an earlier run
		case ord < 0:
			return held("same-unknown", nil, old), true
		case len(others) > 0 && others[0] != ord || len(others) > 1:
			return held("two-accounts", append(others, ord), d.idList(append(others, ord))), true
		}
		return match{ord: ord, by: f, same: true}, true
	}
	return nobody, false
}

// byAnyKey finds an account by "id:7", an employee number, a login or an e-mail that one account has; -1 for none.
func (d *diffing) byAnyKey(key string) int {
	if id, ok := strings.CutPrefix(key, "id:"); ok {
		n, _ := strconv.ParseInt(id, 10, 64)
		return d.x.ordinal(n)
	}
	h := d.x.hashFolded(key)
	for _, k := range [...]int{byNumber, byLogin} {
		if ord := d.x.keys[k].first(h); ord >= 0 {
			return ord
		}
	}
	if ords := slices.Collect(d.x.keys[byEmail].all(h)); len(ords) == 1 {
		return ords[0]
	}
	return -1
}

func (d *diffing) idList(ords []int) string {
	ids := make([]int64, 0, maxListed+1)
	for _, o := range ords[:min(len(ords), maxListed+1)] {
		ids = append(ids, d.x.ids.at(o))
	}
	return listed(ids)
}

// maxListed is how many lines or IDs a reason lists. A thousand rows that each list all the others are a million.
const maxListed = 10

func lineOf(n int) string { return strconv.Itoa(n) }

// listed writes the first numbers of a list, and a sign where there are more.
func listed(numbers []int64) string {
	var out []string
	for _, n := range numbers[:min(len(numbers), maxListed)] {
		out = append(out, strconv.FormatInt(n, 10))
	}
	if len(numbers) > maxListed {
		out = append(out, "…")
	}
	return strings.Join(out, ", ")
}
