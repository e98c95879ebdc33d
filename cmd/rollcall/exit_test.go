package main

import (
	"fmt"
	"io/fs"
	"syscall"
	"testing"

	"rollcall/words"
)

// What the operating system says of files is told in the reader's language, as far as people can do something about it.
func TestWhatTheSystemSays(t *testing.T) {
	for _, c := range []struct {
		err    error
		en, fr string
	}{
		{syscall.ENOENT, "m.csv: there is no such file", "m.csv : il n'y a pas de tel fichier"},
		{syscall.EACCES, "m.csv: you may not do this: check the rights of the file and of its folder",
			"m.csv : vous n'en avez pas le droit : vérifiez les droits du fichier et de son dossier"},
		{syscall.EISDIR, "m.csv: this is a folder: name the file in it", "m.csv : c'est un dossier : indiquez le fichier qui s'y trouve"},
		{syscall.ENOSPC, "m.csv: there is no room left on the disk: make some, then try again",
			"m.csv : il n'y a plus de place sur le disque : libérez-en, puis recommencez"},
		{syscall.EIO, "open m.csv: input/output error", "open m.csv: input/output error"},
	} {
		err := fmt.Errorf("writing: %w", &fs.PathError{Op: "open", Path: "m.csv", Err: c.err})
		for lang, want := range map[words.Lang]string{words.English: c.en, words.French: c.fr} {
			s := newSession(nil, nil, nil, nil)
			s.lang = lang
			if got := s.explain(err); got != want && got != "writing: "+want {
				t.Errorf("%v in %v: %s", c.err, lang, got)
			}
		}
	}
}
