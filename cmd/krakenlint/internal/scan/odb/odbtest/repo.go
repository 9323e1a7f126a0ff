// Package odbtest makes git repositories for tests: generated histories, and packs that git
// itself would never write.
package odbtest

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// Repo is a repository in a directory of the test's.
type Repo struct {
	t   testing.TB
	Dir string
}

// Init makes an empty repository.
func Init(t testing.TB, args ...string) *Repo {
	t.Helper()
	r := &Repo{t, t.TempDir()}
	r.Git(append([]string{"init", "-q", "-b", "main"}, append(args, ".")...)...)
	return r
}

// At gives the repository in a directory that exists.
func At(t testing.TB, dir string) *Repo { return &Repo{t, dir} }

// Env is the environment that makes git's answers depend on nothing but its arguments.
func Env() []string {
	env := []string{
		"GIT_CONFIG_GLOBAL=" + os.DevNull, "GIT_CONFIG_SYSTEM=" + os.DevNull, "GIT_CONFIG_NOSYSTEM=1",
		"GIT_AUTHOR_NAME=A U Thor", "GIT_AUTHOR_EMAIL=author@example.com", "GIT_AUTHOR_DATE=1700000000 +0000",
		"GIT_COMMITTER_NAME=C O Mitter", "GIT_COMMITTER_EMAIL=committer@example.com", "GIT_COMMITTER_DATE=1700000000 +0000",
	}
	for _, v := range os.Environ() {
		if !strings.HasPrefix(v, "GIT_") {
			env = append(env, v)
		}
	}
	return env
}

// Git runs git in the repository and gives what it prints.
func (r *Repo) Git(args ...string) string {
	r.t.Helper()
	return r.GitIn(nil, args...)
}

// GitIn is Git with an input.
func (r *Repo) GitIn(input []byte, args ...string) string {
	r.t.Helper()
	cmd := exec.Command("git", args...)
	cmd.Dir, cmd.Env, cmd.Stdin = r.Dir, Env(), bytes.NewReader(input)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		r.t.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, stderr.String())
	}
	return string(out)
}

// Write writes a file of the working tree.
func (r *Repo) Write(name string, data []byte) {
	r.t.Helper()
	path := filepath.Join(r.Dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		r.t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o644); err != nil {
		r.t.Fatal(err)
	}
}

// Commit commits all of the working tree and gives the commit's id.
func (r *Repo) Commit(message string) string {
	r.t.Helper()
	r.Git("add", "-A")
	r.Git("commit", "-q", "--allow-empty", "-m", message)
	return strings.TrimSpace(r.Git("rev-parse", "HEAD"))
}

// Glob gives the one file below the git directory that matches.
func (r *Repo) Glob(pattern string) string {
	r.t.Helper()
	list, err := filepath.Glob(filepath.Join(r.Dir, pattern))
	if err != nil || len(list) != 1 {
		r.t.Fatalf("%s: %v, %v", pattern, list, err)
	}
	return list[0]
}

// History fills the repository with commits on a main line and side branches: files that are
// edited, moved, deleted and brought back, merges, binary and large ones. secrets are texts that
// go into some file for a while.
func (r *Repo) History(seed uint64, commits int, secrets ...string) {
	r.t.Helper()
	h := &history{rand: rand.New(rand.NewPCG(seed, 11)), files: map[string][]byte{}, secrets: secrets}
	for n := range commits {
		h.commit(n)
	}
	r.GitIn(h.out.Bytes(), "fast-import", "--quiet", "--depth=20")
}

// history writes a stream for git fast-import.
type history struct {
	rand    *rand.Rand
	out     bytes.Buffer
	files   map[string][]byte
	names   []string
	secrets []string
}

func (h *history) commit(n int) {
	fmt.Fprintf(&h.out, "commit refs/heads/main\nmark :%d\nauthor Author %d <a%d@example.com> %d +0100\ncommitter C <c@example.com> %d +0000\n",
		n+1, n%5, n%5, 1600000000+n*60, 1600000000+n*60)
	message := fmt.Sprintf("change %d", n)
	fmt.Fprintf(&h.out, "data %d\n%s\n", len(message), message)
	if n > 3 && n%7 == 0 {
		fmt.Fprintf(&h.out, "merge :%d\n", n-2)
	}
	for range 1 + h.rand.IntN(4) {
		h.change(n)
	}
	h.out.WriteByte('\n')
}

// change edits, adds, moves or deletes a file.
func (h *history) change(n int) {
	switch k := h.rand.IntN(12); {
	case len(h.names) < 4 || k == 0:
		name := fmt.Sprintf("dir%d/sub%d/file%d.txt", h.rand.IntN(4), h.rand.IntN(3), n)
		if h.files[name] == nil {
			h.names = append(h.names, name)
		}
		h.put(name, h.text(50+h.rand.IntN(200)))
	case k == 1:
		i := h.rand.IntN(len(h.names))
		from, to := h.names[i], fmt.Sprintf("moved/file%d.txt", n)
		if h.files[to] != nil {
			return
		}
		h.names[i] = to
		h.put(to, h.files[from])
		fmt.Fprintf(&h.out, "D %s\n", from)
		delete(h.files, from)
	case k == 2:
		noise := make([]byte, 3000)
		for i := range noise {
			noise[i] = byte(h.rand.Uint32())
		}
		h.put("image.bin", noise)
	default:
		name := h.names[h.rand.IntN(len(h.names))]
		h.put(name, h.edit(h.files[name]))
	}
}

// edit changes some lines: inserts, deletes, moves, and now and then puts in a secret.
func (h *history) edit(text []byte) []byte {
	lines := bytes.SplitAfter(text, []byte("\n"))
	for range 1 + h.rand.IntN(3) {
		i, j := h.rand.IntN(len(lines)), h.rand.IntN(len(lines))
		switch h.rand.IntN(4) {
		case 0:
			lines[i] = h.text(1)
		case 1:
			lines[i], lines[j] = lines[j], lines[i]
		case 2:
			lines = append(lines[:i:i], append([][]byte{h.text(1)}, lines[i:]...)...)
		default:
			if len(h.secrets) > 0 && h.rand.IntN(3) == 0 {
				lines[i] = []byte("key = " + h.secrets[h.rand.IntN(len(h.secrets))] + "\n")
			} else if len(lines) > 10 {
				lines = append(lines[:i:i], lines[i+1:]...)
			}
		}
	}
	return bytes.Join(lines, nil)
}

func (h *history) text(lines int) []byte {
	var b bytes.Buffer
	for range lines {
		for range 3 + h.rand.IntN(8) {
			fmt.Fprintf(&b, "word%d ", h.rand.IntN(5000))
		}
		b.WriteByte('\n')
	}
	return b.Bytes()
}

func (h *history) put(name string, data []byte) {
	h.files[name] = data
	fmt.Fprintf(&h.out, "M 100644 inline %s\ndata %d\n%s\n", name, len(data), data)
}
