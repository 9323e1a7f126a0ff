package odb

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// openPacks opens the packs in dir, the largest first. git may repack meanwhile: a pack that was
// listed and is gone has been replaced by one that a new listing shows.
func (s *Store) openPacks(dir string) error {
	opened := map[string]*pack{}
	for attempt := 0; ; attempt++ {
		gone, err := s.openListed(dir, opened)
		if err != nil {
			return err
		}
		if !gone || attempt == 3 {
			break
		}
	}
	packs := make([]*pack, 0, len(opened))
	for _, p := range opened {
		if p != nil {
			packs = append(packs, p)
		}
	}
	slices.SortFunc(packs, func(a, b *pack) int { return cmp.Or(cmp.Compare(b.size, a.size), strings.Compare(a.path, b.path)) })
	s.packs = append(s.packs, packs...)
	return nil
}

// packDir is one listing of a directory of packs.
type packDir struct {
	path  string
	names map[string]bool
	midx  map[string]*index // for the packs that lack an index of their own
}

// listPacks lists dir, and reads its multi-pack index if a pack lacks its own.
func (s *Store) listPacks(dir string) (*packDir, error) {
	list, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, err
	}
	d := &packDir{path: dir, names: map[string]bool{}}
	for _, e := range list {
		d.names[e.Name()] = true
	}
	lacking := false
	for name := range d.names {
		lacking = lacking || filepath.Ext(name) == ".pack" && !d.names[indexOf(name)]
	}
	if lacking && d.names["multi-pack-index"] {
		path := filepath.Join(dir, "multi-pack-index")
		if d.midx, err = readMidx(path); err != nil {
			s.note(path, err)
		}
	}
	return d, nil
}

// openListed opens the packs in dir that are not open yet; those that cannot be read are noted
// and marked nil. It answers whether one has gone since the directory was listed.
func (s *Store) openListed(dir string, opened map[string]*pack) (gone bool, err error) {
	d, err := s.listPacks(dir)
	if err != nil {
		return false, err
	}
	for name := range d.names {
		path := filepath.Join(dir, name)
		_, known := opened[path]
		switch {
		case filepath.Ext(name) == ".idx" && !d.names[strings.TrimSuffix(name, ".idx")+".pack"]:
			s.note(path, errors.New("pack index without a pack: its objects are not there"))
		case filepath.Ext(name) == ".pack" && !known:
			went, err := s.open(d, path, opened)
			if err != nil {
				return false, err
			}
			gone = gone || went
		}
	}
	return gone, nil
}

// open opens the pack at path.
func (s *Store) open(d *packDir, path string, opened map[string]*pack) (gone bool, err error) {
	var given *index
	own := d.names[filepath.Base(indexOf(path))]
	if !own {
		given = d.midx[filepath.Base(indexOf(path))]
	}
	p, damage, err := openPack(path, given)
	switch {
	case errors.Is(err, ErrUnsupported):
		return false, fmt.Errorf("%s: %w", path, err)
	case errors.Is(err, os.ErrNotExist) && own:
		return true, nil
	case errors.Is(err, os.ErrNotExist):
		err = errors.New("pack without an index: run git index-pack on it; its objects are not searched")
	case damage != nil:
		s.note(path, damage)
	}
	if err != nil {
		s.note(path, err)
	}
	if p != nil {
		p.damaged = damage != nil
	}
	opened[path] = p
	return false, nil
}
