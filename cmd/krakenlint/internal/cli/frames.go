package cli

import (
	"bytes"
	"io"
	"os"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/finding"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/redact"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/suppress"
	"github.com/krakenlint/krakenlint/rules/secrets"
)

// largestFramed is the size of file from which on a finding of the analysis is shown
// without its line. The scan of texts frames its own at any size.
const largestFramed = 4 << 20

// frame gives the findings of a text that have none their frames, from the file on disk.
func frame(text suppress.Text, place *place, detector *secrets.Engine) {
	var source *finding.Mask
	var data []byte
	for i := range text.Findings {
		f := &text.Findings[i]
		if f.Frame != nil || f.Commit != nil {
			continue
		}
		if source == nil {
			if data = readFramed(place.path(text.Name)); data == nil {
				return
			}
			source = maskOf(text.Name, data, detector)
		}
		if start, end, ok := stretch(data, f); ok {
			f.Frame = source.Frame(finding.Hidden{Start: start, End: end, Show: shown(f, data[start:end])})
		}
	}
}

// shown is the code of a finding, or for a credential in it the mark.
func shown(f *finding.Finding, code []byte) string {
	if f.Rule == finding.HardcodedKey || bytes.IndexByte(code, '\n') >= 0 {
		return redact.Mark
	}
	return redact.Code(string(code))
}

func maskOf(name string, data []byte, detector *secrets.Engine) *finding.Mask {
	matches, err := detector.Scan(name, data)
	if err != nil {
		return finding.NewMask(data, nil)
	}
	hidden := make([]finding.Hidden, len(matches))
	for i, m := range matches {
		hidden[i] = finding.Hidden{Start: m.Start, End: m.End, Show: redact.Mark}
	}
	return finding.NewMask(data, hidden)
}

// readFramed is nil where there is no file to show.
func readFramed(path string) []byte {
	info, err := os.Lstat(path)
	if err != nil || !info.Mode().IsRegular() || info.Size() > largestFramed {
		return nil
	}
	file, err := os.Open(path)
	if err != nil {
		return nil
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, largestFramed))
	if err != nil {
		return nil
	}
	return data
}

// stretch turns the place of a finding into offsets. It is false where the file is no
// longer the one that was analysed.
func stretch(data []byte, f *finding.Finding) (start, end int, ok bool) {
	start, ok = offset(data, f.Line, f.Column)
	if !ok {
		return 0, 0, false
	}
	if end, ok = offset(data, f.EndLine, f.EndColumn); !ok || end < start {
		end = start
	}
	return start, end, true
}

func offset(data []byte, line, column int) (int, bool) {
	at := 0
	for ; line > 1; line-- {
		newline := bytes.IndexByte(data[at:], '\n')
		if newline < 0 {
			return 0, false
		}
		at += newline + 1
	}
	at += column - 1
	return at, line == 1 && column >= 1 && at <= len(data)
}
