package odb

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"sort"
	"sync"
)

// ErrUnsupported says that a repository is of a kind that only git itself reads.
var ErrUnsupported = errors.New("not a kind of repository that is read directly")

const (
	idLen       = len(ID{})
	indexHeader = 8 + 256*4
	indexTail   = int64(2 * idLen)
	// maxTable is the largest table of ids that is kept in memory.
	maxTable = 64 << 20
)

// index is a pack index, version 2: the ids of a pack's objects in order, and their offsets.
type index struct {
	file     io.ReaderAt
	n        int
	fanout   [256]uint32 // how many ids have a first byte up to this one
	ids      int64       // where in file the ids start
	wide     int         // how many offsets are in the table of those above 2 GiB
	offsets  []uint64    // by position in the order of ids, once loadOffsets was called
	checksum ID          // that the pack ends with
	partial  bool        // made from a multi-pack index: not all entries of the pack are listed

	load  sync.Once
	table []byte // all ids, if they fit
	err   error
}

// readIndex reads the index in r, which is size bytes long, without the ids.
func readIndex(r io.ReaderAt, size int64) (*index, error) {
	var head [indexHeader]byte
	if _, err := r.ReadAt(head[:], 0); err != nil {
		return nil, fmt.Errorf("index is cut off: %w", err)
	}
	if !bytes.Equal(head[:4], []byte("\xfftOc")) || binary.BigEndian.Uint32(head[4:]) != 2 {
		return nil, fmt.Errorf("index version: %w", ErrUnsupported)
	}
	x := &index{file: r, ids: indexHeader}
	if err := x.readFanout(head[8:]); err != nil {
		return nil, err
	}
	fixed := int64(indexHeader+x.n*(idLen+4+4)) + indexTail
	wide := (size - fixed) / 8
	if size < fixed || (size-fixed)%8 != 0 || wide > int64(x.n) {
		return nil, fmt.Errorf("index has %d bytes, which %d objects do not make", size, x.n)
	}
	if _, err := r.ReadAt(x.checksum[:], size-indexTail); err != nil {
		return nil, err
	}
	x.wide = int(wide)
	return x, nil
}

// readFanout reads the table of counts, which must not fall.
func (x *index) readFanout(b []byte) error {
	for i := range x.fanout {
		x.fanout[i] = binary.BigEndian.Uint32(b[4*i:])
		if i > 0 && x.fanout[i] < x.fanout[i-1] {
			return errors.New("index fanout is out of order")
		}
	}
	x.n = int(x.fanout[255])
	return nil
}

// loadOffsets reads the table of offsets, and the one of wide offsets behind it.
func (x *index) loadOffsets() error {
	if x.offsets != nil || x.partial {
		return nil
	}
	b := make([]byte, 4*x.n+8*x.wide)
	if _, err := x.file.ReadAt(b, int64(indexHeader+x.n*(idLen+4))); err != nil {
		return fmt.Errorf("index is cut off: %w", err)
	}
	offsets := make([]uint64, x.n)
	for i := range offsets {
		off, err := wideOffset(binary.BigEndian.Uint32(b[4*i:]), b[4*x.n:])
		if err != nil {
			return err
		}
		offsets[i] = off
	}
	x.offsets = offsets
	return nil
}

// wideOffset gives an offset as the index has it: itself, or its place in the table of wide ones.
func wideOffset(off uint32, wide []byte) (uint64, error) {
	if off&(1<<31) == 0 {
		return uint64(off), nil
	}
	at := 8 * int(off&^(1<<31))
	if at+8 > len(wide) {
		return 0, errors.New("index has an offset outside its table")
	}
	return binary.BigEndian.Uint64(wide[at:]), nil
}

// offset gives the offset of the object at a position, without the whole table.
func (x *index) offset(pos int) (uint64, error) {
	if x.offsets != nil {
		return x.offsets[pos], nil
	}
	var b [8]byte
	table := int64(indexHeader + x.n*(idLen+4))
	if _, err := x.file.ReadAt(b[:4], table+4*int64(pos)); err != nil {
		return 0, err
	}
	off := binary.BigEndian.Uint32(b[:])
	if off&(1<<31) == 0 {
		return uint64(off), nil
	}
	at := int(off &^ (1 << 31))
	if at >= x.wide {
		return 0, errors.New("index has an offset outside its table")
	}
	_, err := x.file.ReadAt(b[:], table+4*int64(x.n)+8*int64(at))
	return binary.BigEndian.Uint64(b[:]), err
}

// keepIDs loads the ids if they are few enough to stay in memory.
func (x *index) keepIDs() error {
	x.load.Do(func() {
		if x.n*idLen > maxTable {
			return
		}
		table := make([]byte, x.n*idLen)
		if _, x.err = x.file.ReadAt(table, x.ids); x.err == nil {
			x.table = table
		}
	})
	return x.err
}

// id gives the id at a position.
func (x *index) id(pos int) (ID, error) {
	var id ID
	if err := x.keepIDs(); err != nil {
		return id, err
	}
	if x.table != nil {
		copy(id[:], x.table[pos*idLen:])
		return id, nil
	}
	_, err := x.file.ReadAt(id[:], x.ids+int64(pos*idLen))
	return id, err
}

// find gives the position of an id, -1 if the pack does not have it.
func (x *index) find(id ID) (int, error) {
	lo, hi := 0, int(x.fanout[id[0]])
	if id[0] > 0 {
		lo = int(x.fanout[id[0]-1])
	}
	var failed error
	pos := lo + sort.Search(hi-lo, func(i int) bool {
		got, err := x.id(lo + i)
		if err != nil {
			failed = err
		}
		return bytes.Compare(got[:], id[:]) >= 0
	})
	if failed != nil || pos == hi {
		return -1, failed
	}
	if got, err := x.id(pos); err != nil || got != id {
		return -1, err
	}
	return pos, nil
}

// openRegular opens a file that must be a regular one: a pipe or a device in an object store
// would make the reader wait for ever.
func openRegular(path string) (*os.File, int64, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, 0, err
	}
	if !info.Mode().IsRegular() {
		return nil, 0, fmt.Errorf("%s is not a regular file", path)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, 0, err
	}
	if info, err = f.Stat(); err != nil || !info.Mode().IsRegular() {
		f.Close()
		return nil, 0, fmt.Errorf("%s is not a regular file any more", path)
	}
	return f, info.Size(), nil
}
