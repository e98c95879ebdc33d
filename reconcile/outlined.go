package reconcile

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
)

// This file makes an index of a roster that keeps outlines: the index is what it would be of whole accounts. Those are
// read where an outline does not say enough: of one account for each state and for each company and group, and of those
// with attributes that matter or former logins.

// errOutline says that what a roster keeps as outlines is none.
var errOutline = errors.New("an outline of an account can't be read")

// outlining is an index being made.
type outlining struct {
	*Index
	roster Outlined
	rules  *rules
	cols   *columns
	stated []Field           // what a state depends on
	states map[uint64]state  // by the shares of those
	units  map[uint64]uint32 // by the shares of company and group
	page   []outline
	whole  []int64             // accounts of the page to be read
	read   map[int64]*Account  // and once they are
	asked  map[uint64]struct{} // by the shares of the page's accounts that will tell states and units
}

// statedFields are those on which scopes and states may depend for an index to be made from outlines: few values stand in
// them.
const statedFields = fieldSet(1<<Role | 1<<Group | 1<<Company | 1<<Establishments | 1<<DefaultEstablishment | 1<<Language | 1<<Status | 1<<Deactivated)

// newOutlining tells whether outlines say what file and policy look at.
func newOutlining(r Roster, rules *rules, cols *columns) (o *outlining, ok bool) {
	roster, ok := r.(Outlined)
	if !ok || cols.mayLackKeys || cols.has.has(FullName) || oddID(rules.Protected) || oddID(rules.Canaries) {
		return nil, false
	}
	o = &outlining{roster: roster, rules: rules, cols: cols, stated: []Field{Status, Deactivated, Role},
		states: map[uint64]state{}, units: map[uint64]uint32{}, read: map[int64]*Account{}, asked: map[uint64]struct{}{}}
	for k := range rules.scope {
		switch {
		case k.field == Attribute:
		case k.field < NumFields && statedFields.has(k.field):
			o.stated = append(o.stated, k.field)
		default:
			return nil, false
		}
	}
	slices.Sort(o.stated)
	o.stated = slices.Compact(o.stated)
	o.Index = newIndex(roster.Outliner().x.hasher)
	return o, true
}

// oddID tells whether one of the keys is an ID that is not written as IDs are.
func oddID(keys []string) bool {
	return slices.ContainsFunc(keys, func(key string) bool {
		id, ok := strings.CutPrefix(Fold(key), "id:")
		n, _ := strconv.ParseInt(id, 10, 64)
		return ok && strconv.FormatInt(n, 10) != id
	})
}

// index reads the roster. It gives nil where whole accounts have to be read instead: the first ones have no outlines, as in
// a store from before them, or what stands there are not the outlines of as many accounts.
func (o *outlining) index(ctx context.Context) (*Index, error) {
	for page, err := range o.roster.Outlines(ctx) {
		if err == nil && o.ids.len() == 0 && len(page.Outlines) == 0 && len(page.Without) > 0 {
			return nil, nil
		}
		if err == nil {
			err = o.take(ctx, page)
		}
		if errors.Is(err, errOutline) {
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
	}
	o.mark(o.rules.protected, o.rules.unseen, isProtected)
	o.mark(o.rules.canaries, o.rules.unheard, isCanary)
	return o.Index, nil
}

// take adds the accounts of a page.
func (o *outlining) take(ctx context.Context, page *OutlinePage) error {
	if err := o.split(page.Outlines); err != nil {
		return err
	}
	clear(o.read)
	clear(o.asked)
	o.whole = append(o.whole[:0], page.Without...)
	for i := range o.page {
		if l := &o.page[i]; o.needsWhole(l) || o.needsExample(l) {
			o.whole = append(o.whole, l.id)
		}
	}
	if err := o.fetch(ctx); err != nil {
		return err
	}
	for i := range o.page {
		l := &o.page[i]
		for ; len(o.whole) > 0 && o.whole[0] <= l.id; o.whole = o.whole[1:] {
			o.add(o.read[o.whole[0]], o.rules, o.cols)
		}
		if o.read[l.id] == nil {
			o.addOutline(l)
		}
	}
	for _, id := range o.whole {
		o.add(o.read[id], o.rules, o.cols)
	}
	return nil
}

// split takes outlines apart.
func (o *outlining) split(b []byte) error {
	o.page = o.page[:0]
	for len(b) > 0 {
		o.page = append(o.page, outline{})
		var ok bool
		if b, ok = o.page[len(o.page)-1].read(b); !ok {
			return errOutline
		}
	}
	if byID := func(l, m outline) int { return cmp.Compare(l.id, m.id) }; !slices.IsSortedFunc(o.page, byID) {
		slices.SortFunc(o.page, byID)
	}
	for i := 1; i < len(o.page); i++ {
		if o.page[i].id == o.page[i-1].id {
			return errOutline
		}
	}
	return nil
}

// needsWhole tells whether more than an outline has to be known of an account.
func (o *outlining) needsWhole(l *outline) bool {
	return l.flags&hasFormer != 0 || l.flags&hasAttrs != 0 && o.looksAtAttrs()
}

func (o *outlining) looksAtAttrs() bool {
	if len(o.cols.attrs) > 0 {
		return true
	}
	for k := range o.rules.scope {
		if k.field == Attribute {
			return true
		}
	}
	return false
}

// needsExample tells whether nobody seen yet has the state or the unit of an account; the next one like it needs none.
func (o *outlining) needsExample(l *outline) bool {
	_, stated := o.states[o.stateKey(l)]
	_, united := o.units[unitKey(l)]
	if stated && united {
		return false
	}
	key := weigh(o.stateKey(l), 3) + unitKey(l)
	_, asked := o.asked[key]
	o.asked[key] = struct{}{}
	return !asked
}

func (o *outlining) stateKey(l *outline) (key uint64) {
	for _, f := range o.stated {
		key += l.weighed(f)
	}
	return key
}

func unitKey(l *outline) uint64 { return l.weighed(Company) + l.weighed(Group) }

// weighed is what a field counts for in a digest.
func (l *outline) weighed(f Field) uint64 {
	if l.share[f] == 0 {
		return 0
	}
	return weigh(l.share[f], weightOf(f))
}

// fetch reads the accounts to be read whole, in their order, and learns from them what those like them are.
func (o *outlining) fetch(ctx context.Context) error {
	slices.Sort(o.whole)
	o.whole = slices.Compact(o.whole)
	for chunk := range slices.Chunk(o.whole, batchSize) {
		for a, err := range o.roster.Lookup(ctx, chunk) {
			if err != nil {
				return err
			}
			o.read[a.ID] = a
			o.unitNumber(unit{o.intern(a.Values[Company]), o.intern(a.Values[Group])})
			i, found := slices.BinarySearchFunc(o.page, a.ID, func(l outline, id int64) int { return cmp.Compare(l.id, id) })
			if found && !o.needsWhole(&o.page[i]) {
				l := &o.page[i]
				o.states[o.stateKey(l)] = o.rules.standing(a)
				o.units[unitKey(l)] = o.unitNumber(unit{o.intern(a.Values[Company]), o.intern(a.Values[Group])})
			}
		}
	}
	for _, id := range o.whole {
		if o.read[id] == nil {
			return errIndex(id)
		}
	}
	return nil
}

// addOutline adds an account of which no more than its outline is known.
func (o *outlining) addOutline(l *outline) {
	o.room(l.id, o.cols)
	ord := o.ids.len() - 1
	for i := range o.cols.list {
		c := &o.cols.list[i]
		if c.Field < NumFields && c.Field != Password && l.share[c.Field] != 0 {
			o.digest[ord] += weigh(l.share[c.Field], c.weight)
		}
	}
	o.state[ord], o.unit[ord] = o.states[o.stateKey(l)], o.units[unitKey(l)]
	for k, h := range l.folded {
		o.keys[k].hash[ord] = h
	}
}

// mark marks the accounts that have one of the keys, and strikes those keys.
func (o *outlining) mark(keys, unseen map[string]bool, s state) {
	for key := range keys {
		for _, ord := range o.holders(key) {
			o.state[ord] |= s
			delete(unseen, key)
		}
	}
}
