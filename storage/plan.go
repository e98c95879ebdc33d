package storage

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"iter"
	"slices"
	"time"

	"rollcall/reconcile"
)

// StoredPlan is a plan as the store keeps it.
type StoredPlan struct {
	*reconcile.Plan
	By     string    // who made it
	At     time.Time // when, in UTC
	Run    int64     // that applied it; 0: not applied
	number int64
	sha256 string // of the header as it is kept, hexadecimal

	unsealed bool // kept by a version before seals
}

// SavePlan keeps a plan with its changes, as Draft.Blocks or reconcile.Blocks gives them, and seals it: afterwards plan.Root and
// plan.ID are set. A plan that the store has already stays as it was. It is one transaction; nothing else is
// written. The changes may come from a Snapshot. Errors at the last step are those of Apply.
func (s *Store) SavePlan(ctx context.Context, plan *reconcile.Plan, by string, at time.Time, blocks iter.Seq2[*reconcile.Block, error]) error {
	sealed := *plan
	known := false
	err := s.writing(ctx, func(t *tx) error {
		if s.patience != "" { // the changes may be worked out from a long file while the transaction waits
			if _, err := t.exec(ctx, "SET LOCAL idle_in_transaction_session_timeout = '10min'"); err != nil {
				return err
			}
		}
		o, err := organisation(ctx, t, plan.Organisation)
		if err != nil {
			return err
		}
		number, err := newPlan(ctx, t, o.id)
		if err != nil {
			return err
		}
		root, err := saveBlocks(ctx, t, o.id, number, blocks)
		if err != nil {
			return err
		}
		if sealed, err = settled(plan, root); err != nil {
			return err
		}
		if known, err = t.get(ctx, new(int), "SELECT 1 FROM plans WHERE org_id = ? AND id = ?", o.id, sealed.ID); err != nil {
			return err
		}
		if known {
			return errStop
		}
		return fillPlan(ctx, t, o.id, number, &sealed, by, at)
	})
	if lost, ok := errors.AsType[*OutcomeUnknownError](err); ok {
		err = s.settle(ctx, plan.Organisation, lost, func(t *tx, org int64) (bool, error) {
			return t.get(ctx, new(int), "SELECT 1 FROM plans WHERE org_id = ? AND id = ?", org, sealed.ID)
		})
	}
	if known && err == errStop {
		err = s.keepKnown(ctx, &sealed, by, at)
	}
	switch {
	case isBusy(err):
		return &LockedError{}
	case err != nil:
		return err
	}
	*plan = sealed
	return nil
}

// fillPlan writes a sealed plan into the row made for it, and what stands beside it.
func fillPlan(ctx context.Context, t *tx, org, number int64, sealed *reconcile.Plan, by string, at time.Time) error {
	row := planRow{PlanNo: number, ID: sealed.ID, Header: mustJSON(sealed), MadeBy: by, MadeAt: stamp(at)}
	_, err := t.exec(ctx, "UPDATE plans SET id = ?, header = ?, made_by = ?, made_at = ?, seal = ? WHERE org_id = ? AND plan_no = ?",
		row.ID, row.Header, row.MadeBy, row.MadeAt, row.digest(org), org, number)
	if err != nil {
		return err
	}
	return keepBeside(ctx, t, org, sealed, by, at)
}

// newPlan locks the organisation and makes an empty row for a plan, which gives it its number.
func newPlan(ctx context.Context, t *tx, org int64) (number int64, err error) {
	_, err = t.get(ctx, &number, "UPDATE rosters SET next_plan = next_plan + 1 WHERE org_id = ? RETURNING next_plan - 1", org)
	if err != nil {
		return 0, err
	}
	_, err = t.exec(ctx, "INSERT INTO plans (org_id, plan_no, id, header, made_by, made_at, run) VALUES (?, ?, '', '', '', '', 0)",
		org, number)
	return number, err
}

func saveBlocks(ctx context.Context, t *tx, org, number int64, blocks iter.Seq2[*reconcile.Block, error]) (root string, err error) {
	var leaves [][sha256.Size]byte
	for b, err := range blocks {
		if err != nil {
			return "", err
		}
		if err := insertBlock(ctx, t, org, number, len(leaves), b); err != nil {
			return "", err
		}
		leaves = append(leaves, b.Hash)
	}
	return reconcile.Root(leaves), nil
}

// settled gives the plan sealed as it will be read back: what JSON can't carry as it is (a file name that is not UTF-8)
// is made so before, not after, the ID is worked out.
func settled(plan *reconcile.Plan, root string) (reconcile.Plan, error) {
	p, err := parseHeader(mustJSON(plan))
	if err != nil {
		return reconcile.Plan{}, err
	}
	p.Seal(root)
	return *p, nil
}

func parseHeader(s string) (*reconcile.Plan, error) {
	var p reconcile.Plan
	return &p, json.Unmarshal([]byte(s), &p)
}

// planRow is a plan as the table keeps it.
type planRow struct {
	PlanNo int64 `db:"plan_no"`
	ID     string
	Header string
	MadeBy string `db:"made_by"`
	MadeAt string `db:"made_at"`
	Run    int64
	Ran    int64 // the first run that says it applied the plan; 0: none
	Seal   []byte
}

const planColumns = `plan_no, id, header, made_by, made_at, run, seal,
	(SELECT coalesce(min(number), 0) FROM runs WHERE runs.org_id = plans.org_id AND runs.plan_no = plans.plan_no) AS ran`

// stored reads the row and compares the header with the ID, which is its digest.
func (r *planRow) stored(org *Organisation) (*StoredPlan, error) {
	damaged := &DamagedError{r.ID, "header"}
	switch {
	case !unbroken(r.Seal, r.digest(org.id), r.unsealed(org)):
		return nil, damaged
	case r.Run != r.Ran:
		return nil, &DamagedError{r.ID, "run"}
	}
	p, err := parseHeader(r.Header)
	if err != nil {
		return nil, damaged
	}
	check := *p
	check.Seal(p.Root)
	if check.ID != r.ID || p.ID != r.ID || reconcile.Fold(p.Organisation) != reconcile.Fold(org.Name) {
		return nil, damaged
	}
	at, err := parseStamp(r.MadeAt)
	if err != nil {
		return nil, damaged
	}
	return &StoredPlan{Plan: p, By: r.MadeBy, At: at, Run: r.Run, number: r.PlanNo, sha256: hexDigest(r.Header),
		unsealed: r.unsealed(org)}, nil
}

// Plan gives the plan with that ID, of which the first characters suffice when no other plan's ID begins so. Its
// header has been compared with its ID; a *DamagedError says that they don't agree.
func (s *Store) Plan(ctx context.Context, org, id string) (*StoredPlan, error) {
	t, err := s.read(ctx)
	if err != nil {
		return nil, err
	}
	defer t.end()
	o, err := organisation(ctx, t, org)
	if err != nil {
		return nil, err
	}
	return loadPlan(ctx, t, o, id)
}

func loadPlan(ctx context.Context, t *tx, o *Organisation, id string) (*StoredPlan, error) {
	if id == "" {
		return nil, &UnknownError{"unknown-plan", id}
	}
	var rows []planRow
	err := t.list(ctx, &rows, "SELECT "+planColumns+" FROM plans WHERE org_id = ? AND id >= ? AND id < ? ORDER BY id LIMIT 2",
		o.id, id, id+"~") // ~ is past every digit
	switch {
	case err != nil:
		return nil, err
	case len(rows) == 0:
		return nil, &UnknownError{"unknown-plan", id}
	case len(rows) > 1 && rows[0].ID != id:
		return nil, &UnknownError{"ambiguous-plan", id}
	}
	return rows[0].stored(o)
}

// Plans gives an organisation's plans, the newest first.
func (s *Store) Plans(ctx context.Context, org string) iter.Seq2[*StoredPlan, error] {
	return func(yield func(*StoredPlan, error) bool) {
		t, err := s.read(ctx)
		if err != nil {
			yield(nil, err)
			return
		}
		defer t.end()
		o, err := organisation(ctx, t, org)
		for last := int64(1 << 62); err == nil; {
			var r planRow
			var found bool
			found, err = t.get(ctx, &r, "SELECT "+planColumns+" FROM plans WHERE org_id = ? AND plan_no < ? ORDER BY plan_no DESC LIMIT 1",
				o.id, last)
			if err != nil || !found {
				break
			}
			last = r.PlanNo
			if !yield(r.stored(o)) {
				return
			}
		}
		if err != nil {
			yield(nil, err)
		}
	}
}

// Changes gives the changes of a plan in their order, of the given actions or of all. Each block is compared with its
// digest before it is given, and the digests with the plan's root before the first. In an applied plan every Add
// carries the ID its account got.
func (s *Store) Changes(ctx context.Context, org, planID string, actions ...reconcile.Action) iter.Seq2[*reconcile.Change, error] {
	return func(yield func(*reconcile.Change, error) bool) {
		t, err := s.read(ctx)
		if err != nil {
			yield(nil, err)
			return
		}
		defer t.end()
		if err := giveChanges(ctx, t, org, planID, anew, actions, yield); err != nil && err != errStop {
			yield(nil, err)
		}
	}
}

// giveChanges gives the changes of a plan, of each block in the memory given.
func giveChanges(ctx context.Context, t *tx, org, planID string, memory func() *unpacking, actions []reconcile.Action,
	yield func(*reconcile.Change, error) bool) error {
	o, err := organisation(ctx, t, org)
	if err != nil {
		return err
	}
	p, err := loadPlan(ctx, t, o, planID)
	if err != nil {
		return err
	}
	if err := checkRoot(ctx, t, o.id, p); err != nil {
		return err
	}
	first := int64(0)
	if p.Run > 0 {
		if _, err := t.get(ctx, &first, "SELECT first_account FROM runs WHERE org_id = ? AND number = ?", o.id, p.Run); err != nil {
			return err
		}
	}
	wanted := func(a reconcile.Action) bool { return len(actions) == 0 || slices.Contains(actions, a) }
	return eachBatchIn(ctx, t, o.id, p, memory, wanted, func(a reconcile.Action, before int, batch []*reconcile.Change) error {
		for i, c := range batch {
			if a == reconcile.Add && first > 0 {
				c.ID = first + int64(before+i)
			}
			if !yield(c, nil) {
				return errStop
			}
		}
		return nil
	})
}
