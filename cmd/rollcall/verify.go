package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"rollcall/cmd/rollcall/internal/document"
	"rollcall/formats/report"
	"rollcall/ledger"
	"rollcall/reconcile"
	"rollcall/storage"
)

// verifying is what verify was asked to do.
type verifying struct{ checkpoints, keys []string }

// verify is "rollcall verify": whether the trail, and an export, are as they were written.
func (s *session) verify() *cobra.Command {
	var o verifying
	cmd := s.verb("verify [OUT.xlsx|OUT.csv]", atMost(1), func(cmd *cobra.Command, args []string) error {
		v := &verdict{session: s}
		if err := v.prepare(&o, args); err != nil {
			return err
		}
		return s.with(cmd.Context(), func(store *storage.Store) error {
			if err := v.walk(cmd.Context(), store); err != nil {
				return err
			}
			return v.tell(store)
		})
	})
	cmd.Flags().StringArrayVar(&o.checkpoints, "checkpoint", nil, s.say("flag.checkpoint"))
	cmd.Flags().StringArrayVar(&o.keys, "public-key", nil, s.say("flag.public-key"))
	return cmd
}

// verdict is one verification: what is held against the ledger, and what came of it.
type verdict struct {
	*session
	keys    []string // public keys that were given, or this user's own
	claims  []claim
	path    string // of the export, "" for none
	file    *report.Examined
	trail   *storage.Trail
	written *storage.Entry // of the export
	named   string         // public keys that the ledger names, one a line
	result  document.Verified
}

// claim is a checkpoint to be held against the ledger.
type claim struct {
	from, text string
	kept       bool // somebody kept it outside, it is not the export's own
	*ledger.Checkpoint
	hash ledger.Hash // of the ledger's entry of that number
}

// prepare reads keys, checkpoints and export before any roster is touched.
func (v *verdict) prepare(o *verifying, args []string) error {
	for _, k := range o.keys {
		key, err := publicKey(k)
		if err != nil {
			return err
		}
		v.keys = append(v.keys, key)
	}
	if len(v.keys) == 0 {
		private, err := v.privateKey()
		if err != nil {
			return err
		}
		if own, err := ledger.Public(private); err == nil {
			v.keys = []string{own}
		}
	}
	for _, path := range o.checkpoints {
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if err := v.claim(filepath.Base(path), string(b), true); err != nil {
			return err
		}
	}
	if len(args) == 0 {
		return nil
	}
	return v.examine(args[0])
}

// publicKey reads a public key from a file, or takes it as it was typed.
func publicKey(given string) (string, error) {
	text := given
	if b, err := os.ReadFile(given); err == nil {
		text = string(b)
	}
	text = strings.TrimSpace(text)
	if !ledger.IsPublic(text) {
		return "", usage("usage-public-key", given)
	}
	return text, nil
}

func (v *verdict) claim(from, text string, kept bool) error {
	c, _, err := ledger.Open(text, v.keys...)
	if err != nil {
		c, err = ledger.Parse(text) // one that nobody signed
	}
	if err != nil {
		return failed("verify-no-checkpoint", from)
	}
	v.claims = append(v.claims, claim{from: from, text: text, kept: kept, Checkpoint: c})
	return nil
}

// examine reads an export and the checkpoint in it.
func (v *verdict) examine(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	v.path = path
	v.file, err = report.Examine(f, info.Size())
	var refusal *reconcile.Refusal
	switch {
	case errors.As(err, &refusal):
		refusal.File = filepath.Base(path)
		return refusal
	case errors.Is(err, report.ErrNoExport):
		return failed("verify-no-export", path)
	case err != nil:
		return err
	case v.file.Kind == report.XLSX && v.file.Checkpoint == "":
		return failed("verify-export-no-checkpoint", path)
	case v.file.Checkpoint == "":
		return nil
	}
	return v.claim(filepath.Base(path), v.file.Checkpoint, false)
}

// walk goes through the ledger and holds everything against it.
func (v *verdict) walk(ctx context.Context, store *storage.Store) (err error) {
	v.result.Header = v.header(store)
	m := v.waiting("progress.checking")
	defer m.Stop()
	if v.trail, err = store.VerifyLedger(ctx, v.org, v.entry); err != nil {
		return err
	}
	for i := range v.claims {
		if err := v.judge(&v.claims[i]); err != nil {
			return err
		}
	}
	if err := v.judgeExport(); err != nil {
		return err
	}
	return v.replay(ctx, store)
}

// replay holds the accounts as they stand against all that the runs did to them.
func (v *verdict) replay(ctx context.Context, store *storage.Store) error {
	wrong := 0
	_, err := store.Check(ctx, v.org, func(*storage.Violation) error {
		wrong++
		return nil
	})
	if err == nil && wrong > 0 {
		err = failed("verify-store", wrong, v.command("check-store"))
	}
	return err
}

// entry takes from an entry what checkpoints, export and keys are compared with.
func (v *verdict) entry(e *storage.Entry) error {
	for i, c := range v.claims {
		if c.Number == e.Number {
			v.claims[i].hash = e.Hash
		}
	}
	if key := e.Facts["key"]; key != "" && !strings.Contains(v.named, key) {
		v.named += key + "\n"
	}
	if v.file != nil && e.Kind == ledger.Export && e.Facts["rows_sha256"] == v.file.Rows && v.isNamed(e) {
		v.written = e
	}
	return nil
}

// isNamed tells whether the export's checkpoint, where it has one, is that of this entry.
func (v *verdict) isNamed(e *storage.Entry) bool {
	return v.file.Checkpoint == "" || v.claims[len(v.claims)-1].Number == e.Number
}

// judge holds a checkpoint against the ledger.
func (v *verdict) judge(c *claim) error {
	keys, trusted := v.keys, true
	if len(keys) == 0 {
		keys, trusted = strings.Fields(v.named), false
	}
	_, signed, err := ledger.Open(c.text, keys...)
	_, unsigned := ledger.Parse(c.text)
	switch {
	case err != nil && unsigned != nil:
		return failed("verify-signature", c.from)
	case signed == "" && (c.kept || unsigned != nil):
		return failed("verify-key-unknown", c.from)
	case c.Number > v.trail.Entries:
		return failed("verify-cut", c.from, c.Number, v.trail.Entries)
	case c.Ledger != v.trail.First:
		return failed("verify-foreign", c.from, c.Organisation)
	case c.hash != c.Hash:
		return failed("verify-rewritten", c.from, c.Number)
	}
	v.result.Checkpoints = append(v.result.Checkpoints, document.VerifiedCheckpoint{From: c.from, Entry: c.Number, At: c.At,
		SignedBy: signed, Trusted: trusted && signed != ""})
	return nil
}

// judgeExport says whether the export is the one that the ledger speaks of.
func (v *verdict) judgeExport() error {
	switch {
	case v.file == nil:
		return nil
	case v.written == nil:
		return failed("verify-export-altered", v.path)
	case v.written.Facts["about_sha256"] != v.file.About:
		return failed("verify-export-about", v.path)
	case len(v.file.Odd) > 0:
		return failed("verify-export-look", v.path, strings.Join(v.file.Odd, ", "))
	}
	v.result.Export = &document.VerifiedExport{Path: v.path, Rows: v.file.Count, Entry: v.written.Number, At: v.written.At, By: v.written.Note["by"]}
	return nil
}

// tell says what was found whole.
func (v *verdict) tell(store *storage.Store) error {
	r, t := &v.result, v.trail
	r.Entries, r.Hash, r.Runs, r.RunsBefore, r.Changes, r.Erased = t.Entries, t.Last.String(), t.Runs, t.RunsBefore, t.Changes, t.Erased
	if v.json {
		r.Checkpoints = append([]document.VerifiedCheckpoint{}, r.Checkpoints...)
		return document.Write(v.stdout, r)
	}
	screen := v.screen(false)
	screen.Roster(store.Name(), v.org)
	screen.Say("verify-whole", int(t.Entries), t.Runs, t.Changes)
	screen.Say("verify-accounts")
	if t.RunsBefore > 0 {
		screen.Say("verify-before", int(t.RunsBefore))
	}
	if t.Erased > 0 {
		screen.Say("verify-erased", t.Erased)
	}
	if t.Entries > 0 {
		screen.Say("verify-last", decimal(t.Entries), r.Hash)
	}
	for _, c := range r.Checkpoints {
		screen.Say(checkpointText(c), c.From, decimal(c.Entry), c.SignedBy)
	}
	if x := r.Export; x != nil {
		screen.Say("verify-export", x.Path, x.Rows, decimal(x.Entry), x.At.Format("2006-01-02 15:04:05 UTC"), x.By)
	}
	return screen.Flush()
}

func checkpointText(c document.VerifiedCheckpoint) string {
	switch {
	case c.SignedBy == "":
		return "verify-checkpoint-unsigned"
	case !c.Trusted:
		return "verify-checkpoint-untrusted"
	}
	return "verify-checkpoint"
}
