package scan

import (
	"bytes"
	"context"
	"io"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/finding"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/git"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/scan/odb"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/scan/provenance"
	"github.com/krakenlint/krakenlint/rules/secrets"
)

// candidates lets those blobs through that may have a credential, and archives, whose content
// cannot be searched before they are unpacked.
var candidates = odb.Filter{
	Features:  func(text []byte) uint8 { return uint8(secrets.FeaturesOf(text)) },
	Window:    secrets.Window,
	Candidate: func(features uint8) bool { return secrets.Features(features).Candidate() },
	Whole:     func(text []byte) bool { return formatOf(text) != noFormat },
}

// packed reads the objects straight from the packs, many times as fast as git. It visits
// candidates only.
type packed struct {
	repo  *git.Repo
	store *odb.Store
	since odb.ID // origins are looked for in what it does not have; zero for everywhere
}

// Blobs implements objects.
func (p packed) Blobs(ctx context.Context, only map[string]bool, visit func(git.Blob) error) (finding.Summary, []finding.Incomplete, error) {
	var asked func(odb.ID) bool
	if only != nil {
		asked = func(id odb.ID) bool { return only[id.String()] }
	}
	incomplete, stats, err := p.store.Blobs(ctx, asked, func(o odb.Object) error { return visit(blobOf(o)) })
	return finding.Summary{Files: int(stats.Objects), Bytes: stats.Bytes}, incomplete, err
}

// blobOf hands on an object as the scanner takes it: what does not fit its window is to be read.
func blobOf(o odb.Object) git.Blob {
	blob := git.Blob{ID: o.ID.String(), Size: o.Size, Data: o.Data, Open: o.Open}
	if len(o.Data) > window {
		blob.Data, blob.Open = nil, func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(o.Data)), nil }
	}
	return blob
}

// Again implements objects.
func (p packed) Again(ctx context.Context, only map[string]bool, visit func(git.Blob) error) error {
	left, err := readFew(p.store, ids(only), visit)
	if err != nil || len(left) == 0 {
		return err
	}
	walked := make(map[string]bool, len(left))
	for _, id := range left {
		walked[id] = true
	}
	_, _, err = p.Blobs(ctx, walked, visit)
	return err
}

// few is up to how many blobs are read one by one rather than by git or a walk through their packs.
const few = 32

// readFew visits some blobs in order, and answers those that have to be looked for otherwise.
func readFew(store *odb.Store, ids []string, visit func(git.Blob) error) (left []string, err error) {
	if len(ids) > few {
		return ids, nil
	}
	for _, hex := range ids {
		id, err := odb.ParseID(hex)
		if err != nil {
			return nil, err
		}
		o, err := store.Get(id)
		if err != nil {
			left = append(left, hex)
			continue
		}
		if err := visit(blobOf(o)); err != nil {
			return nil, err
		}
	}
	return left, nil
}

// Origins implements objects.
func (p packed) Origins(ctx context.Context, ids []string) (map[string]origin, []finding.Incomplete, error) {
	wanted := make([]odb.ID, 0, len(ids))
	for _, id := range ids {
		if parsed, err := odb.ParseID(id); err == nil {
			wanted = append(wanted, parsed)
		}
	}
	tips, err := provenance.ReadTips(ctx, p.repo, p.store)
	if err != nil {
		return nil, nil, err
	}
	found, incomplete, err := provenance.Find(ctx, p.store, tips, wanted, p.since)
	origins := make(map[string]origin, len(found))
	for id, o := range found {
		origins[id.String()] = origin{commit: o.Commit, order: o.Order, held: heldBy(o)}
	}
	return origins, incomplete, err
}

// heldBy says who still has what came in at an origin.
func heldBy(o provenance.Origin) held {
	switch {
	case o.InHead:
		return inHead
	case o.Commit.Hash == "":
		return inNoCommit
	}
	return [...]held{
		provenance.ByRef:     inHistory,
		provenance.ByStash:   inStash,
		provenance.ByReflog:  inReflog,
		provenance.ByNothing: unreachable,
	}[o.Reach]
}
