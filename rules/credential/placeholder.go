package credential

import (
	_ "embed"
	"encoding/base64"
	"strings"
)

// Placeholder tells whether value was written by a person, or by a rule, in place of a
// key: a repeated pattern, an alphabet in order, words, another encoding's alphabet, or
// base64 of readable text or of bytes in order. Each test passes a random key but but once in 50,000.
func Placeholder(value string) bool {
	body := strings.TrimRight(value, "=")
	return fewCharacters(body) || periodic(body) || repeats(body) || sequential(body) ||
		unmixed(body) || hasWords(body) || decodesToPattern(value)
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

// repeats holds where one character stands six times in a row, as in a masked key.
func repeats(value string) bool {
	const most = 5
	run := 1
	for i := 1; i < len(value); i++ {
		if value[i] != value[i-1] {
			run = 1
		} else if run++; run > most {
			return true
		}
	}
	return false
}

// sequential holds where a quarter of the value is an alphabet or digits in order, also
// where two of them alternate ("a1b2c3"). Chance brings one such step in thirty.
func sequential(value string) bool {
	for _, stride := range []int{1, 2} {
		steps := 0
		for i := stride; i < len(value); i++ {
			if value[i]|0x20 == value[i-stride]|0x20+1 {
				steps++
			}
		}
		if steps > len(value)/4 {
			return true
		}
	}
	return false
}

// unmixed holds where one letter case is all but absent (hex, base32, paths), or where
// letters, digits and signs stay with their own kind, as in names: random base64 of 56
// characters changes class 36 times and has ten digits and signs, names 15 to 20 times
// and hardly one.
func unmixed(value string) bool {
	const fewest = 4
	var upper, lower, others, turns int
	for i := range len(value) {
		switch classOf(value[i]) {
		case 'A':
			upper++
		case 'a':
			lower++
		default:
			others++
		}
		if i > 0 && classOf(value[i]) != classOf(value[i-1]) {
			turns++
		}
	}
	wordy := others == 0 || others == 1 && turns < len(value)*4/9
	return upper < fewest || lower < fewest || wordy || turns < len(value)*9/25
}

func classOf(c byte) byte {
	switch {
	case 'A' <= c && c <= 'Z':
		return 'A'
	case 'a' <= c && c <= 'z':
		return 'a'
	case '0' <= c && c <= '9':
		return '0'
	}
	return '+'
}

//go:embed words.txt
var wordsText string

// words are what people write into placeholders.
var words = strings.Fields(wordsText)

// hasWords holds for one long word or several short ones. A given word of six letters is
// in a random key, in any case, once in twenty million.
func hasWords(value string) bool {
	const decisive = 6
	folded := strings.ToLower(value)
	letters := 0
	for _, word := range words {
		if strings.Contains(folded, word) {
			letters += len(word)
		}
	}
	return letters >= decisive
}

// decodesToPattern holds where the bytes behind the base64 are readable text or were counted
// out: the bytes of a key from 1 on, a few bytes over and over.
func decodesToPattern(value string) bool {
	raw, err := base64.StdEncoding.DecodeString(value)
	if err != nil || len(raw) == 0 {
		return false
	}
	return isText(raw) || isCounted(raw) || periodic(string(raw)) || fewCharacters(string(raw))
}

// isText holds where all bytes are printable ASCII, which 42 random bytes are once in 10^18.
func isText(raw []byte) bool {
	for _, b := range raw {
		if (b < ' ' || b > '~') && b != '\n' && b != '\r' && b != '\t' {
			return false
		}
	}
	return true
}

// isCounted holds where the steps from byte to byte stay the same at a quarter of the
// bytes. Chance brings one such byte in 256.
func isCounted(raw []byte) bool {
	same := 0
	for i := 2; i < len(raw); i++ {
		if raw[i]-raw[i-1] == raw[i-1]-raw[i-2] {
			same++
		}
	}
	return same > len(raw)/4
}
