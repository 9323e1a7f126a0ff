// Package directive reads what people write to krakenlint in comments:
//
//	krakenlint:ignore RULE[, RULE…] -- reason
//	krakenlint:permissions CODE[, CODE…]
//
// The first works in every file, so it is found in bytes and not in a syntax tree: a
// directive is the word at the start of a line or right behind something that opens a
// comment (or, for languages without any, a string). Prose about it is not one.
package directive

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
)

// Ignore is one krakenlint:ignore. It takes effect on its own line and the one below.
type Ignore struct {
	Rules  []string // as written; empty is a mistake
	Reason string   // empty is a mistake
	Line   int      // 1-based
	Column int      // 1-based, in bytes, of the word krakenlint
}

const (
	ignoreWord      = "krakenlint:ignore"
	permissionsWord = "krakenlint:permissions"
)

// openers end the text in front of a directive. The quotes are there for JSON and other
// formats that have no comments.
var openers = []string{
	"//", "/*", "*", "#", "<!--", "--", ";", "%", "(*", "{-", "{#", "!", "..", "dnl", "rem", "'", `"`,
}

// closers may follow a directive on its line and are no part of the reason; code may
// follow the blockClosers.
var (
	closers      = []string{"*)", "-}", "#}", `\n`, `\r`, `",`, `"`, "',", "'"}
	blockClosers = []string{"*/", "-->"}
)

const ruleWord = `[a-z][a-z0-9]*(?:-[a-z0-9]+)*`

var (
	ignoreBody = regexp.MustCompile(`^(` + ruleWord + `(?:[ \t]*,[ \t]*` + ruleWord + `)*)?(?:[ \t]*--(.*))?$`)
	codes      = regexp.MustCompile(`^[a-z][a-z-]*(?:[ \t]*[, \t][ \t]*[a-z][a-z-]*)*$`)
)

// Ignores finds every krakenlint:ignore in data, in order. It costs one search where
// there is none.
func Ignores(data []byte) []Ignore {
	var found []Ignore
	line, begin := 1, 0 // the line that has been reached, and its offset
	for start := 0; ; {
		at := bytes.Index(data[start:], []byte(ignoreWord))
		if at < 0 {
			return found
		}
		at += start
		if newline := bytes.LastIndexByte(data[start:at], '\n'); newline >= 0 {
			line += bytes.Count(data[start:at], []byte("\n"))
			begin = start + newline + 1
		}
		start = at + len(ignoreWord)
		before, after := data[max(begin, at-longest):at], data[start:lineEnd(data, start)]
		if ignore, ok := parseIgnore(string(before), string(after)); ok {
			ignore.Line, ignore.Column = line, at-begin+1
			found = append(found, ignore)
		}
	}
}

// longest is how much of a line is looked at on either side of the word: a directive is
// short, and a line may have a gigabyte.
const longest = 1024

// lineEnd is the offset of the end of the line that from is in, or of its longest part.
func lineEnd(data []byte, from int) int {
	rest := data[from:min(len(data), from+longest)]
	if n := bytes.IndexByte(rest, '\n'); n >= 0 {
		return from + n
	}
	return from + len(rest)
}

// parseIgnore is false where the word is not a directive: in prose, or in documentation
// that writes RULE for the rule.
func parseIgnore(before, after string) (Ignore, bool) {
	if !opensComment(before) || continuesWord(after) {
		return Ignore{}, false
	}
	m := ignoreBody.FindStringSubmatch(trimClosers(after))
	if m == nil {
		return Ignore{}, false
	}
	ignore := Ignore{Rules: words(m[1]), Reason: strings.TrimSpace(m[2])}
	inString := strings.HasSuffix(before, `"`) || strings.HasSuffix(before, "'")
	return ignore, !inString || len(ignore.Rules) > 0 // a program that knows the word
}

func opensComment(before string) bool {
	before = strings.ToLower(strings.TrimRight(before, " \t"))
	if before == "" {
		return true
	}
	for _, opener := range openers {
		if rest, ok := strings.CutSuffix(before, opener); ok {
			return !quoting(rest)
		}
	}
	return false
}

// quoting holds for what stands before a comment that opens inside a comment or, behind an
// escaped line end, inside a string: documentation quotes a directive.
func quoting(before string) bool {
	before = strings.TrimSpace(before)
	if strings.HasSuffix(before, `\n`) || strings.HasSuffix(before, `\t`) {
		return true
	}
	return before != "" && strings.Trim(before, "/*#;%- \t") == ""
}

// continuesWord holds for krakenlint:ignored and the like.
func continuesWord(after string) bool {
	return after != "" && (after[0] >= 'a' && after[0] <= 'z' || after[0] == '-' || after[0] == '_')
}

func trimClosers(text string) string {
	for _, closer := range blockClosers {
		text, _, _ = strings.Cut(text, closer)
	}
	for {
		trimmed := strings.TrimSpace(text)
		for _, closer := range closers {
			trimmed = strings.TrimSuffix(trimmed, closer)
		}
		if trimmed == text {
			return text
		}
		text = trimmed
	}
}

// Permissions reads krakenlint:permissions from a Go comment. The bool tells whether the
// directive is there; the error, that it is but cannot be read. What the codes mean is
// the caller's to know.
func Permissions(commentText string) ([]string, bool, error) {
	for line := range strings.Lines(commentText) {
		line = strings.TrimSpace(strings.TrimLeft(strings.TrimSpace(line), "/*"))
		rest, ok := strings.CutPrefix(line, permissionsWord)
		if !ok {
			continue
		}
		rest, _, _ = strings.Cut(rest, " -- ")
		rest = trimClosers(rest)
		if !codes.MatchString(rest) {
			return nil, true, fmt.Errorf("%s: want permission codes such as query-funds, modify-trades", permissionsWord)
		}
		return words(rest), true, nil
	}
	return nil, false, nil
}

func words(list string) []string {
	if list == "" {
		return nil
	}
	return strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == ' ' || r == '\t' })
}
