package cli

import (
	"runtime/debug"
	"time"
)

// version is what the go command recorded when it built the program: the tag or the
// pseudo-version of the commit.
func version() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}

// commitTime is when the commit was made that the program was built from, or the epoch
// where that was not recorded: the same build always has the same.
func commitTime() time.Time {
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, setting := range info.Settings {
			if setting.Key != "vcs.time" {
				continue
			}
			if at, err := time.Parse(time.RFC3339, setting.Value); err == nil {
				return at
			}
		}
	}
	return time.Unix(0, 0).UTC()
}
