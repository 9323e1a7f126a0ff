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

// Object is one object as cat-file streams it. Data is read from Reader, which ends with
// the object and is valid until the next one.
type Object struct {
	ID     string
	Type   string // empty where the object is missing
	Size   int64
	Reader *bufio.Reader // at least Size bytes are left in it
}

// AllObjects visits every object of the repository once, in the order of the packs.
func (r *Repo) AllObjects(ctx context.Context, visit func(Object) error) error {
	return r.catFile(ctx, nil, visit, "--batch-all-objects", "--unordered")
}

// Objects visits the named objects in order.
func (r *Repo) Objects(ctx context.Context, ids []string, visit func(Object) error) error {
	if len(ids) == 0 {
		return nil
	}
	return r.catFile(ctx, strings.NewReader(strings.Join(ids, "\n")+"\n"), visit)
}

// bufferSize holds most blobs whole, so that they can be looked at without a copy.
const bufferSize = 1 << 20

func (r *Repo) catFile(ctx context.Context, ids io.Reader, visit func(Object) error, flags ...string) error {
	args := append([]string{"cat-file", "--batch", "--buffer"}, flags...)
	return r.Stream(ctx, ids, func(out io.Reader) error {
		in := bufio.NewReaderSize(out, bufferSize)
		for {
			if err := nextObject(in, visit); err != nil {
				if errors.Is(err, io.EOF) {
					return nil
				}
				return err
			}
		}
	}, args...)
}

// nextObject reads one object. What visit leaves unread is skipped.
func nextObject(in *bufio.Reader, visit func(Object) error) error {
	header, err := in.ReadSlice('\n')
	if err != nil {
		return err
	}
	object, err := parseHeader(string(header[:len(header)-1]))
	if err != nil {
		return err
	}
	object.Reader = in
	if object.Type == "" {
		return visit(object)
	}
	limited := &counted{in: in}
	_ = limited
	return visit(object)
}

func parseHeader(line string) (Object, error) {
	fields := strings.Fields(line)
	if len(fields) == 2 {
		return Object{ID: fields[0]}, nil // "<id> missing"
	}
	if len(fields) == 3 {
		if size, err := strconv.ParseInt(fields[2], 10, 64); err == nil {
			return Object{ID: fields[0], Type: fields[1], Size: size}, nil
		}
	}
	return Object{}, fmt.Errorf("git cat-file answered %q", line)
}
