package git

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Blob is one blob of a repository. What it gives to read is valid during the visit.
type Blob struct {
	ID   string
	Size int64
	Data []byte                        // nil where the blob is large
	Open func() (io.ReadCloser, error) // reads a large blob, once
}

const (
	// bufferSize holds most blobs whole, so that they are looked at without a copy.
	bufferSize = 1 << 20
	// largeBlob is the size from which on a blob is not read into memory.
	largeBlob = 4 << 20
)

// Blobs visits the blobs with the ids, in their order, or every blob of the repository
// once where ids is nil. It also returns the ids that the repository does not have.
func (r *Repo) Blobs(ctx context.Context, ids []string, visit func(Blob) error) (missing []string, err error) {
	if ids != nil && len(ids) == 0 {
		return nil, nil
	}
	args := []string{"cat-file", "--batch", "--buffer"}
	var stdin io.Reader
	if ids == nil {
		args = append(args, "--batch-all-objects", "--unordered")
	} else {
		stdin = strings.NewReader(strings.Join(ids, "\n") + "\n")
	}
	b := &batch{visit: visit}
	err = r.Stream(ctx, stdin, b.read, args...)
	return b.missing, err
}

// batch reads the answer of git cat-file --batch.
type batch struct {
	in      *bufio.Reader
	visit   func(Blob) error
	buffer  []byte // for blobs that the reader's own does not hold
	missing []string
}

func (b *batch) read(out io.Reader) error {
	b.in = bufio.NewReaderSize(out, bufferSize)
	for {
		header, err := b.in.ReadSlice('\n')
		if errors.Is(err, io.EOF) && len(header) == 0 {
			return nil
		}
		if err != nil {
			return fmt.Errorf("git cat-file broke off: %w", err)
		}
		if err := b.object(string(header[:len(header)-1])); err != nil {
			return err
		}
	}
}

// object reads what follows a header: "<id> <type> <size>", or "<id> missing" and nothing.
func (b *batch) object(header string) error {
	fields := strings.Fields(header)
	if len(fields) == 2 {
		b.missing = append(b.missing, fields[0])
		return nil
	}
	if len(fields) != 3 {
		return fmt.Errorf("git cat-file answered %q", header)
	}
	size, err := strconv.ParseInt(fields[2], 10, 64)
	if err != nil || size < 0 {
		return fmt.Errorf("git cat-file answered %q", header)
	}
	if fields[1] != "blob" {
		return b.skip(size + 1)
	}
	return b.blob(Blob{ID: fields[0], Size: size})
}

func (b *batch) blob(blob Blob) error {
	switch {
	case blob.Size < bufferSize:
		data, err := b.in.Peek(int(blob.Size))
		if err != nil {
			return err
		}
		blob.Data = data
		if err := b.visit(blob); err != nil {
			return err
		}
		return b.skip(blob.Size + 1)
	case blob.Size < largeBlob:
		if b.buffer == nil {
			b.buffer = make([]byte, largeBlob)
		}
		blob.Data = b.buffer[:blob.Size]
		if _, err := io.ReadFull(b.in, blob.Data); err != nil {
			return err
		}
		if err := b.visit(blob); err != nil {
			return err
		}
		return b.skip(1)
	}
	rest := &io.LimitedReader{R: b.in, N: blob.Size}
	blob.Open = func() (io.ReadCloser, error) { return io.NopCloser(rest), nil }
	if err := b.visit(blob); err != nil {
		return err
	}
	return b.skip(rest.N + 1)
}

// skip reads over n bytes, an int at a time.
func (b *batch) skip(n int64) error {
	for n > 0 {
		skipped, err := b.in.Discard(int(min(n, 1<<30)))
		if err != nil {
			return err
		}
		n -= int64(skipped)
	}
	return nil
}
