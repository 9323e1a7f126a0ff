package gocheck

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// lenient analyses directories without the go command, in another process of this program:
// what ends that one (endless recursion in code made for it) does not end this one.
func (s *session) lenient(ctx context.Context, b build, dirs []string, opaque ...string) {
	if len(dirs) == 0 || ctx.Err() != nil {
		return
	}
	request := lenientRequest{Dirs: dirs, Overlay: s.Overlay, Tags: buildTags(), Opaque: opaque}
	units, err := s.runLenient(ctx, request)
	switch {
	case err == nil:
		for id, found := range units {
			s.units[b.dir+"\x00"+id] = found
		}
	case len(dirs) > 1: // find out which it is
		half := len(dirs) / 2
		s.lenient(ctx, b, dirs[:half], opaque...)
		s.lenient(ctx, b, dirs[half:], opaque...)
	case ctx.Err() == nil:
		s.note(dirs[0], "not analysed: "+err.Error())
	}
}

func (s *session) runLenient(ctx context.Context, request lenientRequest) (map[string]*unit, error) {
	input, err := json.Marshal(request)
	if err != nil {
		return nil, err
	}
	var stderr limited
	cmd := exec.CommandContext(ctx, s.self, lenientFlag)
	cmd.Stdin, cmd.Stderr = bytes.NewReader(input), &stderr
	killGroup(cmd)
	output, err := cmd.Output()
	if err != nil {
		return nil, errors.New(reasonIn(stderr.Bytes()))
	}
	var units map[string]*unit
	return units, json.Unmarshal(output, &units)
}

// reasonIn is what a process said when it gave up, or else that it failed: a crash may
// quote what was analysed.
func reasonIn(stderr []byte) string {
	_, after, ok := bytes.Cut(stderr, []byte(gaveUp+": "))
	if !ok {
		return "the analysis failed"
	}
	line, _, _ := bytes.Cut(after, []byte("\n"))
	return string(line)
}

// readFile reads what is analysed: the staged content where there is one.
func (s *session) readFile(path string) ([]byte, error) { return readOverlaid(s.Overlay, path) }

func readOverlaid(overlay map[string]string, path string) ([]byte, error) {
	if content, ok := overlay[path]; ok {
		path = content
	}
	return readLimited(path)
}

// buildTags are those of the user's GOFLAGS.
func buildTags() []string {
	for flag := range strings.FieldsSeq(os.Getenv("GOFLAGS")) {
		if tags, ok := strings.CutPrefix(strings.TrimPrefix(flag, "-"), "-tags="); ok {
			return strings.Split(tags, ",")
		}
	}
	return nil
}

// loose analyses the directories that no module lists. Most hold test data of Go tools in
// their hundreds, so that only those are loaded that speak of Kraken.
func (s *session) loose(ctx context.Context, all []loose) {
	var dirs []string
	for _, l := range all {
		if s.speaks(l.dir) {
			dirs = append(dirs, l.dir)
		}
	}
	s.lenient(ctx, build{}, dirs)
}

// directories lists where the packages of a build are, for when the go command cannot.
func (s *session) directories(b build) []string {
	var dirs []string
	for _, pattern := range b.patterns {
		base, recursive := strings.CutSuffix(pattern, "/...")
		root := filepath.Join(b.dir, filepath.FromSlash(base))
		if !recursive {
			dirs = append(dirs, root)
			continue
		}
		dirs = append(dirs, s.packagesBelow(root)...)
	}
	return dirs
}

// packagesBelow lists the directories of a module that hold Go files.
func (s *session) packagesBelow(root string) []string {
	var dirs []string
	enter := func(dir string) bool {
		return listed(root, dir) && !s.folders.at(dir).module && (s.Skip == nil || !s.Skip(dir))
	}
	s.folders.below(root, enter, func(dir string, f folder) {
		if len(f.files) > 0 {
			dirs = append(dirs, dir)
		}
	})
	slices.Sort(dirs)
	return dirs
}
