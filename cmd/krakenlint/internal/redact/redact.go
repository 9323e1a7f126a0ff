// Package redact hides what may be a credential in text that is about to be shown.
//
// Findings hold no credential in the first place. This package is for the text around
// them, which was written by others: the line of a code frame with its neighbours, a file
// name, an error that quotes its input. It errs on the side of hiding.
package redact

import (
	"strconv"
	"strings"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/lazy"
)

// Mark stands for what is hidden.
const Mark = "…"

// Code hides, in a line of code, every run of key characters that does not read like
// words. It may hide an innocent number or hash; it does not hide names.
func Code(line string) string {
	return codeRun().ReplaceAllStringFunc(line, func(run string) string {
		if len(run) < shortestRun || readable(run) == len(run) {
			return run
		}
		return Mark
	})
}

// Text hides, in a message or a path, what may be a whole credential. Digests in hex and
// file names stay readable.
func Text(text string) string {
	if len(text) < shortestCredential {
		return text
	}
	return textRun().ReplaceAllStringFunc(text, func(run string) string {
		if isHex(run) || len(run)-readable(run) < shortestCredential/2 {
			return run
		}
		return Mark
	})
}

// Line makes text safe to print on a line of its own: nothing in it moves the cursor,
// colours the terminal, or starts a new line.
func Line(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t':
			return ' '
		case strconv.IsPrint(r):
			return r
		}
		return '·'
	}, text)
}

const (
	// shortestRun is one more than the characters of an API key that may be shown.
	shortestRun        = 5
	shortestCredential = 40
)

var (
	codeRun = lazy.Regexp(`[A-Za-z0-9+/_%\\-]+`)
	textRun = lazy.Regexp(`[A-Za-z0-9+/=]{40,}`)
	piece   = lazy.Regexp(`[A-Za-z0-9]+`)
	hex     = lazy.Regexp(`^[0-9a-f]+$`)
)

// readable counts the characters of a run that belong to words, with the separators.
func readable(run string) int {
	count := len(run)
	for _, word := range piece().FindAllString(run, -1) {
		if !isWord(word) {
			count -= len(word)
		}
	}
	return count
}

var (
	// acronyms stand in capitals inside names that are otherwise in camel case.
	acronyms = strings.NewReplacer("API", "Api", "HTTP", "Http", "REST", "Rest", "JSON", "Json", "URL", "Url", "ID", "Id", "WS", "Ws", "OTP", "Otp", "SDK", "Sdk", "HMAC", "Hmac")
	// word is a name in lower case, in capitals, or in camel case with parts of three
	// letters and more, and perhaps a number behind it. Of twelve random base64
	// characters, one in 1,500 reads like that.
	word = lazy.Regexp(`^(?:[0-9]+|[A-Z]*[0-9]{0,3}|[a-z]*(?:[A-Z][a-z]+)?(?:[A-Z][a-z]{2,})*[0-9]{0,3})$`)
	// tooLong is what no word has. (As bounds in word it would take long to compile.)
	tooLong = lazy.Regexp(`[A-Z]{25}|[a-z]{25}`)
)

func isWord(piece string) bool {
	return len(piece) < 4 || !tooLong().MatchString(piece) && (word().MatchString(piece) || word().MatchString(acronyms.Replace(piece)))
}

func isHex(run string) bool { return hex().MatchString(run) }
