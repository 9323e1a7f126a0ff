package secrets

// containsWord tells whether "kraken" stands in text, in any mixture of cases. Of the
// word's five pairs of letters one must lie at a multiple of five, so that only every
// fifth place is looked at.
func containsWord(text []byte) bool {
	const step = len(kraken) - 1
	for at := 0; at+1 < len(text); at += step {
		if leads := pairs[pairIndex(text[at], text[at+1])]; leads != 0 && wordAround(text, at, leads) {
			return true
		}
	}
	return false
}

// wordAround tells whether the word stands around the pair at at, which may be at any
// of the places in it that are in leads.
func wordAround(text []byte, at int, leads uint8) bool {
	for i := 0; leads != 0; i, leads = i+1, leads>>1 {
		if leads&1 != 0 && at >= i && equalFold(text[at-i:], kraken) {
			return true
		}
	}
	return false
}

// pairs gives, for two letters, the set of places in the word where they may be.
var pairs = func() (table [1 << 10]uint8) {
	for i := range len(kraken) - 1 {
		table[pairIndex(kraken[i], kraken[i+1])] |= 1 << i
	}
	return table
}()

// pairIndex numbers two letters, in any case, below 1024.
func pairIndex(a, b byte) uint16 { return uint16(a&0x1f)<<5 | uint16(b&0x1f) }

// equalFold tells whether text begins with word, which is in lower case.
func equalFold(text []byte, word string) bool {
	if len(text) < len(word) {
		return false
	}
	for i := range len(word) {
		if text[i]|0x20 != word[i] {
			return false
		}
	}
	return true
}
