package odb

import (
	"math/bits"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/scan/odb/inflate"
)

// buffers hands out byte slices and takes them back, so that building millions of objects does
// not make as much garbage. It is for one goroutine.
type buffers struct {
	free [64][][]byte // by power of two of the capacity
	held int          // bytes in free
	keep int          // no more than this stays in free
}

// get gives a slice of n bytes, whatever is in them, with room for inflate.Slack behind.
func (b *buffers) get(n int) []byte {
	class := bits.Len(uint(n + inflate.Slack - 1))
	if list := b.free[class]; len(list) > 0 {
		buf := list[len(list)-1]
		b.free[class] = list[:len(list)-1]
		b.held -= cap(buf)
		return buf[:n]
	}
	return make([]byte, n, 1<<class)
}

// put takes a slice back that get gave.
func (b *buffers) put(buf []byte) {
	if cap(buf) == 0 || b.held+cap(buf) > b.keep {
		return
	}
	class := bits.Len(uint(cap(buf) - 1))
	b.free[class] = append(b.free[class], buf)
	b.held += cap(buf)
}

// trim drops what is kept beyond n bytes, from now on too.
func (b *buffers) trim(n int) {
	b.keep = n
	for class := len(b.free) - 1; b.held > n; class-- {
		for _, buf := range b.free[class] {
			b.held -= cap(buf)
		}
		b.free[class] = nil
	}
}
