//go:build unix && !linux

package scan

import "golang.org/x/sys/unix"

// isLocal is known of no system but Linux.
func isLocal(int) bool { return false }

func openLocal(dir int, name string, flags int) (int, error) { return unix.Openat(dir, name, flags, 0) }

func readLocal(fd int, p []byte) (int, error) { return unix.Read(fd, p) }

func closeLocal(fd int) { _ = unix.Close(fd) }
