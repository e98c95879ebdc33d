package main

import (
	"context"
	"io"

	"github.com/spf13/cobra"

	"rollcall/cmd/rollcall/internal/document"
	"rollcall/ledger"
	"rollcall/storage"
)

// checkpoint is "rollcall checkpoint": how far the ledger has come, signed, to be kept where the database is not.
func (s *session) checkpoint() *cobra.Command {
	var output string
	cmd := s.verb("checkpoint", exactly(0), func(cmd *cobra.Command, _ []string) error {
		private, err := s.privateKey()
		if err != nil {
			return err
		}
		if private == "" {
			return failed("checkpoint-no-key")
		}
		return s.with(cmd.Context(), func(store *storage.Store) error {
			c, err := store.Checkpoint(cmd.Context(), s.org, now())
			if err != nil {
				return err
			}
			return s.giveCheckpoint(output, private, c)
		})
	})
	cmd.Flags().StringVarP(&output, "output", "o", "-", s.say("flag.checkpoint-output"))
	return cmd
}

func (s *session) giveCheckpoint(output, private string, c *ledger.Checkpoint) error {
	text, err := c.Sign(private)
	if err != nil {
		return err
	}
	if s.json {
		return document.Write(s.stdout, document.Checkpoint{Organisation: c.Organisation, Entry: c.Number, Hash: c.Hash.String(),
			At: c.At, Text: text})
	}
	return s.into(output, func(w io.Writer) error {
		_, err := io.WriteString(w, text)
		return err
	})
}

// recordExport writes an export into the ledger and gives the checkpoint that it carries: signed where there is a key.
func (s *session) recordExport(ctx context.Context, store *storage.Store, e *storage.Entry) (string, error) {
	private, err := s.privateKey()
	if err != nil {
		return "", err
	}
	if private != "" {
		if e.Facts["key"], err = ledger.Public(private); err != nil {
			return "", err
		}
	}
	if err := store.Record(ctx, s.org, e); err != nil {
		return "", err
	}
	c, err := store.CheckpointAt(ctx, s.org, e.Number, e.At)
	if err != nil || private == "" {
		return textOf(c), err
	}
	return c.Sign(private)
}

func textOf(c *ledger.Checkpoint) string {
	if c == nil {
		return ""
	}
	return c.Text()
}
