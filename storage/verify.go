package storage

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"

	"rollcall/ledger"
	"rollcall/reconcile"
)

// runEntry is what the ledger holds of a run.
func runEntry(r *Run, p *StoredPlan) *Entry {
	e := &Entry{Kind: ledger.Run, At: r.At, Facts: map[string]string{
		"run": formatID(r.Number), "plan": r.PlanID, "plan_sha256": p.sha256, "changes_root": p.Root, "kind": string(r.Kind),
		"file_sha256": r.FileSHA256, "policy_sha256": r.PolicyDigest, "summary": mustJSON(r.Summary),
		"written": strconv.Itoa(r.Written), "first_account": formatID(r.firstID), "accepted": acceptedCodes(r.Accepted)}}
	if r.UndoOf > 0 {
		e.Facts["undo_of"] = formatID(r.UndoOf)
	}
	e.Note = map[string]string{"by": r.By, "file": r.FileName, "accepted": mustJSON(r.Accepted)}
	return e
}

// acceptedCodes gives the findings that were lifted, without who did it and why.
func acceptedCodes(as []Acceptance) string {
	codes := make([]string, len(as))
	for i, a := range as {
		codes[i] = a.Code + "=" + strconv.Itoa(a.Number)
	}
	return strings.Join(codes, " ")
}

func hexDigest(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}

// Trail is what a walk through a ledger found whole.
type Trail struct {
	Organisation string
	Entries      int64
	First, Last  ledger.Hash // zero where there is no entry
	Runs         int
	RunsBefore   int64 // made before there was a ledger; their plans are checked, nothing vouches for the runs
	Changes      int   // in the plans of the runs
	Erased       int   // notes, plans and blocks of changes that were erased since
}

// VerifyLedger walks through an organisation's ledger, its runs and their changes, giving each entry to each (nil: to
// nobody). The error is a *LedgerError that names the first entry that is not as it was written, or each's.
func (s *Store) VerifyLedger(ctx context.Context, org string, each func(*Entry) error) (*Trail, error) {
	t, err := s.read(ctx)
	if err != nil {
		return nil, err
	}
	defer t.end()
	o, err := organisation(ctx, t, org)
	if err != nil {
		return nil, err
	}
	v := &verification{t: t, org: o, each: each, trail: &Trail{Organisation: o.Name}}
	if err := v.walk(ctx); err != nil {
		return nil, err
	}
	if err := v.checkEnd(ctx); err != nil {
		return v.trail, err
	}
	return v.trail, v.checkTables(ctx)
}

// verification is one walk through a ledger.
type verification struct {
	t     *tx
	org   *Organisation
	each  func(*Entry) error
	trail *Trail
	vouching
}

// entriesAtOnce is how many entries are read at once.
const entriesAtOnce = 500

func (v *verification) walk(ctx context.Context) error {
	for {
		var rows []entryRow
		err := v.t.list(ctx, &rows, `SELECT l.number, l.kind, l.at, l.facts, l.note_hash, l.previous, l.hash, n.salt, n.note
			FROM ledger AS l LEFT JOIN ledger_notes AS n ON n.org_id = l.org_id AND n.number = l.number
			WHERE l.org_id = ? AND l.number > ? ORDER BY l.number LIMIT ?`, v.org.id, v.trail.Entries, entriesAtOnce)
		if err != nil {
			return err
		}
		for i := range rows {
			if err := v.entry(ctx, &rows[i]); err != nil {
				return err
			}
		}
		if len(rows) < entriesAtOnce {
			return nil
		}
	}
}

func (v *verification) entry(ctx context.Context, r *entryRow) error {
	e, fault := r.entry()
	if e.Number != v.trail.Entries+1 {
		return &LedgerError{Number: v.trail.Entries + 1, Fault: ledger.Missing}
	}
	if fault == "" {
		fault = e.Check(v.trail.Entries, v.trail.Last)
	}
	if fault != "" {
		return &LedgerError{Number: e.Number, Fault: fault}
	}
	v.trail.Entries, v.trail.Last = e.Number, e.Hash
	if e.Erased() {
		v.trail.Erased++
	}
	if err := v.vouching.entry(e); err != nil {
		return err
	}
	if err := v.content(ctx, e); err != nil {
		return err
	}
	if v.each == nil {
		return nil
	}
	return v.each(e)
}

// content holds what an entry says against the tables that it speaks of.
func (v *verification) content(ctx context.Context, e *Entry) error {
	switch {
	case e.Number == 1:
		v.trail.First = e.Hash
		v.trail.RunsBefore, _ = strconv.ParseInt(e.Facts["runs_before"], 10, 64)
		if e.Kind != ledger.Begun || reconcile.Fold(e.Facts["organisation"]) != reconcile.Fold(v.org.Name) {
			return &LedgerError{Number: 1, Fault: FaultForeign}
		}
	case e.Kind == ledger.Run:
		return v.run(ctx, e)
	}
	return nil
}

// The faults that are not the chain's.
const (
	FaultForeign  ledger.Fault = "ledger-foreign"    // it is another organisation's
	FaultRun      ledger.Fault = "ledger-run"        // a run is not as its entry says
	FaultPlan     ledger.Fault = "ledger-plan"       // the plan of a run is not as its entry says
	FaultUnsigned ledger.Fault = "ledger-run-unsaid" // a run has no entry
	FaultTail     ledger.Fault = "ledger-tail"       // the last entries are gone
	FaultBegun    ledger.Fault = "ledger-begun"      // it begins after runs that had entries
)

// run holds a run, its plan and its changes against the run's entry.
func (v *verification) run(ctx context.Context, e *Entry) error {
	v.trail.Runs++
	number := v.trail.RunsBefore + int64(v.trail.Runs)
	var row runRow
	found, err := v.t.get(ctx, &row, "SELECT "+runColumns+" FROM runs WHERE org_id = ? AND number = ?", v.org.id, number)
	if err != nil {
		return err
	}
	wrong := &LedgerError{Number: e.Number, Fault: FaultRun, What: formatID(number)}
	if !found {
		return wrong
	}
	run, err := row.run()
	if err != nil {
		return wrong
	}
	p, err := v.plan(ctx, e, run)
	if err != nil {
		return err
	}
	says := runEntry(run, p)
	for _, fact := range []string{beforeFact, tablesFact} { // they speak of no run
		if said, ok := e.Facts[fact]; ok {
			says.Facts[fact] = said
		}
	}
	if mustJSON(says.Facts) != mustJSON(e.Facts) || stamp(says.At) != stamp(e.At) || e.Note != nil && mustJSON(says.Note) != mustJSON(e.Note) {
		return wrong
	}
	return nil
}

// plan checks the plan of a run down to its changes. Of one whose header was erased nothing but the entry's word and
// the blocks' digests are left.
func (v *verification) plan(ctx context.Context, e *Entry, run *Run) (*StoredPlan, error) {
	wrong := func(part string) error {
		return &LedgerError{Number: e.Number, Fault: FaultPlan, What: strings.TrimSpace(run.PlanID + " " + part)}
	}
	var row planRow
	found, err := v.t.get(ctx, &row, "SELECT "+planColumns+" FROM plans WHERE org_id = ? AND id = ?", v.org.id, run.PlanID)
	if err != nil {
		return nil, err
	}
	if !found || row.Run != run.Number {
		return nil, wrong("")
	}
	p := &StoredPlan{Plan: &reconcile.Plan{ID: row.ID, Root: e.Facts["changes_root"]}, number: row.PlanNo, sha256: e.Facts["plan_sha256"]}
	if row.Header == "" {
		v.trail.Erased++
	} else if p, err = row.stored(v.org); err != nil {
		return nil, wrong("header")
	}
	if err := checkRoot(ctx, v.t, v.org.id, p); err != nil {
		return nil, asFault(err, wrong("root"))
	}
	return p, v.blocks(ctx, p, wrong)
}

// asFault gives fault in the place of an error that says that something is damaged.
func asFault(err, fault error) error {
	if _, damaged := err.(*DamagedError); damaged {
		return fault
	}
	return err
}

func (v *verification) blocks(ctx context.Context, p *StoredPlan, wrong func(string) error) error {
	for seq := 0; ; {
		rows, err := blocksFrom(ctx, v.t, v.org.id, p, seq)
		if err != nil || len(rows) == 0 {
			return err
		}
		for i := range rows {
			if rows[i].Seq != seq {
				return wrong(fmt.Sprintf("block %d", seq))
			}
			seq++
			if len(rows[i].Data) == 0 {
				v.trail.Erased++
				continue
			}
			changes, err := rows[i].changes(p.ID)
			if err != nil {
				return wrong(fmt.Sprintf("block %d", rows[i].Seq))
			}
			v.trail.Changes += len(changes)
		}
	}
}

// checkEnd makes sure that nothing is missing after the last entry, and no run is unsaid.
func (v *verification) checkEnd(ctx context.Context) error {
	var next int64
	if _, err := v.t.get(ctx, &next, "SELECT next_entry FROM rosters WHERE org_id = ?", v.org.id); err != nil {
		return err
	}
	var runs int64
	if _, err := v.t.get(ctx, &runs, "SELECT count(*) FROM runs WHERE org_id = ?", v.org.id); err != nil {
		return err
	}
	after := v.trail.Entries + 1
	switch {
	case next != after:
		return &LedgerError{Number: after, Fault: FaultTail, What: formatID(next - 1)}
	case v.trail.Entries == 0:
		v.trail.RunsBefore = runs
		return v.checkBeginning(ctx)
	case runs != v.trail.RunsBefore+int64(v.trail.Runs) || v.org.Revision != runs:
		return &LedgerError{Number: after, Fault: FaultUnsigned, What: formatID(runs)}
	}
	return v.checkBeginning(ctx)
}

// checkBeginning makes sure that the runs from before the ledger are: plans have had seals for less time than runs have
// had entries.
func (v *verification) checkBeginning(ctx context.Context) error {
	var run int64
	_, err := v.t.get(ctx, &run, `SELECT coalesce(min(number), 0) FROM runs AS r WHERE org_id = ? AND number <= ? AND EXISTS
		(SELECT 1 FROM plans AS p WHERE p.org_id = r.org_id AND p.plan_no = r.plan_no AND length(p.seal) > 0)`, v.org.id, v.trail.RunsBefore)
	if err == nil && run > 0 {
		err = &LedgerError{Number: 1, Fault: FaultBegun, What: formatID(run)}
	}
	return err
}
