package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"rollcall/formats"
	"rollcall/reconcile"
)

func (s *session) manifestFlag(cmd *cobra.Command, o *source) {
	cmd.Flags().StringVar(&o.manifest, "manifest", "", s.say("flag.manifest"))
}

// findManifest reads what the sender says of the file at path: the manifest that was named, else the one beside the
// file; nil where there is none. The policy may want one.
func findManifest(path, named string, p *reconcile.Policy) (*formats.Manifest, error) {
	if named != "" {
		return formats.OpenManifest(named)
	}
	beside := path + ".manifest"
	if path != "-" {
		_, err := os.Lstat(beside)
		if !errors.Is(err, fs.ErrNotExist) {
			return formats.OpenManifest(beside)
		}
	}
	if p.Manifest == reconcile.ManifestRequired && (path == "-" || isFile(path)) {
		return nil, &reconcile.Refusal{File: filepath.Base(path), Problem: reconcile.Problem{Code: "manifest-missing",
			Args: []string{filepath.Base(beside)}, Rejects: true}}
	}
	return nil, nil
}
