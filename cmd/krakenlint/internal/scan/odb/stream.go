package odb

import (
	"bufio"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
)

// errStream says that a large object could not be read to its end. A visitor that gets it from
// Object.Open's reader returns it, wrapped or not; the object then counts as unread.
var errStream = errors.New("object cannot be read")

// exact reads a zlib stream that must hold so many bytes and no more, and ends with the walk.
type exact struct {
	r    io.ReadCloser
	left int64
	stop *stopper
}

// newExact reads size bytes out of the zlib stream r.
func newExact(r io.Reader, size int64, stop *stopper) (*exact, error) {
	z, err := zlib.NewReader(bufio.NewReaderSize(r, 64<<10))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errStream, err)
	}
	return &exact{z, size, stop}, nil
}

func (x *exact) Read(p []byte) (int, error) {
	if x.stop.flag.Load() {
		return 0, fmt.Errorf("%w: stopped", errStream)
	}
	n, err := x.r.Read(p)
	x.left -= int64(n)
	switch {
	case x.left < 0, errors.Is(err, io.EOF) && x.left > 0:
		return n, fmt.Errorf("%w: it is not of the size its header says", errStream)
	case err != nil && !errors.Is(err, io.EOF):
		return n, fmt.Errorf("%w: %w", errStream, err)
	}
	return n, err
}

func (x *exact) Close() error { return x.r.Close() }
