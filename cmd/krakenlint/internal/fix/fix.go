// Package fix takes credentials out of files: it applies the edits that the Go analysis
// suggests, and names the variables that programs read then in .env.example.
package fix

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"go/format"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/finding"
)

// Options say where fixes may go.
type Options struct {
	// Absolute turns the name of a finding's file into its path.
	Absolute func(name string) string
	// Refuse says why a file must not be touched, "" if it may be.
	Refuse func(path string) string
	// Root bounds the search for .env.example, upward.
	Root string
}

// Apply takes out the credentials of findings that have a fix. It returns what it did and
// what it did not do, a line each.
func Apply(fixes []finding.Fix, findings []finding.Finding, o Options) (done, refused []string) {
	for _, name := range files(fixes) {
		wanted := of(name, fixes, findings)
		if len(wanted) == 0 {
			continue
		}
		path := o.Absolute(name)
		if reason := o.Refuse(path); reason != "" {
			refused = append(refused, name+": "+reason)
			continue
		}
		if err := rewrite(path, wanted); err != nil {
			refused = append(refused, fmt.Sprintf("%s: %v", name, err))
			continue
		}
		for _, fix := range wanted {
			done = append(done, fmt.Sprintf("%s:%d: reads %s now", name, fix.Line, fix.Variable))
		}
		line, err := example(path, wanted, o)
		if err != nil {
			refused = append(refused, fmt.Sprintf(".env.example: %v", err))
		} else if line != "" {
			done = append(done, line)
		}
	}
	return done, refused
}

func files(fixes []finding.Fix) []string {
	var names []string
	for _, fix := range fixes {
		names = append(names, fix.File)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// of are the fixes of a file whose findings are still in the report: what somebody ignores
// with a reason stays.
func of(name string, fixes []finding.Fix, findings []finding.Finding) []finding.Fix {
	return slices.DeleteFunc(slices.Clone(fixes), func(fix finding.Fix) bool {
		return fix.File != name || !slices.ContainsFunc(findings, func(f finding.Finding) bool {
			return f.Rule == finding.HardcodedKey && f.File == name && f.Line == fix.Line && f.Credential != nil && f.Credential.Source == fix.Source
		})
	})
}

// rewrite applies the edits of fixes to a file that is still the one they were made for.
func rewrite(path string, fixes []finding.Fix) error {
	info, err := os.Lstat(path)
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return fmt.Errorf("not changed: it is no regular file")
	}
	content, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	sum := sha256.Sum256(content)
	var edits []finding.Edit
	for _, fix := range fixes {
		if fix.ContentHash != hex.EncodeToString(sum[:]) {
			return fmt.Errorf("not changed: it is no longer what was analysed; run krakenlint once more")
		}
		edits = append(edits, fix.Edits...)
	}
	changed, err := edit(content, edits)
	if err != nil {
		return err
	}
	return replace(path, formatted(content, changed), info.Mode().Perm())
}

// edit applies edits, which may be given twice (two fixes import the same package).
func edit(content []byte, edits []finding.Edit) ([]byte, error) {
	edits = slices.Clone(edits)
	slices.SortFunc(edits, func(a, b finding.Edit) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End), cmp.Compare(a.New, b.New))
	})
	edits = slices.Compact(edits)
	var out bytes.Buffer
	at := 0
	for _, e := range edits {
		if e.Start < at || e.End < e.Start || e.End > len(content) {
			return nil, fmt.Errorf("not changed: its fixes overlap; apply them by hand")
		}
		out.Write(content[at:e.Start])
		out.WriteString(e.New)
		at = e.End
	}
	out.Write(content[at:])
	return out.Bytes(), nil
}

// formatted runs gofmt over a change of a file that was formatted before.
func formatted(before, after []byte) []byte {
	was, err := format.Source(before)
	if err != nil || !bytes.Equal(was, before) {
		return after
	}
	if now, err := format.Source(after); err == nil {
		return now
	}
	return after
}

// replace writes a file in one step, so that nobody sees half of it.
func replace(path string, content []byte, mode os.FileMode) error {
	temporary, err := os.CreateTemp(filepath.Dir(path), ".krakenlint-*")
	if err != nil {
		return err
	}
	defer os.Remove(temporary.Name())
	if _, err = temporary.Write(content); err == nil {
		err = temporary.Chmod(mode)
	}
	if closeErr := temporary.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return err
	}
	return os.Rename(temporary.Name(), path)
}

// example adds the variables to .env.example: the nearest upward inside the root, or a new
// one beside go.mod. It returns what it did, "" where they are all there.
func example(path string, fixes []finding.Fix, o Options) (string, error) {
	target := nearest(filepath.Dir(path), o.Root)
	if target == "" {
		target = filepath.Join(cmp.Or(fixes[0].Module, filepath.Dir(path)), exampleName)
	}
	content, err := os.ReadFile(target)
	if err != nil && !os.IsNotExist(err) {
		return "", err
	}
	var added []string
	for _, fix := range fixes {
		if !names(content, fix.Variable) && !slices.Contains(added, fix.Variable) {
			added = append(added, fix.Variable)
		}
	}
	if len(added) == 0 {
		return "", nil
	}
	if len(content) > 0 && !bytes.HasSuffix(content, []byte("\n")) {
		content = append(content, '\n')
	}
	for _, name := range added {
		content = append(content, name+"=\n"...)
	}
	return fmt.Sprintf("%s: names %s now", exampleName, strings.Join(added, " and ")), os.WriteFile(target, content, 0o644)
}

const exampleName = ".env.example"

func nearest(dir, root string) string {
	for {
		path := filepath.Join(dir, exampleName)
		if info, err := os.Lstat(path); err == nil && info.Mode().IsRegular() {
			return path
		}
		parent := filepath.Dir(dir)
		if dir == root || parent == dir {
			return ""
		}
		dir = parent
	}
}

// names tells whether a dotenv file has a variable.
func names(content []byte, variable string) bool {
	for line := range strings.Lines(string(content)) {
		line = strings.TrimPrefix(strings.TrimSpace(line), "export ")
		if name, _, ok := strings.Cut(line, "="); ok && strings.TrimSpace(name) == variable {
			return true
		}
	}
	return false
}
