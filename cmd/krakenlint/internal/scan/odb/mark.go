package odb

import (
	"cmp"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Mark names what has been read of an object database, for a later run to leave out. A pack is
// known by the checksum of its content; git gc makes new packs of old ones, which are read anew.
type Mark struct {
	Packs []PackMark `json:"packs"`
	Loose []string   `json:"loose"`
}

// PackMark names a pack.
type PackMark struct {
	Checksum string `json:"checksum"` // of its content, as its last bytes have it
	Size     int64  `json:"size"`
}

// mark names a pack; it is known only if its index is the one for it.
func (p *pack) mark() (PackMark, error) {
	sum, err := p.trailer()
	return PackMark{sum.String(), p.size}, err
}

// Skip makes Blobs leave out what is marked.
func (s *Store) Skip(m Mark) error {
	known := map[PackMark]bool{}
	for _, p := range m.Packs {
		known[p] = true
	}
	for _, p := range s.packs {
		mark, err := p.mark()
		if err != nil {
			return err
		}
		p.known = known[mark] && !p.damaged && !p.index.partial
	}
	// Of objects that several packs have, the first one counts.
	slices.SortStableFunc(s.packs, func(a, b *pack) int { return cmp.Compare(order(a.known), order(b.known)) })
	s.knownLoose = map[ID]bool{}
	for _, hex := range m.Loose {
		id, err := ParseID(hex)
		if err != nil {
			return err
		}
		s.knownLoose[id] = true
	}
	return nil
}

func order(known bool) int {
	if known {
		return 0
	}
	return 1
}

// Mark names what Blobs has read whole, and what Skip was told of, as far as it is still there.
func (s *Store) Mark() (Mark, error) {
	m := Mark{Packs: []PackMark{}, Loose: []string{}}
	for _, p := range s.packs {
		if p.damaged || p.index.partial {
			continue
		}
		mark, err := p.mark()
		if err != nil {
			return m, err
		}
		m.Packs = append(m.Packs, mark)
	}
	for _, id := range s.readLooses {
		m.Loose = append(m.Loose, id.String())
	}
	for id := range s.knownLoose {
		if s.looseExists(id) {
			m.Loose = append(m.Loose, id.String())
		}
	}
	slices.SortFunc(m.Packs, func(a, b PackMark) int { return strings.Compare(a.Checksum, b.Checksum) })
	slices.Sort(m.Loose)
	return m, nil
}

func (s *Store) looseExists(id ID) bool {
	hex := id.String()
	return slices.ContainsFunc(s.dirs, func(dir string) bool {
		_, err := os.Lstat(filepath.Join(dir, hex[:2], hex[2:]))
		return err == nil
	})
}
