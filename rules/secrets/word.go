package secrets

import "bytes"

// containsWord tells whether "kraken" stands in text, in any mixture of cases.
func containsWord(text []byte) bool {
	return beginsWith(text, kraken[0]) || beginsWith(text, kraken[0]&^0x20)
}

// beginsWith is containsWord where the word begins with this form of its first letter, which
// the library finds many bytes at a time.
func beginsWith(text []byte, first byte) bool {
	for {
		at := bytes.IndexByte(text, first)
		if at < 0 {
			return false
		}
		if text = text[at:]; equalFold(text, kraken) {
			return true
		}
		text = text[1:]
	}
}

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
