// Package ledger is the chain that an organisation's trail hangs on: entries with gap-free numbers, each bound to the
// one before it by its hash, and checkpoints that say, signed with a key that no database holds, how far the chain
// went and what its last hash was. It knows no database; package storage keeps the entries.
//
// An entry's facts hold no personal values: codes, counts, digests and identities of plans. What names people or was
// typed by them is the entry's note. The chain holds only a salted digest of the note, so that a note can be erased
// and the chain stays whole.
package ledger

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"maps"
	"slices"
	"time"
)

// Hash is a SHA-256.
type Hash [sha256.Size]byte

// Entry is one link of the chain.
type Entry struct {
	Number   int64 // of the organisation, from 1 without gaps
	Kind     string
	At       time.Time         // UTC, to the millisecond
	Facts    map[string]string // no personal values
	Note     map[string]string // personal values and free text; nil when there is none, or it was erased
	Salt     []byte            // of the note's digest; nil when there is none, or it was erased
	NoteHash Hash              // of salt and note; zero where there never was a note
	Previous Hash              // the hash of the entry before; zero for the first
	Hash     Hash              // of all the above but note and salt
}

// The kinds of entries.
const (
	Begun     = "begun"     // the ledger's first entry
	Run       = "run"       // a plan was applied
	Export    = "export"    // the roster was written to a file for people
	Refusal   = "refusal"   // a file or an application was refused
	Approval  = "approval"  // a plan was approved
	Rejection = "rejection" // a plan was rejected
	Operator  = "operator"  // an operator was added or changed
	Policy    = "policy"    // a policy was pinned
	Plan      = "plan"      // an operator made a plan, or a file that changes nothing was the last one
)

// Kinds gives every kind, in alphabetical order.
func Kinds() []string {
	return []string{Approval, Begun, Export, Operator, Plan, Policy, Refusal, Rejection, Run}
}

// Link makes e the entry that follows one with that number and hash: it sets Number, Previous, the note's salt and
// digest, and Hash. At is cut to the millisecond.
func (e *Entry) Link(number int64, previous Hash) {
	e.Number, e.Previous, e.At = number, previous, e.At.UTC().Truncate(time.Millisecond)
	if len(e.Note) > 0 {
		e.Salt = make([]byte, 16)
		rand.Read(e.Salt)
		e.NoteHash = e.noteHash()
	}
	e.Hash = e.hash()
}

// A Fault is what is wrong with an entry.
type Fault string

// The faults, which are codes of texts.
const (
	Missing  Fault = "ledger-missing"  // an entry of the chain is not there
	Altered  Fault = "ledger-altered"  // it does not agree with its own hash
	Unlinked Fault = "ledger-unlinked" // it does not follow from the entry before it
	BadNote  Fault = "ledger-note"     // its note is not the one it was written with
)

// Check tells what is wrong with e as the entry after one with that number and hash; "" is nothing. A note that was
// erased is no fault.
func (e *Entry) Check(number int64, previous Hash) Fault {
	switch {
	case e.Number != number+1:
		return Missing
	case e.Hash != e.hash():
		return Altered
	case e.Previous != previous:
		return Unlinked
	case e.Salt != nil && e.NoteHash != e.noteHash(), e.Salt == nil && e.Note != nil:
		return BadNote
	}
	return ""
}

// Erased tells whether the entry had a note that is no longer there.
func (e *Entry) Erased() bool { return e.Salt == nil && e.NoteHash != Hash{} }

// The first bytes of what is hashed say what it is, so that neither digest can be taken for the other.
const (
	entryTag = "rollcall ledger entry 1\n"
	noteTag  = "rollcall ledger note 1\n"
)

func (e *Entry) hash() Hash {
	b := []byte(entryTag)
	b = binary.BigEndian.AppendUint64(b, uint64(e.Number))
	b = appendText(b, e.Kind)
	b = binary.BigEndian.AppendUint64(b, uint64(e.At.UnixMilli()))
	b = appendTexts(b, e.Facts)
	b = append(b, e.NoteHash[:]...)
	return sha256.Sum256(append(b, e.Previous[:]...))
}

func (e *Entry) noteHash() Hash {
	return sha256.Sum256(appendTexts(appendText([]byte(noteTag), string(e.Salt)), e.Note))
}

// appendTexts writes a map's pairs in the order of their names, and before them how many there are.
func appendTexts(b []byte, m map[string]string) []byte {
	b = binary.BigEndian.AppendUint64(b, uint64(len(m)))
	for _, name := range slices.Sorted(maps.Keys(m)) {
		b = appendText(appendText(b, name), m[name])
	}
	return b
}

// appendText writes a text and before it its length in bytes.
func appendText(b []byte, s string) []byte {
	return append(binary.BigEndian.AppendUint64(b, uint64(len(s))), s...)
}
