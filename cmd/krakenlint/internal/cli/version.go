package cli

import "runtime/debug"

// version is what the go command recorded when it built the program: the tag or the
// pseudo-version of the commit.
func version() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}
