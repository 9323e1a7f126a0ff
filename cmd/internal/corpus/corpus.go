// Package corpus makes real modules of testdata/modules: small programs, each with a
// hardcoded key in a way of its own or without one, and what is to be found in them.
//
// The files hold placeholders where credentials belong. @API_KEY_1@ and the like are those
// of credentialtest; /*@SYNTAX_ERROR@*/ becomes one; behind a | stands a form of it, such as @PRIVATE_KEY_1|base64@. What a
// driver is to report stands behind the line, as in analysistest:
//
//	const key = "@API_KEY_1@" // want "@API_KEY_1|fingerprint@"
package corpus

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/krakenlint/krakenlint/rules/credential"
	"github.com/krakenlint/krakenlint/rules/credential/credentialtest"
)

// firstLen is where a credential is cut in two.
const firstLen = 40

// forms are what may stand behind the | of a placeholder.
var forms = map[string]func(value string) string{
	"first":       func(value string) string { return value[:firstLen] },
	"rest":        func(value string) string { return value[firstLen:] },
	"base64":      func(value string) string { return base64.StdEncoding.EncodeToString([]byte(value)) },
	"hex":         func(value string) string { return hex.EncodeToString([]byte(value)) },
	"dashes":      func(value string) string { return value[:8] + "-" + value[8:30] + "-" + value[30:] },
	"letters":     func(value string) string { return `"` + strings.Join(strings.Split(value, ""), `", "`) + `"` },
	"chars":       func(value string) string { return list(value, "%q") },
	"bytes":       func(value string) string { return list(decoded(value), "0x%02x") },
	"fingerprint": func(value string) string { return credential.Fingerprint(value)[:8] },
}

// formed matches placeholders with a form. Those that stand for a list are comments, so
// that the file is Go before as well.
var formed = regexp.MustCompile(`(/\*)?@([A-Z_]+_[0-9]+)\|([a-z0-9]+)@(\*/)?`)

// Expand replaces the placeholders of a file.
func Expand(text string) string {
	text = formed.ReplaceAllStringFunc(text, func(placeholder string) string {
		parts := formed.FindStringSubmatch(placeholder)
		form, ok := forms[parts[3]]
		if !ok {
			panic(fmt.Sprintf("no form %q of a credential", parts[3]))
		}
		return form(credentialtest.Planted(parts[2]))
	})
	return credentialtest.Expand(strings.ReplaceAll(text, "/*@SYNTAX_ERROR@*/", "("))
}

func list(value, format string) string {
	var items []string
	for _, b := range []byte(value) {
		items = append(items, fmt.Sprintf(format, b))
	}
	return strings.Join(items, ", ")
}

func decoded(value string) string {
	raw, err := base64.StdEncoding.DecodeString(value)
	if err != nil {
		panic("not base64: " + err.Error())
	}
	return string(raw)
}

// Materialise writes the expanded files of a case, testdata/modules/NAME, below dir.
func Materialise(root fs.FS, dir string) error {
	return fs.WalkDir(root, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		target := filepath.Join(dir, filepath.FromSlash(name))
		if entry.IsDir() {
			return os.MkdirAll(target, 0o755)
		}
		content, err := fs.ReadFile(root, name)
		if err != nil {
			return err
		}
		return os.WriteFile(target, []byte(Expand(string(content))), 0o644)
	})
}

var (
	want   = regexp.MustCompile(`// want ((?:"[0-9a-f]{8}" ?)+)`)
	quoted = regexp.MustCompile(`"([0-9a-f]{8})"`)
)

// Wants lists what is to be found below dir, sorted: "path:line fingerprint", the path
// relative to dir.
func Wants(dir string) ([]string, error) {
	var wants []string
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for i, line := range strings.Split(string(content), "\n") {
			match := want.FindStringSubmatch(line)
			if match == nil {
				continue
			}
			for _, fingerprint := range quoted.FindAllStringSubmatch(match[1], -1) {
				wants = append(wants, Found(dir, path, i+1, fingerprint[1]))
			}
		}
		return nil
	})
	slices.Sort(wants)
	return wants, err
}

// Found spells what was found as Wants spells what is wanted.
func Found(dir, path string, line int, fingerprint string) string {
	if rel, err := filepath.Rel(dir, path); err == nil {
		path = rel
	}
	return fmt.Sprintf("%s:%d %.8s", filepath.ToSlash(path), line, fingerprint)
}
