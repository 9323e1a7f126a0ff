package secrets

// selections lists the values of fields called name, key, id and the like, or exchange,
// broker and the like, in a stretch of text: what they name is beside them.
func selections(text []byte, start, end int, fields class) []name {
	var found []name
	wordsIn(text, start, end, func(w word) {
		if w.class&fields == 0 {
			return
		}
		if n, ok := fieldValue(text, w.end, end); ok {
			found = append(found, n)
		}
	})
	return found
}

// fieldValue reads the value that is assigned to the field that ends at at.
func fieldValue(text []byte, at, limit int) (name, bool) {
	signs := 0
	for at < limit && (is(text[at], isQuote) || isOneOf(text[at], " \t\\=:")) {
		if isOneOf(text[at], "=:") {
			signs++
		}
		at++
	}
	start := at
	for at < limit && (is(text[at], inRun) || isOneOf(text[at], ".$ ")) {
		at++
	}
	if signs == 0 || at == start || at-start >= 40 {
		return name{}, false
	}
	return name{start: start, end: at, words: classesIn(text, start, at)}, true
}
