package scan

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/project"
	"github.com/krakenlint/krakenlint/rules/secrets"
)

// window is how much of a file is judged at once. Larger files are streamed.
const window = 4 << 20

var errSpecial = errors.New("not a regular file: not read")

// file scans one file of a tree. One that has vanished since it was listed is none.
func (w *worker) file(in folder, name string) {
	h, err := in.open(name)
	if err != nil {
		w.unreadable(in.at(name), err)
		return
	}
	defer h.Close()
	if project.ReadsContent(name) || !w.skim(h) {
		w.whole(in.at(name), h)
	} else if project.IsManifest(name, nil) {
		w.Manifests = append(w.Manifests, in.at(name))
	}
}

// whole scans a file from its start, with all that is in it.
func (w *worker) whole(path string, h *handle) {
	if err := h.rewind(); err != nil {
		w.unreadable(path, err)
		return
	}
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

// skimmed is how much of a file is looked at before it is known to be worth more: what fits
// the processor's cache, and memory that is in use already.
const skimmed = 128 << 10

// skim tells whether there is nothing to be found in a file, which is so of nearly all.
func (w *worker) skim(h *handle) bool {
	buffer := w.buffer()[:skimmed]
	var size int64
	for have := 0; ; {
		n, end, err := fill(h, buffer[have:])
		data := buffer[:have+n]
		size += int64(n)
		w.countBytes(int64(n))
		if err != nil || have == 0 && formatOf(data) != noFormat || secrets.FeaturesOf(data).Candidate() {
			w.countBytes(-size)
			return false
		}
		if end {
			w.Summary.Files++
			return true
		}
		have = copy(buffer, data[len(data)-secrets.Window:])
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
	n, end, err := fill(r, buffer)
	return buffer[:n], end, err
}

// fill reads until the buffer is full or the text is at its end, be it by an error.
func fill(r io.Reader, buffer []byte) (n int, end bool, err error) {
	for n < len(buffer) {
		m, err := r.Read(buffer[n:])
		n += m
		switch {
		case errors.Is(err, io.EOF):
			return n, true, nil
		case err != nil:
			return n, true, err
		}
	}
	return n, false, nil
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
