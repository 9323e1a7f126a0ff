package scan

import "golang.org/x/sys/unix"

// endsShort tells whether the files of an open directory are read whole by one call, so that
// a short read is their end: POSIX wants it of regular files, and what reads through the page
// cache does so. Others, in /proc or over FUSE, are asked until they give nothing. A quarter
// of the calls that a scan makes would be such questions.
func endsShort(dir int) bool {
	var stat unix.Statfs_t
	if unix.Fstatfs(dir, &stat) != nil {
		return false
	}
	switch int64(stat.Type) {
	case unix.EXT4_SUPER_MAGIC, unix.XFS_SUPER_MAGIC, unix.BTRFS_SUPER_MAGIC, unix.TMPFS_MAGIC, unix.OVERLAYFS_SUPER_MAGIC:
		return true
	}
	return false
}
