package reconcile

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"iter"
	"slices"
)

// Input is all that a plan depends on.
type Input struct {
	Organisation string
	Revision     int64 // of the roster: the number of its last run
	Roster       Roster
	Upload       *Upload
	Policy       *Policy
	Tail         Tail // of the last file of the policy's scope
	// Index is the roster's, as kept from an earlier plan and moved to Revision; nil to read the whole roster. Diff uses
	// it up.
	Index *Index
	// Own are keys (an ID as "id:7", an employee number, a login or an e-mail) of the account of whoever makes the plan,
	// which the plan never takes away.
	Own []string
	// Scratch gives a place for changes that are too many to be kept in memory, asked for once and needed as long as the
	// Draft; nil to keep all in memory.
	Scratch func() (Scratch, error)
	// Hash gives the argon2id hash of a clear password; salt is unique to the person and the same from plan to
	// plan, so that the same password gives the same hash. Needed only where the file has a password column.
	Hash func(salt string, password []byte) string
	// Bare says that nobody judges the plan: people who leave are not looked for among those who join.
	Bare bool
	// Trace, where there is one, is told how Diff comes to what it does about one person.
	Trace *Trace
	// DefaultPassword is what a new account gets whose password cell is blank; nil for none.
	DefaultPassword []byte
}

// History is what Judge knows of earlier runs of the organisation.
type History struct {
	LastRun    int64  // the number of the last run made from a file; 0 where there is none
	LastSHA256 string // of that run's file
	LastName   string // of that run's file
	SeenRun    int64  // the last run whose file had the same SHA-256 as the one judged; 0 where there is none
}

// Totals is what Judge looks at: the plan in numbers.
type Totals struct {
	Undo       bool   // the plan takes a run back: there is no file to judge
	FileName   string // of the file judged, "" for an undo
	FileSHA256 string
	Partial    bool // the file does not speak for who is absent from it
	Summary
	Pairs        int            // leavers and joiners with one e-mail, probably one person
	Rows         int            // rows read, rejected ones included
	ActiveBefore int            // active accounts of the organisation before
	ActiveAfter  int            // and after
	InScope      int            // active accounts in scope before
	Found        int            // accounts found in the file
	Absent       int            // of InScope: deactivated for absence
	Canaries     int            // accounts that must be in every file and that no row is or could be
	TailMissing  int            // of those in scope: stood last in the previous file, one next to the other, and no row is them
	Kept         int            // active accounts in scope that no row is and that rows which are rejected or held could be
	Missing      int            // active accounts in scope that no row is or could be; counted where TailMissing matters
	Elsewhere    int            // notes of the file that say that people may stand where it was not read
	OpenLine     int            // the last row's line, where the text ends in it and the previous file's did not; 0: no
	Keyless      int            // rows without a readable key
	Accounts     int            // accounts of the organisation before, of any status
	FieldChanged map[string]int // accounts found, by changed field
	Whole        map[string]int // companies and groups in scope all of whose members leave, with their size ("company: ACME")
	WholePeople  int            // accounts that leave with them, each counted once
	AdminsBefore int            // active administrators before
	AdminsAfter  int            // and after
	AdminsTaken  int            // of them: the file would deactivate or demote
	AdminsSpared bool           // the last administrators were held instead
	Raised       int            // accounts given a privileged role
	LeadingZeros int            // new keys that equal an absent one but for leading zeros
	KeyForm      int            // keys whose written form (case, width, zeros, separators) changed
}

// Draft is a plan before it is judged and kept.
type Draft struct {
	Totals   Totals
	Matched  int // of an undo: accounts that the run changed and that are in the part to take back
	Pairs    []Pair
	Problems []Problem // the first, as many as the policy lets be kept, in line order
	// ProblemCount is how many there are in all.
	ProblemCount int
	header       Plan
	spool        *spool
	index        *Index
	learnt       int
}

// Index gives the roster's index with what the file taught it, to be kept for the next plan, and how much that was:
// 0 where an index that was given knew it all. The draft of an undo has none.
func (d *Draft) Index() (x *Index, learnt int) { return d.index, d.learnt }

// Changes gives the changes and holds in (action, folded key) order. It may be ranged over more than once.
func (d *Draft) Changes(ctx context.Context) iter.Seq2[*Change, error] {
	return d.spool.changes(ctx, 0, NumActions)
}

// ChangesOf gives those of one action, in key order.
func (d *Draft) ChangesOf(ctx context.Context, a Action) iter.Seq2[*Change, error] {
	return d.spool.changes(ctx, a, a)
}

// Blocks gives what Changes gives, cut into blocks: nothing is decoded to be written again.
func (d *Draft) Blocks(ctx context.Context) iter.Seq2[*Block, error] { return d.spool.blocks(ctx) }

// Plan makes the header of the plan, not sealed yet: storing its changes gives the root.
func (d *Draft) Plan(findings []Finding, mode Mode) *Plan {
	p := d.header
	p.Mode, p.Summary, p.Findings, p.Pairs = mode, d.Totals.Summary, findings, d.Pairs
	p.Problems, p.ProblemCount = d.Problems, d.ProblemCount
	p.InScope, p.Active = d.Totals.InScope, d.Totals.ActiveBefore
	if slices.Contains(p.Policy.Approvals.TwoFor, ForPrivileged) {
		p.Raised = d.Totals.Raised
	}
	if d.Totals.Partial {
		p.InScope = 0
	}
	return &p
}

// Seal sets the plan's root and, from the whole header, its ID. The path of the file is no part of it.
func (p *Plan) Seal(root string) {
	p.Root, p.ID = root, ""
	p.ID = "p" + p.Digest()[:16]
}

// Digest is the SHA-256 of the whole header, hexadecimal: of everything but the ID and the path of the file.
func (p *Plan) Digest() string {
	header := *p
	header.ID, header.File.Path = "", ""
	b, err := json.Marshal(&header)
	if err != nil {
		panic("reconcile: a plan that can't be written: " + err.Error())
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}
