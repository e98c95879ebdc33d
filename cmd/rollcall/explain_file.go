package main

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strconv"

	"rollcall/cmd/rollcall/internal/password"
	"rollcall/formats"
	"rollcall/reconcile"
)

// reopen opens the very file of the plan, to be read as it was read then; nil where it is not at hand and nobody said
// where it is.
func (x *explaining) reopen(file string) (*formats.Source, error) {
	path := cmp.Or(file, x.plan.File.Path)
	if path == "" {
		x.Missing = x.say("explain-stdin")
		return nil, nil
	}
	original, err := openSame(path, x.plan.File.SHA256, "problems")
	var gone *mistake
	if file == "" && errors.As(err, &gone) {
		x.Missing = x.say(gone.code, gone.args...)
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	if err := original.Close(); err != nil {
		return nil, err
	}
	return formats.Open(path, formats.Again(x.plan.File.Asked, &x.plan.Policy))
}

// replan makes the plan once more, with a trace of the one person.
func (x *explaining) replan(ctx context.Context, file *formats.Source) (*reconcile.Draft, error) {
	initial, err := defaultPassword()
	if err != nil {
		return nil, err
	}
	org, err := x.store.Organisation(ctx, x.org)
	if err != nil {
		return nil, err
	}
	file.File.Partial = x.plan.File.Partial
	policy := x.plan.Policy
	return x.draft(ctx, file, reconcile.Input{Organisation: org.Name, Revision: x.plan.Revision, Roster: x.roster, Upload: file.Upload,
		Policy: &policy, Own: ownKeys(x.plan.Own), Hash: password.Hasher(org.Secret), DefaultPassword: initial, Trace: x.Trace})
}

func ownKeys(ids []int64) []string {
	keys := make([]string, len(ids))
	for i, id := range ids {
		keys[i] = "id:" + strconv.FormatInt(id, 10)
	}
	return keys
}

// agrees tells whether the plan that was made again does the same as the one that is kept: about everybody in number,
// about the person in every field. Hashes of passwords may differ with the default password of the day.
func (x *explaining) agrees(ctx context.Context, draft *reconcile.Draft) (bool, error) {
	if draft.Totals.Summary != x.plan.Summary {
		return false, nil
	}
	lines := x.Trace.Lines
	for _, r := range x.Trace.Rows {
		lines = append(lines, r.Line)
	}
	left := slices.Clone(x.Outcome)
	for c, err := range draft.Changes(ctx) {
		if err != nil {
			return false, err
		}
		i := slices.IndexFunc(left, func(have *reconcile.Change) bool { return sameChange(have, c) })
		switch {
		case i >= 0:
			left = slices.Delete(left, i, i+1)
		case x.ID > 0 && c.Concerns(x.ID):
			return false, nil
		case x.ID == 0 && c.Line > 0 && slices.Contains(lines, c.Line):
			x.Outcome = append(x.Outcome, c) // a row of the person's that the plan knows by another key
		}
	}
	return len(left) == 0, nil
}

// sameChange compares two changes in all but the ID that an addition got and the hashes of passwords.
func sameChange(a, b *reconcile.Change) bool {
	return a.Action == b.Action && (a.ID == b.ID || a.Action == reconcile.Add) && a.Line == b.Line && a.Why.Code == b.Why.Code &&
		slices.EqualFunc(a.Fields, b.Fields, func(f, g reconcile.FieldChange) bool {
			return f.Field == g.Field && f.Attr == g.Attr && (f.Field == reconcile.Password || f == g)
		})
}
