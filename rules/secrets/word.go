package secrets

// containsWord tells whether "kraken" stands in text, in any mixture of cases. Of the
// word's five pairs of letters one must lie at a multiple of five, so that only every
// fifth place is looked at.
func containsWord(text []byte) bool {
	const word = "kraken"
	for at := 0; at+1 < len(text); at += len(word) - 1 {
		lead := pairs[text[at]&0x1f] & pairs[32+text[at+1]&0x1f]
		for i := 0; lead != 0; i, lead = i+1, lead>>1 {
			if lead&1 != 0 && at >= i && at-i+len(word) <= len(text) && equalFold(text[at-i:], word) {
				return true
			}
		}
	}
	return false
}

// pairs gives, for a first and (from 32) for a second letter, the set of places in the
// word where they may be.
var pairs = func() (table [64]uint8) {
	const word = "kraken"
	for i := range len(word) - 1 {
		table[word[i]&0x1f] |= 1 << i
		table[32+word[i+1]&0x1f] |= 1 << i
	}
	return table
}()

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
