package storage

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// Whichever page of the file is overwritten, the store does not open, or the check says what is wrong.
func TestEveryPageOfADamagedFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "roster.db")
	o := withHistory(t, path)
	edited.Store(path, true)
	o.must(o.store.Close())
	o.must(o.raw.Close())
	whole, err := os.ReadFile(path)
	o.must(err)
	const page = 4096
	for n := 1; n < len(whole)/page; n++ {
		damaged := bytes.Clone(whole)
		copy(damaged[n*page:(n+1)*page], bytes.Repeat([]byte{0xa5, 0x5a}, page/2))
		copied := filepath.Join(t.TempDir(), "roster.db")
		o.must(os.WriteFile(copied, damaged, 0o600))
		if err := noticed(copied, o.org); err != nil {
			t.Errorf("page %d of %d: %v", n, len(whole)/page, err)
		}
	}
}

// noticed opens and checks a damaged store, and says what it did not find.
func noticed(path, org string) error {
	s, err := Open(ctx, path)
	if err == nil {
		defer s.Close()
		found := 0
		_, err = s.Check(ctx, org, func(*Violation) error { found++; return nil })
		if err == nil && found == 0 {
			return errors.New("nobody noticed")
		}
	}
	if err = FileDamage(err); err == nil || errors.Is(err, ErrDamaged) {
		return nil
	}
	return err
}
