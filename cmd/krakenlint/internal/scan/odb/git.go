package odb

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/finding"
)

// readByGit asks git for the objects that could not be read, and lists what git cannot read
// either. git is asked nothing where deltas go in circles: it would follow them for ever.
func (s *Store) readByGit(ctx context.Context, k *sink, stop *stopper, failed []failure) []finding.Incomplete {
	slices.SortFunc(failed, func(a, b failure) int { return strings.Compare(a.id.String(), b.id.String()) })
	var ask, lost []failure
	circles := slices.ContainsFunc(failed, func(f failure) bool { return errors.Is(f.err, errCycle) })
	for _, f := range failed {
		if circles || s.options.Git == nil || errors.Is(f.err, errTooMuch) {
			lost = append(lost, f)
		} else {
			ask = append(ask, f)
		}
	}
	if len(ask) > 0 {
		s.options.Log("%d objects of %s are left to git cat-file; the first, %s: %v", len(ask), s.GitDir, ask[0].id, ask[0].err)
		c := &catFile{Store: s, sink: k, stop: stop}
		lost = append(lost, c.run(ctx, ask)...)
	}
	return s.summarise(lost)
}

// summarise makes one entry of all objects that were lost for the same reason.
func (s *Store) summarise(lost []failure) []finding.Incomplete {
	type group struct {
		first ID
		n     int
	}
	groups := map[string]*group{}
	for _, f := range lost {
		reason := f.err.Error()
		if groups[reason] == nil {
			groups[reason] = &group{first: f.id}
		}
		groups[reason].n++
	}
	var list []finding.Incomplete
	for reason, g := range groups {
		list = append(list, finding.Incomplete{
			Path:   s.Common,
			Unread: true,
			Reason: fmt.Sprintf("%d objects of the history cannot be read (%s and others): %s", g.n, g.first, reason),
		})
		if g.n == 1 {
			list[len(list)-1].Reason = fmt.Sprintf("object %s of the history cannot be read: %s", g.first, reason)
		}
	}
	slices.SortFunc(list, func(a, b finding.Incomplete) int { return strings.Compare(a.Reason, b.Reason) })
	return list
}

// catFile reads objects through git cat-file --batch.
type catFile struct {
	*Store
	*sink
	stop *stopper
	out  *bufio.Reader
}

// patience is how long git may be silent before it is taken for stuck.
const patience = 20 * time.Second

// patient reads git's output and ends git when it is silent for too long.
type patient struct {
	r     io.Reader
	watch *time.Timer
}

func (p patient) Read(b []byte) (int, error) {
	p.watch.Reset(patience)
	return p.r.Read(b)
}

// run visits the objects of the given failures and answers those that git cannot read.
func (c *catFile) run(ctx context.Context, ask []failure) (lost []failure) {
	for len(ask) > 0 && !c.stop.flag.Load() {
		n, err := c.batch(ctx, ask, &lost)
		if n == len(ask) {
			break
		}
		// git dies on some damage: note the object it died on, and go on behind it.
		c.options.Log("git on object %s: %v", ask[n].id, err)
		lost = append(lost, failure{ask[n].id, fmt.Errorf("%w; git cannot read it either", ask[n].err)})
		ask = ask[n+1:]
		if len(lost) > maxRestarts {
			for _, f := range ask {
				lost = append(lost, failure{f.id, f.err})
			}
			break
		}
	}
	return lost
}

// maxRestarts is how many objects git may die on before it is not asked any more.
const maxRestarts = 100

// batch runs git once and answers how many objects it dealt with.
func (c *catFile) batch(ctx context.Context, ask []failure, lost *[]failure) (done int, err error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	watch := time.AfterFunc(patience, cancel)
	defer watch.Stop()
	var names strings.Builder
	for _, f := range ask {
		names.WriteString(f.id.String() + "\n")
	}
	err = c.options.Git.Stream(ctx, strings.NewReader(names.String()), func(pipe io.Reader) error {
		c.out = bufio.NewReaderSize(patient{pipe, watch}, 256<<10)
		for ; done < len(ask); done++ {
			missing, err := c.one(ask[done].id)
			if err != nil {
				return err
			}
			if missing {
				*lost = append(*lost, failure{ask[done].id, fmt.Errorf("%w; git cannot read it either", ask[done].err)})
			}
		}
		return nil
	}, "cat-file", "--batch")
	return done, err
}

// one reads git's answer for one object.
func (c *catFile) one(id ID) (missing bool, err error) {
	line, err := c.out.ReadString('\n')
	if err != nil {
		return false, err
	}
	word := strings.Fields(line)
	if len(word) != 3 || word[0] != id.String() {
		return true, nil
	}
	kind := typeNamed(word[1])
	size, err := strconv.ParseInt(word[2], 10, 64)
	if kind == 0 || err != nil || size < 0 {
		return false, fmt.Errorf("git answers %.80q", line)
	}
	body := &body{c.out, size}
	if c.kinds(kind) {
		err = c.take(Object{ID: id, Type: kind, Size: size}, body)
	}
	if err != nil {
		return false, err
	}
	if _, err := io.Copy(io.Discard, body); err != nil {
		return false, err
	}
	_, err = c.out.Discard(1)
	return false, err
}

// body reads an object's data, all of it or to an error.
type body struct {
	r    io.Reader
	left int64
}

func (b *body) Read(p []byte) (int, error) {
	if b.left == 0 {
		return 0, io.EOF
	}
	n, err := b.r.Read(p[:min(int64(len(p)), b.left)])
	b.left -= int64(n)
	if err != nil && b.left > 0 {
		err = fmt.Errorf("%w: git stopped in the middle", errStream)
	}
	return n, err
}

// take visits an object whose data comes from git.
func (c *catFile) take(o Object, body *body) error {
	c.stats.objects.Add(1)
	c.stats.bytes.Add(o.Size)
	if o.Size > c.large {
		o.Open = func() (io.ReadCloser, error) { return io.NopCloser(body), nil }
		c.hand(o)
		return nil
	}
	o.Data = make([]byte, o.Size)
	if _, err := io.ReadFull(body, o.Data); err != nil {
		return err
	}
	if c.filter.Candidate(c.filter.Features(o.Data)) || c.filter.Whole(o.Data) {
		c.hand(o)
	}
	return nil
}

// hand visits an object. An error of the visitor ends the walk and is none of git's.
func (c *catFile) hand(o Object) {
	if err := c.visit(o); err != nil && !errors.Is(err, errStream) {
		c.stop.stop(err)
	}
}
