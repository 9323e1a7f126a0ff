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
	at = min(limit, at+digits(text[at:]))
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

// digits counts the digits that text begins with: those of a numbered field.
func digits(text []byte) int {
	n := 0
	for n < len(text) && '0' <= text[n] && text[n] <= '9' {
		n++
	}
	return n
}

// fieldNumber gives the number at the end of a field's name that ends before at, with its signs.
func fieldNumber(text []byte, at int) string {
	for at > 0 && (is(text[at-1], isQuote) || isOneOf(text[at-1], " \t\\=:")) {
		at--
	}
	start := at
	for start > 0 && '0' <= text[start-1] && text[start-1] <= '9' {
		start--
	}
	return string(text[start:at])
}
