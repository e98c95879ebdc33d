package reconcile

import (
	"cmp"
	"context"
	"iter"
	"maps"
	"slices"
	"strings"
)

// UndoInput is all that the plan of an undo depends on.
type UndoInput struct {
	Organisation string
	Revision     int64
	Roster       Roster
	Policy       *Policy
	Own          []string                  // as in Input
	Run          int64                     // the run to take back
	Part         Part                      // what of it
	Changes      iter.Seq2[*Change, error] // of that run, with their IDs; ranged over twice where there is Since
	Since        iter.Seq2[Later, error]   // what later runs changed, the oldest first; nil for none
}

// Part says which part of a run is taken back; the zero Part, all of it.
type Part struct {
	Only  []Action `json:"only,omitempty"`  // changes of these actions
	Scope []Term   `json:"scope,omitempty"` // of accounts that match as they stand, or as the run found them
}

// undoing is one run of Undo.
type undoing struct {
	*diffing
	part    Part
	scope   *rules // of the part
	run     int64
	since   *sequels
	gives   []fieldSet // by ordinal: the keys that an account gives up in this plan
	waiting []*reversal
	counts  Outcomes
	matched int // accounts of the run that the part has
}

// reversal is the inverse of one change in the making.
type reversal struct {
	*Change
	account *Account
	ord     int
}

// Undo works out the inverse of a run from its changes. Each field ends reversed, kept because it was edited since the
// run, or in conflict with how the roster stands now; Change.Left has those that are not written. What wrote a field
// last decides, not its value alone: a leaver whom a later run deactivated again stays outside. Runs that were taken
// back themselves don't count. An account that the run added is deactivated: IDs are never given back.
func Undo(ctx context.Context, in UndoInput) (*Draft, error) {
	d := &diffing{rules: newRules(in.Policy), spool: &spool{}, newKeys: map[uint64]int{}, cols: &columns{}}
	d.in.Roster = in.Roster
	var err error
	if d.x, err = buildIndex(ctx, in.Roster, d.rules, d.cols); err != nil {
		return nil, err
	}
	u := &undoing{diffing: d, part: in.Part, scope: newRules(&Policy{Scope: in.Part.Scope}), run: in.Run,
		gives: make([]fieldSet, d.x.ids.len())}
	d.markOwn(in.Own)
	for _, s := range d.x.state {
		d.countBefore(s)
	}
	d.totals.Undo, d.totals.Found = true, d.x.ids.len()
	if u.since, err = readSequels(d.x, in); err != nil {
		return nil, err
	}
	if err := u.all(ctx, in.Changes); err != nil {
		return nil, err
	}
	if err := d.spare(ctx); err != nil {
		return nil, err
	}
	d.tally()
	if err := d.spool.sort(); err != nil {
		return nil, err
	}
	return u.draft(&in)
}

// draft puts together what was worked out.
func (u *undoing) draft(in *UndoInput) (*Draft, error) {
	for i := range u.spool.entries { // what the last administrators' holds made of reversals
		e := &u.spool.entries[i]
		if !e.isHeld() {
			continue
		}
		c, err := u.spool.change(e)
		if err != nil {
			return nil, err
		}
		u.counts.withdraw(c)
	}
	return &Draft{Totals: u.totals, Matched: u.matched, Problems: []Problem{}, spool: u.spool, header: Plan{Organisation: in.Organisation,
		Revision: in.Revision, Kind: FromUndo, UndoOf: in.Run, Part: in.Part, Outcomes: &u.counts,
		PolicyDigest: in.Policy.Digest(), Policy: *in.Policy, Own: u.ownHeld()}}, nil
}

// all goes through the run's changes, fetching accounts in bulk.
func (u *undoing) all(ctx context.Context, changes iter.Seq2[*Change, error]) error {
	batch := make(map[int64]*Change, batchSize)
	for c, err := range changes {
		if err != nil {
			return err
		}
		if c.Action == Hold || len(u.part.Only) > 0 && !slices.Contains(u.part.Only, c.Action) {
			continue
		}
		if batch[c.ID] = c; len(batch) == batchSize {
			if err := u.batch(ctx, batch); err != nil {
				return err
			}
		}
	}
	if err := u.batch(ctx, batch); err != nil {
		return err
	}
	return u.settleKeys(ctx)
}

// batch takes back some changes, by ID, and leaves the map empty.
func (u *undoing) batch(ctx context.Context, batch map[int64]*Change) error {
	for a, err := range u.in.Roster.Lookup(ctx, slices.Sorted(maps.Keys(batch))) {
		if err != nil {
			return err
		}
		done := batch[a.ID]
		delete(batch, a.ID)
		if u.takes(a, done) {
			u.matched++
			u.undo(a, done)
		}
	}
	for _, c := range slices.SortedFunc(maps.Values(batch), func(a, b *Change) int { return cmp.Compare(a.ID, b.ID) }) {
		u.matched++
		u.counts.Conflict += len(c.Fields)
		gone := *c
		gone.Action, gone.Line, gone.Fields, gone.Left, gone.Why = Hold, 0, nil, nil, Reason{Code: "account-gone"}
		u.spool.add(&gone, -1, 0)
	}
	clear(batch)
	return nil
}

// takes tells whether the part to take back has this account.
func (u *undoing) takes(a *Account, done *Change) bool {
	if len(u.part.Scope) == 0 || u.scope.inScope(a) {
		return true
	}
	found := *a
	for _, f := range done.Fields {
		was := f.Old
		if done.Action == Add {
			was = f.New
		}
		switch {
		case f.Field == Attribute:
			found.Attrs = found.Attrs.With(f.Attr, was)
		case f.Field < NumFields:
			found.Values[f.Field] = was
		}
	}
	return u.scope.inScope(&found)
}

// undo makes the inverse of one change for the account as it stands now.
func (u *undoing) undo(a *Account, done *Change) {
	c := changeOf(a, Update, "undone")
	r := &reversal{&c, a, u.x.ordinal(a.ID)}
	if done.Action == Add {
		u.takeAway(r, done)
	} else {
		u.putBack(r, done.Fields)
	}
	r.couple()
	if a.Version > done.Version+1 { // as the run left it, it goes back to what it was, whatever the rules say now
		u.checkRules(r)
	}
	switch {
	case u.x.state[r.ord]&isProtected != 0 && len(r.Fields) > 0:
		r.leaveAll("conflict-protected")
		u.keep(r, "protected")
	case u.takesOwn(a, r.Change, r.ord):
		r.leaveAll("conflict-own")
		u.keep(r, "own-account")
	case u.awaits(r):
		u.waiting = append(u.waiting, r)
	default:
		u.finish(r)
	}
}

// takeAway deactivates an account that the run added, and names what was edited of it since. One that was added
// outside, and is so still, is marked: its number may go back to whoever had it.
func (u *undoing) takeAway(r *reversal, done *Change) {
	added, _ := done.Field(Status)
	how, _ := done.Field(Deactivated)
	back := []FieldChange{{Field: Status, Old: StatusDeactivated, New: added.New}, {Field: Deactivated, Old: ByUndo, New: how.New}}
	switch outside := added.New == StatusDeactivated && r.account.Values[Deactivated] == how.New && u.since.of(r.ord, how).stands(); {
	case outside:
		back = back[1:]
		u.counts.Already++
	case !r.account.Active():
		u.counts.Already += 2
		return
	}
	u.putBack(r, back)
	for _, f := range done.Fields {
		if now := r.account.Value(f); f.Field != Status && f.Field != Deactivated && now != f.New {
			r.Left = append(r.Left, Left{FieldChange{Field: f.Field, Attr: f.Attr, Old: now}, u.since.of(r.ord, f).editedTo(now)})
		}
	}
}

// finish keeps a reversal of which all is known.
func (u *undoing) finish(r *reversal) {
	undone := r.stuck()
	r.Action = actionOf(r.account, r.Change)
	switch {
	case len(r.Fields) > 0:
		if len(undone) > 0 {
			r.Why = Reason{"undone-partly", []string{strings.Join(undone, ", ")}}
		}
		sortFields(r.Change)
		u.counts.add(r.Change)
		u.spool.add(r.Change, r.ord, u.effectsOf(r.account, r.Change)|undoes)
	case len(undone) > 0:
		u.keep(r, r.heldFor(), strings.Join(undone, ", "))
	default:
		u.counts.add(r.Change)
		u.totals.Unchanged++
	}
}

// keep holds the account as it is.
func (u *undoing) keep(r *reversal, code string, args ...string) {
	u.counts.add(r.Change)
	u.holdChange(r.Change, r.ord, Reason{code, args})
}

// actionOf names what a change does to the account: by its status where that changes.
func actionOf(a *Account, c *Change) Action {
	s, ok := c.Field(Status)
	switch {
	case ok && a.Active() && s.New == StatusDeactivated:
		return Deactivate
	case ok && !a.Active() && s.New != StatusDeactivated:
		return Reactivate
	}
	return Update
}
