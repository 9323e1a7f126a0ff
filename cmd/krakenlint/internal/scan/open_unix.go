//go:build unix

package scan

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"syscall"
)

// handle is an open file. It is a bare descriptor: what os.File adds, a finalizer and a
// place with the poller, costs as much as reading a small file.
type handle int

// open does not follow a link and does not wait for a pipe's writer: the file may have been
// replaced since the directory was read.
func open(path string) (handle, error) {
	fd, err := openAs(path, syscall.O_NONBLOCK|syscall.O_NOCTTY)
	return handle(fd), err
}

// openDir opens what still is a directory, and spares it the poller, too.
func openDir(path string) (*os.File, error) {
	fd, err := openAs(path, syscall.O_DIRECTORY)
	if err != nil {
		return nil, err
	}
	return os.NewFile(uintptr(fd), path), nil
}

func openAs(path string, flags int) (int, error) {
	for {
		fd, err := syscall.Open(path, flags|syscall.O_RDONLY|syscall.O_CLOEXEC|syscall.O_NOFOLLOW, 0)
		if err != syscall.EINTR {
			return fd, err
		}
	}
}

// Read reads like os.File.
func (h handle) Read(p []byte) (int, error) {
	for {
		n, err := syscall.Read(int(h), p)
		switch {
		case err == syscall.EINTR:
		case err != nil:
			return 0, err
		case n == 0:
			return 0, io.EOF
		default:
			return n, nil
		}
	}
}

// rewind goes back to the start.
func (h handle) rewind() { _, _ = syscall.Seek(int(h), 0, io.SeekStart) }

// Close gives the descriptor back.
func (h handle) Close() { _ = syscall.Close(int(h)) }

// gone tells whether a path is no longer the file that was listed.
func gone(err error) bool {
	return errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ELOOP) || errors.Is(err, syscall.EISDIR) || errors.Is(err, syscall.ENOTDIR)
}
