// Package git runs the real git on repositories that may be hostile.
//
// A repository brings its own configuration and attributes, which name programs: pagers,
// diff drivers, filters, file system monitors, credential helpers, transports. Everything
// here reads objects and the index only, with those switched off.
package git

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
)

// Repo is a repository that git has agreed to read.
type Repo struct {
	Top  string // of the working tree, absolute; without one, the git directory
	Bare bool   // there is no working tree

	GitDir string // absolute; of the worktree, where there are several

	ahead   chan diff // of what was asked before it was known that there is a repository; or nil
	once    sync.Once // for what the index has changed, which several ask for
	changed diff

	program string // absolute path of git
	dir     string // where git is run
	env     []string
}

// config overrides what a repository could make git run. The rest of it is switched off
// by the flags of each command.
var config = []string{
	"core.fsmonitor=false", "core.hooksPath=/dev/null", "core.pager=cat", "core.attributesFile=/dev/null",
	"diff.external=", "log.showSignature=false", "protocol.allow=never", "color.ui=false",
}

// ErrNone says that there is no repository.
var ErrNone = errors.New("not a git repository")

// Open finds the repository that dir is in. GIT_DIR and GIT_INDEX_FILE, which git sets
// for its hooks, are honoured.
func Open(ctx context.Context, dir string) (*Repo, error) {
	r, err := find(dir)
	if err != nil {
		return nil, err
	}
	return r, r.discover(ctx)
}

// OpenIndex does the same for those who will ask what is staged: git looks for that while
// it looks for the repository. A hook waits for each start of git.
func OpenIndex(ctx context.Context, dir string) (*Repo, error) {
	r, err := find(dir)
	if err != nil {
		return nil, err
	}
	r.ahead = make(chan diff, 1)
	go func() { r.ahead <- r.diff(ctx) }()
	return r, r.discover(ctx)
}

// find prepares to run git in dir.
func find(dir string) (*Repo, error) {
	program, err := exec.LookPath("git")
	if err != nil {
		return nil, errors.New("git is not installed, or not on the PATH: it is needed for --staged, --history and --since")
	}
	if program, err = filepath.Abs(program); err != nil {
		return nil, err
	}
	env, fixed := environment(os.Environ())
	r := &Repo{program: program, dir: dir, env: env}
	if fixed {
		r.dir = "" // the repository is that of GIT_DIR, whatever the path
	}
	return r, nil
}

// discover asks git what it sees. It is also where git refuses, for example a
// repository that belongs to somebody else.
func (r *Repo) discover(ctx context.Context) error {
	out, err := r.Output(ctx, "rev-parse", "--is-bare-repository", "--absolute-git-dir", "--show-toplevel")
	lines := strings.Split(strings.TrimSuffix(string(out), "\n"), "\n")
	switch {
	case err == nil && len(lines) == 3:
		r.GitDir, r.Top = filepath.FromSlash(lines[1]), filepath.FromSlash(lines[2])
	case len(lines) == 2: // without a working tree, the last question fails
		r.GitDir, r.Bare = filepath.FromSlash(lines[1]), true
		r.Top = r.GitDir
	case err != nil && strings.Contains(err.Error(), "not a git repository"):
		return fmt.Errorf("git: %w", ErrNone)
	case err != nil:
		return err
	default: // a path with a line end in it
		return fmt.Errorf("git rev-parse answered %q", out)
	}
	return nil
}

// Path is the absolute path of a name in the repository.
func (r *Repo) Path(name string) string { return filepath.Join(r.Top, filepath.FromSlash(name)) }

// Command prepares a git command. Its standard error goes to a buffer that Err reads.
func (r *Repo) Command(ctx context.Context, args ...string) *exec.Cmd {
	full := []string{"--no-pager", "--literal-pathspecs", "--no-replace-objects"}
	for _, setting := range config {
		full = append(full, "-c", setting)
	}
	cmd := exec.CommandContext(ctx, r.program, append(full, args...)...)
	cmd.Dir, cmd.Env, cmd.Stderr = r.dir, r.env, new(bytes.Buffer)
	return cmd
}

// Output runs a git command whose output is small.
func (r *Repo) Output(ctx context.Context, args ...string) ([]byte, error) {
	cmd := r.Command(ctx, args...)
	out, err := cmd.Output()
	return out, Err(cmd, err)
}

// Stream runs a git command and hands its output to read while it comes. An error of
// read stops git.
func (r *Repo) Stream(ctx context.Context, stdin io.Reader, read func(io.Reader) error, args ...string) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	cmd := r.Command(ctx, args...)
	cmd.Stdin = stdin
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	widen(out)
	if err := read(out); err != nil {
		cancel()
		if failed := cmd.Wait(); exitedItself(failed) {
			return Err(cmd, failed) // the reason that the output ended early
		}
		return err
	}
	return Err(cmd, cmd.Wait())
}

func exitedItself(err error) bool {
	var exit *exec.ExitError
	return errors.As(err, &exit) && exit.Exited()
}

// Err makes an error of a command readable: what git said, or that it did not run.
func Err(cmd *exec.Cmd, err error) error {
	if err == nil {
		return nil
	}
	said := strings.TrimSpace(cmd.Stderr.(*bytes.Buffer).String())
	if said == "" {
		return fmt.Errorf("git: %w", err)
	}
	first, _, _ := strings.Cut(said, "\n")
	return fmt.Errorf("git: %s", strings.TrimPrefix(first, "fatal: "))
}

// kept are the variables that say which repository is meant, and the user's own
// configuration. Everything else named GIT_… would change what git does or print traces.
var kept = []string{
	"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY",
	"GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_QUARANTINE_PATH", "GIT_CEILING_DIRECTORIES", "GIT_DISCOVERY_ACROSS_FILESYSTEM",
	"GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM", "GIT_EXEC_PATH", "GIT_NAMESPACE",
}

// environment is the environment for git. Fixed tells whether it names the repository.
func environment(given []string) (env []string, fixed bool) {
	for _, variable := range given {
		name, value, _ := strings.Cut(variable, "=")
		switch {
		case value == "": // git takes an empty GIT_INDEX_FILE for a name
		case !strings.HasPrefix(name, "GIT_") && !strings.HasPrefix(name, "LC_") && name != "LANGUAGE":
			env = append(env, variable)
		case slices.Contains(kept, name) || strings.HasPrefix(name, "GIT_CONFIG_COUNT") ||
			strings.HasPrefix(name, "GIT_CONFIG_KEY_") || strings.HasPrefix(name, "GIT_CONFIG_VALUE_"):
			fixed = fixed || name == "GIT_DIR"
			env = append(env, variable)
		}
	}
	return append(env, "LC_ALL=C", "GIT_OPTIONAL_LOCKS=0", "GIT_NO_LAZY_FETCH=1", "GIT_ALLOW_PROTOCOL=none",
		"GIT_TERMINAL_PROMPT=0", "GIT_NO_REPLACE_OBJECTS=1", "GIT_PAGER=cat", "GIT_FLUSH=0",
		"GIT_ALLOC_LIMIT=1g"), fixed // sizes in a hostile pack are no reason to take so much
}
