package inflate

import "math/bits"

// Table sizes. A code longer than the primary bits goes on in a subtable. A complete code whose
// subtable is d bits deep has at least d+1 symbols below that prefix, which bounds the subtables:
// 288/(5+1) of 32 entries for literals and lengths, 32/(7+1) of 128 for distances.
const (
	litBits   = 10
	distBits  = 8
	litSize   = 1 << 12 // at least 1<<litBits + 48*32; powers of two spare bounds checks
	distSize  = 1 << 10 // at least 1<<distBits + 4*128
	maxBits   = 15
	numLit    = 288
	numDist   = 32
	numCodes  = 19
	codeBits  = 7
	endSymbol = 256
)

// A table entry says what the next bits mean:
//
//	bits 0-7    how many bits the code takes (in a subtable: beyond the primary bits)
//	bits 8-12   how many extra bits follow; for a pointer, the subtable's bits
//	bits 13-15  what it is: literal, end, pointer; none of them: a length or distance
//	bits 16-31  the literal, the base value, or the subtable's start
//
// Zero is a code that does not exist.
const (
	isLiteral = 1 << 13
	isEnd     = 1 << 14
	isPointer = 1 << 15
)

// litMeaning, distMeaning and codeMeaning give each symbol's entry without the code's length.
var litMeaning, distMeaning, codeMeaning = meanings()

func meanings() (lit [numLit]uint32, dist [numDist]uint32, code [numCodes]uint32) {
	for s := range 256 {
		lit[s] = uint32(s)<<16 | isLiteral
	}
	lit[endSymbol] = isEnd
	base := 3
	for s := 257; s < 285; s++ { // RFC 1951, 3.2.5
		extra := max(0, (s-261)/4)
		lit[s] = uint32(base)<<16 | uint32(extra)<<8
		base += 1 << extra
	}
	lit[285] = 258 << 16
	base = 1
	for s := range 30 {
		extra := max(0, s/2-1)
		dist[s] = uint32(base)<<16 | uint32(extra)<<8
		base += 1 << extra
	}
	for s := range code {
		code[s] = uint32(s)<<16 | isLiteral
	}
	return lit, dist, code
}

// build fills table, of 1<<primary entries and room for subtables, from the code lengths of the
// symbols. It answers whether the lengths are a code that zlib accepts too: a complete one, an
// empty one, or a single symbol of one bit.
func build(table []uint32, primary int, lengths []uint8, meaning []uint32) bool {
	var count [maxBits + 1]int
	for _, n := range lengths {
		count[n&maxBits]++
	}
	used := len(lengths) - count[0]
	count[0] = 0
	space := 0
	for n := 1; n <= maxBits; n++ {
		space += count[n] << (maxBits - n)
	}
	if space != 1<<maxBits {
		if used > 1 || used == 1 && count[1] != 1 {
			return false
		}
		return buildLone(table[:1<<primary], lengths, meaning)
	}
	var sorted [numLit]uint16
	sortByLength(&sorted, lengths, &count)
	fill(table, primary, sorted[:used], &count, meaning)
	return true
}

// buildLone fills table for no symbol at all, or for one whose code is a single zero bit.
func buildLone(table []uint32, lengths []uint8, meaning []uint32) bool {
	clear(table)
	for s, n := range lengths {
		if n == 0 {
			continue
		}
		if meaning[s] == 0 {
			return false
		}
		for i := 0; i < len(table); i += 2 {
			table[i] = meaning[s] | 1
		}
	}
	return true
}

// sortByLength lists the used symbols by length, then by number: the order of canonical codes.
func sortByLength(sorted *[numLit]uint16, lengths []uint8, count *[maxBits + 1]int) {
	var at [maxBits + 2]int
	for n := 1; n <= maxBits; n++ {
		at[n+1] = at[n] + count[n]
	}
	for s, n := range lengths {
		if n != 0 {
			sorted[at[n]] = uint16(s)
			at[n]++
		}
	}
}

// next gives the codeword after w among those of n bits; codewords are kept reversed, as they
// stand in the stream.
func next(w uint32, n int) uint32 {
	bit := uint32(1) << (bits.Len32(w^(1<<n-1)) - 1)
	return w&(bit-1) | bit
}

// fill writes the entries of a complete code. The primary table is doubled as the length grows,
// so that each entry is computed once.
func fill(table []uint32, primary int, sorted []uint16, count *[maxBits + 1]int, meaning []uint32) {
	n := 1
	for count[n] == 0 {
		n++
	}
	end, word, left := 1<<min(n, primary), uint32(0), count[n]
	for i, s := range sorted {
		if n > primary {
			fillLong(table, primary, sorted[i:], n, left, word, count, meaning)
			return
		}
		table[word] = entry(meaning[s], n)
		if int(word) == 1<<n-1 {
			break
		}
		word = next(word, n)
		for left--; left == 0; left = count[n] {
			if n++; n <= primary {
				copy(table[end:2*end], table[:end])
				end *= 2
			}
		}
	}
	for ; end < 1<<primary; end *= 2 {
		copy(table[end:2*end], table[:end])
	}
}

// entry joins a meaning with the code's length; symbols without a meaning (lengths 286 and 287,
// distances 30 and 31) stay entries that do not exist.
func entry(meaning uint32, n int) uint32 {
	if meaning == 0 {
		return 0
	}
	return meaning | uint32(n)
}

// fillLong writes the subtables: codes longer than the primary bits, left of them of n bits.
func fillLong(table []uint32, primary int, sorted []uint16, n, left int, word uint32, count *[maxBits + 1]int, meaning []uint32) {
	end, start := 1<<primary, 0
	prefix := ^uint32(0)
	for _, s := range sorted {
		if p := word & (1<<primary - 1); p != prefix {
			prefix, start = p, end
			sub := subtableBits(n-primary, left, primary, count)
			end = start + 1<<sub
			table[prefix] = uint32(start)<<16 | uint32(sub)<<8 | isPointer | uint32(primary)
		}
		e := entry(meaning[s], n-primary)
		for i := start + int(word>>primary); i < end; i += 1 << (n - primary) {
			table[i] = e
		}
		if word == 1<<n-1 {
			return
		}
		word = next(word, n)
		for left--; left == 0; left = count[n] {
			n++
		}
	}
}

// subtableBits finds how deep the subtable is that starts with left codes of sub bits beyond the
// primary ones.
func subtableBits(sub, left, primary int, count *[maxBits + 1]int) int {
	for used := left; used < 1<<sub; {
		sub++
		used = used<<1 + count[primary+sub]
	}
	return sub
}
