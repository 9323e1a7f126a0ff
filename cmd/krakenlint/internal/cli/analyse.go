package cli

import (
	"context"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/finding"
)

// analyse runs what looks at programs and manifests rather than at single texts. It needs
// files on disk, so it is for trees only.
func analyse(_ context.Context, o *options, _ *place) (finding.Batch, error) {
	if o.noGo || o.staged || o.stdin || o.history || o.since != "" {
		return finding.Batch{}, nil
	}
	return finding.Batch{}, nil
}
