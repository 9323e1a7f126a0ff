package odb

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

const (
	packHeader = 12
	packTail   = int64(len(ID{}))
)

// pack is a pack with its index.
type pack struct {
	path     string // of the .pack file
	file     *os.File
	size     int64
	index    *index
	indexed  *os.File
	known    bool   // an earlier run has read it
	damaged  bool   // not all of it can be read
	lost     bool   // nothing of it can
	repeated []bool // by position in the index: an earlier pack has the object too; nil if none
}

// openPack opens the pack at path, a .pack file, and reads its index, unless one is given. The
// second answer is what is wrong with it short of being unreadable.
func openPack(path string, given *index) (p *pack, damage, err error) {
	p = &pack{path: path, index: given}
	opened := p
	defer func() {
		if err != nil {
			opened.close()
		}
	}()
	if p.file, p.size, err = openRegular(path); err != nil {
		return nil, nil, err
	}
	if given == nil {
		if err = p.openIndex(); err != nil {
			return nil, nil, err
		}
	}
	damage, err = p.check()
	return p, damage, err
}

// indexOf gives the path of the index that belongs to a pack.
func indexOf(path string) string { return strings.TrimSuffix(path, ".pack") + ".idx" }

func (p *pack) openIndex() error {
	var size int64
	var err error
	if p.indexed, size, err = openRegular(indexOf(p.path)); err != nil {
		return err
	}
	p.index, err = readIndex(p.indexed, size)
	return err
}

func (p *pack) close() {
	for _, f := range []*os.File{p.file, p.indexed} {
		if f != nil {
			f.Close()
		}
	}
}

func (p *pack) name() string { return filepath.Base(p.path) }

// check compares the pack's header and trailer with the index. A pack that is cut off or was
// exchanged is still read as far as it goes.
func (p *pack) check() (damage, err error) {
	var head [packHeader]byte
	if _, err := p.file.ReadAt(head[:], 0); err != nil {
		return nil, fmt.Errorf("pack is cut off: %w", err)
	}
	if !bytes.Equal(head[:4], []byte("PACK")) {
		return nil, errors.New("pack does not begin as one")
	}
	if v := binary.BigEndian.Uint32(head[4:]); v != 2 && v != 3 {
		return nil, fmt.Errorf("pack version %d: %w", v, ErrUnsupported)
	}
	if n := binary.BigEndian.Uint32(head[8:]); int64(n) != int64(p.index.n) && !p.index.partial {
		return fmt.Errorf("pack says it has %d objects, its index %d", n, p.index.n), nil
	}
	sum, err := p.trailer()
	if err != nil {
		return nil, err
	}
	if sum != p.index.checksum && !p.index.partial {
		return errors.New("pack is not the one its index is for, or is cut off"), nil
	}
	return nil, nil
}

// trailer reads the checksum at the end of the pack.
func (p *pack) trailer() (sum ID, err error) {
	if p.size < packHeader+packTail {
		return sum, errors.New("pack is cut off")
	}
	_, err = p.file.ReadAt(sum[:], p.size-packTail)
	return sum, err
}
