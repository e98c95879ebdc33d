package storage

import (
	"context"
	"encoding/json"
	"iter"
	"time"

	"rollcall/reconcile"
)

// Acceptance lifts one finding of one plan.
type Acceptance struct {
	Code   string `json:"code"`
	Number int    `json:"number"` // exactly the finding's
	Reason string `json:"reason"`
	By     string `json:"by"`
}

// Run is a plan that was applied.
type Run struct {
	Number       int64 // of the organisation, from 1; the roster's revision after it
	PlanID       string
	By           string
	At           time.Time // UTC
	Kind         reconcile.Kind
	UndoOf       int64  // the run it took back; 0: none
	UndoneBy     int64  // the last run that took it back; 0: none
	FileName     string // base name
	FileSHA256   string
	PolicyDigest string
	Summary      reconcile.Summary // the plan's
	Predicted    int               // accounts the plan would write
	Written      int               // accounts written
	Accepted     []Acceptance      // the findings that were lifted
	firstID      int64
}

// runRow is a run as the table keeps it.
type runRow struct {
	Number       int64
	PlanID       string `db:"plan_id"`
	AppliedBy    string `db:"applied_by"`
	AppliedAt    string `db:"applied_at"`
	Kind         string
	UndoOf       int64  `db:"undo_of"`
	UndoneBy     int64  `db:"undone_by"`
	FileName     string `db:"file_name"`
	FileSHA256   string `db:"file_sha256"`
	PolicyDigest string `db:"policy_digest"`
	Summary      string
	Predicted    int
	Written      int
	Accepted     string
	FirstAccount int64 `db:"first_account"`
}

const runColumns = `number, plan_id, applied_by, applied_at, kind, undo_of, undone_by, file_name, file_sha256, policy_digest,
	summary, predicted, written, accepted, first_account`

func (r *runRow) run() (*Run, error) {
	run := &Run{Number: r.Number, PlanID: r.PlanID, By: r.AppliedBy, Kind: reconcile.Kind(r.Kind), UndoOf: r.UndoOf,
		UndoneBy: r.UndoneBy, FileName: r.FileName, FileSHA256: r.FileSHA256, PolicyDigest: r.PolicyDigest,
		Predicted: r.Predicted, Written: r.Written, firstID: r.FirstAccount}
	var err error
	if run.At, err = parseStamp(r.AppliedAt); err != nil {
		return nil, err
	}
	if err = json.Unmarshal([]byte(r.Summary), &run.Summary); err != nil {
		return nil, err
	}
	return run, json.Unmarshal([]byte(r.Accepted), &run.Accepted)
}

// insertRun writes a run and the word of it for other systems.
func insertRun(ctx context.Context, t *tx, org, planNo int64, attempt string, r *Run) error {
	_, err := t.exec(ctx, "INSERT INTO runs (org_id, plan_no, attempt, "+runColumns+`)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		org, planNo, attempt, r.Number, r.PlanID, r.By, stamp(r.At), string(r.Kind), r.UndoOf, r.UndoneBy, r.FileName, r.FileSHA256,
		r.PolicyDigest, mustJSON(r.Summary), r.Predicted, r.Written, mustJSON(r.Accepted), r.firstID)
	if err == nil {
		_, err = t.exec(ctx, "INSERT INTO outbox (org_id, number, run, kind, created, delivered) VALUES (?, ?, ?, 'run', ?, '')",
			org, r.Number, r.Number, stamp(r.At))
	}
	return err
}

// Runs gives an organisation's runs, the newest first.
func (s *Store) Runs(ctx context.Context, org string) iter.Seq2[*Run, error] {
	return func(yield func(*Run, error) bool) {
		last := int64(1 << 62)
		for {
			rows, err := s.runs(ctx, org, "number < ?", last)
			if err != nil {
				yield(nil, err)
				return
			}
			for i := range rows {
				last = rows[i].Number
				if !yield(rows[i].run()) {
					return
				}
			}
			if len(rows) < runsAtOnce {
				return
			}
		}
	}
}

// RunByNumber gives one run; the error is an *UnknownError where there is none.
func (s *Store) RunByNumber(ctx context.Context, org string, n int64) (*Run, error) {
	rows, err := s.runs(ctx, org, "number = ?", n)
	if err != nil {
		return nil, err
	}
	if len(rows) == 0 {
		return nil, &UnknownError{"unknown-run", formatID(n)}
	}
	return rows[0].run()
}

// runsAtOnce is how many runs are read at once.
const runsAtOnce = 100

func (s *Store) runs(ctx context.Context, org, where string, args ...any) ([]runRow, error) {
	t, err := s.read(ctx)
	if err != nil {
		return nil, err
	}
	defer t.end()
	o, err := organisation(ctx, t, org)
	if err != nil {
		return nil, err
	}
	var rows []runRow
	err = t.list(ctx, &rows, "SELECT "+runColumns+" FROM runs WHERE org_id = ? AND "+where+" ORDER BY number DESC LIMIT ?",
		append(append([]any{o.id}, args...), runsAtOnce)...)
	return rows, err
}

// History gives what Judge wants to know of the runs made from files before; sha256 is that of the file judged now.
func (s *Store) History(ctx context.Context, org, sha256 string) (reconcile.History, error) {
	var h reconcile.History
	last, err := s.runs(ctx, org, "kind = ?", string(reconcile.FromFile))
	if err != nil {
		return h, err
	}
	if len(last) > 0 {
		h.LastRun, h.LastSHA256, h.LastName = last[0].Number, last[0].FileSHA256, last[0].FileName
	}
	seen, err := s.runs(ctx, org, "kind = ? AND file_sha256 = ?", string(reconcile.FromFile), sha256)
	if err == nil && len(seen) > 0 {
		h.SeenRun = seen[0].Number
	}
	return h, err
}
