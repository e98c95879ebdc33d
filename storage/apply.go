package storage

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"rollcall/reconcile"
)

// Order says who wants a plan applied and which of its findings were accepted.
type Order struct {
	By       string
	At       time.Time
	Accepted []Acceptance
	Own      []string // keys of the account of whoever applies, where no operator says it

	Progress func(changes int) // told how many more changes were written, within the transaction; may be nil

	// Changed is told each change but holds as it is applied, with the ID of an added account, within the transaction: it
	// counts only if Apply gives the run. A change is valid until the next one. May be nil.
	Changed func(*reconcile.Change)
}

// Apply applies exactly the plan with that ID, in one transaction, or nothing. The error is an *AppliedError when it
// was applied already, a *BlockedError when a finding holds it, a *StaleError when the roster moved on, a
// *LockedError when somebody else is at work and a *DamagedError when the plan is not what was reviewed. Where the
// database did not confirm the last step it is asked what became of it: the run is given if it happened, a
// *NotWrittenError says that it did not, and an *OutcomeUnknownError that the database could not be asked.
func (s *Store) Apply(ctx context.Context, org, planID string, order Order) (*Run, error) {
	var run *Run
	attempt := newAttempt()
	err := s.write(ctx, func(t *tx) (err error) {
		a := &application{store: s, t: t, order: order, attempt: attempt}
		run, err = a.do(ctx, org, planID)
		return err
	})
	if lost, ok := errors.AsType[*OutcomeUnknownError](err); ok {
		lost.PlanID = run.PlanID
		err = s.settle(ctx, org, lost, func(t *tx, org int64) (bool, error) {
			return t.get(ctx, new(int), "SELECT 1 FROM runs WHERE org_id = ? AND number = ? AND attempt = ?", org, run.Number, attempt)
		})
	}
	switch {
	case isTaken(err):
		return nil, &StaleError{Reason: StaleTaken, Total: 1}
	case err == nil:
		s.forget(ctx)
		return run, nil
	}
	if _, explained := errors.AsType[Explained](err); !explained && ctx.Err() == nil {
		err = &NotWrittenError{err} // whatever the database said before its COMMIT, or this package
	}
	return nil, err
}

// forget lets go of the pages that SQLite read and wrote: whoever goes on wants the memory for something else. It does
// not wait long for somebody else who is writing by now.
func (s *Store) forget(ctx context.Context) {
	if s.HoldsPages() {
		ctx, cancel := context.WithTimeout(ctx, time.Second)
		defer cancel()
		_, _ = s.writer.ExecContext(ctx, "PRAGMA shrink_memory") // it frees what it can
	}
}

// HoldsPages tells whether what a transaction reads and writes is held in the memory of this process, as SQLite does.
func (s *Store) HoldsPages() bool { return s.reader != s.writer }

// manyChanges is from how many changes on a run, where they are a tenth of the accounts too, leaves PostgreSQL's
// statistics so far off that the next plan would look through the whole organisation for each list of accounts; they are
// made anew within the run.
const manyChanges = 10_000

// application is a plan being applied.
type application struct {
	store   *Store
	t       *tx
	order   Order
	attempt string
	org     *Organisation // as locked, before the run
	plan    *StoredPlan
	moved   bool // other runs came between plan and apply

	joined  map[int64]int64  // by line: the IDs of joiners on the last rows of the file
	former  map[string]int64 // former logins, folded, and whose they are
	written [reconcile.NumActions]int
	stale   *StaleError    // accounts found to stand against the plan; from the first on nothing more is written
	named   map[int64]bool // their IDs

	memory unpacking // of the batch being written, and rows its records
	rows   []record
	added  []record // new accounts to be written

	outlining outlining
}

// unpacking gives the memory for the next batch.
func (a *application) unpacking() *unpacking { return &a.memory }

func (a *application) do(ctx context.Context, org, planID string) (*Run, error) {
	accepted, err := a.prepare(ctx, org, planID)
	if err != nil {
		return nil, err
	}
	if err := a.writeAll(ctx); err != nil {
		return nil, err
	}
	if err := a.checkCounts(); err != nil {
		return nil, err
	}
	if err := a.closeGaps(ctx); err != nil {
		return nil, err
	}
	if err := a.putOutlines(ctx, true); err != nil {
		return nil, err
	}
	if a.moved { // the guardrails judged another roster, even where no account of the plan was touched
		return nil, &StaleError{Reason: StaleRoster, Total: int(a.org.Revision - 1 - a.plan.Revision)}
	}
	if n := int64(a.total()); n >= manyChanges && 10*n >= a.org.NextID && a.t.DriverName() == "postgres" {
		if err := analyse(ctx, a.t); err != nil {
			return nil, err
		}
	}
	return a.record(ctx, accepted)
}

// prepare locks the organisation and makes sure that this plan may be applied now.
func (a *application) prepare(ctx context.Context, org, planID string) (accepted []Acceptance, err error) {
	o, err := organisation(ctx, a.t, org)
	if err != nil {
		return nil, err
	}
	if _, err = a.t.exec(ctx, "UPDATE rosters SET revision = revision + 1 WHERE org_id = ?", o.id); err != nil {
		return nil, err
	}
	if a.org, err = organisation(ctx, a.t, org); err != nil { // as it is under the lock
		return nil, err
	}
	if err := a.t.show(ctx, "rollcall.run", formatID(a.org.Revision)); err != nil { // any other edit is one by hand
		return nil, err
	}
	if err := a.store.checkLease(ctx, a.t, o.id); err != nil {
		return nil, err
	}
	if a.plan, err = loadPlan(ctx, a.t, a.org, planID); err != nil {
		return nil, err
	}
	if a.plan.Run > 0 {
		return nil, &AppliedError{a.plan.ID, a.plan.Run}
	}
	a.org.NextID = max(a.org.NextID, a.plan.AfterID+1)
	a.outlining = newOutlining(a.org.Secret)
	a.moved = a.plan.Revision != a.org.Revision-1
	if err := bindAccounts(ctx, a.t, o.id, a.order.At); err != nil { // of a store from before they were bound
		return nil, err
	}
	if err := a.permit(ctx); err != nil {
		return nil, err
	}
	if accepted, err = a.accept(); err != nil {
		return nil, err
	}
	return accepted, checkRoot(ctx, a.t, o.id, a.plan)
}

// accept gives the acceptances that lift the plan's findings, by name; a finding that none lifts is an error.
func (a *application) accept() ([]Acceptance, error) {
	accepted, held := []Acceptance{}, []reconcile.Finding(nil)
	for _, f := range a.plan.Findings {
		if !f.Blocks {
			continue
		}
		i := slices.IndexFunc(a.order.Accepted, func(c Acceptance) bool {
			return c.Code == f.Code && c.Number == f.Number && c.Reason != "" && (c.By != "" || a.order.By != "")
		})
		if i < 0 {
			held = append(held, f)
			continue
		}
		c := a.order.Accepted[i]
		if c.By == "" {
			c.By = a.order.By
		}
		accepted = append(accepted, c)
	}
	if len(held) > 0 {
		return nil, &BlockedError{a.plan.ID, held}
	}
	return accepted, nil
}

// checkCounts compares what was written with what was reviewed.
func (a *application) checkCounts() error {
	s := a.plan.Summary
	want := [reconcile.NumActions]int{reconcile.Deactivate: s.Deactivate, reconcile.Reactivate: s.Reactivate,
		reconcile.Update: s.Update, reconcile.Add: s.Add}
	for action := range reconcile.Hold {
		if a.written[action] != want[action] {
			return fmt.Errorf("plan %s: %d accounts to %s, %d predicted; nothing was written",
				a.plan.ID, a.written[action], action, want[action])
		}
	}
	return nil
}

// record writes the run, and what it means to the counters and its plan.
func (a *application) record(ctx context.Context, accepted []Acceptance) (*Run, error) {
	p := a.plan
	run := &Run{Number: a.org.Revision, PlanID: p.ID, By: a.order.By, At: a.order.At.UTC().Truncate(time.Millisecond),
		Kind: p.Kind, UndoOf: p.UndoOf, FileName: p.File.Name, FileSHA256: p.File.SHA256, PolicyDigest: p.PolicyDigest,
		Summary: p.Summary, Predicted: p.Summary.Changes(), Written: a.total(), Accepted: accepted, firstID: a.org.NextID}
	_, err := a.t.exec(ctx, "UPDATE rosters SET next_account = ? WHERE org_id = ?", a.org.NextID+int64(a.written[reconcile.Add]), a.org.id)
	if err != nil {
		return nil, err
	}
	before, err := a.t.tables(ctx, a.org.id)
	if err != nil {
		return nil, err
	}
	if _, err := keepTail(ctx, a.t, a.org.id, p.Plan, a.tail()); err != nil {
		return nil, err
	}
	if err := a.t.vouch(ctx, a.org.id, before, runEntry(run, p)); err != nil { // first: a ledger that begins counts the runs before
		return nil, err
	}
	if err := insertRun(ctx, a.t, a.org.id, p.number, a.attempt, run); err != nil {
		return nil, err
	}
	if _, err := a.t.exec(ctx, "UPDATE plans SET run = ? WHERE org_id = ? AND plan_no = ?", run.Number, a.org.id, p.number); err != nil {
		return nil, err
	}
	if err := bindAccounts(ctx, a.t, a.org.id, run.At); err != nil {
		return nil, err
	}
	return run, a.store.checkLease(ctx, a.t, a.org.id)
}

func formatID(n int64) string { return strconv.FormatInt(n, 10) }
