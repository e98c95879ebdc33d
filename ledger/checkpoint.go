package ledger

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"
)

// Checkpoint says how far a ledger had come: its last entry's number and hash.
type Checkpoint struct {
	Organisation string
	Number       int64
	Hash         Hash
	Ledger       Hash      // the first entry's hash, which tells ledgers apart
	At           time.Time // when the checkpoint was made, to the second
}

// origin begins the first line of every checkpoint.
const origin = "rollcall "

// Text gives the checkpoint's lines: the organisation, the number, the hash, the ledger and the time. The first three
// are those of a C2SP tlog-checkpoint.
func (c *Checkpoint) Text() string {
	return fmt.Sprintf("%s%s\n%d\n%s\nledger %s\nat %s\n", origin, strings.Join(strings.Fields(c.Organisation), " "), c.Number,
		c.Hash, c.Ledger, c.At.UTC().Format(time.RFC3339))
}

// String gives the hash in base64, as checkpoints have it.
func (h Hash) String() string { return base64.StdEncoding.EncodeToString(h[:]) }

// errCheckpoint is what Parse and Open give for a text that is no checkpoint.
var errCheckpoint = errors.New("this is no checkpoint")

// Parse reads what Text wrote.
func Parse(text string) (*Checkpoint, error) {
	lines := strings.Split(text, "\n")
	if len(lines) != 6 || lines[5] != "" {
		return nil, errCheckpoint
	}
	c := &Checkpoint{}
	var ok [5]bool
	c.Organisation, ok[0] = strings.CutPrefix(lines[0], origin)
	c.Number, ok[1] = parseNumber(lines[1])
	c.Hash, ok[2] = parseHash(lines[2], "")
	c.Ledger, ok[3] = parseHash(lines[3], "ledger ")
	c.At, ok[4] = parseTime(lines[4])
	if ok != [5]bool{true, true, true, true, true} || c.Text() != text {
		return nil, errCheckpoint
	}
	return c, nil
}

func parseNumber(s string) (int64, bool) {
	n, err := strconv.ParseInt(s, 10, 64)
	return n, err == nil && n > 0
}

func parseHash(line, prefix string) (h Hash, ok bool) {
	text, ok := strings.CutPrefix(line, prefix)
	b, err := base64.StdEncoding.DecodeString(text)
	return h, ok && err == nil && copy(h[:], b) == len(h) && len(b) == len(h)
}

func parseTime(line string) (time.Time, bool) {
	text, ok := strings.CutPrefix(line, "at ")
	at, err := time.Parse(time.RFC3339, text)
	return at, ok && err == nil
}

// NewKey makes an ed25519 key pair in the forms of golang.org/x/mod/sumdb/note: name must have neither blanks nor
// "+". The private one is a secret.
func NewKey(name string) (private, public string, err error) {
	return note.GenerateKey(rand.Reader, name)
}

// Public gives the public key of a private one.
func Public(private string) (string, error) {
	private = strings.TrimSpace(private)
	signer, err := note.NewSigner(private)
	if err != nil {
		return "", err
	}
	parts := strings.SplitN(private, "+", 5) // PRIVATE+KEY+name+hash+key
	seed, err := base64.StdEncoding.DecodeString(parts[len(parts)-1])
	if err != nil || len(seed) != 1+ed25519.SeedSize { // the first byte names the algorithm
		return "", errKey
	}
	public := ed25519.NewKeyFromSeed(seed[1:]).Public().(ed25519.PublicKey)
	return note.NewEd25519VerifierKey(signer.Name(), public)
}

var errKey = errors.New("this is no private key of rollcall's")

// IsPublic tells whether s is a public key as NewKey gives it.
func IsPublic(s string) bool {
	_, err := note.NewVerifier(s)
	return err == nil
}

// Sign gives the checkpoint signed: its text, a blank line and the signature (C2SP signed-note).
func (c *Checkpoint) Sign(private string) (string, error) {
	signer, err := note.NewSigner(strings.TrimSpace(private))
	if err != nil {
		return "", err
	}
	b, err := note.Sign(&note.Note{Text: c.Text()}, signer)
	return string(b), err
}

// Open reads a signed checkpoint. signed tells the name of the key that signed it, of those given; it is "" where
// none of them did. A signature by one of the keys that is wrong is an error.
func Open(text string, publics ...string) (c *Checkpoint, signed string, err error) {
	var known []note.Verifier
	for _, p := range publics {
		v, err := note.NewVerifier(strings.TrimSpace(p))
		if err != nil {
			return nil, "", err
		}
		known = append(known, v)
	}
	text = strings.TrimRight(text, "\n") + "\n" // what editors add at the end says nothing
	n, err := note.Open([]byte(text), note.VerifierList(known...))
	var unverified *note.UnverifiedNoteError
	switch {
	case errors.As(err, &unverified):
		n = unverified.Note
	case err != nil:
		return nil, "", err
	default:
		signed = n.Sigs[0].Name
	}
	c, err = Parse(n.Text)
	return c, signed, err
}
