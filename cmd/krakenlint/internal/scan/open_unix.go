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
	path string // "" for the directory of relative paths
	fd   int
	file *os.File
	ends bool // a read that gives less than was asked for has come to the end of its file
}

var anywhere = folder{fd: unix.AT_FDCWD}

// openFolder opens what still is a directory, and spares it the poller.
func openFolder(path string) (folder, error) {
	fd, err := openAt(unix.AT_FDCWD, path, unix.O_DIRECTORY)
	if err != nil {
		return folder{}, err
	}
	return folder{path, fd, os.NewFile(uintptr(fd), path), endsShort(fd)}, nil
}

// open does not follow a link and does not wait for a pipe's writer: the file may have been
// replaced since the directory was read.
func (f folder) open(name string) (*handle, error) {
	fd, err := openAt(f.fd, name, unix.O_NONBLOCK|unix.O_NOCTTY)
	return &handle{fd, f.ends}, err
}

func openAt(dir int, name string, flags int) (int, error) {
	for {
		fd, err := unix.Openat(dir, name, flags|unix.O_RDONLY|unix.O_CLOEXEC|unix.O_NOFOLLOW, 0)
		if err != unix.EINTR {
			return fd, err
		}
	}
}

// handle is an open file. It is a bare descriptor: what os.File adds, a finalizer and a
// place with the poller, costs as much as reading a small file.
type handle struct {
	fd   int
	ends bool
}

// Read reads like os.File, and tells of the end with the last bytes where it knows of it.
func (h *handle) Read(p []byte) (int, error) {
	for {
		n, err := unix.Read(h.fd, p)
		switch {
		case err == unix.EINTR:
		case err != nil:
			return 0, err
		case n == 0 || h.ends && n < len(p):
			return n, io.EOF
		default:
			return n, nil
		}
	}
}

// rewind goes back to the start.
func (h *handle) rewind() { _, _ = unix.Seek(h.fd, 0, io.SeekStart) }

// Close gives the descriptor back.
func (h *handle) Close() { _ = unix.Close(h.fd) }

// gone tells whether a path is no longer the file that was listed.
func gone(err error) bool {
	return errors.Is(err, fs.ErrNotExist) || errors.Is(err, unix.ELOOP) || errors.Is(err, unix.EISDIR) || errors.Is(err, unix.ENOTDIR)
}
