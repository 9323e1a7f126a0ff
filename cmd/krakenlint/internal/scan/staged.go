package scan

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"slices"
	"strings"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/git"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/scan/odb"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/suppress"
)

var (
	errUnmerged   = errors.New("not merged yet: resolve the conflict and git add it")
	errNotInIndex = errors.New("not in the index: git add it, or check it without --staged")
	errMissing    = errors.New("the repository does not have this blob: a partial clone fetches it with git checkout")
)

// Staged scans what the next commit would change below the paths: whole blobs of the
// index, so that both halves of a pair are seen where only one is on a changed line. A
// finding is reported unless the same credential stands on the same line in HEAD: what is
// staged has brought it, or has made a credential of it.
//
// Paths are absolute, as for git.Repo.Staged.
func (s *Scanner) Staged(ctx context.Context, repo *git.Repo, paths []string) (Result, error) {
	selection, err := repo.Staged(ctx, paths)
	if err != nil {
		return Result{}, err
	}
	staged := &staged{worker: worker{Scanner: s}, repo: repo}
	for _, path := range selection.Unknown {
		staged.unreadable(path, errNotInIndex)
	}
	if err := staged.scan(ctx, selection.Changes); err != nil {
		return Result{}, err
	}
	return staged.Result, nil
}

type staged struct {
	worker
	repo    *git.Repo
	pending []judged
}

// judged is a staged file with findings, to be compared with the file in HEAD.
type judged struct {
	change git.Change
	text   int      // index in Texts
	places []string // what place says of each finding
}

func (s *staged) scan(ctx context.Context, changes []git.Change) error {
	byID := make(map[string][]git.Change)
	for _, change := range changes {
		path := s.repo.Path(change.Path)
		switch {
		case s.Excludes != nil && s.Excludes(path):
			s.Excluded++
		case change.Unmerged:
			s.incomplete(path, errUnmerged)
		case change.ID != "":
			byID[change.ID] = append(byID[change.ID], change)
		}
	}
	missing, err := s.blobs(ctx, ids(byID), func(blob git.Blob) error {
		for _, change := range byID[blob.ID] {
			s.change(change, blob)
		}
		return nil
	})
	for _, id := range missing {
		s.unreadable(s.repo.Path(byID[id][0].Path), errMissing)
	}
	if err != nil {
		return err
	}
	return s.compare(ctx)
}

// blobs is Repo.Blobs. A few are read without git, whose start would take longer than all the
// rest; git reads what cannot be read so, and says what is missing.
func (s *staged) blobs(ctx context.Context, ids []string, visit func(git.Blob) error) (missing []string, err error) {
	if len(ids) == 0 {
		return nil, nil
	}
	left, err := s.read(ids, visit)
	if err != nil || len(left) == 0 {
		return nil, err
	}
	return s.repo.Blobs(ctx, left, visit)
}

// read visits what can be read without git, and answers the rest.
func (s *staged) read(ids []string, visit func(git.Blob) error) (left []string, err error) {
	store, err := odb.Open(s.repo.GitDir, odb.Options{Large: window})
	if err != nil {
		return ids, nil // git reads it, or says why not
	}
	defer store.Close()
	return readFew(store, ids, visit)
}

// change scans one staged blob and keeps what is needed to compare it.
func (s *staged) change(change git.Change, blob git.Blob) {
	first := len(s.Texts)
	s.blob(s.repo.Path(change.Path), blob)
	for i := first; i < len(s.Texts); i++ {
		s.Texts[i].Partial = true
		if len(s.Texts[i].Findings) > 0 && change.OldID != "" {
			s.pending = append(s.pending, judged{change, i, places(s.Texts[i], s.Name(s.repo.Path(change.Path)), blob.Data)})
		}
	}
}

// compare takes out the findings that HEAD has as well.
func (s *staged) compare(ctx context.Context) error {
	byID := make(map[string][]judged)
	for _, j := range s.pending {
		byID[j.change.OldID] = append(byID[j.change.OldID], j)
	}
	_, err := s.blobs(ctx, ids(byID), func(blob git.Blob) error {
		for _, j := range byID[blob.ID] {
			s.dropOld(j, s.old(j.change, blob))
		}
		return nil
	})
	return err
}

// old counts the places of the findings in HEAD's version of a file.
func (s *staged) old(change git.Change, blob git.Blob) map[string]int {
	path := s.repo.Path(change.OldPath)
	w := worker{Scanner: &Scanner{Detector: s.Detector, Name: s.Name}}
	w.blob(path, blob)
	counts := make(map[string]int)
	for _, text := range w.Texts {
		for _, place := range places(text, s.Name(path), blob.Data) {
			counts[place]++
		}
	}
	return counts
}

func (s *staged) dropOld(j judged, old map[string]int) {
	text := &s.Texts[j.text]
	kept := text.Findings[:0]
	for i, f := range text.Findings {
		if old[j.places[i]] > 0 {
			old[j.places[i]]--
			continue
		}
		kept = append(kept, f)
	}
	text.Findings = kept
}

// places names each finding of a text by its credential, the archive member it is in, and
// the content of its lines, so that it is the same wherever in the file the lines stand.
func places(text suppress.Text, name string, data []byte) []string {
	member := strings.TrimPrefix(text.Name, name)
	lines := bytes.SplitAfter(data, []byte("\n"))
	list := make([]string, len(text.Findings))
	for i, f := range text.Findings {
		list[i] = f.Credential.Source + "\x00" + member
		if member == "" && f.EndLine <= len(lines) {
			list[i] += "\x00" + digest(lines[f.Line-1:f.EndLine])
		}
	}
	return list
}

func digest(lines [][]byte) string {
	sum := sha256.Sum256(bytes.Join(lines, nil))
	return string(sum[:])
}

func ids[T any](byID map[string]T) []string {
	list := make([]string, 0, len(byID))
	for id := range byID {
		list = append(list, id)
	}
	slices.Sort(list)
	return list
}
