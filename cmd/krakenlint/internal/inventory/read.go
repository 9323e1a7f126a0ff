package inventory

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/finding"
)

// maxDocument bounds one inventory, in bytes. A repository of ten thousand apps needs less.
const maxDocument = 64 << 20

// source is a file of inventories, or standard input.
type source struct {
	name  string
	open  func() (io.ReadCloser, error)
	found bool // in a directory, not named: one that is no inventory is incomplete and no error
}

// Sources lists what to read: files, directories (every .json below them), and "-" for
// standard input. A file may hold several inventories one after the other.
func Sources(args []string, stdin io.Reader) ([]source, error) {
	var list []source
	for _, arg := range args {
		if arg == "-" {
			list = append(list, source{name: "standard input", open: func() (io.ReadCloser, error) { return io.NopCloser(stdin), nil }})
			continue
		}
		info, err := os.Stat(arg)
		if err != nil {
			return nil, err
		}
		if !info.IsDir() {
			list = append(list, fileSource(arg))
			continue
		}
		err = filepath.WalkDir(arg, func(path string, entry fs.DirEntry, err error) error {
			if err == nil && entry.Type().IsRegular() && strings.EqualFold(filepath.Ext(path), ".json") {
				s := fileSource(path)
				s.found = true
				list = append(list, s)
			}
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	if len(list) == 0 {
		return nil, errors.New("no inventories: name files that krakenlint inventory wrote, directories of them, or - for standard input")
	}
	return list, nil
}

func fileSource(path string) source {
	return source{name: path, open: func() (io.ReadCloser, error) { return os.Open(path) }}
}

// readAll decodes sources side by side and hands every inventory to add, one at a time,
// with the number of its source and of the inventory within it. It returns the first
// error, in the order of sources, of those that were named, and what of the others cannot be read.
func readAll(sources []source, add func(number, part int, inv Inventory)) ([]finding.Incomplete, error) {
	var (
		lock    sync.Mutex
		workers sync.WaitGroup
		next    int
		errs    = make([]error, len(sources))
	)
	for range min(runtime.GOMAXPROCS(0), len(sources)) {
		workers.Go(func() {
			for {
				lock.Lock()
				n := next
				next++
				lock.Unlock()
				if n >= len(sources) {
					return
				}
				part := 0
				errs[n] = sources[n].read(func(inv Inventory) {
					lock.Lock()
					defer lock.Unlock()
					add(n, part, inv)
					part++
				})
			}
		})
	}
	workers.Wait()
	var incomplete []finding.Incomplete
	for n, err := range errs {
		if err != nil && !sources[n].found {
			return nil, err
		}
		if err != nil {
			incomplete = append(incomplete, finding.Incomplete{Path: filepath.ToSlash(sources[n].name), Reason: err.Error(), Unread: true})
		}
	}
	return incomplete, nil
}

// read decodes the inventories of one source, each in bounded memory.
func (s source) read(add func(Inventory)) error {
	file, err := s.open()
	if err != nil {
		return err
	}
	defer file.Close()
	bounded := &boundedReader{r: file, left: maxDocument}
	decoder := json.NewDecoder(bounded)
	decoder.DisallowUnknownFields()
	for n := 1; ; n++ {
		bounded.left = maxDocument
		var inv Inventory
		err := decoder.Decode(&inv)
		if errors.Is(err, io.EOF) && n > 1 {
			return nil
		}
		if err == nil {
			err = inv.validate()
		}
		if err != nil {
			return fmt.Errorf("%s: document %d is not an inventory: %w", s.name, n, plain(err))
		}
		if inv.Repository == "" {
			inv.Repository = strings.TrimSuffix(filepath.Base(s.name), ".json")
		}
		add(inv)
	}
}

// plain words decoding errors without the content that they quote.
func plain(err error) error {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return fmt.Errorf("no JSON at byte %d", syntax.Offset)
	case errors.As(err, &kind):
		return fmt.Errorf("field %s is no %s", kind.Field, kind.Type)
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return errors.New("it ends early")
	}
	return err
}

var errDocument = errors.New("larger than 64 MiB")

// boundedReader fails where one document is larger than any is.
type boundedReader struct {
	r    io.Reader
	left int
}

func (b *boundedReader) Read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, errDocument
	}
	n, err := b.r.Read(p[:min(len(p), b.left)])
	b.left -= n
	return n, err
}
