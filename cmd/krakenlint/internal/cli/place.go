package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/git"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/project"
)

// place is where a run takes place: what its paths are relative to.
type place struct {
	dir    string // the working directory
	common string // the innermost directory that all paths are in
	root   string // the top of the repository that is checked, or that directory
	config *project.Config
	open   func(context.Context, string) (*git.Repo, error)

	once    sync.Once
	repo    *git.Repo
	repoErr error
}

// repository is the one that the paths are in. It is opened when it is first asked for.
func (p *place) repository(ctx context.Context) (*git.Repo, error) {
	p.once.Do(func() {
		if p.repo, p.repoErr = p.open(ctx, p.common); errors.Is(p.repoErr, git.ErrNone) {
			p.repoErr = fmt.Errorf("%w: %s is in none, and --staged, --history, --since and --respect-gitignore need one", p.repoErr, p.name(p.common))
		}
	})
	return p.repo, p.repoErr
}

// locate finds the repository and the configuration of the paths.
func locate(o *options) (*place, error) {
	dir, err := os.Getwd()
	if err != nil {
		return nil, err
	}
	common, err := commonDir(dir, o.paths)
	if err != nil {
		return nil, err
	}
	p := &place{dir: dir, common: common, root: project.Root(common), open: git.Open}
	if o.staged {
		p.open = git.OpenIndex
	}
	if o.config != "" {
		p.config, err = project.Load(o.config)
	} else {
		p.config, err = project.Find(common)
	}
	return p, err
}

// commonDir is the innermost directory that all paths are in.
func commonDir(dir string, paths []string) (string, error) {
	if len(paths) == 0 {
		return dir, nil
	}
	common := ""
	for _, path := range paths {
		absolute, err := filepath.Abs(path)
		if err != nil {
			return "", err
		}
		if info, err := os.Stat(absolute); err != nil || !info.IsDir() {
			absolute = filepath.Dir(absolute)
		}
		if common == "" {
			common = absolute
		}
		for !within(absolute, common) {
			common = filepath.Dir(common)
		}
	}
	return common, nil
}

func within(path, dir string) bool {
	return path == dir || strings.HasPrefix(path, strings.TrimSuffix(dir, string(filepath.Separator))+string(filepath.Separator))
}

// name is how a file is reported: relative to the working directory, with slashes.
func (p *place) name(path string) string {
	return relative(p.dir, p.absolute(path))
}

// stableName turns a reported name into one that is the same wherever in the repository
// the command is run.
func (p *place) stableName(name string) string {
	return relative(p.root, p.path(name))
}

// path is the file behind a reported name, absolute.
func (p *place) path(name string) string { return p.absolute(filepath.FromSlash(name)) }

func (p *place) excludes(path string) bool {
	return p.config.Excludes(p.absolute(path))
}

func (p *place) absolute(path string) string {
	if filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(p.dir, path)
}

func (p *place) absolutes(paths []string) []string {
	list := make([]string, len(paths))
	for i, path := range paths {
		list[i] = p.absolute(path)
	}
	return list
}

func relative(dir, path string) string {
	if rel, err := filepath.Rel(dir, path); err == nil {
		path = rel
	}
	return filepath.ToSlash(path)
}
