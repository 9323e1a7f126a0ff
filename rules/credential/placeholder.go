package credential

import "encoding/base64"

// Placeholder tells whether value was written by a person in place of a key: few
// different characters, a repeated pattern, or base64 of readable text.
func Placeholder(value string) bool {
	return fewCharacters(value) || periodic(value) || decodesToText(value)
}

// fewCharacters holds for "xxxx…" and the like. Random base64 of 56 characters has
// about 38 different ones; fewer than 20 has a chance below 2^-40.
func fewCharacters(value string) bool {
	const fewest = 20
	var seen [256]bool
	different := 0
	for i := range len(value) {
		if !seen[value[i]] {
			seen[value[i]] = true
			different++
		}
	}
	return different < fewest
}

// periodic holds for a pattern of up to half the value that is written over and over.
func periodic(value string) bool {
	for period := 1; period <= len(value)/2; period++ {
		if value[period:] == value[:len(value)-period] {
			return true
		}
	}
	return false
}

// decodesToText holds where the bytes behind the base64 are all printable ASCII, which
// 42 random bytes are once in 10^18.
func decodesToText(value string) bool {
	raw, err := base64.StdEncoding.DecodeString(value)
	if err != nil || len(raw) == 0 {
		return false
	}
	for _, b := range raw {
		if (b < ' ' || b > '~') && b != '\n' && b != '\t' {
			return false
		}
	}
	return true
}
