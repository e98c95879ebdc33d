package reconcile

import (
	"cmp"
	"context"
	"errors"
	"math"
	"slices"
	"strconv"
	"strings"
)

// This file makes an index of a roster that keeps outlines: the index is what it would be of whole accounts. Those are
// read where an outline does not say enough: of one account for each state and for each company and group, and of those
// with attributes that matter or former logins.

// outlining is an index being made.
type outlining struct {
	*Index
	roster   Outlined
	rules    *rules
	cols     *columns
	stated   []Field           // what a state depends on
	states   map[uint64]state  // by the shares of those
	units    map[uint64]uint32 // by the shares of company and group
	page     []outline
	found    bool                // there are outlines
	accounts int                 // there are in the roster
	without  []int64             // accounts whose outlines are not theirs, not added yet
	whole    []int64             // accounts to be read with the page
	read     map[int64]*Account  // and once they are
	asked    map[uint64]struct{} // by the shares of the page's accounts that will tell states and units
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

// index reads the roster. It gives nil where whole accounts have to be read instead: there are no outlines, as in a store
// from before them, or what stands there are not the outlines of its accounts.
func (o *outlining) index(ctx context.Context) (*Index, error) {
	err := o.pages(ctx)
	if errors.Is(err, errOutline) || err == nil && !o.found {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	o.mark(o.rules.protected, o.rules.unseen, isProtected)
	o.mark(o.rules.canaries, o.rules.unheard, isCanary)
	return o.Index, nil
}

// pages takes page after page, and in the end the accounts above those that have outlines.
func (o *outlining) pages(ctx context.Context) error {
	for page, err := range o.roster.Outlines(ctx) {
		if err == nil {
			err = o.take(ctx, page)
		}
		if err != nil {
			return err
		}
	}
	if !o.found {
		return nil
	}
	o.page, o.whole = nil, o.without
	if err := o.addAll(ctx); err != nil {
		return err
	}
	if o.ids.len() != o.accounts { // somebody is not there, or has no outline and is not said to have none
		return errOutline
	}
	return nil
}

// take adds the accounts of a page.
func (o *outlining) take(ctx context.Context, page *OutlinePage) (err error) {
	if 2*len(page.Without) > page.Accounts && page.Accounts > 0 { // then all of them in a row cost less
		return errOutline
	}
	o.accounts += page.Accounts
	o.expect(page.Accounts)
	o.without = append(o.without, page.Without...)
	if o.page, err = settled(o.page[:0], page.Outlines); err != nil || len(o.page) == 0 {
		return err
	}
	o.found = true
	if o.page[0].id <= o.ids.last() {
		return errOutline
	}
	n, _ := slices.BinarySearch(o.without, o.page[len(o.page)-1].id+1)
	o.whole, o.without = append(o.whole[:0], o.without[:n]...), o.without[n:]
	if n > 0 {
		o.page = slices.DeleteFunc(o.page, func(l outline) bool {
			_, without := slices.BinarySearch(o.whole, l.id)
			return without
		})
	}
	clear(o.asked)
	for i := range o.page {
		l := &o.page[i]
		if l.part != 0 {
			return errOutline
		}
		if o.needsWhole(l) || o.needsExample(l) {
			o.whole = append(o.whole, l.id)
		}
	}
	return o.addAll(ctx)
}

// addAll adds the accounts of the page and, between them, those that were read whole.
func (o *outlining) addAll(ctx context.Context) error {
	if err := o.fetch(ctx); err != nil {
		return err
	}
	for i := range o.page {
		l := &o.page[i]
		o.addWhole(l.id - 1)
		if len(o.whole) == 0 || o.whole[0] != l.id {
			o.addOutline(l)
		} else if o.read[l.id] == nil {
			return errOutline
		}
	}
	o.addWhole(math.MaxInt64)
	return nil
}

// addWhole adds the accounts read whole whose IDs are not above last. One whose outline is not to be believed may be gone.
func (o *outlining) addWhole(last int64) {
	for ; len(o.whole) > 0 && o.whole[0] <= last; o.whole = o.whole[1:] {
		if a := o.read[o.whole[0]]; a != nil {
			o.add(a, o.rules, o.cols)
		}
	}
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
	clear(o.read)
	slices.Sort(o.whole)
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
