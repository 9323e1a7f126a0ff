package scan

import (
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/finding"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/suppress"
)

// origin is where a blob came into the history.
type origin struct {
	commit finding.Commit // without a hash where no commit has it
	order  int            // the older, the smaller
	held   held
}

// held says who still has a blob, or a credential in one.
type held uint8

// From what is out in the open to what only the object database remembers.
const (
	inHead held = iota
	inHistory
	inStash
	inReflog
	unreachable
	inNoCommit
	notKnown
)

// holds is what a finding's message says of it.
var holds = [...]string{
	inHead:      "it is still in HEAD",
	inHistory:   "it is no longer in HEAD, but everybody who clones has it",
	inStash:     "only a stash has it",
	inReflog:    "only a reflog has it: it is in the repository, and on servers that it was pushed to, until it is pruned",
	unreachable: "reachable from no ref: it is in the repository, and on servers that it was pushed to, until it is pruned",
	inNoCommit:  "no commit has it: it was staged once, and is in the repository until it is pruned",
	notKnown:    "",
}

// traced are the texts of one blob, and who has it.
type traced struct {
	texts []suppress.Text
	held  held
}

// tellHolds adds to each finding who still has its credential, in whatever version of whatever
// file: of all that say the same, only the first is reported.
func tellHolds(blobs []traced) {
	best := map[string]held{}
	for _, b := range blobs {
		eachCredential(b.texts, func(f *finding.Finding) {
			if old, known := best[f.Credential.Source]; !known || b.held < old {
				best[f.Credential.Source] = b.held
			}
		})
	}
	for _, b := range blobs {
		eachCredential(b.texts, func(f *finding.Finding) {
			if text := holds[best[f.Credential.Source]]; text != "" {
				f.Message += "; " + text
			}
		})
	}
}

func eachCredential(texts []suppress.Text, do func(*finding.Finding)) {
	for _, text := range texts {
		for i := range text.Findings {
			if f := &text.Findings[i]; f.Credential != nil {
				do(f)
			}
		}
	}
}
