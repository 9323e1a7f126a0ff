package scan

import (
	"unsafe"

	"golang.org/x/sys/unix"
)

// isLocal tells whether the files of an open directory come through the page cache of a file
// system on this machine. Two things hold of these and not of others, in /proc or over FUSE or
// a network. A regular file is read whole by one call, as POSIX wants it, so that a short read
// is its end. And a call takes microseconds: the scheduler, where it is told of each as of one
// that may last, gives the worker's processor away and has to find it one again.
func isLocal(dir int) bool {
	var stat unix.Statfs_t
	if unix.Fstatfs(dir, &stat) != nil {
		return false
	}
	switch uint32(stat.Type) { // of another type on every system
	case unix.EXT4_SUPER_MAGIC, unix.XFS_SUPER_MAGIC, unix.BTRFS_SUPER_MAGIC, unix.TMPFS_MAGIC, unix.OVERLAYFS_SUPER_MAGIC:
		return true
	}
	return false
}

// openLocal is unix.Openat without telling the scheduler.
func openLocal(dir int, name string, flags int) (int, error) {
	path, err := unix.BytePtrFromString(name)
	if err != nil {
		return -1, err
	}
	fd, _, errno := unix.RawSyscall6(unix.SYS_OPENAT, uintptr(dir), uintptr(unsafe.Pointer(path)), uintptr(flags), 0, 0, 0)
	return result(fd, errno)
}

// readLocal is unix.Read without telling the scheduler. The buffer is not empty.
func readLocal(fd int, p []byte) (int, error) {
	n, _, errno := unix.RawSyscall(unix.SYS_READ, uintptr(fd), uintptr(unsafe.Pointer(&p[0])), uintptr(len(p)))
	return result(n, errno)
}

// closeLocal is unix.Close without telling the scheduler.
func closeLocal(fd int) { _, _, _ = unix.RawSyscall(unix.SYS_CLOSE, uintptr(fd), 0, 0) }

func result(value uintptr, errno unix.Errno) (int, error) {
	if errno != 0 {
		return -1, errno
	}
	return int(value), nil
}
