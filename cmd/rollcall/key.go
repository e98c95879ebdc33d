package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"rollcall/cmd/rollcall/internal/document"
	"rollcall/ledger"
)

// key is "rollcall key": the key that signs checkpoints.
func (s *session) key() *cobra.Command {
	var name string
	cmd := s.verb("key new|show", exactly(1), func(_ *cobra.Command, args []string) error {
		switch args[0] {
		case "new":
			return s.newKey(name)
		case "show":
			return s.showKey()
		}
		return usage("usage-key", args[0])
	})
	cmd.Flags().StringVar(&name, "name", "rollcall", s.say("flag.key-name"))
	return cmd
}

// keyPath is where the private key is: --key, $ROLLCALL_KEY, or the user's configuration directory (XDG Base Directory
// Specification). asked tells that somebody named the place.
func (s *session) keyPath() (path string, asked bool, err error) {
	if s.keyFlag != "" {
		return s.keyFlag, true, nil
	}
	if path := os.Getenv("ROLLCALL_KEY"); path != "" {
		return path, true, nil
	}
	dir := os.Getenv("XDG_CONFIG_HOME")
	if !filepath.IsAbs(dir) {
		home, err := os.UserHomeDir()
		if err != nil {
			return "", false, usage("usage-key-nowhere")
		}
		dir = filepath.Join(home, ".config")
	}
	return filepath.Join(dir, "rollcall", "checkpoint.key"), false, nil
}

// newKey makes a key where there is none yet; it never replaces one.
func (s *session) newKey(name string) error {
	if name == "" || strings.ContainsAny(name, "+ \t\r\n\u00a0") {
		return usage("usage-key-name", name)
	}
	path, _, err := s.keyPath()
	if err != nil {
		return err
	}
	private, public, err := ledger.NewKey(name)
	if err != nil {
		return err
	}
	if err := writeKey(path, private); err != nil {
		return err
	}
	s.tell("key-made", path)
	return s.giveKey(path, public)
}

func writeKey(path, private string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return failed("key-exists", path)
	}
	if err != nil {
		return err
	}
	_, err = f.WriteString(private + "\n")
	return errors.Join(err, f.Sync(), f.Close())
}

func (s *session) showKey() error {
	path, _, err := s.keyPath()
	if err != nil {
		return err
	}
	private, err := s.privateKey()
	if err != nil {
		return err
	}
	if private == "" {
		return failed("key-missing", path)
	}
	public, err := ledger.Public(private)
	if err != nil {
		return failed("key-invalid", path)
	}
	return s.giveKey(path, public)
}

func (s *session) giveKey(path, public string) error {
	if s.json {
		return document.Write(s.stdout, document.Key{Path: path, Public: public})
	}
	_, err := s.stdout.Write([]byte(public + "\n"))
	return err
}

// privateKey reads the key that signs checkpoints; "" where there is none and nobody named one.
func (s *session) privateKey() (string, error) {
	path, asked, err := s.keyPath()
	if err != nil {
		return "", err
	}
	b, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist) && !asked:
		return "", nil
	case errors.Is(err, fs.ErrNotExist):
		return "", failed("key-missing", path)
	case err != nil:
		return "", err
	}
	private := strings.TrimSpace(string(b))
	if _, err := ledger.Public(private); err != nil {
		return "", failed("key-invalid", path)
	}
	return private, nil
}
