package git

import (
	"io"
	"os"

	"golang.org/x/sys/unix"
)

// widen lets git write a megabyte ahead of its reader. Where that is not allowed, nothing
// is lost but time.
func widen(pipe io.Reader) {
	file, ok := pipe.(*os.File)
	if !ok {
		return
	}
	if raw, err := file.SyscallConn(); err == nil {
		_ = raw.Control(func(fd uintptr) { _, _ = unix.FcntlInt(fd, unix.F_SETPIPE_SZ, 1<<20) })
	}
}
