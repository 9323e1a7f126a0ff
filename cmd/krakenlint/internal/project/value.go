package project

import (
	"crypto/sha256"
	"strings"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/redact"
	"github.com/krakenlint/krakenlint/rules/credential"
)

// Value is where a variable's content comes from. It never holds the content.
type Value struct {
	// Source is in the words of the report: env:NAME, file:PATH, secret:STORE/NAME#KEY,
	// literal:<fingerprint>. It is empty for other text, which plain tells apart.
	Source   string
	Kind     credential.Kind // of literals
	Redacted string          // of literals
	plain    [sha256.Size]byte
	kraken   bool // other text that names the exchange: EXCHANGE=kraken
}

// Same tells whether two values are certainly equal.
func (v Value) Same(other Value) bool { return v.Source == other.Source && v.plain == other.plain }

// literal judges text that stands in a manifest: a credential, other text, or nothing.
func literal(text string) []Value {
	text = strings.TrimSpace(text)
	if text == "" {
		return nil
	}
	if kind, ok := credential.Classify(text); ok {
		return []Value{{Source: "literal:" + credential.Fingerprint(text), Kind: kind, Redacted: credential.Redact(kind, text)}}
	}
	return []Value{{plain: sha256.Sum256([]byte(text)), kraken: namesKraken(text)}}
}

// Literal judges text that stands in a manifest's command.
func Literal(text string) []Value { return literal(text) }

// from makes the single value with a source.
func from(source string) []Value { return []Value{{Source: safeName(source)}} }

// safeName keeps a credential out of a source where one stands in place of a name. What
// is hidden is told apart by its fingerprint.
func safeName(source string) string {
	hidden := redact.Text(source)
	if hidden == source {
		return source
	}
	return hidden + "~" + credential.Fingerprint(source)[:8]
}

// lookup finds a variable for interpolation; false means that the environment of
// whoever starts the program decides.
type lookup func(name string) (string, bool)

// expand interpolates as Compose does: $NAME, ${NAME}, ${NAME:-default}, ${NAME-default},
// ${NAME:?message}, ${NAME:+other} and $$. A text that is one reference yields where the
// variable comes from, with the default as the alternative; one that mixes text with
// unknown variables is other text.
func expand(text string, find lookup, depth int) []Value {
	if !strings.Contains(text, "$") || len(text) > maxText {
		return literal(text)
	}
	if ref, ok := wholeReference(text); ok && depth < maxDepth {
		return ref.values(find, depth)
	}
	var whole strings.Builder
	for rest := text; rest != ""; {
		before, ref, after, ok := nextReference(rest)
		whole.WriteString(before)
		if rest = after; !ok {
			continue
		}
		value, known := find(ref.name)
		if !known {
			return literal(strings.ReplaceAll(text, "$", "$$")) // never a credential: tells templates apart
		}
		whole.WriteString(value)
	}
	return literal(whole.String())
}

// reference is one ${…}.
type reference struct {
	name, operator, word string
}

func (ref reference) values(find lookup, depth int) []Value {
	if value, ok := find(ref.name); ok && value != "" {
		return literal(value)
	}
	values := from("env:" + ref.name)
	if strings.HasSuffix(ref.operator, "-") {
		values = append(values, expand(ref.word, find, depth+1)...)
	}
	return values
}

// wholeReference is true for a text that is one reference and nothing else.
func wholeReference(text string) (reference, bool) {
	before, ref, after, ok := nextReference(text)
	return ref, ok && before == "" && after == ""
}

// nextReference cuts text around its first reference. Without one, before is all of the
// text, with $$ made a single $.
func nextReference(text string) (before string, ref reference, after string, ok bool) {
	var plain strings.Builder
	for i := 0; i < len(text); i++ {
		if text[i] != '$' || i+1 == len(text) {
			plain.WriteByte(text[i])
			continue
		}
		if text[i+1] == '$' {
			plain.WriteByte('$')
			i++
			continue
		}
		if ref, size := parseReference(text[i+1:]); size > 0 {
			return plain.String(), ref, text[i+1+size:], true
		}
		plain.WriteByte('$')
	}
	return plain.String(), reference{}, "", false
}

// parseReference reads what follows a $ and returns how many bytes belong to it, or 0.
func parseReference(s string) (reference, int) {
	if s[0] != '{' {
		n := nameLength(s)
		return reference{name: s[:n]}, n
	}
	end := closingBrace(s)
	n := nameLength(s[1:])
	if end < 0 || n == 0 || 1+n > end {
		return reference{}, 0
	}
	ref := reference{name: s[1 : 1+n]}
	rest := s[1+n : end]
	for _, operator := range []string{":-", ":?", ":+", "-", "?", "+"} {
		if word, ok := strings.CutPrefix(rest, operator); ok {
			ref.operator, ref.word = operator, word
			return ref, end + 1
		}
	}
	if rest != "" {
		return reference{}, 0
	}
	return ref, end + 1
}

// closingBrace finds the brace that ends the reference which s begins with.
func closingBrace(s string) int {
	depth := 0
	for i := range min(len(s), maxText) {
		switch s[i] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

func nameLength(s string) int {
	n := 0
	for n < len(s) && (s[n] == '_' || s[n]|0x20 >= 'a' && s[n]|0x20 <= 'z' || n > 0 && s[n] >= '0' && s[n] <= '9') {
		n++
	}
	return n
}
