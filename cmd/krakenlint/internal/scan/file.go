package scan

import (
	"errors"
	"io"
	"io/fs"
)

// window is how much of a file is judged at once. Larger files are streamed.
const window = 4 << 20

var errSpecial = errors.New("not a regular file: not read")

// file scans one file of a tree. One that has vanished since it was listed is none.
func (w *worker) file(path string) {
	h, err := open(path)
	if err != nil {
		w.unreadable(path, err)
		return
	}
	defer h.Close()
	data, whole, err := w.read(h)
	if err != nil {
		w.unreadable(path, err)
	}
	if !whole {
		w.large(path)
		return
	}
	w.text(path, data)
}

// read fills the worker's buffer from a file. It is not whole when the file is larger
// than the window; then data is its beginning. What could be read before an error is returned with it.
func (w *worker) read(r io.Reader) (data []byte, whole bool, err error) {
	if w.buffer == nil {
		w.buffer = make([]byte, 256<<10)
	}
	n := 0
	for {
		m, err := r.Read(w.buffer[n:])
		n += m
		if err == io.EOF {
			return w.buffer[:n], true, nil
		}
		if err != nil {
			return w.buffer[:n], true, err
		}
		if n == len(w.buffer) {
			if n >= window {
				return w.buffer[:n], false, nil
			}
			w.buffer = append(w.buffer, make([]byte, n)...)
		}
	}
}

// unreadable lists what is there and cannot be read, which the exit status tells as well.
func (w *worker) unreadable(path string, err error) {
	if errors.Is(err, fs.ErrNotExist) {
		return
	}
	var pathError *fs.PathError
	if errors.As(err, &pathError) {
		err = pathError.Err
	}
	w.incomplete(path, err)
	w.Incomplete[len(w.Incomplete)-1].Unread = true
}
