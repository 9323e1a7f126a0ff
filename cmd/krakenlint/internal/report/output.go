package report

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// WriteFile has write fill the file at path. A regular file is replaced whole, by a
// rename, so that nobody reads half a report. Anything else, such as a device or a pipe, is
// written to and never removed.
func WriteFile(path string, write func(io.Writer) error) error {
	info, err := os.Stat(path)
	switch {
	case isDescriptor(path):
		return writeSpecial(path, write)
	case err == nil && info.IsDir():
		return fmt.Errorf("output %s: is a directory: name a file", path)
	case err == nil && !info.Mode().IsRegular():
		return writeSpecial(path, write)
	}
	if target, err := filepath.EvalSymlinks(path); err == nil {
		path = target // replace the file, not the link to it
	}
	if err := replace(path, write); err != nil {
		return fmt.Errorf("output %s: %w", path, err)
	}
	return nil
}

// isDescriptor holds for /dev/stdout and its like, which must not be replaced even where
// a regular file is behind them.
func isDescriptor(path string) bool {
	absolute, err := filepath.Abs(path)
	return err == nil && (strings.HasPrefix(absolute, "/dev/") || strings.HasPrefix(absolute, "/proc/"))
}

// writeSpecial fills a buffer first: a pipe's reader should not see half a report either.
func writeSpecial(path string, write func(io.Writer) error) error {
	var report bytes.Buffer
	if err := write(&report); err != nil {
		return err
	}
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_APPEND, 0)
	if err != nil {
		return fmt.Errorf("output %w", err)
	}
	_, err = file.Write(report.Bytes())
	if closeErr := file.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return fmt.Errorf("output %w", err)
	}
	return nil
}

// withoutPath leaves out the name of a temporary file, which nobody has asked for.
func withoutPath(err error) error {
	var inPath *fs.PathError
	if errors.As(err, &inPath) {
		return inPath.Err
	}
	return err
}

// replace writes beside path and renames. The new file keeps the mode of the old one.
func replace(path string, write func(io.Writer) error) (err error) {
	temporary, err := os.CreateTemp(filepath.Dir(path), ".krakenlint-*")
	if err != nil {
		return fmt.Errorf("cannot write in the directory: %w", withoutPath(err))
	}
	defer func() {
		if err != nil {
			_ = os.Remove(temporary.Name())
		}
	}()
	if err := write(temporary); err != nil {
		_ = temporary.Close()
		return err
	}
	if err := temporary.Chmod(modeFor(path)); err != nil {
		_ = temporary.Close()
		return err
	}
	if err := temporary.Close(); err != nil {
		return err
	}
	return os.Rename(temporary.Name(), path)
}

func modeFor(path string) os.FileMode {
	if info, err := os.Stat(path); err == nil {
		return info.Mode().Perm()
	}
	return 0o644
}
