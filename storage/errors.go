package storage

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/lib/pq"
	"github.com/lib/pq/pqerror"
	"modernc.org/sqlite"
	sqlitecode "modernc.org/sqlite/lib"

	"rollcall/reconcile"
)

// Errors to compare with errors.Is; the typed errors below unwrap to them.
var (
	ErrApplied = errors.New("the plan was applied already")
	ErrUnknown = errors.New("there is no such thing in the store")
	ErrDamaged = errors.New("what is stored does not agree with its digest")
)

// Explained is an error that people can be told in their language: package words has the text of Code.
type Explained interface {
	error
	Text() (code string, args []any)
}

// OpenError says why a store can't be used.
type OpenError struct {
	Code string // "store-address", "store-unreachable", "store-foreign", "store-newer"
	Name string // the store's, without user and password
	Err  error  // what the database said; nil where rollcall found it out
}

func (e *OpenError) Error() string {
	s := "store " + e.Name + ": " + e.Code
	if e.Err != nil {
		s += ": " + e.Err.Error()
	}
	return s
}

// Unwrap gives what the database said.
func (e *OpenError) Unwrap() error { return e.Err }

// Text gives the code and arguments of the text for people.
func (e *OpenError) Text() (string, []any) {
	why := ""
	if e.Err != nil {
		why = e.Err.Error()
	}
	return e.Code, []any{e.Name, why}
}

// UnknownError says that an organisation, plan, run or operator is not in the store, or that a plan's prefix fits several.
type UnknownError struct {
	Code string // "unknown-organisation", "unknown-plan", "unknown-run", "ambiguous-plan", "unknown-operator"
	What string // what was asked for
}

func (e *UnknownError) Error() string { return fmt.Sprintf("%s: %q", e.Code, e.What) }

// Unwrap gives ErrUnknown.
func (e *UnknownError) Unwrap() error { return ErrUnknown }

// Text gives the code and arguments of the text for people.
func (e *UnknownError) Text() (string, []any) { return e.Code, []any{e.What} }

// AppliedError says that a plan was applied already, and by which run.
type AppliedError struct {
	PlanID string
	Run    int64
}

func (e *AppliedError) Error() string {
	return fmt.Sprintf("plan %s was applied already, by run %d", e.PlanID, e.Run)
}

// Unwrap gives ErrApplied.
func (e *AppliedError) Unwrap() error { return ErrApplied }

// Text gives the code and arguments of the text for people.
func (e *AppliedError) Text() (string, []any) {
	return "plan-applied", []any{e.PlanID, strconv.FormatInt(e.Run, 10)}
}

// BlockedError says which findings hold a plan: they block and were not accepted with exactly their number.
type BlockedError struct {
	PlanID   string
	Findings []reconcile.Finding
}

func (e *BlockedError) Error() string {
	codes := make([]string, len(e.Findings))
	for i, f := range e.Findings {
		codes[i] = fmt.Sprintf("%s=%d", f.Code, f.Number)
	}
	return "plan " + e.PlanID + " is held: " + strings.Join(codes, ", ")
}

// Text gives the code and arguments of the text for people.
func (e *BlockedError) Text() (string, []any) {
	return "plan-blocked", []any{len(e.Findings), e.PlanID}
}

// StaleAccount is an account that stands against a plan.
type StaleAccount struct {
	ID  int64
	Key string // what people know the person by in the plan; a personal value, not for logs
}

// The reasons of a StaleError, which are the codes of its texts.
const (
	StaleMoved  = "stale-moved"  // accounts changed since the plan was made
	StaleTaken  = "stale-taken"  // a login or employee number belongs to another account by now
	StaleRoster = "stale-roster" // other runs were applied since; none touched the plan's accounts
	StalePolicy = "stale-policy" // the organisation is bound to another policy by now
)

// StaleError says that a plan no longer fits the roster; nothing of it was written.
type StaleError struct {
	Reason   string         // StaleMoved and the like
	Accounts []StaleAccount // the first ones, where the reason is about accounts
	Total    int            // accounts, or runs
}

// staleListed is how many accounts a StaleError lists.
const staleListed = 10

func (e *StaleError) Error() string {
	return fmt.Sprintf("the plan is stale: %s, %d (accounts %s)", e.Reason, e.Total, e.ids())
}

func (e *StaleError) ids() string {
	ids := make([]string, len(e.Accounts))
	for i, a := range e.Accounts {
		ids[i] = strconv.FormatInt(a.ID, 10)
	}
	if len(ids) < e.Total && len(ids) > 0 {
		ids = append(ids, "…")
	}
	return strings.Join(ids, ", ")
}

// Text gives the code and arguments of the text for people.
func (e *StaleError) Text() (string, []any) { return e.Reason, []any{e.Total, e.ids()} }

// LockedError says who is at work on the organisation.
type LockedError struct {
	Holder Holder // zero where the database only said that somebody is
	Since  time.Time
}

func (e *LockedError) Error() string {
	if e.Holder.Who == "" {
		return "the roster is locked by somebody else's work"
	}
	return fmt.Sprintf("the roster is locked: %s on %s (process %d), %s, since %s",
		e.Holder.Who, e.Holder.Host, e.Holder.PID, e.Holder.Doing, e.Since.Format(time.RFC3339))
}

// Text gives the code and arguments of the text for people.
func (e *LockedError) Text() (string, []any) {
	if e.Holder.Who == "" {
		return "roster-busy", nil
	}
	return "roster-locked", []any{e.Holder.Who, e.Holder.Host, strconv.Itoa(e.Holder.PID), e.Holder.Doing,
		e.Since.UTC().Format("2006-01-02 15:04:05 UTC")}
}

// LeaseLostError says that our lease ran out and somebody else worked meanwhile; nothing was written.
type LeaseLostError struct{}

func (e *LeaseLostError) Error() string {
	return "the lock on the roster was lost while working; nothing was written"
}

// Text gives the code and arguments of the text for people.
func (e *LeaseLostError) Text() (string, []any) { return "lease-lost", nil }

// NotWrittenError says that the database did not carry a transaction out; nothing of it was written.
type NotWrittenError struct{ Err error }

func (e *NotWrittenError) Error() string {
	return "the database did not carry it out: " + e.Err.Error() + "; nothing was written"
}

// Unwrap gives what the database said.
func (e *NotWrittenError) Unwrap() error { return e.Err }

// Text gives the code and arguments of the text for people.
func (e *NotWrittenError) Text() (string, []any) { return "not-written", []any{e.Err.Error()} }

// OutcomeUnknownError says that the database did not answer the last step, the COMMIT, and could not be asked
// afterwards what became of it: all of it was written, or nothing.
type OutcomeUnknownError struct {
	PlanID string // that was to be applied; "" where it was something else
	Err    error
}

func (e *OutcomeUnknownError) Error() string {
	return "whether the database committed is not known: " + e.Err.Error()
}

// Unwrap gives what the database said.
func (e *OutcomeUnknownError) Unwrap() error { return e.Err }

// Text gives the code and arguments of the text for people.
func (e *OutcomeUnknownError) Text() (string, []any) {
	if e.PlanID == "" {
		return "outcome-unknown", []any{e.Err.Error()}
	}
	return "apply-outcome-unknown", []any{e.PlanID, e.Err.Error()}
}

// DamagedError says that a stored plan does not agree with its own digest, and where.
type DamagedError struct {
	PlanID string
	Part   string // "header", "run", "root" or "block N"
}

func (e *DamagedError) Error() string {
	return fmt.Sprintf("the stored plan %s is damaged: its %s does not agree with its digest", e.PlanID, e.Part)
}

// Unwrap gives ErrDamaged.
func (e *DamagedError) Unwrap() error { return ErrDamaged }

// Text gives the code and arguments of the text for people.
func (e *DamagedError) Text() (string, []any) { return "plan-damaged", []any{e.PlanID, e.Part} }

// isTaken tells whether err says that a unique key is taken. A spread PostgreSQL reports it out of a COPY as an
// internal error that names the shard's index.
func isTaken(err error) bool {
	if e, ok := errors.AsType[*pq.Error](err); ok {
		return e.Code == pqerror.UniqueViolation ||
			e.Code == pqerror.InternalError && strings.Contains(e.Message, "duplicate key value")
	}
	e, ok := errors.AsType[*sqlite.Error](err)
	return ok && (e.Code() == sqlitecode.SQLITE_CONSTRAINT_UNIQUE || e.Code() == sqlitecode.SQLITE_CONSTRAINT_PRIMARYKEY)
}

// isBusy tells whether err says that somebody else holds a lock we waited for long enough.
func isBusy(err error) bool {
	if e, ok := errors.AsType[*pq.Error](err); ok {
		return e.Code == pqerror.LockNotAvailable
	}
	e, ok := errors.AsType[*sqlite.Error](err)
	return ok && e.Code()&0xff == sqlitecode.SQLITE_BUSY
}

// isForeign tells whether err says that a file is no SQLite database.
func isForeign(err error) bool {
	e, ok := errors.AsType[*sqlite.Error](err)
	return ok && e.Code()&0xff == sqlitecode.SQLITE_NOTADB
}

// FileDamagedError says that a SQLite file is a store, but damaged.
type FileDamagedError struct{ Err error }

func (e *FileDamagedError) Error() string {
	return "the file of the store is damaged: " + e.Err.Error()
}

// Unwrap gives ErrDamaged.
func (e *FileDamagedError) Unwrap() error { return ErrDamaged }

// Text gives the code and arguments of the text for people.
func (e *FileDamagedError) Text() (string, []any) { return "store-damaged", []any{e.Err.Error()} }

// FileDamage gives what to say of an error in which SQLite says that its file is damaged, and any other error as it is.
func FileDamage(err error) error {
	if e, ok := errors.AsType[*sqlite.Error](err); ok && e.Code()&0xff == sqlitecode.SQLITE_CORRUPT {
		return &FileDamagedError{e}
	}
	return err
}
