package scan

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/project"
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
	if project.IsManifest(path, data) {
		w.Manifests = append(w.Manifests, path)
	}
	if whole {
		w.text(path, data)
	} else {
		w.large(path)
	}
}

// large scans a file that is larger than the window. It is opened anew, because a zip is
// read from its end.
func (w *worker) large(path string) {
	file, err := os.Open(path)
	if err != nil {
		w.unreadable(path, err)
		return
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		w.unreadable(path, err)
		return
	}
	start := make([]byte, sniffed)
	n, _ := file.ReadAt(start, 0)
	if f := formatOf(start[:n]); f != noFormat && w.unpack(path, f, input{file, file, info.Size()}) {
		return
	}
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		w.unreadable(path, err)
		return
	}
	w.stream(path, 0, file)
}

// reader scans a text of any length that can be read only once.
func (w *worker) reader(path string, r io.Reader) {
	data, whole, err := w.read(r)
	if err != nil {
		w.unreadable(path, err)
	}
	if whole {
		w.text(path, data)
		return
	}
	in := input{Reader: io.MultiReader(bytes.NewReader(data), r), size: int64(len(data))}
	if f := formatOf(data); f == noFormat || !w.unpack(path, f, in) {
		w.stream(path, len(data), r)
	}
}

// read fills the buffer from a file. It is not whole when the file is larger than the
// window; data is its beginning then. What could be read before an error comes with it.
func (w *worker) read(r io.Reader) (data []byte, whole bool, err error) {
	buffer := w.buffer()
	for n := 0; ; {
		m, err := r.Read(buffer[n:])
		n += m
		switch {
		case errors.Is(err, io.EOF):
			return buffer[:n], true, nil
		case err != nil:
			return buffer[:n], true, err
		case n == window:
			return buffer, false, nil
		}
	}
}

// buffer is where the text at the current depth is read to. It has the length of a window
// from the start: of memory that is not touched the system gives none.
func (w *worker) buffer() []byte {
	if w.buffers[w.depth] == nil {
		w.buffers[w.depth] = make([]byte, window)
	}
	return w.buffers[w.depth]
}

// unreadable lists what is there and cannot be read. For a file, the exit status tells as
// well; a broken archive is as readable as it will ever be.
func (w *worker) unreadable(path string, err error) {
	if gone(err) {
		return
	}
	var pathError *fs.PathError
	if errors.As(err, &pathError) {
		err = pathError.Err
	}
	w.incomplete(path, err)
	w.Incomplete[len(w.Incomplete)-1].Unread = w.depth == 0
}
