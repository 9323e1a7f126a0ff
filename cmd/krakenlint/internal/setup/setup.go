// Package setup writes what a repository needs to start with krakenlint: a configuration,
// a hook and a workflow, each in the form that fits what is there already.
package setup

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

//go:embed files
var files embed.FS

// Step is one thing that was done, or that is left to the user.
type Step struct {
	Path    string // relative to the repository
	Written bool
	Todo    string // what the user is to do; empty if nothing
	Snippet string // what to add to Path where it is not ours to change
}

// Init sets up the repository whose top is dir. It writes new files only; what exists is
// left as it is, and the steps say what to add to it.
func Init(dir string) ([]Step, error) {
	var steps []Step
	for _, plan := range []func(dir string) (Step, error){config, hook, workflow} {
		step, err := plan(dir)
		if err != nil {
			return steps, err
		}
		steps = append(steps, step)
	}
	return steps, nil
}

func config(dir string) (Step, error) {
	return create(dir, ".krakenlint.yaml", "krakenlint.yaml", 0o644, "")
}

// hook follows the hook manager that the repository has; git's own hooks need none.
func hook(dir string) (Step, error) {
	switch {
	case exists(dir, ".pre-commit-config.yaml"):
		return addTo(".pre-commit-config.yaml", "pre-commit-config.yaml"), nil
	case exists(dir, "lefthook.yml"):
		return addTo("lefthook.yml", "lefthook.yml"), nil
	case exists(dir, ".lefthook.yml"):
		return addTo(".lefthook.yml", "lefthook.yml"), nil
	}
	return create(dir, ".githooks/pre-commit", "pre-commit", 0o755, "git config core.hooksPath .githooks")
}

func workflow(dir string) (Step, error) {
	if exists(dir, ".gitlab-ci.yml") {
		return addTo(".gitlab-ci.yml", "gitlab-ci.yml"), nil
	}
	return create(dir, ".github/workflows/krakenlint.yml", "workflow.yml", 0o644, "")
}

// create writes a new file. O_EXCL also keeps it from writing through a link that the
// repository brings.
func create(dir, path, template string, mode fs.FileMode, todo string) (Step, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return Step{}, fmt.Errorf("init %w", err)
	}
	defer root.Close()
	if err := root.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return Step{}, fmt.Errorf("init %w", err)
	}
	file, err := root.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, mode)
	if errors.Is(err, fs.ErrExist) {
		return Step{Path: path}, nil
	}
	if err != nil {
		return Step{}, fmt.Errorf("init %w", err)
	}
	_, err = file.WriteString(content(template))
	if closeErr := file.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return Step{}, fmt.Errorf("init %w", err)
	}
	return Step{Path: path, Written: true, Todo: todo}, nil
}

func addTo(path, template string) Step {
	return Step{Path: path, Todo: "add krakenlint to " + path, Snippet: content(template)}
}

func exists(dir, path string) bool {
	_, err := os.Lstat(filepath.Join(dir, path))
	return err == nil
}

func content(template string) string {
	text, err := files.ReadFile("files/" + template)
	if err != nil {
		panic(err) // it is embedded
	}
	return string(text)
}
