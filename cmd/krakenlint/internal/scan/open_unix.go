//go:build unix

package scan

import (
	"errors"
	"io"
	"io/fs"
	"os"

	"golang.org/x/sys/unix"
)

// folder is an open directory, or the one that relative paths begin at. Its files are opened
// relative to it, which spares the system the way to each of them.
type folder struct {
	path  string // "" for the directory of relative paths
	fd    int
	file  *os.File
	local bool // as isLocal tells
}

var anywhere = folder{fd: unix.AT_FDCWD}

// openFolder opens what still is a directory, and spares it the poller. With patient, what is
// in it is read as if it were not local.
func openFolder(path string, patient bool) (folder, error) {
	fd, err := again(func() (int, error) { return unix.Openat(unix.AT_FDCWD, path, reading|unix.O_DIRECTORY, 0) })
	if err != nil {
		return folder{}, err
	}
	return folder{path, fd, os.NewFile(uintptr(fd), path), !patient && isLocal(fd)}, nil
}

const reading = unix.O_RDONLY | unix.O_CLOEXEC | unix.O_NOFOLLOW

// open does not follow a link and does not wait for a pipe's writer: the file may have been
// replaced since the directory was read.
func (f folder) open(name string) (*handle, error) {
	const flags = reading | unix.O_NONBLOCK | unix.O_NOCTTY
	fd, err := again(func() (int, error) {
		if f.local {
			return openLocal(f.fd, name, flags)
		}
		return unix.Openat(f.fd, name, flags, 0)
	})
	return &handle{fd, f.local}, err
}

// again repeats a call that a signal has interrupted.
func again(call func() (int, error)) (int, error) {
	for {
		n, err := call()
		if !errors.Is(err, unix.EINTR) {
			return n, err
		}
	}
}

// handle is an open file. It is a bare descriptor: what os.File adds, a finalizer and a
// place with the poller, costs as much as reading a small file.
type handle struct {
	fd    int
	local bool
}

// Read reads like os.File, and tells of the end with the last bytes where it knows of it.
func (h *handle) Read(p []byte) (int, error) {
	n, err := again(func() (int, error) {
		if h.local && len(p) > 0 {
			return readLocal(h.fd, p)
		}
		return unix.Read(h.fd, p)
	})
	switch {
	case err != nil:
		return 0, err
	case n == 0 || h.local && n < len(p):
		return n, io.EOF
	}
	return n, nil
}

// rewind goes back to the start.
func (h *handle) rewind() error {
	_, err := unix.Seek(h.fd, 0, io.SeekStart)
	return err
}

// Close gives the descriptor back.
func (h *handle) Close() {
	if h.local {
		closeLocal(h.fd)
	} else {
		_ = unix.Close(h.fd)
	}
}

// gone tells whether a path is no longer the file that was listed.
func gone(err error) bool {
	return errors.Is(err, fs.ErrNotExist) || errors.Is(err, unix.ELOOP) || errors.Is(err, unix.EISDIR) || errors.Is(err, unix.ENOTDIR)
}
