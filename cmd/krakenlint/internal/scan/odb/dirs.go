package odb

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// maxSmallFile is the most that is read of a file that only holds names or settings.
const maxSmallFile = 1 << 20

// findGitDir finds the git directory of the repository that path is in, and the one that it
// shares with other worktrees, where objects are.
func findGitDir(path string) (gitDir, common string, err error) {
	path, err = filepath.Abs(path)
	if err != nil {
		return "", "", err
	}
	for dir := path; ; dir = filepath.Dir(dir) {
		gitDir = gitDirAt(dir)
		if gitDir != "" {
			break
		}
		if dir == filepath.Dir(dir) {
			return "", "", fmt.Errorf("%s is not in a git repository", path)
		}
	}
	common = gitDir
	if b, err := readSmall(filepath.Join(gitDir, "commondir")); err == nil {
		common = relativeTo(gitDir, strings.TrimSpace(string(b)))
	}
	return gitDir, common, nil
}

// gitDirAt gives the git directory of a worktree or bare repository whose top is dir, or dir if it
// is a git directory itself; "" if it is neither.
func gitDirAt(dir string) string {
	dotGit := filepath.Join(dir, ".git")
	info, err := os.Stat(dotGit)
	switch {
	case err == nil && info.IsDir():
		return dotGit
	case err == nil:
		b, err := readSmall(dotGit)
		target, ok := strings.CutPrefix(strings.TrimSpace(string(b)), "gitdir:")
		if err == nil && ok {
			return relativeTo(dir, strings.TrimSpace(target))
		}
	}
	exists := func(name string) bool {
		_, err := os.Stat(filepath.Join(dir, name))
		return err == nil
	}
	if exists("HEAD") && (exists("objects") && exists("refs") || exists("commondir")) {
		return dir
	}
	return ""
}

// relativeTo resolves a path that a file in dir names.
func relativeTo(dir, path string) string {
	if filepath.IsAbs(path) {
		return filepath.Clean(path)
	}
	return filepath.Join(dir, path)
}

// readSmall reads a regular file of at most maxSmallFile bytes.
func readSmall(path string) ([]byte, error) {
	f, size, err := openRegular(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if size > maxSmallFile {
		return nil, fmt.Errorf("%s has %d bytes, which is too much for such a file", path, size)
	}
	return io.ReadAll(io.LimitReader(f, maxSmallFile))
}

// checkFormat tells whether the repository's objects are of the kind read here, by the
// extensions in its config, and whether it is a partial clone.
func checkFormat(common string) (partial bool, err error) {
	b, err := readSmall(filepath.Join(common, "config"))
	if errors.Is(err, os.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	section := ""
	for line := range strings.Lines(string(b)) {
		line = strings.ToLower(strings.TrimSpace(line))
		if strings.HasPrefix(line, "[") {
			head, rest, _ := strings.Cut(line[1:], "]")
			section, line = strings.Fields(head + " -")[0], strings.TrimSpace(rest)
		}
		key, value, _ := strings.Cut(line, "=")
		key, value = strings.TrimSpace(key), strings.Trim(strings.TrimSpace(value), `"`)
		switch {
		case section == "extensions" && key == "objectformat" && value != "sha1":
			return false, fmt.Errorf("object format %.20q: %w", value, ErrUnsupported)
		case section == "extensions" && key == "partialclone", section == "remote" && key == "promisor" && value != "false":
			partial = true
		}
	}
	return partial, nil
}

// How far alternates are followed: git's own limit on the depth, and a limit on the number.
const (
	maxAlternateDepth = 5
	maxAlternates     = 256
)

// objectDirs collects a repository's object directories: its own and those it borrows from.
type objectDirs struct {
	paths   []string
	infos   []os.FileInfo
	missing []string // what names an alternate that is not there
}

// add adds an object directory and its alternates, unless it is known; depth is how many
// alternates led to it.
func (d *objectDirs) add(path string, depth int) {
	info, err := os.Stat(path)
	if err != nil || !info.IsDir() {
		d.missing = append(d.missing, path)
		return
	}
	for _, known := range d.infos {
		if os.SameFile(known, info) {
			return
		}
	}
	if depth > maxAlternateDepth || len(d.paths) >= maxAlternates {
		d.missing = append(d.missing, path)
		return
	}
	d.paths, d.infos = append(d.paths, path), append(d.infos, info)
	list := filepath.Join(path, "info", "alternates")
	b, err := readSmall(list)
	if err != nil {
		if !errors.Is(err, os.ErrNotExist) {
			d.missing = append(d.missing, list)
		}
		return
	}
	for lines := bufio.NewScanner(strings.NewReader(string(b))); lines.Scan(); {
		if alt := alternate(lines.Text()); alt != "" {
			d.add(relativeTo(path, alt), depth+1)
		}
	}
}

// alternate reads a line of info/alternates: a path, which may be quoted as C does, or a comment.
func alternate(line string) string {
	if strings.HasPrefix(line, "#") {
		return ""
	}
	if strings.HasPrefix(line, `"`) {
		if path, err := strconv.Unquote(line); err == nil {
			return path
		}
	}
	return line
}
