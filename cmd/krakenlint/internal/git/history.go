package git

import (
	"bufio"
	"context"
	"io"
	"strings"
)

// BlobsIn lists the ids of the blobs of a range of commits.
func (r *Repo) BlobsIn(ctx context.Context, revisions string) ([]string, error) {
	var ids []string
	err := r.Stream(ctx, nil, func(out io.Reader) error {
		lines := bufio.NewScanner(out)
		lines.Buffer(nil, bufferSize)
		for lines.Scan() {
			ids = append(ids, lines.Text())
		}
		return lines.Err()
	}, "rev-list", "--objects", "--filter=object:type=blob", "--filter-provided-objects", "--no-object-names", "--missing=allow-any", revisions, "--")
	return ids, err
}

// Gaps says what of the history is not in the repository.
func (r *Repo) Gaps(ctx context.Context) ([]string, error) {
	var gaps []string
	out, err := r.Output(ctx, "rev-parse", "--is-shallow-repository")
	if err != nil {
		return nil, err
	}
	if strings.TrimSpace(string(out)) == "true" {
		gaps = append(gaps, "shallow clone: older commits are not here: git fetch --unshallow")
	}
	// config fails where nothing matches.
	if out, err := r.Output(ctx, "config", "--get-regexp", `^(extensions\.partialclone|remote\..*\.promisor)$`); err == nil && len(out) > 0 {
		gaps = append(gaps, "partial clone: blobs that were never fetched are not here: git fetch --refetch --no-filter")
	}
	return gaps, nil
}
