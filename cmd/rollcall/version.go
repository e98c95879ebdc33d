package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"rollcall/cmd/rollcall/internal/document"
)

func (s *session) version() *cobra.Command {
	return s.verb("version", exactly(0), func(*cobra.Command, []string) error {
		if s.json {
			return document.Write(s.stdout, document.Version{SchemaVersion: document.SchemaVersion, Version: version(),
				Go: runtime.Version(), Platform: runtime.GOOS + "/" + runtime.GOARCH})
		}
		_, err := fmt.Fprintf(s.stdout, "rollcall %s (%s, %s/%s)\n", version(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
		return err
	})
}

// version is the module's version as it was built, or the revision it was built from.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	if v := info.Main.Version; v != "" && v != "(devel)" {
		return v
	}
	for _, set := range info.Settings {
		if set.Key == "vcs.revision" && len(set.Value) >= 12 {
			return "devel-" + set.Value[:12]
		}
	}
	return "devel"
}
