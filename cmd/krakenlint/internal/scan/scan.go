// Package scan finds hardcoded credentials in text, wherever it comes from: a tree of
// files, the index, the history, standard input, archives in any of them.
//
// Each origin is one file with one method of Scanner. All of them hand their texts to the
// same worker, which judges one text at a time.
package scan

import (
	"bytes"
	"sync/atomic"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/finding"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/git"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/suppress"
	"github.com/krakenlint/krakenlint/rules/directive"
	"github.com/krakenlint/krakenlint/rules/secrets"
)

// Scanner scans. Its fields are set before its methods are called.
type Scanner struct {
	Detector *secrets.Engine
	Jobs     int
	Progress *Progress
	// Track is told now and then how many bytes of a history are read, if it is set.
	Track func(done, total int64)
	// Name turns the path of a file into the one to report.
	Name func(path string) string
	// Excludes tells whether a file or directory, by its absolute path, is left out.
	Excludes func(path string) bool
}

// Progress counts what has been scanned, for somebody to show meanwhile.
type Progress struct{ Bytes atomic.Int64 }

// Result is what a scan has found. Excluded counts the files and directories that were
// left out because the configuration says so.
type Result struct {
	Texts      []suppress.Text
	Incomplete []finding.Incomplete
	Summary    finding.Summary
	Excluded   int
	Manifests  []string // files on disk that may be one, as project.IsManifest tells
	Notes      []string // for --verbose
}

func (r *Result) add(other Result) {
	r.Texts = append(r.Texts, other.Texts...)
	r.Incomplete = append(r.Incomplete, other.Incomplete...)
	r.Summary.Files += other.Summary.Files
	r.Summary.Bytes += other.Summary.Bytes
	r.Excluded += other.Excluded
	r.Manifests = append(r.Manifests, other.Manifests...)
	r.Notes = append(r.Notes, other.Notes...)
}

// worker judges texts, one after the other. It is not safe for concurrent use: each
// goroutine has its own, and their results are added up.
type worker struct {
	*Scanner
	Result
	unpacking *unpacking           // of the file that is being judged, if it is an archive
	depth     int                  // of archives that the text is in
	buffers   [maxDepth + 1][]byte // for the text at each depth, reused
}

// text judges a whole text, or what is in it where it is an archive. Data is not kept.
func (w *worker) text(path string, data []byte) {
	if f := formatOf(data); f != noFormat && w.unpack(path, f, input{bytes.NewReader(data), bytes.NewReader(data), int64(len(data))}) {
		return
	}
	w.count(len(data))
	matches := w.detect(path, data)
	ignores := directive.Ignores(data)
	if len(matches) == 0 && len(ignores) == 0 {
		return
	}
	name := w.Name(path)
	w.Texts = append(w.Texts, suppress.Text{Name: name, Findings: findings(name, data, matches), Ignores: ignores})
}

func (w *worker) count(bytes int) {
	w.Summary.Files++
	w.countBytes(int64(bytes))
}

func (w *worker) countBytes(bytes int64) {
	w.Summary.Bytes += bytes
	if w.Progress != nil {
		w.Progress.Bytes.Add(bytes)
	}
}

func (w *worker) incomplete(path string, reason error) {
	w.Incomplete = append(w.Incomplete, finding.Incomplete{Path: w.Name(path), Reason: reason.Error()})
}

// findings turns the matches of one text into findings, with their lines framed.
func findings(name string, data []byte, matches []secrets.Match) []finding.Finding {
	hidden := make([]finding.Hidden, len(matches))
	for i, m := range matches {
		hidden[i] = finding.Hidden{Start: m.Start, End: m.End, Show: shown(m)}
	}
	mask := finding.NewMask(data, hidden)
	found := make([]finding.Finding, len(matches))
	for i, m := range secrets.Locate(data, matches) {
		f := describe(m.Match)
		f.File = name
		f.Line, f.Column, f.EndLine, f.EndColumn = m.Line, m.Column, m.EndLine, m.EndColumn
		f.Frame = mask.Frame(hidden[i])
		found[i] = f
	}
	return found
}

// blob judges a blob of a repository as the file at path.
func (w *worker) blob(path string, blob git.Blob) {
	if blob.Data != nil || blob.Open == nil {
		w.text(path, blob.Data)
		return
	}
	r, err := blob.Open()
	if err != nil {
		w.unreadable(path, err)
		return
	}
	defer r.Close()
	w.reader(path, r)
}
