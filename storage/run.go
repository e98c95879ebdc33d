package storage

import (
	"context"
	"encoding/json"
	"iter"
	"slices"
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
	UndoOf       int64   // the run it took back; 0: none
	TakenBack    []Taken // by the runs that took it back, whole or in part, the oldest first
	FileName     string  // base name
	FileSHA256   string
	PolicyDigest string
	Summary      reconcile.Summary // the plan's
	Predicted    int               // accounts the plan would write
	Written      int               // accounts written
	Accepted     []Acceptance      // the findings that were lifted
	firstID      int64
}

// Taken is how far one run took another back.
type Taken struct {
	Run     int64
	Written int   // accounts that it wrote
	By      int64 // the last run that took this one back in turn; 0: none
}

// runRow is a run as the table keeps it.
type runRow struct {
	Number       int64
	PlanID       string `db:"plan_id"`
	AppliedBy    string `db:"applied_by"`
	AppliedAt    string `db:"applied_at"`
	Kind         string
	UndoOf       int64  `db:"undo_of"`
	FileName     string `db:"file_name"`
	FileSHA256   string `db:"file_sha256"`
	PolicyDigest string `db:"policy_digest"`
	Summary      string
	Predicted    int
	Written      int
	Accepted     string
	FirstAccount int64 `db:"first_account"`
}

const runColumns = `number, plan_id, applied_by, applied_at, kind, undo_of, file_name, file_sha256, policy_digest,
	summary, predicted, written, accepted, first_account`

func (r *runRow) run() (*Run, error) {
	run := &Run{Number: r.Number, PlanID: r.PlanID, By: r.AppliedBy, Kind: reconcile.Kind(r.Kind), UndoOf: r.UndoOf,
		FileName: r.FileName, FileSHA256: r.FileSHA256, PolicyDigest: r.PolicyDigest,
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
	_, err := t.exec(ctx, "INSERT INTO runs (org_id, plan_no, attempt, undone_by, "+runColumns+`)
		VALUES (?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		org, planNo, attempt, r.Number, r.PlanID, r.By, stamp(r.At), string(r.Kind), r.UndoOf, r.FileName, r.FileSHA256,
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
				if !yield(rows[i], nil) {
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
	return rows[0], nil
}

// runsAtOnce is how many runs are read at once.
const runsAtOnce = 100

func (s *Store) runs(ctx context.Context, org, where string, args ...any) ([]*Run, error) {
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
	if err != nil {
		return nil, err
	}
	runs := make([]*Run, len(rows))
	for i := range rows {
		if runs[i], err = rows[i].run(); err != nil {
			return nil, err
		}
	}
	return runs, takenBack(ctx, t, o.id, runs)
}

// takenBack fills in by which runs the given ones were taken back. A run's row is never changed: it is told from the
// runs that came after.
func takenBack(ctx context.Context, t *tx, org int64, runs []*Run) error {
	if len(runs) == 0 {
		return nil
	}
	var undos []struct {
		Number  int64
		UndoOf  int64 `db:"undo_of"`
		Written int
	}
	err := t.list(ctx, &undos, "SELECT number, undo_of, written FROM runs WHERE org_id = ? AND undo_of >= ? ORDER BY number",
		org, max(1, runs[len(runs)-1].Number))
	if err != nil {
		return err
	}
	taken := map[int64][]Taken{}
	for _, u := range slices.Backward(undos) { // whatever takes u back comes after it
		t := Taken{Run: u.Number, Written: u.Written}
		if again := taken[u.Number]; len(again) > 0 {
			t.By = again[0].Run
		}
		taken[u.UndoOf] = append(taken[u.UndoOf], t)
	}
	for _, r := range runs {
		r.TakenBack = taken[r.Number]
		slices.Reverse(r.TakenBack)
	}
	return nil
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
