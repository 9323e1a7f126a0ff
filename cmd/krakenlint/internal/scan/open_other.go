//go:build !unix

package scan

import (
	"errors"
	"io"
	"io/fs"
	"os"
)

type handle struct{ file *os.File }

func open(path string) (handle, error) {
	file, err := os.Open(path)
	return handle{file}, err
}

func openDir(path string) (*os.File, error) { return os.Open(path) }

func (h handle) Read(p []byte) (int, error) { return h.file.Read(p) }

func (h handle) rewind() { _, _ = h.file.Seek(0, io.SeekStart) }

func (h handle) Close() { _ = h.file.Close() }

// gone tells whether a path is no longer the file that was listed.
func gone(err error) bool { return errors.Is(err, fs.ErrNotExist) }
