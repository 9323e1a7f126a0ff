package scan

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/finding"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/redact"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/scan/odb"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/scan/provenance"
	"github.com/krakenlint/krakenlint/rules"
)

const (
	stateVersion = 1
	// maxState is the largest state file that is read.
	maxState = 64 << 20
)

// state is what a run leaves to the next one: what it has read, and which blobs had something in
// them, so that the next one reports those as well. It holds no credential, only ids and paths.
type state struct {
	Version int      `json:"version"`
	Scanner string   `json:"scanner"` // digest of the program's version and the rules
	Read    odb.Mark `json:"read"`
	Refs    string   `json:"refs"` // digest of all refs and reflogs when the suspects were traced
	// Suspects are the blobs that are looked at again, in the order of their ids.
	Suspects []stateSuspect `json:"suspects"`
}

// stateSuspect is a blob with something in it, and where it came in.
type stateSuspect struct {
	Blob   string          `json:"blob"`
	Commit *finding.Commit `json:"commit"` // null where no commit has it
	Order  int             `json:"order"`
	Held   held            `json:"held"`
}

// stateFile is a state on its way from one file to the same.
type stateFile struct {
	path string
	old  state
	refs string // digest of the refs as they are now
	by   string
}

// scannerDigest names what decides how a blob is judged.
func scannerDigest(by string) string {
	sum := sha256.Sum256([]byte("krakenlint:history-state:v1\x00" + by + "\x00" + rules.TOML))
	return hex.EncodeToString(sum[:16])
}

// resume reads the state file and leaves out what it says was read. A file that is not there, or
// that another version wrote, makes this run read everything.
func (h *history) resume(ctx context.Context, r Range) error {
	f := &stateFile{path: r.State, by: scannerDigest(r.By)}
	h.state = f
	tips, err := provenance.ReadTips(ctx, h.repo, h.store)
	if err != nil {
		return err
	}
	f.refs = tips.Digest()
	found, err := loadState(r.State)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("--history-state %s: %w: delete it to read everything anew", r.State, err)
	}
	if found.Scanner != f.by {
		h.note("--history-state %s is of another version of krakenlint: everything is read anew", r.State)
		return nil
	}
	f.old = *found
	for _, s := range found.Suspects {
		h.suspects[s.Blob] = nil
	}
	return h.store.Skip(found.Read)
}

// loadState reads a state file strictly.
func loadState(path string) (*state, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, maxState+1))
	if err != nil {
		return nil, err
	}
	if len(data) > maxState {
		return nil, fmt.Errorf("more than %d bytes", maxState)
	}
	var version struct {
		Version int `json:"version"`
	}
	if err := json.Unmarshal(data, &version); err != nil {
		return nil, err
	}
	if version.Version != stateVersion {
		return nil, fmt.Errorf("version %d, want %d", version.Version, stateVersion)
	}
	var s state
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(&s); err != nil {
		return nil, err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("more than one JSON value")
	}
	return &s, s.check()
}

// check tells whether ids and numbers are ones.
func (s *state) check() error {
	for _, suspect := range s.Suspects {
		if _, err := odb.ParseID(suspect.Blob); err != nil {
			return err
		}
		if suspect.Held > notKnown {
			return fmt.Errorf("blob %s is held by %d, which means nothing", suspect.Blob, suspect.Held)
		}
	}
	for _, id := range s.Read.Loose {
		if _, err := odb.ParseID(id); err != nil {
			return err
		}
	}
	return nil
}

// knows tells whether the state has the origins of exactly these blobs, and they still hold.
func (f *stateFile) knows(ids []string) bool {
	old := make([]string, len(f.old.Suspects))
	for i, s := range f.old.Suspects {
		old[i] = s.Blob
	}
	return f.refs == f.old.Refs && slices.Equal(ids, old)
}

func (f *stateFile) origins() map[string]origin {
	all := map[string]origin{}
	for _, s := range f.old.Suspects {
		o := origin{order: s.Order, held: s.Held}
		if s.Commit != nil {
			o.commit = *s.Commit
		}
		all[s.Blob] = o
	}
	return all
}

// save writes the state file, whole or not at all.
func (f *stateFile) save(h *history) error {
	read, err := h.store.Mark()
	if err != nil {
		return err
	}
	s := state{Version: stateVersion, Scanner: f.by, Read: read, Refs: f.refs, Suspects: []stateSuspect{}}
	for id := range h.suspects {
		o, ok := h.origins[id]
		if !ok {
			o.held = notKnown
		}
		suspect := stateSuspect{Blob: id, Order: o.order, Held: o.held}
		if o.commit.Hash != "" {
			suspect.Commit = &o.commit
		}
		if hidden := redact.Text(o.commit.Path + "\x00" + o.commit.Author); hidden != o.commit.Path+"\x00"+o.commit.Author {
			suspect.Commit, s.Refs = nil, "" // a credential in a name: to be looked up again, not kept
		}
		s.Suspects = append(s.Suspects, suspect)
	}
	slices.SortFunc(s.Suspects, func(a, b stateSuspect) int { return strings.Compare(a.Blob, b.Blob) })
	data, err := json.MarshalIndent(s, "", " ")
	if err != nil {
		return err
	}
	if err := replaceFile(f.path, append(data, '\n')); err != nil {
		return fmt.Errorf("--history-state: %w", err)
	}
	return nil
}

// replaceFile writes a file beside the old one and puts it in its place.
func replaceFile(path string, data []byte) error {
	temp, err := os.CreateTemp(filepath.Dir(path), ".krakenlint-state-*")
	if err != nil {
		return err
	}
	defer os.Remove(temp.Name())
	_, err = temp.Write(data)
	if err := errors.Join(err, temp.Close()); err != nil {
		return err
	}
	return os.Rename(temp.Name(), path)
}
