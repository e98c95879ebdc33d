package reconcile

import (
	"cmp"
	"context"
	"math/bits"
	"slices"
	"strings"
	"unicode/utf8"
)

// leaver is what is remembered of somebody absent, to find them again among the joiners.
type leaver struct {
	id                    int64
	key, name             string
	number, login         string
	looseName             string
	email, phone, company string
	taken                 bool
}

func newLeaver(a *Account) leaver {
	v := &a.Values
	return leaver{id: a.ID, key: v.Key(), name: a.Name(), number: v[EmployeeNumber], login: v[Login],
		looseName: looseName(a.Name()), email: Fold(v[Email]), phone: digits(v[Phone]), company: Fold(v[Company])}
}

// looseName gives a name's words, unaccented and sorted: "DUPONT Jean" and "Jean Dupont" are alike.
func looseName(name string) string {
	words := strings.FieldsFunc(Unaccented(name), func(r rune) bool { return r == ' ' || r == '-' || r == '\'' || r == '’' })
	slices.Sort(words)
	return strings.Join(words, " ")
}

// digits gives a phone's last nine digits, "" where it has fewer than six.
func digits(phone string) string {
	d := strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, phone)
	if len(d) < 6 {
		return ""
	}
	return d[max(0, len(d)-9):]
}

// maxLeaversPaired bounds the search for pairs: past it the guardrails on absence speak, and nobody reads pairs.
const maxLeaversPaired = 100_000

// pair looks among the joiners for people who leave in the same plan, and counts keys that came back in another form.
func (d *diffing) pair(ctx context.Context) error {
	if d.in.Bare || len(d.leavers) == 0 || len(d.leavers) > maxLeaversPaired {
		return nil
	}
	known := d.stillLeaving()
	var joiners []*Change
	for c, err := range d.spool.changes(ctx, Add, Add) {
		if err != nil {
			return err
		}
		if known.mayKnow(c) {
			joiners = append(joiners, c)
		}
	}
	slices.SortFunc(joiners, func(a, b *Change) int {
		return cmp.Or(strings.Compare(Fold(a.Key), Fold(b.Key)), strings.Compare(a.Name, b.Name))
	})
	for _, c := range joiners {
		d.countForm(known, c)
		if l, why := known.find(c); l != nil {
			l.taken = true
			if why == "same-email" { // a phone may belong to the desk, and names are shared
				d.totals.Pairs++
			}
			d.pairs = append(d.pairs, Pair{OldID: l.id, OldKey: l.key, OldName: l.name, NewKey: c.Key, NewName: c.Name, Line: c.Line, Why: why})
		}
	}
	return nil
}

func (d *diffing) countForm(known *leavers, c *Change) {
	for _, f := range [...]Field{EmployeeNumber, Login} {
		fc, ok := c.Field(f)
		if !ok {
			continue
		}
		if known.zeros[f.String()+zeroless(fc.New)] {
			d.totals.LeadingZeros++
			return
		}
		if known.forms[f.String()+loose(fc.New)] {
			d.totals.KeyForm++
			return
		}
	}
}

// leavers finds somebody absent by what a joiner may share with them.
type leavers struct {
	all          []leaver
	email, phone map[string][]*leaver
	name         []int32  // by the high bits of hashes of company and near name, the place of the first in list
	list         []nearby // of which each says who is next
	zeros, forms map[string]bool
	hasher       *hasher
	text         []byte   // room for one company and name
	near         []uint64 // room for the hashes of one name
}

// namesEach is about how many near names somebody has.
const namesEach = 16

// stillLeaving leaves out who was held in the end.
func (d *diffing) stillLeaving() *leavers {
	spared := map[int64]bool{}
	for _, e := range d.spool.entries {
		if e.final() == Hold && e.ord >= 0 {
			spared[d.x.ids.at(int(e.ord))] = true
		}
	}
	n := len(d.leavers)
	k := &leavers{all: d.leavers, email: make(map[string][]*leaver, n), phone: make(map[string][]*leaver, n), name: make([]int32, namesEach*n),
		list: make([]nearby, 1, namesEach*n+1), zeros: make(map[string]bool, 2*n), forms: make(map[string]bool, 2*n), hasher: &d.x.hasher}
	for i := range d.leavers {
		if l := &d.leavers[i]; !spared[l.id] {
			k.add(l)
		}
	}
	for i := n - 1; i >= 0; i-- { // so that each list begins with the first
		if !spared[d.leavers[i].id] {
			k.addNames(i)
		}
	}
	return k
}

func (k *leavers) add(l *leaver) {
	k.email[l.email] = append(k.email[l.email], l)
	k.phone[l.phone] = append(k.phone[l.phone], l)
	for i, key := range [...]string{l.number, l.login} {
		if f := [...]Field{EmployeeNumber, Login}[i]; key != "" {
			zeros, form := zeroless(key), loose(key)
			k.zeros[f.String()+zeros], k.forms[f.String()+form] = zeros != "", form != ""
		}
	}
}

func (k *leavers) addNames(i int) {
	for _, near := range k.nearNames(k.all[i].company, k.all[i].looseName) {
		first := k.first(near)
		k.list = append(k.list, nearby{near, int32(i), *first})
		*first = int32(len(k.list) - 1)
	}
}

// mayKnow tells whether a joiner shares anything with somebody absent.
func (k *leavers) mayKnow(c *Change) bool {
	for _, f := range [...]Field{EmployeeNumber, Login} {
		if fc, ok := c.Field(f); ok && (k.zeros[f.String()+zeroless(fc.New)] || k.forms[f.String()+loose(fc.New)]) {
			return true
		}
	}
	l, _ := k.find(c)
	return l != nil
}

// find gives the first who is not paired yet, and why.
func (k *leavers) find(c *Change) (*leaver, string) {
	email, _ := c.Field(Email)
	phone, _ := c.Field(Phone)
	if same := Fold(email.New); same != "" {
		if l := free(k.email, same); l != nil {
			return l, "same-email"
		}
	}
	if same := digits(phone.New); same != "" && len(k.phone[same]) == 1 { // a phone of several people tells nothing
		if l := free(k.phone, same); l != nil {
			return l, "same-phone"
		}
	}
	for _, near := range k.nearNames(Fold(c.Company), looseName(c.Name)) {
		if l := k.nearby(near); l != nil {
			return l, "close-name"
		}
	}
	return nil, ""
}

// nearby is somebody of a near name, and where the next one is whose hash begins alike; 0 for none. There may be millions
// of them, so none has a pointer.
type nearby struct {
	near      uint64
	who, next int32
}

// first says where the first is whose hash begins like a near name's.
func (k *leavers) first(near uint64) *int32 {
	i, _ := bits.Mul64(near, uint64(len(k.name)))
	return &k.name[i]
}

// nearby gives the first of a near name who is not paired yet.
func (k *leavers) nearby(near uint64) *leaver {
	for at := k.first(near); *at != 0; {
		n := &k.list[*at]
		if n.near != near {
			at = &n.next
			continue
		}
		if l := &k.all[n.who]; !l.taken {
			return l
		}
		*at = n.next
	}
	return nil
}

func free(m map[string][]*leaver, key string) *leaver {
	for len(m[key]) > 0 && m[key][0].taken {
		m[key] = m[key][1:]
	}
	if len(m[key]) == 0 {
		return nil
	}
	return m[key][0]
}

// maxNear is how many bytes a name may have for its near forms to be looked at; there are as many as it has letters.
const maxNear = 100

// nearNames gives the hashes of the name in its company and of every form of it with one letter left out: two names
// that are one letter apart share a form. They are valid until the next call.
func (k *leavers) nearNames(company, name string) []uint64 {
	if len(name) < 5 {
		return nil
	}
	k.text = append(append(append(k.text[:0], company...), 0), name...)
	k.near = append(k.near[:0], sum(k.hasher, k.text))
	if len(name) > maxNear {
		return k.near
	}
	for i, r := range name {
		k.text = append(append(k.text[:len(company)+1], name[:i]...), name[i+utf8.RuneLen(r):]...)
		k.near = append(k.near, sum(k.hasher, k.text))
	}
	return k.near
}
