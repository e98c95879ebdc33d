package document

import (
	"time"

	"rollcall/ledger"
)

// Key is the document of the key that signs checkpoints.
type Key struct {
	Path   string `json:"path"`
	Public string `json:"public"`
}

// Checkpoint is the document of a checkpoint that was made.
type Checkpoint struct {
	Organisation string    `json:"organisation"`
	Entry        int64     `json:"entry"`
	Hash         string    `json:"hash"` // base64
	At           time.Time `json:"at"`
	Text         string    `json:"text"`
}

// Verified is the document of a trail that was found whole.
type Verified struct {
	Header
	Entries     int64                `json:"entries"`
	Hash        string               `json:"hash"` // of the last entry, base64
	Runs        int                  `json:"runs"`
	RunsBefore  int64                `json:"runs_before_the_ledger"`
	Changes     int                  `json:"changes"`
	Erased      int                  `json:"erased"`
	Checkpoints []VerifiedCheckpoint `json:"checkpoints"`
	Export      *VerifiedExport      `json:"export,omitempty"`
}

// VerifiedCheckpoint is a checkpoint that agrees with the ledger.
type VerifiedCheckpoint struct {
	From     string    `json:"from"`
	Entry    int64     `json:"entry"`
	At       time.Time `json:"at"`
	SignedBy string    `json:"signed_by"` // "" where nobody signed it
	Trusted  bool      `json:"trusted"`   // the key was given or is this user's own, not taken from the ledger
}

// VerifiedExport is an export that is whole, unaltered and of this ledger.
type VerifiedExport struct {
	Path  string    `json:"path"`
	Rows  int       `json:"rows"`
	Entry int64     `json:"entry"`
	At    time.Time `json:"at"`
	By    string    `json:"by"`
}

// Entry is one entry of the ledger, one a line.
type Entry struct {
	Entry int64             `json:"entry"`
	At    time.Time         `json:"at"`
	Kind  string            `json:"kind"`
	Facts map[string]string `json:"facts"`
	Note  map[string]string `json:"note"` // null where there is none, or it was erased
	Hash  string            `json:"hash"` // base64
}

// NewEntry makes the document of an entry.
func NewEntry(e *ledger.Entry) Entry {
	return Entry{Entry: e.Number, At: e.At, Kind: e.Kind, Facts: e.Facts, Note: e.Note, Hash: e.Hash.String()}
}
