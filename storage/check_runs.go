package storage

import (
	"context"
	"crypto/sha256"
	"errors"
	"strconv"

	"rollcall/reconcile"
)

// This file is Check's walk through the runs and the plans.

// checkedRun is a run with what only Check wants of it.
type checkedRun struct {
	runRow
	PlanNo int64 `db:"plan_no"`
}

// runs walks through the runs in order and makes their changes again.
func (c *check) runs(ctx context.Context) error {
	c.replay.begin()
	c.last = 0
	for {
		var rows []checkedRun
		err := c.t.list(ctx, &rows, "SELECT plan_no, "+runColumns+" FROM runs WHERE org_id = ? AND number > ? ORDER BY number LIMIT ?",
			c.org.id, c.last, runsAtOnce)
		if err != nil {
			return err
		}
		for i := range rows {
			if err := c.run(ctx, &rows[i]); err != nil {
				return err
			}
		}
		if len(rows) < runsAtOnce {
			break
		}
	}
	c.report.Replayed = !c.replay.blind
	return nil
}

func (c *check) run(ctx context.Context, r *checkedRun) error {
	c.report.Runs++
	if next := c.last + 1; next != r.Number {
		c.replay.blind = true
		if err := c.wrong("check-missing", "runs", next, ""); err != nil {
			return err
		}
	}
	c.last = r.Number
	run, err := r.run()
	if err != nil {
		c.replay.blind = true
		return c.wrong("check-unreadable", "runs", r.Number, "")
	}
	var row planRow
	found, err := c.t.get(ctx, &row, "SELECT "+planColumns+" FROM plans WHERE org_id = ? AND plan_no = ?", c.org.id, r.PlanNo)
	if err != nil {
		return err
	}
	if !found || row.ID != run.PlanID || row.Run != run.Number {
		c.replay.blind = true
		return c.wrong("check-run-plan", "runs", r.Number, "")
	}
	p, err := c.header(&row)
	if err != nil {
		return err
	}
	if err := c.runOf(run, p); err != nil {
		return err
	}
	return c.changes(ctx, p, run)
}

// header reads a plan's header. Where that was erased, or is not what it was, the plan has no Plan but its ID.
func (c *check) header(row *planRow) (*StoredPlan, error) {
	bare := &StoredPlan{Run: row.Run, number: row.PlanNo, unsealed: row.unsealed(c.org)}
	if row.Header == "" && row.ID != "" {
		return bare, nil
	}
	p, err := row.stored(c.org)
	if damaged, ok := errors.AsType[*DamagedError](err); ok {
		return bare, c.wrong("check-plan", "plans", row.PlanNo, damaged.Part)
	}
	return p, err
}

// runOf holds a run against its plan, and moves the replay to the IDs that the run gave.
func (c *check) runOf(run *Run, p *StoredPlan) error {
	if p.Plan == nil || c.replay.blind {
		c.replay.run(run, max(c.replay.next, run.firstID))
	} else {
		c.replay.run(run, max(c.replay.next, p.AfterID+1))
	}
	err := c.unless(run.firstID == c.replay.next, "check-run", "runs", run.Number, "first_account")
	if p.Plan == nil {
		return err
	}
	for _, is := range []struct {
		column string
		same   bool
	}{
		{"number", run.Number == p.Revision+1}, {"kind", run.Kind == p.Kind}, {"undo_of", run.UndoOf == p.UndoOf && run.UndoOf < run.Number},
		{"file_name", run.FileName == p.File.Name}, {"file_sha256", run.FileSHA256 == p.File.SHA256},
		{"policy_digest", run.PolicyDigest == p.PolicyDigest}, {"summary", run.Summary == p.Summary},
		{"predicted", run.Predicted == p.Summary.Changes()}, {"written", run.Written == p.Summary.Changes()},
		{"accepted", lifted(p, run)},
	} {
		err = errors.Join(err, c.unless(is.same, "check-run", "runs", run.Number, is.column))
	}
	return err
}

// lifted tells whether each finding that held the plan was accepted with its number, by somebody, with a reason.
func lifted(p *StoredPlan, run *Run) bool {
	a := application{plan: p, order: Order{Accepted: run.Accepted}}
	_, err := a.accept()
	return err == nil
}

// plans walks through the plans that no run applied; those of runs were looked at with them.
func (c *check) plans(ctx context.Context) error {
	for last := int64(0); ; {
		var row planRow
		found, err := c.t.get(ctx, &row, "SELECT "+planColumns+" FROM plans WHERE org_id = ? AND plan_no > ? ORDER BY plan_no LIMIT 1",
			c.org.id, last)
		if err != nil || !found {
			return err
		}
		c.report.Plans++
		last = row.PlanNo
		if row.Run != 0 {
			err = c.appliedBy(ctx, &row)
		} else {
			err = c.waiting(ctx, &row)
		}
		if err != nil {
			return err
		}
	}
}

// appliedBy makes sure that the run that a plan names is the plan's.
func (c *check) appliedBy(ctx context.Context, row *planRow) error {
	found, err := c.t.get(ctx, new(int), "SELECT 1 FROM runs WHERE org_id = ? AND number = ? AND plan_no = ?", c.org.id, row.Run, row.PlanNo)
	if err != nil {
		return err
	}
	return c.unless(found, "check-plan", "plans", row.PlanNo, "run")
}

// waiting looks at a plan that was not applied.
func (c *check) waiting(ctx context.Context, row *planRow) error {
	p, err := c.header(row)
	if err != nil {
		return err
	}
	return c.changes(ctx, p, nil)
}

// changes walks through a plan's blocks and, where run is not nil, makes their changes again.
func (c *check) changes(ctx context.Context, p *StoredPlan, run *Run) error {
	var leaves [][sha256.Size]byte
	var counts [reconcile.NumActions]int
	for {
		rows, err := blocksFrom(ctx, c.t, c.org.id, p, len(leaves))
		if err != nil {
			return err
		}
		for i := range rows {
			if err := c.block(p, &rows[i], len(leaves), &counts, run); err != nil {
				return err
			}
			leaves = append(leaves, hashOf(rows[i].Hash))
		}
		if len(rows) == 0 {
			break
		}
	}
	if p.Plan == nil {
		return nil
	}
	s := p.Summary
	counts[reconcile.Hold] = 0
	return errors.Join(
		c.unless(reconcile.Root(leaves) == p.Root, "check-plan", "plans", p.number, "root"),
		c.unless(counts == [reconcile.NumActions]int{reconcile.Deactivate: s.Deactivate, reconcile.Reactivate: s.Reactivate,
			reconcile.Update: s.Update, reconcile.Add: s.Add}, "check-plan", "plans", p.number, "summary"))
}

// block looks at one block, the seq-th of its plan.
func (c *check) block(p *StoredPlan, r *blockRow, seq int, counts *[reconcile.NumActions]int, run *Run) error {
	name := "block " + strconv.Itoa(seq)
	if r.Seq != seq || r.Action < 0 || r.Action >= len(counts) || r.Changes < 1 || r.Changes > reconcile.BlockSize {
		c.replay.blind = c.replay.blind || run != nil
		return c.wrong("check-plan", "plan_blocks", p.number, name)
	}
	action := reconcile.Action(r.Action)
	before := counts[action]
	counts[action] += r.Changes
	changes, err := r.changes("")
	if len(r.Data) == 0 || err != nil {
		if run != nil {
			c.replay.skip(action, r.Changes)
		}
		return c.unless(len(r.Data) == 0, "check-plan", "plan_blocks", p.number, name) // erased ones leave their digest
	}
	first, last := reconcile.Fold(changes[0].Key), reconcile.Fold(changes[len(changes)-1].Key)
	err = c.unless(first == r.FirstKey && last == r.LastKey && unbroken(r.Seal, r.digest(c.org.id, p.number), p.unsealed),
		"check-plan", "plan_blocks", p.number, name)
	if run == nil || err != nil {
		return err
	}
	c.report.Changes += len(changes)
	for i, change := range changes {
		if err := c.again(action, int64(before+i), change); err != nil {
			return err
		}
	}
	return nil
}

// again makes a change on what the replay knows of its account.
func (c *check) again(action reconcile.Action, place int64, change *reconcile.Change) error {
	switch {
	case action == reconcile.Hold:
		return nil
	case action == reconcile.Add:
		c.replay.add(change)
		return nil
	}
	if !c.replay.change(change) && !c.replay.blind {
		return c.wrong("check-change", "plan_blocks", change.ID, formatID(c.replay.number))
	}
	return nil
}
