// Package inflate decodes a zlib stream that lies in memory as a whole into a buffer of known
// size, which is how objects lie in a git pack: their headers say how long they are.
//
// A reader that streams (compress/zlib) must be ready to stop at every byte and keeps a window of
// its own; with both ends in memory neither is needed, which makes this decoder a few times as
// fast on the many small deltas of a pack. What it accepts is what zlib accepts; a fuzz target
// holds it to compress/flate.
package inflate

import (
	"encoding/binary"
	"errors"
	"hash/adler32"
)

// Slack is how many bytes the output buffer must be longer than the data, so that copies may run
// over the end by a whole match and a word.
const Slack = 258 + 16

// What can be wrong with a stream.
var (
	ErrCorrupt   = errors.New("zlib stream is corrupt")
	ErrTruncated = errors.New("zlib stream is cut off")
	ErrSize      = errors.New("zlib stream is not of the size its header says")
)

// Decoder holds the tables of the block being decoded. The zero value is ready for use; it is
// for one goroutine at a time.
type Decoder struct {
	lit     [litSize]uint32
	dist    [distSize]uint32
	codes   [1 << codeBits]uint32
	lengths [numLit + numDist]uint8
	input
}

// input is the stream as bits, the next one lowest.
type input struct {
	src  []byte
	at   int    // next byte of src to take
	bits uint64 // bits taken and not used
	n    uint   // how many; more may be set above them, equal to the bytes that follow
	over int    // bytes taken beyond the end of src
}

// refill makes at least 56 bits available; beyond the end of the stream they are zero.
func (in *input) refill() {
	if in.at+8 <= len(in.src) {
		in.bits |= binary.LittleEndian.Uint64(in.src[in.at:]) << (in.n & 63)
		in.at += int(63-in.n) >> 3
		in.n |= 56
		return
	}
	in.refillSlowly()
}

// refillSlowly does so near the end of the stream. It answers false when far more is asked for
// than there is.
func (in *input) refillSlowly() bool {
	in.bits &= 1<<in.n - 1
	for ; in.n < 56; in.n += 8 {
		if in.at < len(in.src) {
			in.bits |= uint64(in.src[in.at]) << in.n
			in.at++
		} else {
			in.over++
		}
	}
	return in.over <= 16
}

// take gives the next n bits, n <= 16, of those that refill made available.
func (in *input) take(n uint) uint32 {
	v := uint32(in.bits) & (1<<n - 1)
	in.bits >>= n
	in.n -= n
	return v
}

// align drops what is left of the current byte and puts whole bytes back.
func (in *input) align() error {
	in.take(in.n & 7)
	unused := int(in.n / 8)
	if in.over > unused {
		return ErrTruncated
	}
	in.at -= unused - in.over
	in.bits, in.n, in.over = 0, 0, 0
	return nil
}

// Zlib decodes the zlib stream at the start of src into dst[:size]; len(dst) must be at least
// size+Slack. It answers how many bytes of src the stream takes.
func (d *Decoder) Zlib(dst []byte, size int, src []byte) (int, error) {
	if len(src) < 2 {
		return 0, ErrTruncated
	}
	if src[0]&0x0f != 8 || src[0]>>4 > 7 || src[1]&0x20 != 0 || binary.BigEndian.Uint16(src)%31 != 0 {
		return 0, ErrCorrupt
	}
	_ = dst[:size+Slack]
	d.input = input{src: src, at: 2}
	defer func() { d.src = nil }()
	if err := d.blocks(dst, size); err != nil {
		return 0, err
	}
	if err := d.align(); err != nil {
		return 0, err
	}
	if d.at+4 > len(src) {
		return 0, ErrTruncated
	}
	if binary.BigEndian.Uint32(src[d.at:]) != adler32.Checksum(dst[:size]) {
		return 0, ErrCorrupt
	}
	return d.at + 4, nil
}

// blocks decodes the deflate blocks up to the last.
func (d *Decoder) blocks(dst []byte, size int) error {
	op := 0
	for last := false; !last; {
		d.refill()
		last = d.take(1) == 1
		var err error
		switch d.take(2) {
		case 0:
			op, err = d.stored(dst, op, size)
		case 1:
			op, err = d.compressed(dst, op, size, &fixed.lit, &fixed.dist)
		case 2:
			if err = d.readTables(); err == nil {
				op, err = d.compressed(dst, op, size, &d.lit, &d.dist)
			}
		default:
			err = ErrCorrupt
		}
		if err != nil {
			return err
		}
		if d.over > 16 {
			return ErrTruncated
		}
	}
	if op != size {
		return ErrSize
	}
	return nil
}

// stored copies a block that is not compressed.
func (d *Decoder) stored(dst []byte, op, size int) (int, error) {
	if err := d.align(); err != nil {
		return op, err
	}
	if d.at+4 > len(d.src) {
		return op, ErrTruncated
	}
	n := int(binary.LittleEndian.Uint16(d.src[d.at:]))
	if n != int(^binary.LittleEndian.Uint16(d.src[d.at+2:])) {
		return op, ErrCorrupt
	}
	d.at += 4
	if d.at+n > len(d.src) {
		return op, ErrTruncated
	}
	if op+n > size {
		return op, ErrSize
	}
	copy(dst[op:], d.src[d.at:d.at+n])
	d.at += n
	return op + n, nil
}

// codeOrder is the order in which a dynamic block gives the lengths of the code length code.
var codeOrder = [numCodes]uint8{16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15}

// readTables reads the codes of a dynamic block.
func (d *Decoder) readTables() error {
	nlit, ndist, ncode := int(d.take(5))+257, int(d.take(5))+1, int(d.take(4))+4
	if nlit > 286 || ndist > 30 {
		return ErrCorrupt
	}
	var lengths [numCodes]uint8
	for _, s := range codeOrder[:ncode] {
		d.refill()
		lengths[s] = uint8(d.take(3))
	}
	if !build(d.codes[:], codeBits, lengths[:], codeMeaning[:]) {
		return ErrCorrupt
	}
	if err := d.readLengths(d.lengths[:nlit+ndist]); err != nil {
		return err
	}
	if d.lengths[endSymbol] == 0 ||
		!build(d.lit[:], litBits, d.lengths[:nlit], litMeaning[:]) ||
		!build(d.dist[:], distBits, d.lengths[nlit:nlit+ndist], distMeaning[:]) {
		return ErrCorrupt
	}
	return nil
}

// readLengths reads the run-length coded code lengths of both codes.
func (d *Decoder) readLengths(lengths []uint8) error {
	for i := 0; i < len(lengths); {
		d.refill()
		e := d.codes[d.bits&(1<<codeBits-1)]
		if e == 0 {
			return ErrCorrupt
		}
		d.take(uint(e & 0xff))
		sym := uint8(e >> 16)
		if sym < 16 {
			lengths[i] = sym
			i++
			continue
		}
		var value uint8
		var n int
		switch sym {
		case 16:
			if i == 0 {
				return ErrCorrupt
			}
			value, n = lengths[i-1], 3+int(d.take(2))
		case 17:
			n = 3 + int(d.take(3))
		default:
			n = 11 + int(d.take(7))
		}
		if i+n > len(lengths) {
			return ErrCorrupt
		}
		for end := i + n; i < end; i++ {
			lengths[i] = value
		}
	}
	return nil
}

// compressed decodes literals and matches up to the end of the block. The bits are kept in
// variables of its own: this loop is where the time goes.
func (d *Decoder) compressed(dst []byte, op, size int, lit *[litSize]uint32, dist *[distSize]uint32) (int, error) {
	dst = dst[:size+Slack]
	src, at, bits, n := d.src, d.at, d.bits, d.n
	for op <= size { // one turn adds four literals and a match at most: Slack holds them
		if at+8 <= len(src) {
			bits |= binary.LittleEndian.Uint64(src[at:]) << (n & 63)
			at += int(63-n) >> 3
			n |= 56
		} else if d.at, d.bits, d.n = at, bits, n; d.refillSlowly() {
			at, bits, n = d.at, d.bits, d.n
		} else {
			return op, ErrTruncated
		}
		e := lit[bits&(1<<litBits-1)]
		for range 3 { // of primary bits each: 26 of the 56 bits are left
			if e&isLiteral == 0 {
				break
			}
			bits >>= e & 63
			n -= uint(e & 63)
			dst[op] = byte(e >> 16)
			op++
			e = lit[bits&(1<<litBits-1)]
		}
		if e&isPointer != 0 {
			bits >>= litBits
			n -= litBits
			e = lit[(e>>16+uint32(bits)&(1<<(e>>8&31)-1))%litSize]
		}
		bits >>= e & 63
		n -= uint(e & 63)
		if e&(isLiteral|isEnd) != 0 || e == 0 {
			switch {
			case e&isLiteral != 0:
				dst[op] = byte(e >> 16)
				op++
				continue
			case e == 0:
				return op, ErrCorrupt
			}
			d.at, d.bits, d.n = at, bits, n
			return op, nil
		}
		extra := uint(e >> 8 & 31)
		length := int(e>>16) + int(bits&(1<<extra-1))
		bits >>= extra
		n -= extra
		if at+8 <= len(src) {
			bits |= binary.LittleEndian.Uint64(src[at:]) << (n & 63)
			at += int(63-n) >> 3
			n |= 56
		} else if d.at, d.bits, d.n = at, bits, n; d.refillSlowly() {
			at, bits, n = d.at, d.bits, d.n
		} else {
			return op, ErrTruncated
		}
		e = dist[bits&(1<<distBits-1)]
		if e&isPointer != 0 {
			bits >>= distBits
			n -= distBits
			e = dist[(e>>16+uint32(bits)&(1<<(e>>8&31)-1))%distSize]
		}
		bits >>= e & 63
		n -= uint(e & 63)
		extra = uint(e >> 8 & 31)
		distance := int(e>>16) + int(bits&(1<<extra-1))
		bits >>= extra
		n -= extra
		if e == 0 || distance > op {
			return op, ErrCorrupt
		}
		if distance >= 8 && length <= 16 {
			binary.LittleEndian.PutUint64(dst[op:], binary.LittleEndian.Uint64(dst[op-distance:]))
			binary.LittleEndian.PutUint64(dst[op+8:], binary.LittleEndian.Uint64(dst[op+8-distance:]))
		} else {
			match(dst, op, distance, length)
		}
		op += length
	}
	return op, ErrSize
}

// match copies length bytes from distance bytes back; it may write up to a word too much.
func match(dst []byte, op, distance, length int) {
	switch {
	case distance >= 8:
		for end := op + length; op < end; op += 8 {
			binary.LittleEndian.PutUint64(dst[op:], binary.LittleEndian.Uint64(dst[op-distance:]))
		}
	case distance == 1:
		word := uint64(dst[op-1]) * 0x0101010101010101
		for end := op + length; op < end; op += 8 {
			binary.LittleEndian.PutUint64(dst[op:], word)
		}
	default:
		for end := op + length; op < end; op++ {
			dst[op] = dst[op-distance]
		}
	}
}

// fixed holds the codes of blocks that bring none of their own (RFC 1951, 3.2.6).
var fixed = func() *Decoder {
	d := new(Decoder)
	lengths := d.lengths[:numLit]
	for s := range lengths {
		switch {
		case s < 144:
			lengths[s] = 8
		case s < 256:
			lengths[s] = 9
		case s < 280:
			lengths[s] = 7
		default:
			lengths[s] = 8
		}
	}
	dists := d.lengths[numLit : numLit+numDist]
	for s := range dists {
		dists[s] = 5
	}
	if !build(d.lit[:], litBits, lengths, litMeaning[:]) || !build(d.dist[:], distBits, dists, distMeaning[:]) {
		panic("inflate: the fixed codes are wrong")
	}
	return d
}()
