package reconcile

import (
	"cmp"
	"context"
	"maps"
	"slices"
)

// holdTwice holds every row of an account that several rows are: none of them is more right than the others.
func (d *diffing) holdTwice(ctx context.Context) error {
	slices.SortFunc(d.unfitRows, func(a, b candidate) int { return cmp.Compare(a.m.line, b.m.line) })
	for _, u := range d.unfitRows {
		d.wantsMail(u.m)
		if d.x.state[u.ord]&isTwice == 0 {
			d.reject(u.m)
		} else {
			d.spool.add(&Change{Action: Hold, Line: u.m.line}, u.ord, 0)
			d.standsFor(u.m)
		}
	}
	slices.Sort(d.twice)
	d.twice = slices.Compact(d.twice)
	rows := d.rowsOf()
	for a, err := range d.in.Roster.Lookup(ctx, d.idsOf(d.twice)) {
		if err != nil {
			return err
		}
		ord := d.x.ordinal(a.ID)
		if d.x.state[ord]&isDecided == 0 { // its first row said nothing new
			d.totals.Unchanged--
			d.spool.add(&Change{Action: Hold, Line: int(d.x.line[ord])}, ord, 0)
			rows[ord] = append(rows[ord], len(d.spool.entries)-1)
		}
		email := d.x.hashFolded(a.Values[Email])
		if d.byMail.has(ord) {
			first(d.mailHeld, email, int(d.x.line[ord]))
		}
		d.nameAll(email)
		d.holdRows(a, rows[ord])
	}
	return nil
}

// wantsMail notes the e-mail of a row that is left alone and has a stronger key too.
func (d *diffing) wantsMail(m *member) {
	if h := d.x.hashKey(m.values[Email]); h != 0 && !m.mailOnly() && d.rules.inChain(Email) {
		first(d.mailWanted, h, m.line)
	}
}

// wantedKey is a number or login that a row gives which can't be of somebody new.
type wantedKey struct {
	slot uint64
	line int
}

// wantsKeys notes the keys of a row that is rejected because it can't be of somebody new.
func (d *diffing) wantsKeys(m *member) {
	for _, f := range [...]Field{EmployeeNumber, Login} {
		if h := d.x.hashKey(m.values[f]); h != 0 {
			d.keysWanted = append(d.keysWanted, wantedKey{keySlot(f, h), m.line})
		}
	}
}

// holdWanted holds the changes that would give somebody such a key: the next plan would take both rows for one account.
func (d *diffing) holdWanted(context.Context) error {
	for _, w := range d.keysWanted {
		if at, given := d.newKeys[w.slot]; given && at != unusable {
			d.holdEntry(at, w.line)
		}
	}
	return nil
}

// holdFollowers holds what can't be done while other rows are left alone, until nothing follows from it any more.
func (d *diffing) holdFollowers(context.Context) error {
	for again := true; again; {
		wanted, err := d.holdMailWanted()
		if err == nil {
			err = d.holdMailHeld()
		}
		if err != nil {
			return err
		}
		again = d.holdReleases() || wanted
	}
	return nil
}

// holdMailWanted holds newcomers whose only key is an e-mail that a row has too which is left alone: once they are
// known, the next plan could take that row for theirs, and give them its number.
func (d *diffing) holdMailWanted() (some bool, err error) {
	for i := 0; i < len(d.spool.entries) && len(d.mailWanted) > 0; i++ {
		e := &d.spool.entries[i]
		if e.effects&mailOnly == 0 || e.final() == Hold {
			continue
		}
		c, err := d.spool.change(e)
		if err != nil {
			return some, err
		}
		email, _ := c.Field(Email)
		if line := d.mailWanted[d.x.hashFolded(email.New)]; line > 0 {
			d.holdEntry(i, line)
			some = true
		}
	}
	return some, nil
}

// holdMailHeld holds the changes that would give others the e-mail which is the only key of a held row: with more people
// to choose from, the next plan would take that row for somebody else's.
func (d *diffing) holdMailHeld() error {
	for i := range d.spool.entries {
		if e := &d.spool.entries[i]; e.effects&mailOnly != 0 && e.isHeld() {
			c, err := d.spool.wanted(e, &Decoder{})
			if err != nil {
				return err
			}
			email, _ := c.Field(Email)
			first(d.mailHeld, d.x.hashFolded(email.New), c.Line)
		}
	}
	for i := 0; i < len(d.spool.entries) && len(d.mailHeld) > 0; i++ {
		e := &d.spool.entries[i]
		if e.final() == Hold || e.action != Add && !e.changed.has(Email) {
			continue
		}
		c, err := d.spool.change(e)
		if err != nil {
			return err
		}
		email, _ := c.Field(Email)
		if line := d.mailHeld[d.x.hashFolded(email.New)]; line > 0 {
			d.holdEntry(i, line)
		}
	}
	return nil
}

// rowsOf gives the entries by account that several rows are.
func (d *diffing) rowsOf() map[int][]int {
	rows := map[int][]int{}
	for i, e := range d.spool.entries {
		if e.ord >= 0 && d.x.state[e.ord]&isTwice != 0 && e.line > 0 {
			rows[int(e.ord)] = append(rows[int(e.ord)], i)
		}
	}
	return rows
}

// holdRows makes holds of one account's rows; each names the lines of others.
func (d *diffing) holdRows(a *Account, rows []int) {
	slices.SortFunc(rows, func(i, j int) int { return cmp.Compare(d.spool.entries[i].line, d.spool.entries[j].line) })
	for _, i := range rows {
		e := &d.spool.entries[i]
		d.nameByEmail(e)
		var others []int64
		for _, j := range rows[:min(len(rows), maxListed+2)] {
			if j != i {
				others = append(others, int64(d.spool.entries[j].line))
			}
		}
		c := changeOf(a, Hold, "two-rows")
		c.Line, c.Why.Args = int(e.line), []string{listed(others)}
		d.spool.put(i, &c)
		e.action, e.effects, e.changed, e.hold = Hold, 0, 0, 0
	}
}

// holdReleases holds the changes that would give up a key of an account which a held or rejected row names: the row
// would find nobody, or somebody else, the next time.
func (d *diffing) holdReleases() (some bool) {
	for again := true; again; {
		again = false
		for i := range d.spool.entries {
			e := &d.spool.entries[i]
			if e.final() == Hold || e.changed&findsBy == 0 || d.x.state[e.ord]&wasNamed == 0 {
				continue
			}
			if c, err := d.spool.change(e); err == nil && d.releases(c) {
				d.nameByEmail(e)
				d.spool.hold(e, Reason{Code: "key-wanted"})
				again, some = true, true
			}
		}
	}
	return some
}

// findsBy are the fields by which a row finds an account.
const findsBy = fieldSet(1<<EmployeeNumber | 1<<Login | 1<<Email)

// releases tells whether a change takes a key away from its account: one that nobody else has, or an e-mail by which a
// held row could be one of several, and would be told from them if they were fewer.
func (d *diffing) releases(c *Change) bool {
	for _, f := range [...]Field{EmployeeNumber, Login, Email} {
		fc, ok := c.Field(f)
		if ok && fc.Old != "" && Fold(fc.Old) != Fold(fc.New) && (f != Email || d.mailShared[d.x.hashFolded(fc.Old)]) {
			return true
		}
	}
	return false
}

// countHeldForms counts the rows that are held because their login belongs to an account whose employee number is
// theirs in another form.
func (d *diffing) countHeldForms(ctx context.Context) error {
	numbers := map[int][]string{}
	for i := range d.spool.entries {
		e := &d.spool.entries[i]
		if e.action != Hold || e.ord < 0 {
			continue
		}
		if c, err := d.spool.change(e); err == nil && c.Why.Code == "login-taken" && c.Key != "" {
			numbers[int(e.ord)] = append(numbers[int(e.ord)], c.Key)
		}
	}
	for a, err := range d.in.Roster.Lookup(ctx, d.idsOf(slices.Sorted(maps.Keys(numbers)))) {
		if err != nil {
			return err
		}
		for _, written := range numbers[d.x.ordinal(a.ID)] {
			d.countHeldForm(a.Values[EmployeeNumber], written)
		}
	}
	return nil
}

func (d *diffing) countHeldForm(known, written string) {
	switch {
	case known == "" || Fold(known) == Fold(written):
	case zeroless(known) == zeroless(written):
		d.totals.LeadingZeros++
	case loose(known) == loose(written):
		d.totals.KeyForm++
	}
}
