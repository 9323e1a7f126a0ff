package project

import "strings"

// shellWords splits a line as a shell does, without expanding anything: quotes and
// backslashes are taken off. An unfinished quote ends with the line.
func shellWords(line string) []string {
	var words []string
	var word strings.Builder
	inWord, quote := false, byte(0)
	for i := 0; i < len(line); i++ {
		c := line[i]
		switch {
		case quote != 0 && c == quote:
			quote = 0
		case c == '\\' && quote != '\'' && i+1 < len(line):
			i++
			if line[i] != '\n' {
				word.WriteByte(line[i])
				inWord = true
			}
		case quote != 0:
			word.WriteByte(c)
		case c == '"' || c == '\'':
			quote, inWord = c, true
		case c == ' ' || c == '\t' || c == '\n' || c == '\r':
			if inWord {
				words = append(words, word.String())
				word.Reset()
				inWord = false
			}
		default:
			word.WriteByte(c)
			inWord = true
		}
	}
	if inWord {
		words = append(words, word.String())
	}
	return words
}

// commandEnds joins what a backslash continues and ends lines where a command ends.
var commandEnds = strings.NewReplacer("\\\r\n", " ", "\\\n", " ", "&&", "\n", "||", "\n")

// shellCommands splits a script into its commands, in words: at line ends, ;, &&, || and
// |. Lines that a backslash continues are joined; comments are left out.
func shellCommands(script string) [][]string {
	script = commandEnds.Replace(script)
	var commands [][]string
	for _, line := range strings.FieldsFunc(script, func(c rune) bool { return c == '\n' || c == ';' || c == '|' }) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		if words := shellWords(line); len(words) > 0 {
			commands = append(commands, words)
		}
	}
	return commands
}
