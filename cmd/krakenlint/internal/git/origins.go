package git

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
)

// Origin is the first commit that has a blob, parents before children.
type Origin struct {
	Commit, Author, Date, Path string

	Order int // of being found: the older, the smaller
}

// RangeOf is what rev-list understands as everything that HEAD has and rev does not. It
// is an error where rev names no commit.
func (r *Repo) RangeOf(ctx context.Context, rev string) (string, error) {
	out, err := r.Output(ctx, "rev-parse", "--verify", "--quiet", "--end-of-options", rev+"^{commit}")
	if err != nil {
		return "", fmt.Errorf("--since %s: no such commit here: fetch it, or name another", rev)
	}
	if _, err := r.Output(ctx, "rev-parse", "--verify", "--quiet", "HEAD^{commit}"); err != nil {
		return "", errors.New("--since: HEAD has no commit yet")
	}
	return strings.TrimSpace(string(out)) + "..HEAD", nil
}

// Origins looks up where blobs came in, in one walk over a range of commits, or over all
// that refs and reflogs reach where it is empty. Blobs that no commit has are left out.
func (r *Repo) Origins(ctx context.Context, ids []string, revisions string) (map[string]Origin, error) {
	args := []string{
		"log", "--topo-order", "--reverse", "--raw", "-c", "-z", "--root", "--no-abbrev", "--no-renames",
		"--no-ext-diff", "--no-textconv", "--no-color", "--no-notes", "--no-show-signature", "--no-decorate", "--no-mailmap",
		"--ignore-submodules=all", "-O/dev/null", "--encoding=UTF-8", "--format=%x01%H%x02%an <%ae>%x02%aI", "--end-of-options",
	}
	if revisions == "" {
		args = append(args[:len(args)-1], "--all", "--reflog")
	} else {
		args = append(args, revisions)
	}
	walk := &walk{wanted: make(map[string]bool, len(ids)), found: make(map[string]Origin)}
	for _, id := range ids {
		walk.wanted[id] = true
	}
	err := r.Stream(ctx, nil, walk.read, append(args, "--")...)
	if errors.Is(err, errAllFound) {
		err = nil
	}
	return walk.found, err
}

var errAllFound = errors.New("all found")

// walk reads git log --raw -z: for each commit the format between \x01 and NUL, then for
// each changed path its modes, ids and status, NUL, the path, NUL.
type walk struct {
	wanted map[string]bool
	found  map[string]Origin
	commit Origin
}

func (w *walk) read(out io.Reader) error {
	in := bufio.NewReaderSize(out, bufferSize)
	for len(w.wanted) > 0 {
		token, err := in.ReadString(0)
		if err != nil {
			return endOf(err)
		}
		token = strings.Trim(token, "\n\x00")
		switch {
		case strings.HasPrefix(token, "\x01"):
			w.header(token[1:])
		case strings.HasPrefix(token, ":"):
			path, err := in.ReadString(0)
			if err != nil {
				return endOf(err)
			}
			w.change(token, strings.TrimSuffix(path, "\x00"))
		}
	}
	return errAllFound
}

func endOf(err error) error {
	if errors.Is(err, io.EOF) {
		return nil
	}
	return err
}

func (w *walk) header(line string) {
	fields := append(strings.SplitN(line, "\x02", 3), "", "")
	w.commit = Origin{Commit: fields[0], Author: fields[1], Date: fields[2]}
}

// change reads ":mode mode id id status". A merge has one colon, mode and id more for each
// parent; the new id is the last.
func (w *walk) change(meta, path string) {
	fields := strings.Fields(strings.TrimLeft(meta, ":"))
	if len(fields) < 3 {
		return
	}
	id := fields[len(fields)-2]
	if w.wanted[id] {
		delete(w.wanted, id)
		origin := w.commit
		origin.Path, origin.Order = path, len(w.found)
		w.found[id] = origin
	}
}
