package gocheck

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/lazy"
)

// vetRun is what one run of go vet told.
type vetRun struct {
	units  map[string]*unit // by package ID: "p", "p [p.test]", "p_test [p.test]"
	failed bool             // some package was not analysed
	stderr []byte           // compilers' messages: they quote constants, never pass them on
}

// goVet analyses the packages that patterns match with this program as vet tool. -trimpath
// would let the answers for one checkout, with its paths, stand for another.
func (s *session) goVet(ctx context.Context, b build, patterns []string) (vetRun, error) {
	args := []string{"vet", "-json", "-vettool=" + s.self, "-buildvcs=false", "-trimpath=false", modFlag(b)}
	if s.overlay != "" {
		args = append(args, "-overlay="+s.overlay)
	}
	if s.Jobs > 0 {
		args = append(args, fmt.Sprintf("-p=%d", s.Jobs))
	}
	cmd := s.goCommand(ctx, b, append(append(args, "--"), patterns...))
	var stderr limited
	cmd.Stderr = &stderr
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		return vetRun{}, err
	}
	if err := cmd.Start(); err != nil {
		return vetRun{}, fmt.Errorf("go vet does not start: %w", err)
	}
	units, decodeErr := decodeUnits(stdout)
	_, _ = io.Copy(io.Discard, stdout)
	err = cmd.Wait()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		return vetRun{}, fmt.Errorf("go vet: %w", err)
	}
	return vetRun{units: units, failed: err != nil || decodeErr != nil, stderr: stderr.Bytes()}, ctx.Err()
}

// goCommand prepares a go command of a build, killed with its children when ctx ends.
func (s *session) goCommand(ctx context.Context, b build, args []string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, s.goTool, args...)
	cmd.Dir = b.dir
	cmd.Env = environment(b, s.surveyed(b).cgo)
	killGroup(cmd)
	return cmd
}

// decodeUnits reads the stream of JSON objects that `go vet -json` prints, one a package:
// package ID -> analyzer -> diagnostics, or an error.
func decodeUnits(r io.Reader) (map[string]*unit, error) {
	units := map[string]*unit{}
	for decoder := json.NewDecoder(r); ; {
		var tree map[string]map[string]json.RawMessage
		if err := decoder.Decode(&tree); errors.Is(err, io.EOF) {
			return units, nil
		} else if err != nil {
			return units, fmt.Errorf("reading what go vet found: %w", err)
		}
		for id, results := range tree {
			if found, ok := decodeUnit(results[unitAnalyzer.Name]); ok {
				units[id] = found
			}
		}
	}
}

func decodeUnit(raw json.RawMessage) (*unit, bool) {
	var diagnostics []struct{ Message string }
	if json.Unmarshal(raw, &diagnostics) != nil || len(diagnostics) != 1 {
		return nil, false
	}
	found := new(unit)
	if json.Unmarshal([]byte(diagnostics[0].Message), found) != nil || found.Result == nil {
		return nil, false
	}
	return found, true
}

// listedPackage is what `go list -json` tells of one package, as far as it is used here.
type listedPackage struct {
	ImportPath   string
	Dir          string
	GoFiles      []string
	CgoFiles     []string
	TestGoFiles  []string
	XTestGoFiles []string
	Error        *struct{}
	DepsErrors   []struct{}
}

// goList lists the packages that a build should have, broken ones too.
func (s *session) goList(ctx context.Context, b build) ([]listedPackage, error) {
	args := []string{"list", "-e", "-buildvcs=false", modFlag(b),
		"-json=ImportPath,Dir,GoFiles,CgoFiles,TestGoFiles,XTestGoFiles,Error,DepsErrors"}
	if s.overlay != "" {
		args = append(args, "-overlay="+s.overlay)
	}
	out, err := s.goCommand(ctx, b, append(append(args, "--"), b.patterns...)).Output()
	if err != nil && len(out) == 0 {
		return nil, errors.New("the go command cannot load the module")
	}
	var packages []listedPackage
	for decoder := json.NewDecoder(bytes.NewReader(out)); ; {
		var one listedPackage
		if err := decoder.Decode(&one); errors.Is(err, io.EOF) {
			return packages, nil
		} else if err != nil {
			return packages, fmt.Errorf("reading the module's packages: %w", err)
		}
		packages = append(packages, one)
	}
}

// loads tells whether the go command can build the package, as far as it knows before it
// has compiled anything.
func (p listedPackage) loads() bool { return p.Error == nil && len(p.DepsErrors) == 0 }

// expected lists the IDs under which go vet reports a package.
func (p listedPackage) expected() []string {
	var ids []string
	tested := len(p.TestGoFiles)+len(p.XTestGoFiles) > 0
	switch {
	case len(p.TestGoFiles) > 0:
		ids = append(ids, p.ImportPath+" ["+p.ImportPath+".test]")
	case len(p.GoFiles)+len(p.CgoFiles) > 0:
		ids = append(ids, p.ImportPath)
	}
	if tested && len(p.XTestGoFiles) > 0 {
		ids = append(ids, p.ImportPath+"_test ["+p.ImportPath+".test]")
	}
	return ids
}

// compilerPlace matches the place at the beginning of a compiler's message.
var compilerPlace = lazy.Regexp(`(?m)^(?:vet: )?([^\s:][^:\n]*\.go):(\d+):(?:\d+:)? `)

// brokenAt maps directories to the first place in them that a compiler complained about,
// as file:line.
func (r vetRun) brokenAt(dir string) map[string]string {
	places := map[string]string{}
	for _, match := range compilerPlace().FindAllSubmatch(r.stderr, -1) {
		file := string(match[1])
		if !filepath.IsAbs(file) {
			file = filepath.Join(dir, file)
		}
		if _, ok := places[filepath.Dir(file)]; !ok {
			places[filepath.Dir(file)] = filepath.Base(file) + ":" + string(match[2])
		}
	}
	return places
}

// limited keeps the beginning of what is written to it.
type limited struct{ bytes.Buffer }

const maxStderr = 1 << 20

func (l *limited) Write(p []byte) (int, error) {
	if room := maxStderr - l.Len(); room > 0 {
		_, _ = l.Buffer.Write(p[:min(room, len(p))])
	}
	return len(p), nil
}

// self is the path of this program, for go vet to run.
func self() (string, error) {
	path, err := os.Executable()
	if err != nil {
		return "", fmt.Errorf("finding this program: %w", err)
	}
	return path, nil
}

// stripVariant cuts the test variant off a package ID.
func stripVariant(id string) string {
	path, _, _ := strings.Cut(id, " ")
	return path
}
