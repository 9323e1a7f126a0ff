package odb

import (
	"errors"
	"io"
)

const (
	blockSize = 16 << 10
	// keptBlocks is how many blocks a window keeps. The entries of a family lie near each other,
	// but not in the order in which they are built.
	keptBlocks = 256
)

// window reads a pack block by block and keeps some of them. It is for one goroutine.
type window struct {
	file   io.ReaderAt
	blocks [keptBlocks]block // by number, modulo keptBlocks
	joined []byte            // for what does not lie in one block
}

// block is a part of the file. Its number is one more than its place, 0 for none.
type block struct {
	number int64
	data   []byte // shorter than blockSize at the end of the file
}

// at gives the bytes from start up to end; fewer if the file ends before. They are valid until
// the next call.
func (w *window) at(start, end int64) ([]byte, error) {
	if end-start > blockSize*keptBlocks/4 {
		return w.apart(start, end)
	}
	first, last := start/blockSize, (end-1)/blockSize
	if first == last || end <= start {
		return w.within(first, start, end)
	}
	w.joined = w.joined[:0]
	for n := first; n <= last; n++ {
		part, err := w.within(n, max(start, n*blockSize), min(end, (n+1)*blockSize))
		if err != nil {
			return nil, err
		}
		w.joined = append(w.joined, part...)
	}
	return w.joined, nil
}

// within gives a part of one block.
func (w *window) within(number, start, end int64) ([]byte, error) {
	b := &w.blocks[number%keptBlocks]
	if b.number != number+1 {
		if err := b.read(w.file, number); err != nil {
			return nil, err
		}
	}
	have := int64(len(b.data))
	lo, hi := min(start-number*blockSize, have), min(end-number*blockSize, have)
	return b.data[lo:max(lo, hi)], nil
}

func (b *block) read(file io.ReaderAt, number int64) error {
	if b.data == nil {
		b.data = make([]byte, blockSize)
	}
	b.number = 0
	n, err := file.ReadAt(b.data[:blockSize], number*blockSize)
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	b.number, b.data = number+1, b.data[:n]
	return nil
}

// apart reads what is too much for the blocks.
func (w *window) apart(start, end int64) ([]byte, error) {
	w.joined = nil
	buf := make([]byte, end-start)
	n, err := w.file.ReadAt(buf, start)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	return buf[:n], nil
}
