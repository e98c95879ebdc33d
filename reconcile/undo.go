package reconcile

import (
	"cmp"
	"context"
	"iter"
	"slices"
	"strings"
)

// UndoInput is all that the plan of an undo depends on.
type UndoInput struct {
	Organisation string
	Revision     int64
	Roster       Roster
	Policy       *Policy
	Run          int64                     // the run to take back
	Changes      iter.Seq2[*Change, error] // of that run, with their IDs
}

// Undo works out the inverse of a run from its changes. A field is put back where it still is as the run left it;
// what was edited since is kept, and named. An account that the run added is deactivated: IDs are never given back.
func Undo(ctx context.Context, in UndoInput) (*Draft, error) {
	d := &diffing{rules: newRules(in.Policy), spool: &spool{}, newKeys: map[uint64]int{}, cols: &columns{}}
	d.in.Roster = in.Roster
	var err error
	if d.x, err = buildIndex(ctx, in.Roster, d.rules, d.cols); err != nil {
		return nil, err
	}
	for _, s := range d.x.state {
		d.countBefore(s)
	}
	d.totals.Undo, d.totals.Found = true, len(d.x.ids)
	if err := d.undoAll(ctx, in.Changes); err != nil {
		return nil, err
	}
	if err := d.spare(ctx); err != nil {
		return nil, err
	}
	d.tally()
	d.spool.sort()
	return &Draft{Totals: d.totals, Problems: []Problem{}, spool: d.spool, header: Plan{Organisation: in.Organisation,
		Revision: in.Revision, Kind: FromUndo, UndoOf: in.Run, PolicyDigest: in.Policy.Digest(), Policy: *in.Policy}}, nil
}

// undoAll goes through the run's changes, fetching accounts in bulk.
func (d *diffing) undoAll(ctx context.Context, changes iter.Seq2[*Change, error]) error {
	var batch []*Change
	for c, err := range changes {
		if err != nil {
			return err
		}
		if c.Action == Hold {
			continue
		}
		if batch = append(batch, c); len(batch) == batchSize {
			if err := d.undoBatch(ctx, batch); err != nil {
				return err
			}
			batch = nil
		}
	}
	return d.undoBatch(ctx, batch)
}

func (d *diffing) undoBatch(ctx context.Context, batch []*Change) error {
	slices.SortFunc(batch, func(a, b *Change) int { return cmp.Compare(a.ID, b.ID) })
	ids, byID := make([]int64, len(batch)), make(map[int64]*Change, len(batch))
	for i, c := range batch {
		ids[i], byID[c.ID] = c.ID, c
	}
	for a, err := range d.in.Roster.Lookup(ctx, ids) {
		if err != nil {
			return err
		}
		d.undo(a, byID[a.ID])
	}
	return nil
}

// undo makes the inverse of one change for the account as it stands now.
func (d *diffing) undo(a *Account, done *Change) {
	ord := d.x.ordinal(a.ID)
	c := changeOf(a, Update, "undone")
	kept := inverse(c, a, done)
	c.Action = actionOf(a, c)
	if len(kept) > 0 {
		c.Why = Reason{"undone-partly", []string{strings.Join(kept, ", ")}}
	}
	switch {
	case len(c.Fields) == 0 && (len(kept) == 0 || done.Action == Add):
	case len(c.Fields) == 0:
		d.holdChange(c, ord, Reason{"edited-since", []string{strings.Join(kept, ", ")}})
	case d.x.state[ord]&isProtected != 0:
		d.holdChange(c, ord, Reason{Code: "protected"})
	case d.numberTaken(c, ord):
		d.holdChange(c, ord, Reason{Code: "number-taken"})
	default:
		d.spool.add(c, ord, d.effectsOf(a, c))
		d.claimKeys(c)
	}
}

// inverse puts into c the fields of done that can be put back, and gives the names of those edited since.
func inverse(c *Change, a *Account, done *Change) (kept []string) {
	if done.Action == Add {
		if a.Active() {
			c.set(Status, a.Values[Status], StatusDeactivated)
			c.set(Deactivated, a.Values[Deactivated], ByUndo)
		}
		return editedSince(a, done)
	}
	for _, f := range done.Fields {
		now := valueOf(a, f)
		switch now {
		case f.Old:
		case f.New:
			c.Fields = append(c.Fields, FieldChange{Field: f.Field, Attr: f.Attr, Old: now, New: f.Old})
		default:
			kept = append(kept, f.Name())
		}
	}
	return kept
}

// editedSince names what was edited of an account since the run that added it. Nothing of it is taken back.
func editedSince(a *Account, done *Change) (edited []string) {
	for _, f := range done.Fields {
		if f.Field != Status && f.Field != Deactivated && valueOf(a, f) != f.New {
			edited = append(edited, f.Name())
		}
	}
	return edited
}

func valueOf(a *Account, f FieldChange) string {
	if f.Field == Attribute {
		return a.Attrs.Get(f.Attr)
	}
	return a.Values[f.Field]
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

// numberTaken tells whether an employee number to be put back belongs to somebody else now.
func (d *diffing) numberTaken(c *Change, ord int) bool {
	n, ok := c.Field(EmployeeNumber)
	if !ok || n.New == "" {
		return false
	}
	owner := d.x.keys[byNumber].first(d.x.hashFolded(n.New))
	return owner >= 0 && owner != ord
}
