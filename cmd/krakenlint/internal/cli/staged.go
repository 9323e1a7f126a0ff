package cli

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/krakenlint/krakenlint/analyzers/keyflow"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/finding"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/git"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/gocheck"
)

// analyseStaged runs the Go analysis over the modules that have staged Go files, with the
// index's content in place of what differs on disk. What it finds is limited to the
// staged files, and to literals that the change has brought or has sent to a client.
func analyseStaged(ctx context.Context, o *options, p *place) (finding.Batch, error) {
	repo, err := p.repository(ctx)
	if err != nil {
		return finding.Batch{}, err
	}
	s := stagedGo{repo: repo, place: p}
	if err := s.list(ctx, o); err != nil || len(s.files) == 0 {
		return finding.Batch{}, err
	}
	dir, err := os.MkdirTemp("", "krakenlint-index-")
	if err != nil {
		return finding.Batch{}, fmt.Errorf("staged content: %w", err)
	}
	defer os.RemoveAll(dir)
	request := gocheck.Request{Jobs: o.jobs, Paths: s.paths()}
	if request.Overlay, err = s.overlay(ctx, dir); err != nil {
		return finding.Batch{}, err
	}
	programs, err := gocheck.Check(ctx, request)
	if err != nil {
		return finding.Batch{}, err
	}
	literals, err := s.brought(ctx, programs.Literals, request.Overlay)
	return finding.Batch{
		Findings:   gocheck.Findings(literals, p.name),
		Incomplete: named(programs.Incomplete, p),
		Summary:    finding.Summary{Packages: programs.Packages},
	}, err
}

// stagedGo is what the index has of Go.
type stagedGo struct {
	repo  *git.Repo
	place *place
	files map[string]git.Change // by absolute path
}

// list finds the staged Go files below the requested paths.
func (s *stagedGo) list(ctx context.Context, o *options) error {
	selection, err := s.repo.Staged(ctx, s.place.absolutes(o.paths))
	if err != nil {
		return err
	}
	s.files = map[string]git.Change{}
	for _, change := range selection.Changes {
		path := s.repo.Path(change.Path)
		if strings.HasSuffix(path, ".go") && change.ID != "" && !change.Unmerged && !s.place.excludes(path) {
			s.files[path] = change
		}
	}
	return nil
}

func (s *stagedGo) paths() []string {
	var paths []string
	for path := range s.files {
		paths = append(paths, path)
	}
	slices.Sort(paths)
	return paths
}

// overlay writes the Go files of the index that differ on disk, staged or not, into dir,
// and maps them: the packages are analysed as the commit has them.
func (s *stagedGo) overlay(ctx context.Context, dir string) (map[string]string, error) {
	entries, err := s.repo.Unstaged(ctx)
	if err != nil {
		return nil, err
	}
	byID := map[string][]string{}
	for _, entry := range entries {
		if strings.HasSuffix(entry.Path, ".go") {
			byID[entry.ID] = append(byID[entry.ID], s.repo.Path(entry.Path))
		}
	}
	overlay := map[string]string{}
	err = s.blobs(ctx, byID, func(path string, content []byte) error {
		file := filepath.Join(dir, fmt.Sprintf("%d.go", len(overlay)))
		overlay[path] = file
		return os.WriteFile(file, content, 0o600)
	})
	return overlay, err
}

// blobs reads blobs for the paths they belong to. Huge ones are left out, as they are by
// the analysis.
func (s *stagedGo) blobs(ctx context.Context, byID map[string][]string, use func(path string, content []byte) error) error {
	var ids []string
	for id := range byID {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	_, err := s.repo.Blobs(ctx, ids, func(blob git.Blob) error {
		content, err := contentOf(blob)
		for _, path := range byID[blob.ID] {
			if err == nil {
				err = use(path, content)
			}
		}
		return err
	})
	return err
}

func contentOf(blob git.Blob) ([]byte, error) {
	if blob.Data != nil || blob.Size == 0 || blob.Size > gocheck.MaxFile {
		return blob.Data, nil
	}
	r, err := blob.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(r)
}

// brought keeps the literals with a line that HEAD does not have, be it their own or one on
// their way to the client.
func (s *stagedGo) brought(ctx context.Context, literals []keyflow.Literal, overlay map[string]string) ([]keyflow.Literal, error) {
	byID := map[string][]string{}
	for path, change := range s.files {
		if change.OldID != "" {
			byID[change.OldID] = append(byID[change.OldID], path)
		}
	}
	head := map[string]map[string]bool{} // path -> lines
	err := s.blobs(ctx, byID, func(path string, content []byte) error {
		head[path] = map[string]bool{}
		for line := range bytes.Lines(content) {
			head[path][strings.TrimSpace(string(line))] = true
		}
		return nil
	})
	return slices.DeleteFunc(literals, func(l keyflow.Literal) bool {
		places := []keyflow.Place{l.Place}
		for _, step := range l.Path {
			places = append(places, step.Place)
		}
		return !slices.ContainsFunc(places, func(place keyflow.Place) bool { return s.isNew(place, head, overlay) })
	}), err
}

func (s *stagedGo) isNew(place keyflow.Place, head map[string]map[string]bool, overlay map[string]string) bool {
	if _, staged := s.files[place.File]; !staged {
		return false
	}
	lines, changed := head[place.File]
	if !changed {
		return true // a new file
	}
	file := place.File
	if content, ok := overlay[file]; ok {
		file = content
	}
	content, err := os.ReadFile(file)
	if err != nil {
		return true
	}
	n := 0
	for line := range bytes.Lines(content) {
		if n++; n == place.Line {
			return !lines[strings.TrimSpace(string(line))]
		}
	}
	return true
}
