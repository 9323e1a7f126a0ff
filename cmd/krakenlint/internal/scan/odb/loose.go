package odb

import (
	"bufio"
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"sync/atomic"
)

// looseObject is an object that has a file of its own.
type looseObject struct {
	id   ID
	path string
}

// listLoose lists the loose objects of all object directories, each once, without those that are
// in a pack too, and if fresh without those that an earlier run has read.
func (s *Store) listLoose(fresh bool) ([]looseObject, error) {
	var all []looseObject
	seen := map[ID]bool{}
	for _, dir := range s.dirs {
		for first := range 256 {
			sub := filepath.Join(dir, fmt.Sprintf("%02x", first))
			entries, err := os.ReadDir(sub)
			if err != nil && !errors.Is(err, os.ErrNotExist) {
				return nil, err
			}
			for _, e := range entries {
				id, err := ParseID(filepath.Base(sub) + e.Name())
				if err != nil || seen[id] || fresh && s.knownLoose[id] { // temporary files have other names
					continue
				}
				seen[id] = true
				packed, err := s.packed(id)
				if err != nil {
					return nil, err
				}
				if !packed {
					all = append(all, looseObject{id, filepath.Join(sub, e.Name())})
				}
			}
		}
	}
	return all, nil
}

// readLoose visits the loose objects.
func (s *Store) readLoose(k *sink, stop *stopper) ([]failure, error) {
	if stop.flag.Load() {
		return nil, nil
	}
	list, err := s.listLoose(k.fresh)
	if err != nil {
		return nil, err
	}
	var next atomic.Int64
	var mu sync.Mutex
	var failed []failure
	var wg sync.WaitGroup
	for range min(s.jobs, len(list)) {
		wg.Go(func() {
			r := &looseReader{store: s, sink: k, stop: stop}
			for n := next.Add(1) - 1; n < int64(len(list)) && !stop.flag.Load(); n = next.Add(1) - 1 {
				o := list[n]
				if k.asked != nil && !k.asked(o.id) {
					continue
				}
				err := r.read(o)
				mu.Lock()
				if err != nil {
					failed = append(failed, failure{o.id, err})
				} else if k.fresh {
					s.readLooses = append(s.readLooses, o.id)
				}
				mu.Unlock()
			}
			r.unlock()
		})
	}
	wg.Wait()
	return failed, nil
}

// looseReader reads loose objects one after the other.
type looseReader struct {
	*sink
	store *Store
	stop  *stopper
	buf   bufio.Reader
	z     io.ReadCloser
	data  []byte
	big   bool // holds the store's lock for big objects
}

// unlock lets others read big objects.
func (r *looseReader) unlock() {
	if r.big {
		r.big, r.data = false, nil
		r.store.big.Unlock()
	}
}

// read reads one object and visits it.
func (r *looseReader) read(o looseObject) error {
	f, size, err := openRegular(o.path)
	if err != nil {
		return err
	}
	defer f.Close()
	defer r.unlock()
	kind, length, err := r.header(f)
	switch {
	case err != nil:
		return err
	case !r.kinds(kind):
		return nil
	case length/maxRatio > size:
		return errors.New("size in the header is more than the file can hold")
	}
	if length > r.store.large {
		return r.stream(o, kind, length)
	}
	if r.store.made.Add(length) > r.store.most {
		return errTooMuch
	}
	if length > bigObject {
		r.store.big.Lock()
		r.big = true
	}
	if err := r.body(int(length)); err != nil {
		return err
	}
	r.stats.objects.Add(1)
	r.stats.bytes.Add(length)
	r.stats.searched.Add(length)
	if !r.filter.Candidate(r.filter.Features(r.data)) && !r.filter.Whole(r.data) {
		return nil
	}
	if err := r.visit(Object{ID: o.id, Type: kind, Size: length, Data: r.data}); err != nil {
		r.stop.stop(err)
	}
	return nil
}

// header reads "blob 123" and the zero byte from the start of the file's zlib stream.
func (r *looseReader) header(f io.Reader) (Type, int64, error) {
	r.buf.Reset(f)
	var err error
	if r.z == nil {
		r.z, err = zlib.NewReader(&r.buf)
	} else {
		err = r.z.(zlib.Resetter).Reset(&r.buf, nil)
	}
	if err != nil {
		return 0, 0, err
	}
	return looseHeader(r.z)
}

// looseHeader reads a loose object's header byte by byte, for what follows is data.
func looseHeader(z io.Reader) (Type, int64, error) {
	var head [32]byte
	for i := range head {
		if _, err := io.ReadFull(z, head[i:i+1]); err != nil {
			return 0, 0, err
		}
		if head[i] != 0 {
			continue
		}
		name, digits, _ := bytes.Cut(head[:i], []byte{' '})
		size, err := strconv.ParseInt(string(digits), 10, 64)
		if kind := typeNamed(string(name)); kind != 0 && err == nil && size >= 0 {
			return kind, size, nil
		}
		break
	}
	return 0, 0, errors.New("loose object's header is damaged")
}

// body reads the object's data, which must end where the header says.
func (r *looseReader) body(size int) error {
	if cap(r.data) < size+1 {
		r.data = make([]byte, size+1)
	}
	n, err := io.ReadFull(r.z, r.data[:size+1])
	short := errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF)
	if n == size && short {
		r.data = r.data[:size]
		return nil
	}
	if err == nil || short {
		err = errors.New("loose object is not of the size its header says")
	}
	return err
}

// stream visits an object that is too large for memory.
func (r *looseReader) stream(o looseObject, kind Type, size int64) error {
	r.stats.objects.Add(1)
	r.stats.bytes.Add(size)
	open := func() (io.ReadCloser, error) { return openLoose(o.path, size, r.stop) }
	err := r.visit(Object{ID: o.id, Type: kind, Size: size, Open: open})
	if errors.Is(err, errStream) {
		return err
	}
	if err != nil {
		r.stop.stop(err)
	}
	return nil
}

// looseStream is a large loose object being read.
type looseStream struct {
	*exact
	file *os.File
}

// openLoose opens a loose object at its data.
func openLoose(path string, size int64, stop *stopper) (io.ReadCloser, error) {
	f, _, err := openRegular(path)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errStream, err)
	}
	x, err := newExact(f, size, stop)
	if err == nil {
		if _, _, headErr := looseHeader(x.r); headErr != nil {
			err = fmt.Errorf("%w: %w", errStream, headErr)
		}
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return looseStream{x, f}, nil
}

func (s looseStream) Close() error { return errors.Join(s.exact.Close(), s.file.Close()) }
