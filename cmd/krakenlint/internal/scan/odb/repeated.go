package odb

import (
	"bytes"
	"cmp"
	"slices"
)

// markRepeated finds the objects that more than one pack has. The first pack in the store's
// order keeps each. It goes by the first byte of the id, so that only a 256th is in memory.
func (s *Store) markRepeated() error {
	if len(s.packs) < 2 || s.packs[1].repeated != nil {
		return nil
	}
	for _, p := range s.packs {
		p.repeated = make([]bool, p.index.n)
	}
	var all []sighting
	for first := range 256 {
		all = all[:0]
		for k, p := range s.packs {
			var err error
			if all, err = p.index.sightings(all, byte(first), int32(k)); err != nil {
				return err
			}
		}
		slices.SortFunc(all, func(a, b sighting) int {
			return cmp.Or(bytes.Compare(a.id[:], b.id[:]), cmp.Compare(a.pack, b.pack))
		})
		for i := 1; i < len(all); i++ {
			if all[i].id == all[i-1].id {
				s.packs[all[i].pack].repeated[all[i].pos] = true
			}
		}
	}
	return nil
}

// sighting is an object as one pack has it.
type sighting struct {
	id        ID
	pack, pos int32
}

// sightings adds the objects of an index whose ids have the given first byte.
func (x *index) sightings(all []sighting, first byte, pack int32) ([]sighting, error) {
	lo := uint32(0)
	if first > 0 {
		lo = x.fanout[first-1]
	}
	for pos := lo; pos < x.fanout[first]; pos++ {
		id, err := x.id(int(pos))
		if err != nil {
			return nil, err
		}
		all = append(all, sighting{id, pack, int32(pos)})
	}
	return all, nil
}

// packed tells whether a pack has the object.
func (s *Store) packed(id ID) (bool, error) {
	for _, p := range s.packs {
		if pos, err := p.index.find(id); err != nil || pos >= 0 {
			return pos >= 0, err
		}
	}
	return false, nil
}
