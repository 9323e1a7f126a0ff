package odb

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
)

// A multi-pack index lists the objects of many packs, each once. Packs that keep their own index
// are read by that, because it lists every entry; the multi-pack index serves those whose own
// index is gone, which git reads too.

// midxTables is where the tables of a multi-pack index lie, by the names of their chunks.
type midxTables map[string][]byte

// readMidx reads a multi-pack index and gives a partial index for each pack it names, by the
// name of the pack's index file.
func readMidx(path string) (map[string]*index, error) {
	f, size, err := openRegular(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	b := make([]byte, size)
	if _, err := io.ReadFull(f, b); err != nil {
		return nil, err
	}
	return parseMidx(b)
}

// parseMidx reads version 1 of the format.
func parseMidx(b []byte) (map[string]*index, error) {
	if len(b) < 12 || string(b[:4]) != "MIDX" {
		return nil, errors.New("multi-pack index does not begin as one")
	}
	if b[4] != 1 || b[5] != 1 || b[7] != 0 {
		return nil, fmt.Errorf("multi-pack index version %d, hash %d, %d bases: %w", b[4], b[5], b[7], ErrUnsupported)
	}
	tables, err := midxChunks(b, int(b[6]))
	if err != nil {
		return nil, err
	}
	names, err := midxNames(tables["PNAM"], binary.BigEndian.Uint32(b[8:]))
	if err != nil {
		return nil, err
	}
	return midxIndexes(tables, names)
}

// midxChunks finds the chunks by the table of n entries and a last one that ends it.
func midxChunks(b []byte, n int) (midxTables, error) {
	const row = 4 + 8
	if len(b) < 12+(n+1)*row {
		return nil, errors.New("multi-pack index is cut off")
	}
	tables := midxTables{}
	for i := range n {
		at := b[12+i*row:]
		start, end := binary.BigEndian.Uint64(at[4:]), binary.BigEndian.Uint64(at[row+4:])
		if start > end || end > uint64(len(b)) {
			return nil, errors.New("multi-pack index has a table outside the file")
		}
		tables[string(at[:4])] = b[start:end]
	}
	return tables, nil
}

// midxNames reads the n names of packs, each with a zero byte behind.
func midxNames(b []byte, n uint32) ([]string, error) {
	if uint64(n) > uint64(len(b)) {
		return nil, errors.New("multi-pack index has fewer names than packs")
	}
	names := make([]string, n)
	for i := range names {
		name, rest, ok := bytes.Cut(b, []byte{0})
		if !ok || string(name) != filepath.Base(string(name)) {
			return nil, errors.New("multi-pack index has a damaged name")
		}
		// git writes the name of the index, old versions that of the pack.
		names[i], b = strings.TrimSuffix(strings.TrimSuffix(string(name), ".pack"), ".idx")+".idx", rest
	}
	return names, nil
}

// midxIndexes deals the objects out to their packs.
func midxIndexes(tables midxTables, names []string) (map[string]*index, error) {
	ids, places, wide := tables["OIDL"], tables["OOFF"], tables["LOFF"]
	n := len(ids) / idLen
	if len(ids)%idLen != 0 || len(places) != 8*n {
		return nil, errors.New("multi-pack index has tables of different lengths")
	}
	packs := make([]*index, len(names))
	for i := range packs {
		packs[i] = &index{partial: true}
	}
	for i := range n {
		p, off := binary.BigEndian.Uint32(places[8*i:]), uint64(binary.BigEndian.Uint32(places[8*i+4:]))
		if int64(p) >= int64(len(packs)) {
			return nil, errors.New("multi-pack index has an object in no pack")
		}
		if len(wide) > 0 {
			var err error
			if off, err = wideOffset(uint32(off), wide); err != nil {
				return nil, err
			}
		}
		x, id := packs[p], ids[i*idLen:(i+1)*idLen]
		if last := x.table; len(last) > 0 && bytes.Compare(last[len(last)-idLen:], id) >= 0 {
			return nil, errors.New("multi-pack index is out of order")
		}
		x.table = append(x.table, id...)
		x.offsets = append(x.offsets, off)
		x.fanout[id[0]]++
	}
	byName := map[string]*index{}
	for i, x := range packs {
		x.finish()
		byName[names[i]] = x
	}
	return byName, nil
}

// finish makes counts per first byte a fanout, and closes the table.
func (x *index) finish() {
	for i := 1; i < 256; i++ {
		x.fanout[i] += x.fanout[i-1]
	}
	x.n = len(x.offsets)
	x.load.Do(func() {})
}
