package scope

import (
	_ "embed"
	"fmt"
	"sort"
	"strings"
	"sync"
	"unicode"

	"github.com/krakenlint/krakenlint/rules"
)

//go:embed grants.tsv
var grantsTable string

// wordTable says what scope words and words in names grant.
type wordTable struct{ scopes, names map[string][]string }

var loadedWords = sync.OnceValue(func() wordTable {
	table, err := loadWords("rules/scope/grants.tsv", grantsTable)
	if err != nil {
		panic(err) // the table is embedded, and a test has loaded it
	}
	return table
})

func loadWords(file, text string) (wordTable, error) {
	table := wordTable{map[string][]string{}, map[string][]string{}}
	rows, err := rules.ReadTable(file, text, "kind word permissions")
	if err != nil {
		return table, err
	}
	for _, r := range rows {
		kind, word := r.Cells[0], r.Cells[1]
		into, ok := map[string]map[string][]string{"scope": table.scopes, "name": table.names}[kind]
		switch {
		case !ok:
			return table, r.Errorf("unknown kind %q", kind)
		case word == "" || word != strings.ToLower(word):
			return table, r.Errorf("word %q is not in lower case", word)
		case into[word] != nil:
			return table, r.Errorf("%s %q stands in an earlier row", kind, word)
		}
		codes, err := table.expand(strings.Split(r.Cells[2], ","))
		if err != nil {
			return table, r.Errorf("%v", err)
		}
		into[word] = codes
	}
	return table, nil
}

// expand replaces scope words by their codes, without repetitions.
func (t wordTable) expand(words []string) ([]string, error) {
	var codes []string
	for _, w := range words {
		if of, ok := t.scopes[w]; ok {
			codes = append(codes, of...)
		} else if _, ok := rules.LookupPermission(w); ok {
			codes = append(codes, w)
		} else {
			return nil, fmt.Errorf("unknown permission %q", w)
		}
	}
	return sorted(codes), nil
}

// Scopes lists the words that "scope:" knows.
func Scopes() []string {
	var all []string
	for w := range loadedWords().scopes {
		all = append(all, w)
	}
	sort.Slice(all, func(i, j int) bool { return len(loadedWords().scopes[all[i]]) < len(loadedWords().scopes[all[j]]) })
	return all
}

// Codes checks permission codes and puts them in order, the least dangerous first.
func Codes(codes []string) ([]string, error) {
	for _, c := range codes {
		if _, ok := rules.LookupPermission(c); !ok {
			return nil, fmt.Errorf("unknown permission %q; there are %s", c, strings.Join(allCodes(), ", "))
		}
	}
	return sorted(codes), nil
}

func allCodes() []string {
	var all []string
	for _, p := range rules.Permissions() {
		all = append(all, p.Code)
	}
	return all
}

// sorted puts codes in order of danger, each once.
func sorted(codes []string) []string {
	out := make([]string, 0, len(codes))
	for _, p := range rules.Permissions() {
		for _, c := range codes {
			if c == p.Code {
				out = append(out, c)
				break
			}
		}
	}
	return out
}

// nameGrant is what a source's name or an identifier says of the key; nil is nothing.
// Of several words the worst wins: READ_WRITE may write.
func nameGrant(name string) []string {
	var codes []string
	reads := false
	for _, w := range nameWords(name) {
		if of := loadedWords().names[w]; of != nil {
			codes = append(codes, of...)
			reads = true
		}
	}
	if !reads {
		return nil
	}
	if writing := only(codes, beyondReading); len(writing) > 0 {
		return sorted(writing)
	}
	return sorted(codes)
}

// nameWords cuts a name into lower-case words, and takes "key" and the like and digits
// off their ends: KRAKEN_TRADEKEY2 has the words kraken and trade.
func nameWords(name string) []string {
	var words []string
	for _, field := range strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		for _, w := range splitCase(field) {
			w = strings.TrimRight(strings.ToLower(w), "0123456789")
			for _, tail := range []string{"key", "secret", "api"} {
				if head := strings.TrimSuffix(w, tail); head != "" {
					w = head
				}
			}
			words = append(words, w)
		}
	}
	return words
}

// splitCase cuts krakenTradeAPIKey into kraken, Trade, API, Key.
func splitCase(field string) []string {
	runes := []rune(field)
	var words []string
	start := 0
	for i := 1; i < len(runes); i++ {
		lowerUpper := unicode.IsLower(runes[i-1]) && unicode.IsUpper(runes[i])
		acronymEnd := i+1 < len(runes) && unicode.IsUpper(runes[i-1]) && unicode.IsUpper(runes[i]) && unicode.IsLower(runes[i+1])
		if lowerUpper || acronymEnd {
			words = append(words, string(runes[start:i]))
			start = i
		}
	}
	return append(words, string(runes[start:]))
}
