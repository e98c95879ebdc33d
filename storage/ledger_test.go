package storage

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"rollcall/ledger"
	"rollcall/reconcile"
)

// told is an office with a ledger of seven entries: begun, three runs, a refusal between them and two exports.
func told(t *testing.T, db string) *office {
	t.Helper()
	return tellTo(newOffice(t, db))
}

// tellTo gives an office the history of told.
func tellTo(o *office) *office {
	o.Helper()
	o.applied(joiner("ben"), joiner("kim"), joiner("zoe"))
	o.recorded(&Entry{Kind: ledger.Refusal, At: noon, Facts: map[string]string{"code": "empty-file"}, Note: map[string]string{"file": "x.csv"}})
	o.applied(leaver(o.account("ben")))
	o.recorded(&Entry{Kind: ledger.Export, At: noon, Facts: map[string]string{"rows": "aa"}, Note: map[string]string{"by": "Ada"}})
	o.applied(mover(o.account("kim"), reconcile.Update, reconcile.Phone, "1"))
	o.recorded(&Entry{Kind: ledger.Export, At: noon, Facts: map[string]string{"rows": "bb"}})
	return o
}

func (o *office) recorded(e *Entry) {
	o.Helper()
	o.must(o.store.Record(ctx, o.org, e))
}

func (o *office) verify() (*Trail, error) { return o.store.VerifyLedger(ctx, o.org, nil) }

func TestLedgerIsWhole(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		o := told(t, db)
		var kinds []string
		trail, err := o.store.VerifyLedger(ctx, o.org, func(e *Entry) error {
			kinds = append(kinds, e.Kind)
			return nil
		})
		o.must(err)
		if got, want := strings.Join(kinds, " "), "begun run refusal run export run export"; got != want {
			t.Errorf("%s, want %s", got, want)
		}
		if trail.Entries != 7 || trail.Runs != 3 || trail.Changes != 5 || trail.Erased != 0 || trail.First == trail.Last {
			t.Errorf("%+v", trail)
		}
	})
}

// Whatever is changed in the trail by somebody who may do everything to the database, the first bad entry is named.
func TestTamperedLedger(t *testing.T) {
	tampering := map[string]struct {
		query string
		entry int64
		fault ledger.Fault
	}{
		"a byte of a fact":           {`UPDATE ledger SET facts = replace(facts, 'empty', 'ampty') WHERE org_id = 0`, 3, ledger.Altered},
		"a blank in a fact":          {`UPDATE ledger SET facts = replace(facts, ':', ': ') WHERE org_id = 0 AND number = 3`, 3, ledger.Altered},
		"a kind":                     {`UPDATE ledger SET kind = 'export' WHERE org_id = 0 AND number = 3`, 3, ledger.Altered},
		"a time":                     {`UPDATE ledger SET at = '2026-03-01T12:00:01.000Z' WHERE org_id = 0 AND number = 3`, 3, ledger.Altered},
		"a time, written otherwise":  {`UPDATE ledger SET at = '2026-03-01T12:00:00Z' WHERE org_id = 0 AND number = 3`, 3, ledger.Altered},
		"a link":                     {`UPDATE ledger SET previous = hash WHERE org_id = 0 AND number = 3`, 3, ledger.Altered},
		"a note":                     {`UPDATE ledger_notes SET note = replace(note, 'Ada', 'Bob') WHERE org_id = 0`, 5, ledger.BadNote},
		"a note, written otherwise":  {`UPDATE ledger_notes SET note = replace(note, ':', ': ') WHERE org_id = 0 AND number = 5`, 5, ledger.BadNote},
		"a salt":                     {`UPDATE ledger_notes SET salt = (SELECT hash FROM ledger WHERE org_id = 0 AND number = 1) WHERE org_id = 0 AND number = 5`, 5, ledger.BadNote},
		"the middle":                 {`DELETE FROM ledger_notes WHERE org_id = 0 AND number = 6; DELETE FROM ledger WHERE org_id = 0 AND number = 6`, 6, ledger.Missing},
		"the beginning":              {`DELETE FROM ledger WHERE org_id = 0 AND number = 1`, 1, ledger.Missing},
		"the tail":                   {`DELETE FROM ledger_notes WHERE org_id = 0 AND number > 5; DELETE FROM ledger WHERE org_id = 0 AND number > 5`, 6, FaultTail},
		"all of it":                  {`DELETE FROM ledger_notes WHERE org_id = 0; DELETE FROM ledger WHERE org_id = 0`, 1, FaultTail},
		"all of it, and the counter": {`DELETE FROM ledger_notes WHERE org_id = 0; DELETE FROM ledger WHERE org_id = 0; UPDATE rosters SET next_entry = 1 WHERE org_id = 0`, 1, FaultBegun},
		"two swapped":                {`DELETE FROM ledger_notes WHERE org_id = 0 AND number IN (3, 5); UPDATE ledger SET number = CASE number WHEN 3 THEN 105 WHEN 5 THEN 103 END WHERE org_id = 0 AND number IN (3, 5); UPDATE ledger SET number = number - 100 WHERE org_id = 0 AND number > 100`, 3, ledger.Altered},
		"one copied":                 {`INSERT INTO ledger SELECT org_id, 8, kind, at, facts, note_hash, previous, hash FROM ledger WHERE org_id = 0 AND number = 7`, 8, ledger.Altered},
		"a run's author":             {`UPDATE runs SET applied_by = 'Bob too' WHERE org_id = 0 AND number = 2`, 4, FaultRun},
		"a run's time":               {`UPDATE runs SET applied_at = '2026-03-01T12:00:01.000Z' WHERE org_id = 0 AND number = 2`, 4, FaultRun},
		"a run's file":               {`UPDATE runs SET file_sha256 = 'cd' WHERE org_id = 0 AND number = 2`, 4, FaultRun},
		"a run's plan":               {`UPDATE runs SET plan_id = (SELECT id FROM plans WHERE org_id = 0 AND plan_no = 1) WHERE org_id = 0 AND number = 2`, 4, FaultPlan},
		"a run gone":                 {`DELETE FROM outbox WHERE org_id = 0; DELETE FROM runs WHERE org_id = 0 AND number = 2`, 4, FaultRun},
		"the last run gone":          {`DELETE FROM outbox WHERE org_id = 0; DELETE FROM runs WHERE org_id = 0 AND number = 3`, 6, FaultRun},
		"a run nobody made":          {`DROP INDEX IF EXISTS runs_plan; INSERT INTO runs (org_id, plan_no, undone_by, ` + runColumns + `) SELECT org_id, plan_no, 0, ` + strings.Replace(runColumns, "number", "4", 1) + ` FROM runs WHERE org_id = 0 AND number = 3; UPDATE rosters SET revision = 4 WHERE org_id = 0`, 8, FaultUnsigned},
		"a plan's header":            {`UPDATE plans SET header = replace(header, 'Colour', 'Color') WHERE org_id = 0 AND plan_no = 2`, 4, FaultPlan},
		"a plan's author":            {`UPDATE plans SET run = 0 WHERE org_id = 0 AND plan_no = 2`, 4, FaultPlan},
		"a block of changes":         {`UPDATE plan_blocks SET data = (SELECT data FROM plan_blocks WHERE org_id = 0 AND plan_no = 3) WHERE org_id = 0 AND plan_no = 2`, 4, FaultPlan},
		"a block and its digest":     {`UPDATE plan_blocks SET hash = (SELECT hash FROM plan_blocks WHERE org_id = 0 AND plan_no = 3) WHERE org_id = 0 AND plan_no = 2`, 4, FaultPlan},
		"the organisation's name":    {`UPDATE organisations SET name = 'Other' WHERE org_id = 0`, 1, FaultForeign},
		"the counter of entries":     {`UPDATE rosters SET next_entry = 9 WHERE org_id = 0`, 8, FaultTail},
		"the counter, and the tail":  {`DELETE FROM ledger_notes WHERE org_id = 0 AND number > 5; DELETE FROM ledger WHERE org_id = 0 AND number > 5; UPDATE rosters SET next_entry = 6 WHERE org_id = 0`, 6, FaultUnsigned},
		"the counter of the roster":  {`UPDATE rosters SET revision = 4 WHERE org_id = 0`, 8, FaultUnsigned},
		"a plan's root in its entry": {`UPDATE ledger SET facts = replace(facts, 'changes_root":"', 'changes_root":"0') WHERE org_id = 0 AND number = 2`, 2, ledger.Altered},
	}
	each(t, func(t *testing.T, db string) {
		first := told(t, db)
		if _, err := first.verify(); err != nil {
			t.Fatal(err)
		}
		n := 0
		for what, test := range tampering {
			n++
			o := tellTo(first.named(fmt.Sprint("Office ", n)))
			o.tamperAll(test.query)
			_, err := o.verify()
			bad, ok := err.(*LedgerError)
			if !ok || bad.Number != test.entry || bad.Fault != test.fault {
				t.Errorf("%s: %v, want entry %d, %s", what, err, test.entry, test.fault)
			}
		}
	})
}

// tamperAll runs statements, with ; between, on the rows of this organisation, which they call 0.
func (o *office) tamperAll(queries string) {
	o.Helper()
	org, err := o.store.Organisation(ctx, o.org)
	o.must(err)
	for query := range strings.SplitSeq(queries, "; ") {
		o.exec(strings.ReplaceAll(query, "org_id = 0", "org_id = "+formatID(org.id)))
	}
}

// The database itself refuses what verify would find.
func TestTrailIsAppendOnly(t *testing.T) {
	refused := []string{
		"UPDATE ledger SET at = ''", "DELETE FROM ledger", "DELETE FROM ledger WHERE number = 7", "UPDATE ledger_notes SET note = '{}'",
		"INSERT INTO ledger SELECT org_id, 9, kind, at, facts, note_hash, previous, hash FROM ledger WHERE number = 7",
		"INSERT INTO ledger SELECT * FROM ledger WHERE number = 7",
		"INSERT INTO ledger_notes SELECT l.org_id, 1, n.salt, n.note FROM ledger AS l, ledger_notes AS n WHERE l.number = 1 AND n.number = 2",
		"UPDATE runs SET applied_by = ''", "UPDATE runs SET accepted = '[]'", "DELETE FROM runs", "DELETE FROM runs WHERE number = 3",
		"UPDATE plans SET made_by = ''", "UPDATE plans SET run = 0", "UPDATE plans SET header = header || ' '", "UPDATE plans SET id = 'p'",
		"DELETE FROM plan_blocks", "UPDATE plan_blocks SET hash = data", "UPDATE plan_blocks SET first_key = 'a'", "UPDATE plan_blocks SET changes = 2",
		"UPDATE plan_blocks SET data = hash", "INSERT INTO plan_blocks SELECT org_id, plan_no, 9, action, changes, first_key, last_key, hash, data, seal FROM plan_blocks WHERE plan_no = 1",
	}
	each(t, func(t *testing.T, db string) {
		o := told(t, db)
		queries := refused
		if o.raw.DriverName() == "postgres" {
			queries = append(queries, "TRUNCATE ledger CASCADE", "TRUNCATE runs CASCADE", "TRUNCATE plans CASCADE", "TRUNCATE plan_blocks")
		} else {
			queries = append(queries, "INSERT OR REPLACE INTO ledger SELECT * FROM ledger WHERE number = 7",
				"INSERT OR REPLACE INTO runs SELECT * FROM runs WHERE number = 3", "REPLACE INTO plans SELECT * FROM plans WHERE plan_no = 1",
				"REPLACE INTO plan_blocks SELECT * FROM plan_blocks WHERE plan_no = 1")
		}
		for _, query := range queries {
			if _, err := o.raw.ExecContext(ctx, query); err == nil || !strings.Contains(err.Error(), "rollcall: ") {
				t.Errorf("%s: %v", query, err)
			}
		}
		if _, err := o.verify(); err != nil {
			t.Error(err)
		}
	})
}

// Personal values can be erased, and the chain stays whole.
func TestErasedValues(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		o := told(t, db)
		for _, query := range []string{"DELETE FROM ledger_notes WHERE number = 5", "UPDATE plans SET header = '' WHERE plan_no = 1",
			"UPDATE plan_blocks SET data = '', first_key = '', last_key = '' WHERE plan_no = 1"} {
			if o.raw.DriverName() != "postgres" {
				query = strings.Replace(query, "data = ''", "data = x''", 1)
			}
			if _, err := o.raw.ExecContext(ctx, query); err != nil {
				t.Fatalf("%s: %v", query, err)
			}
		}
		if trail, err := o.verify(); err != nil || trail.Erased != 3 || trail.Changes != 2 {
			t.Errorf("%+v, %v", trail, err)
		}
	})
}

// Entries written by several at once have one number each and one chain.
func TestEightWriters(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		o := newOffice(t, db)
		var writers sync.WaitGroup
		for i := range 8 {
			writers.Go(func() {
				s, err := Open(ctx, db)
				if err != nil {
					t.Error(err)
					return
				}
				defer s.Close()
				for range 10 {
					if err := s.Record(ctx, o.org, &Entry{Kind: ledger.Export, At: noon, Facts: map[string]string{"by": formatID(int64(i))}}); err != nil {
						t.Error(err)
					}
				}
			})
		}
		writers.Wait()
		if trail, err := o.verify(); err != nil || trail.Entries != 81 {
			t.Errorf("%+v, %v", trail, err)
		}
	})
}

// What an earlier copy of the store lacks shows in a checkpoint only; what was made before there was a ledger is told.
func TestLedgerOfAnOlderStore(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		o := told(t, db)
		o.tamperAll("DELETE FROM ledger_notes WHERE org_id = 0; DELETE FROM ledger WHERE org_id = 0; UPDATE rosters SET next_entry = 1 WHERE org_id = 0")
		_, err := o.verify()
		if e := wantError[*LedgerError](t, err); e.Fault != FaultBegun || e.What != "1" {
			t.Error(e)
		}
		o.tamperAll("UPDATE plans SET seal = substr(seal, 1, 0) WHERE org_id = 0; UPDATE plan_blocks SET seal = substr(seal, 1, 0) WHERE org_id = 0; UPDATE rosters SET sealed_from = 4 WHERE org_id = 0")
		if trail, err := o.verify(); err != nil || trail.Entries != 0 || trail.RunsBefore != 3 {
			t.Errorf("%+v, %v", trail, err)
		}
		o.applied(joiner("new"))
		if trail, err := o.verify(); err != nil || trail.Entries != 2 || trail.RunsBefore != 3 || trail.Runs != 1 {
			t.Errorf("%+v, %v", trail, err)
		}
	})
}
