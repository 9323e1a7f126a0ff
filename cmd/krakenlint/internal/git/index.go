package git

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Change is a path whose blob in the index differs from the one in HEAD.
type Change struct {
	Path     string // relative to the top, /-separated
	ID       string // of the staged blob; empty where the path is deleted or is no file
	OldPath  string // in HEAD, where the file was renamed or copied; else Path
	OldID    string // of the blob in HEAD, empty where there is none
	Unmerged bool
}

// Entry is a file in the index.
type Entry struct{ Path, ID string }

// Selection is what of the index is to be checked.
type Selection struct {
	Changes []Change
	Unknown []string // paths that are not in the index
}

// Staged selects what the next commit would change below the absolute paths (all, if there
// are none). A path that is a file without a staged change says that the files themselves
// are meant, as pre-commit run --all-files does; then all of them are selected, each as if
// it were new.
func (r *Repo) Staged(ctx context.Context, paths []string) (Selection, error) {
	changes, err := r.changes(ctx)
	if err != nil {
		return Selection{}, err
	}
	unchanged := slices.DeleteFunc(slices.Clone(paths), func(path string) bool {
		info, err := os.Stat(path)
		return err == nil && info.IsDir() || slices.ContainsFunc(changes, func(c Change) bool {
			return r.Path(c.Path) == path || r.Path(c.OldPath) == path
		})
	})
	if len(unchanged) > 0 {
		return r.whole(ctx, paths, unchanged)
	}
	return Selection{Changes: r.below(changes, paths)}, nil
}

// changes compares the whole index with HEAD: git finds renames only among what it is
// asked for.
func (r *Repo) changes(ctx context.Context) ([]Change, error) {
	r.once.Do(func() {
		if r.ahead != nil {
			r.changed = <-r.ahead
		} else {
			r.changed = r.diff(ctx)
		}
	})
	return slices.Clone(r.changed.changes), r.changed.err
}

// diff is what the index has changed.
type diff struct {
	changes []Change
	err     error
}

// diff asks git diff rather than git diff-index, which fails before the first commit. What
// of the user's settings would change its answer is overruled.
func (r *Repo) diff(ctx context.Context) (d diff) {
	out, err := r.Output(ctx, "diff", "--cached", "--raw", "-z", "--no-abbrev", "-M", "--no-ext-diff", "--no-textconv", "--no-relative",
		"--ignore-submodules=all", "--ita-invisible-in-index", "-O/dev/null", "--")
	if err != nil {
		return diff{err: err}
	}
	d.changes, d.err = parseRaw(out)
	return d
}

// added takes every file of the index below the paths for a new one.
func (r *Repo) added(ctx context.Context, paths []string) ([]Change, error) {
	entries, err := r.Entries(ctx, paths)
	var changes []Change
	for _, entry := range entries {
		changes = append(changes, Change{Path: entry.Path, ID: entry.ID, OldPath: entry.Path})
	}
	return changes, err
}

// below limits changes to the paths, if there are any.
func (r *Repo) below(changes []Change, paths []string) []Change {
	return slices.DeleteFunc(changes, func(c Change) bool {
		return len(paths) > 0 && !slices.ContainsFunc(paths, func(path string) bool {
			return strings.HasPrefix(r.Path(c.Path)+slash, strings.TrimSuffix(path, slash)+slash)
		})
	})
}

const slash = string(filepath.Separator)

// whole selects the files of the index below the paths.
func (r *Repo) whole(ctx context.Context, paths, unchanged []string) (Selection, error) {
	files, err := r.added(ctx, paths)
	if err != nil {
		return Selection{}, err
	}
	known := make(map[string]bool, len(files))
	for _, file := range files {
		known[r.Path(file.Path)] = true
	}
	return Selection{files, slices.DeleteFunc(unchanged, func(path string) bool { return known[path] })}, nil
}

// parseRaw reads the -z form of the raw diff: ":mode mode id id status\0path\0", with a
// second path where the status is a rename or a copy.
func parseRaw(out []byte) ([]Change, error) {
	fields := bytes.Split(bytes.TrimSuffix(out, []byte{0}), []byte{0})
	var changes []Change
	for i := 0; i+1 < len(fields); {
		meta := strings.Fields(strings.TrimPrefix(string(fields[i]), ":"))
		if len(meta) != 5 {
			return nil, fmt.Errorf("git diff answered %q", fields[i])
		}
		change := Change{OldPath: string(fields[i+1]), Path: string(fields[i+1]), Unmerged: meta[4] == "U"}
		i += 2
		if strings.ContainsRune("RC", rune(meta[4][0])) && i < len(fields) {
			change.Path = string(fields[i])
			i++
		}
		change.OldID, change.ID = fileID(meta[0], meta[2]), fileID(meta[1], meta[3])
		changes = append(changes, change)
	}
	return changes, nil
}

// fileID is the id of a blob: not of a submodule's commit, nor the zeros that stand for
// nothing and for what is only intended to be added.
func fileID(mode, id string) string {
	if mode == "160000" || strings.Trim(id, "0") == "" {
		return ""
	}
	return id
}

// Entries lists the files in the index below the paths.
func (r *Repo) Entries(ctx context.Context, paths []string) ([]Entry, error) {
	out, err := r.Output(ctx, append([]string{"ls-files", "--stage", "-z", "--full-name", "--"}, paths...)...)
	if err != nil {
		return nil, err
	}
	var entries []Entry
	for line := range bytes.SplitSeq(out, []byte{0}) {
		meta, path, ok := strings.Cut(string(line), "\t")
		fields := strings.Fields(meta)
		if !ok || len(fields) != 3 {
			continue
		}
		if id := fileID(fields[0], fields[1]); id != "" {
			entries = append(entries, Entry{Path: path, ID: id})
		}
	}
	return entries, nil
}

// Unignored lists the files on disk below the paths that .gitignore does not name,
// relative to the top.
func (r *Repo) Unignored(ctx context.Context, paths []string) ([]string, error) {
	args := []string{"ls-files", "--cached", "--others", "--exclude-standard", "--deduplicate", "-z", "--full-name", "--"}
	out, err := r.Output(ctx, append(args, paths...)...)
	if err != nil {
		return nil, err
	}
	return strings.FieldsFunc(string(out), func(c rune) bool { return c == 0 }), nil
}

// Unstaged lists the files whose content on disk may differ from the index, with the blob
// of the index. It goes by what the index remembers of the file, and may name too many.
func (r *Repo) Unstaged(ctx context.Context) ([]Entry, error) {
	out, err := r.Output(ctx, "diff-files", "--raw", "-z", "--no-abbrev", "--no-ext-diff", "--no-textconv", "--ignore-submodules=all")
	if err != nil {
		return nil, err
	}
	changes, err := parseRaw(out)
	var entries []Entry
	for _, change := range changes {
		if change.OldID != "" && !change.Unmerged {
			entries = append(entries, Entry{Path: change.Path, ID: change.OldID})
		}
	}
	return entries, err
}
