package secrets

import "bytes"

// imports gives, in lower case, the lines that bring something into a program, if one of
// them names Kraken: then the program is a client of Kraken's, and else there are none.
func (p *page) imports() []byte {
	if p.imported != nil {
		return p.imported
	}
	const most = 64 << 10
	p.imported = []byte{}
	var lines []byte
	ours := false
	for start := 0; start < len(p.text) && len(lines) < most; {
		end := lineEnd(p.text, start)
		if line := p.text[start:end]; isImport(line) {
			ours = ours || containsWord(line)
			lines = append(append(lines, lower(line)...), '\n')
		}
		start = end + 1
	}
	if ours {
		p.imported = lines
	}
	return p.imported
}

// isImport tells whether a line imports something, or is one of the paths in Go's
// parenthesised imports.
func isImport(line []byte) bool {
	const longest = 200
	line = bytes.TrimRight(bytes.TrimSpace(line), ";")
	if len(line) == 0 || len(line) > longest {
		return false
	}
	switch string(line[:runEnd(line, 0, isWord)]) {
	case "import", "from", "use", "using", "package", "require", "library", "include", "open", "alias":
		return true
	}
	if bytes.HasPrefix(line, []byte("#include")) || bytes.Contains(line, []byte("require(")) {
		return true
	}
	alias, path, _ := bytes.Cut(line, []byte(`"`))
	path, closed := bytes.CutSuffix(path, []byte(`"`))
	return closed && isPackagePath(path) && !bytes.ContainsAny(alias, "=:(,")
}

// isPackagePath tells whether text can be the path of a package: it has a slash, and no
// blanks or quotes.
func isPackagePath(text []byte) bool {
	return bytes.IndexByte(text, '/') > 0 && !bytes.ContainsAny(text, "\" \\")
}

// isImported tells whether a word of a name that we do not know is imported.
func (p *page) isImported(start, end int) bool {
	const shortest = 4
	for _, word := range humps(p.text[start:end]) {
		if len(word) >= shortest && vocabulary().words[word] == 0 && bytes.Contains(p.imports(), []byte(word)) {
			return true
		}
	}
	return false
}
