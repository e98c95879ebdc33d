package storage

import (
	"context"
	"encoding/json"
	"strconv"
	"time"

	"rollcall/ledger"
)

// Entry is an entry of an organisation's ledger.
type Entry = ledger.Entry

// Record adds an entry, of which Kind, At, Facts and Note are given, to an organisation's ledger in a transaction of
// its own; Number and Hash are set afterwards.
func (s *Store) Record(ctx context.Context, org string, e *Entry) error {
	return s.write(ctx, func(t *tx) error {
		o, err := organisation(ctx, t, org)
		if err != nil {
			return err
		}
		return t.record(ctx, o.id, e)
	})
}

// record adds an entry to the ledger within a transaction. The organisation is locked from here on.
func (t *tx) record(ctx context.Context, org int64, e *Entry) error {
	var number int64
	if _, err := t.get(ctx, &number, "UPDATE rosters SET next_entry = next_entry + 1 WHERE org_id = ? RETURNING next_entry - 1", org); err != nil {
		return err
	}
	if number == 1 && e.Kind != ledger.Begun {
		if err := t.begin(ctx, org, e.At); err != nil {
			return err
		}
		return t.record(ctx, org, e)
	}
	previous, err := t.entryHash(ctx, org, number-1)
	if err != nil {
		return err
	}
	e.Link(number, previous)
	return t.insertEntry(ctx, org, e)
}

// begin writes the ledger's first entry: whose ledger it is, and how many runs were made before there was one.
func (t *tx) begin(ctx context.Context, org int64, at time.Time) error {
	var row struct {
		Name string
		Runs int64
	}
	_, err := t.get(ctx, &row, `SELECT name, (SELECT coalesce(max(number), 0) FROM runs WHERE org_id = o.org_id) AS runs
		FROM organisations AS o WHERE org_id = ?`, org)
	if err != nil {
		return err
	}
	e := &Entry{Kind: ledger.Begun, At: at, Facts: map[string]string{"organisation": row.Name, "runs_before": formatID(row.Runs)}}
	e.Link(1, ledger.Hash{})
	return t.insertEntry(ctx, org, e)
}

// entryHash gives the hash of an entry; zero for number 0.
func (t *tx) entryHash(ctx context.Context, org, number int64) (h ledger.Hash, err error) {
	if number == 0 {
		return h, nil
	}
	var hash []byte
	found, err := t.get(ctx, &hash, "SELECT hash FROM ledger WHERE org_id = ? AND number = ?", org, number)
	if err == nil && !found {
		err = &LedgerError{Number: number, Fault: ledger.Missing}
	}
	return hashOf(hash), err
}

func (t *tx) insertEntry(ctx context.Context, org int64, e *Entry) error {
	_, err := t.exec(ctx, "INSERT INTO ledger (org_id, number, kind, at, facts, note_hash, previous, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
		org, e.Number, e.Kind, stamp(e.At), mustJSON(orEmpty(e.Facts)), e.NoteHash[:], e.Previous[:], e.Hash[:])
	if err != nil || e.Salt == nil {
		return err
	}
	_, err = t.exec(ctx, "INSERT INTO ledger_notes (org_id, number, salt, note) VALUES (?, ?, ?, ?)", org, e.Number, e.Salt, mustJSON(e.Note))
	return err
}

func orEmpty(m map[string]string) map[string]string {
	if m == nil {
		return map[string]string{}
	}
	return m
}

// LedgerError says which entry of a ledger is the first that is not as it was written, and what is wrong.
type LedgerError struct {
	Number int64
	Fault  ledger.Fault
	What   string // what does not agree with the entry, where that is not the chain: "plan pa7d2…, block 3"
}

func (e *LedgerError) Error() string {
	return "ledger, entry " + strconv.FormatInt(e.Number, 10) + ": " + string(e.Fault) + " " + e.What
}

// Unwrap gives ErrDamaged.
func (e *LedgerError) Unwrap() error { return ErrDamaged }

// Text gives the code and arguments of the text for people.
func (e *LedgerError) Text() (string, []any) {
	return string(e.Fault), []any{formatID(e.Number), e.What}
}

// entryRow is an entry as the tables keep it.
type entryRow struct {
	Number   int64
	Kind     string
	At       string
	Facts    string
	NoteHash []byte `db:"note_hash"`
	Previous []byte
	Hash     []byte
	Salt     []byte
	Note     *string
}

// entry reads the row. A row that is not written as insertEntry writes it gives a fault: a trail has one form only.
func (r *entryRow) entry() (*Entry, ledger.Fault) {
	e := &Entry{Number: r.Number, Kind: r.Kind, Salt: r.Salt, NoteHash: hashOf(r.NoteHash), Previous: hashOf(r.Previous), Hash: hashOf(r.Hash)}
	at, err := parseStamp(r.At)
	if e.At = at; err != nil || stamp(at) != r.At || json.Unmarshal([]byte(r.Facts), &e.Facts) != nil ||
		mustJSON(e.Facts) != r.Facts || len(r.NoteHash)+len(r.Previous)+len(r.Hash) != 3*len(ledger.Hash{}) {
		return e, ledger.Altered
	}
	if r.Note != nil && (json.Unmarshal([]byte(*r.Note), &e.Note) != nil || mustJSON(e.Note) != *r.Note) {
		return e, ledger.BadNote
	}
	return e, ""
}

// Checkpoint says how far an organisation's ledger has come. The error is an *UnknownError where it has no entry yet.
func (s *Store) Checkpoint(ctx context.Context, org string, at time.Time) (*ledger.Checkpoint, error) {
	return s.CheckpointAt(ctx, org, 0, at)
}

// CheckpointAt is Checkpoint for the entry of that number.
func (s *Store) CheckpointAt(ctx context.Context, org string, number int64, at time.Time) (*ledger.Checkpoint, error) {
	t, err := s.read(ctx)
	if err != nil {
		return nil, err
	}
	defer t.end()
	o, err := organisation(ctx, t, org)
	if err != nil {
		return nil, err
	}
	if number == 0 {
		if _, err := t.get(ctx, &number, "SELECT coalesce(max(number), 0) FROM ledger WHERE org_id = ?", o.id); err != nil {
			return nil, err
		}
	}
	if number == 0 {
		return nil, &UnknownError{"unknown-entry", o.Name}
	}
	c := &ledger.Checkpoint{Organisation: o.Name, Number: number, At: at.UTC().Truncate(time.Second)}
	if c.Hash, err = t.entryHash(ctx, o.id, number); err == nil {
		c.Ledger, err = t.entryHash(ctx, o.id, 1)
	}
	return c, err
}
