package storage

import (
	"bytes"
	"errors"
	"fmt"
	"iter"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rollcall/ledger"
	"rollcall/reconcile"
)

// asker asks as one organisation for what another has.
type asker struct {
	*office                // the one that asks
	plan, applied string   // the other's plans: one that waits, one that was applied
	run           int64    // a run that only the other has
	token         string   // of the other's operator "zerlinda"
	heard         []string // everything that was answered
}

// hear keeps an answer and passes the error on.
func (a *asker) hear(answer any, err error) error {
	a.heard = append(a.heard, fmt.Sprintf("%+v", reflect.Indirect(reflect.ValueOf(answer))))
	return err
}

func hearEach[T any](a *asker) func([]T, error) error {
	return func(answers []T, err error) error {
		for _, answer := range answers {
			err = a.hear(answer, err)
		}
		return err
	}
}

func hearAll[T any](a *asker, answers iter.Seq2[T, error]) error {
	for answer, err := range answers {
		if err != nil {
			return err
		}
		a.heard = append(a.heard, fmt.Sprintf("%+v", reflect.Indirect(reflect.ValueOf(answer))))
	}
	return nil
}

// question is one method asked; an answer is wanted, of what is the asker's own, or an error.
type question struct {
	refused bool
	ask     func(a *asker) error
}

func refused(ask func(a *asker) error) question { return question{true, ask} }
func own(ask func(a *asker) error) question     { return question{false, ask} }

// storeQuestions has every method of a Store. One that is not here fails the test: say what it answers to somebody who
// asks for what is another organisation's.
var storeQuestions = map[string]question{
	"Apply": refused(func(a *asker) error { return a.hear(a.store.Apply(ctx, a.org, a.plan, Order{By: "ada", At: noon})) }),
	"AsOf":  refused(func(a *asker) error { return a.hear(a.store.AsOf(ctx, a.org, a.run, time.Time{})) }),
	"Lock": own(func(a *asker) error {
		release, err := a.store.Lock(ctx, a.org, Holder{Who: "ada"})
		return errors.Join(err, release())
	}),
	"Record": own(func(a *asker) error {
		return a.store.Record(ctx, a.org, &Entry{Kind: ledger.Refusal, At: noon, Facts: map[string]string{"code": "x"}})
	}),
	"Operator": refused(func(a *asker) error { return a.hear(a.store.Operator(ctx, a.org, Credentials{Token: a.token})) }),
	"Allowed": refused(func(a *asker) error {
		return a.store.Allowed(ctx, a.org, &Operator{Name: "zerlinda", Role: Viewer}, Preparer)
	}),
	"Operators": own(func(a *asker) error { return hearEach[*Operator](a)(a.store.Operators(ctx, a.org)) }),
	"AddOperator": own(func(a *asker) error {
		return a.hear(a.store.AddOperator(ctx, a.org, "ada", Operator{Name: "eve", Role: Administrator}, NewToken(), noon))
	}),
	"SetRole":      refused(func(a *asker) error { return a.hear(a.store.SetRole(ctx, a.org, "ada", "zerlinda", Viewer, noon)) }),
	"SetToken":     refused(func(a *asker) error { return a.hear(a.store.SetToken(ctx, a.org, "ada", "zerlinda", NewToken(), noon)) }),
	"SetAccount":   refused(func(a *asker) error { return a.hear(a.store.SetAccount(ctx, a.org, "ada", "zerlinda", "id:1", noon)) }),
	"Revoke":       refused(func(a *asker) error { return a.hear(a.store.Revoke(ctx, a.org, "ada", "zerlinda", noon)) }),
	"Organisation": own(func(a *asker) error { return a.hear(a.store.Organisation(ctx, a.org)) }),
	"SavePlan": own(func(a *asker) error {
		p := a.draft(joiner("eve"))
		return a.store.SavePlan(ctx, p, "ada", noon, sorted([]*reconcile.Change{joiner("eve")}))
	}),
	"Plan":        refused(func(a *asker) error { return a.hear(a.store.Plan(ctx, a.org, a.plan)) }),
	"Plans":       own(func(a *asker) error { return hearAll(a, a.store.Plans(ctx, a.org)) }),
	"Changes":     refused(func(a *asker) error { return hearAll(a, a.store.Changes(ctx, a.org, a.applied)) }),
	"Runs":        own(func(a *asker) error { return hearAll(a, a.store.Runs(ctx, a.org)) }),
	"RunByNumber": refused(func(a *asker) error { return a.hear(a.store.RunByNumber(ctx, a.org, a.run)) }),
	"History":     own(func(a *asker) error { return a.hear(a.store.History(ctx, a.org, strings.Repeat("ab", 32))) }),
	"Snapshot": own(func(a *asker) error {
		n, err := a.store.Snapshot(ctx, a.org)
		if err != nil {
			return err
		}
		return errors.Join(hearAll(a, n.Accounts(ctx)), n.Close())
	}),
	"Roster": own(func(a *asker) error {
		r := a.store.Roster(a.org)
		return errors.Join(hearAll(a, r.Accounts(ctx)), hearAll(a, r.Lookup(ctx, []int64{1, 2, 3, 4})))
	}),
	"RunAt": own(func(a *asker) error { return a.hear(a.store.RunAt(ctx, a.org, noon)) }),
	"VerifyLedger": own(func(a *asker) error {
		return a.hear(a.store.VerifyLedger(ctx, a.org, func(e *Entry) error { return a.hear(e, nil) }))
	}),
	"Check": own(func(a *asker) error {
		return a.hear(a.store.Check(ctx, a.org, func(v *Violation) error { return a.hear(v, errStop) }))
	}),
	"Decide": refused(func(a *asker) error {
		return a.hear(a.store.Decide(ctx, a.org, a.plan, Verdict{By: "ada", Decision: Rejected, Reason: "r", At: noon}))
	}),
	"Standing": refused(func(a *asker) error { return a.hear(a.store.Standing(ctx, a.org, a.plan, noon)) }),
	"Pinned":   own(func(a *asker) error { return a.hear(a.store.Pinned(ctx, a.org)) }),
	"Pin": own(func(a *asker) error {
		return a.hear(a.store.Pin(ctx, a.org, "ada", reconcile.DefaultPolicy(), "", noon))
	}),
	"Checkpoint":   own(func(a *asker) error { return a.hear(a.store.Checkpoint(ctx, a.org, noon)) }),
	"CheckpointAt": refused(func(a *asker) error { return a.hear(a.store.CheckpointAt(ctx, a.org, theirEntry, noon)) }),
	"Close":        own(func(*asker) error { return nil }), // nobody's
	"Name":         own(func(a *asker) error { return a.hear(a.store.Name(), nil) }),
	"HoldsPages":   own(func(a *asker) error { return a.hear(a.store.HoldsPages(), nil) }),
}

// snapshotQuestions has every method of a Snapshot, which is one organisation's from the start.
var snapshotQuestions = map[string]func(a *asker, n *Snapshot) error{
	"Accounts": func(a *asker, n *Snapshot) error { return hearAll(a, n.Accounts(ctx)) },
	"ByStatus": func(a *asker, n *Snapshot) error { return a.hear(n.ByStatus(ctx)) },
	"Changes":  func(a *asker, n *Snapshot) error { return known(hearAll(a, n.Changes(ctx, a.applied))) },
	"Passing":  func(a *asker, n *Snapshot) error { return known(hearAll(a, n.Passing(ctx, a.applied))) },
	"Close":    func(*asker, *Snapshot) error { return nil },
	"Events": func(a *asker, n *Snapshot) error {
		return known(hearAll(a, n.Events(ctx, []*Run{{Number: a.run, PlanID: a.applied}})))
	},
	"Runs": func(a *asker, n *Snapshot) error { return hearEach[*Run](a)(n.Runs(ctx, Span{})) },
	"Find": func(a *asker, n *Snapshot) error { return a.hear(n.Find(ctx, "zerlinda")) },
	"History": func(a *asker, n *Snapshot) error { // 2 is an ID of the other's only
		_, err := n.History(ctx, 2)
		return known(err)
	},
	"Lookup":       func(a *asker, n *Snapshot) error { return hearAll(a, n.Lookup(ctx, []int64{1, 2, 3, 4})) },
	"Organisation": func(a *asker, n *Snapshot) error { return a.hear(n.Organisation(), nil) },
	"Revision":     func(a *asker, n *Snapshot) error { return a.hear(n.Revision(), nil) },
	"Since":        func(a *asker, n *Snapshot) error { return hearAll(a, n.Since(ctx, 0)) },
	"Tail":         func(a *asker, n *Snapshot) error { p := reconcile.DefaultPolicy(); return a.hear(n.Tail(ctx, &p)) },
	"Outliner":     func(*asker, *Snapshot) error { return nil }, // made from the organisation's own secret
	"Outlines": func(a *asker, n *Snapshot) error {
		var got, own []byte
		for p, err := range n.Outlines(ctx) {
			a.must(err)
			got = append(got, p.Outlines...)
		}
		got, err := reconcile.MergeOutlines(got)
		a.must(err)
		for account, err := range n.Accounts(ctx) {
			a.must(err)
			own = n.Outliner().Append(own, account)
		}
		if !bytes.Equal(got, own) {
			return fmt.Errorf("%x, and not %x", got, own)
		}
		return nil
	},
	"State": func(a *asker, n *Snapshot) error {
		state, last, err := n.State(ctx, 0)
		return errors.Join(err, a.hear(fmt.Sprint(state, last), nil))
	},
}

// known turns "unknown" into nil, and its absence into an error.
func known(err error) error {
	if errors.Is(err, ErrUnknown) {
		return nil
	}
	return fmt.Errorf("it was answered: %v", err)
}

// Whatever one organisation asks for by what only another one has, it gets an error or its own, and the other's rows
// stay as they were.
func TestEverythingOfOneAskedAsAnother(t *testing.T) {
	allNamed[*Store](t, storeQuestions)
	allNamed[*Snapshot](t, snapshotQuestions)
	allNamed[*Past](t, snapshotQuestions) // a Snapshot of an earlier time, with some of its methods
	each(t, func(t *testing.T, db string) {
		acme := newOffice(t, db)
		a := newAsker(acme)
		before := acme.rowsOf()
		for name, q := range storeQuestions {
			if err := q.ask(a); (err != nil) != q.refused || err != nil && !isRefusal(err) {
				t.Errorf("Store.%s: %v", name, err)
			}
		}
		n, err := a.store.Snapshot(ctx, a.org)
		a.must(err)
		for name, ask := range snapshotQuestions {
			if err := ask(a, n); err != nil {
				t.Errorf("Snapshot.%s: %v", name, err)
			}
		}
		a.must(n.Close())
		for _, answer := range a.heard {
			if strings.Contains(strings.ToLower(answer), "zerlinda") {
				t.Errorf("the other's: %s", answer)
			}
		}
		if diff := cmp.Diff(before, acme.rowsOf()); diff != "" {
			t.Errorf("the other's rows were changed:\n%s", diff)
		}
	})
}

// isRefusal tells whether an error says that there is no such thing, or nobody of that name, here.
func isRefusal(err error) bool {
	_, stranger := errors.AsType[*NotAllowedError](err)
	_, nobody := errors.AsType[*OperatorError](err)
	entry, _ := errors.AsType[*LedgerError](err)
	return stranger || nobody || errors.Is(err, ErrUnknown) || entry != nil && entry.Fault == ledger.Missing
}

// allNamed wants a question for each method that a type exports.
func allNamed[T, Q any](t *testing.T, questions map[string]Q) {
	t.Helper()
	for m := range reflect.TypeFor[T]().Methods() {
		if _, there := questions[m.Name]; !there {
			t.Errorf("nobody asks %s.%s for what is another organisation's", reflect.TypeFor[T](), m.Name)
		}
	}
}

// theirEntry is the number of an entry that only the other's ledger has.
const theirEntry = 20

// newAsker fills acme, whose every text names zerlinda, and gives the other organisation.
func newAsker(acme *office) *asker {
	acme.Helper()
	acme.applied(joiner("zerlinda"), joiner("zerlinda2"))
	a := &asker{office: acme.named("Other"), token: NewToken()}
	run := acme.applied(mover(acme.account("zerlinda"), reconcile.Update, reconcile.Role, "Zerlinda's"))
	a.run, a.applied = run.Number, run.PlanID
	p := acme.draft(leaver(acme.account("zerlinda2")))
	p.File.Name = "zerlinda.csv"
	a.plan = acme.save(p, leaver(acme.account("zerlinda2")))
	for range theirEntry {
		acme.recorded(&Entry{Kind: ledger.Refusal, At: noon, Facts: map[string]string{"code": "x"}, Note: map[string]string{"by": "zerlinda"}})
	}
	a.office.applied(joiner("ben"))
	_, err := acme.store.AddOperator(ctx, acme.org, "Zerlinda", Operator{Name: "zerlinda", Role: Administrator}, a.token, noon)
	acme.must(err)
	_, err = acme.store.Pin(ctx, acme.org, "zerlinda", reconcile.DefaultPolicy(), "# zerlinda's", noon)
	acme.must(err)
	_, err = a.store.AddOperator(ctx, a.org, "Ada", Operator{Name: "ada", Role: Administrator}, NewToken(), noon)
	acme.must(err)
	return a
}

// rowsOf gives every row that belongs to the organisation, whatever the table.
func (o *office) rowsOf() (all []string) {
	o.Helper()
	var id int64
	o.must(o.raw.GetContext(ctx, &id, o.raw.Rebind("SELECT org_id FROM organisations WHERE name_key = ?"), reconcile.Fold(o.org)))
	for _, table := range o.tenantTables() {
		rows, err := o.raw.QueryxContext(ctx, o.raw.Rebind("SELECT * FROM "+table+" WHERE org_id = ?"), id)
		o.must(err)
		for rows.Next() {
			values, err := rows.SliceScan()
			o.must(err)
			all = append(all, table+": "+spell(values))
		}
		o.must(rows.Err())
	}
	slices.Sort(all)
	return all
}

// A plan that was copied into another organisation by hand, its seal and all its digests as they should be, is not that
// organisation's.
func TestPlanCopiedByHandIsDamaged(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		acme := newOffice(t, db)
		a := newAsker(acme)
		org, err := a.store.Organisation(ctx, a.org)
		a.must(err)
		var row planRow
		a.must(a.raw.GetContext(ctx, &row, a.raw.Rebind("SELECT plan_no, id, header, made_by, made_at, run, seal FROM plans WHERE id = ?"), a.plan))
		var block blockRow
		a.must(a.raw.GetContext(ctx, &block, a.raw.Rebind(`SELECT seq, action, changes, first_key, last_key, hash, data, seal FROM plan_blocks
			WHERE plan_no = ? AND org_id <> ?`), row.PlanNo, org.id))
		row.PlanNo = 77
		a.exec("INSERT INTO plans (org_id, plan_no, id, header, made_by, made_at, run, seal) VALUES (?, ?, ?, ?, ?, ?, 0, ?)",
			org.id, row.PlanNo, row.ID, row.Header, row.MadeBy, row.MadeAt, row.digest(org.id))
		a.exec(`INSERT INTO plan_blocks (org_id, plan_no, seq, action, changes, first_key, last_key, hash, data, seal)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, org.id, row.PlanNo, block.Seq, block.Action, block.Changes, block.FirstKey, block.LastKey,
			block.Hash, block.Data, block.digest(org.id, row.PlanNo))
		before := a.state()
		if _, err := a.changes(a.plan); !errors.Is(err, ErrDamaged) {
			t.Errorf("reading gives %v", err)
		}
		if _, err := a.apply(a.plan); !errors.Is(err, ErrDamaged) {
			t.Errorf("applying gives %v", err)
		}
		if diff := cmp.Diff(before, a.state()); diff != "" {
			t.Error(diff)
		}
	})
}
