//go:build !unix

package scan

import (
	"errors"
	"io"
	"io/fs"
	"os"
)

type folder struct {
	path string
	file *os.File
}

var anywhere folder

func openFolder(path string, _ bool) (folder, error) {
	file, err := os.Open(path)
	return folder{path, file}, err
}

func (f folder) open(name string) (*handle, error) {
	file, err := os.Open(f.at(name))
	return &handle{file}, err
}

type handle struct{ file *os.File }

func (h *handle) Read(p []byte) (int, error) { return h.file.Read(p) }

func (h *handle) rewind() error {
	_, err := h.file.Seek(0, io.SeekStart)
	return err
}

func (h *handle) Close() { _ = h.file.Close() }

// gone tells whether a path is no longer the file that was listed.
func gone(err error) bool { return errors.Is(err, fs.ErrNotExist) }
