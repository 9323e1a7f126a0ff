package finding_test

import (
	"encoding/binary"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/finding"
	"github.com/krakenlint/krakenlint/rules/credential/credentialtest"
)

func hardcoded(file string, line, column, endLine int) finding.Finding {
	return finding.Finding{
		Rule: finding.HardcodedKey, Severity: finding.Error, Message: "m", File: file, Line: line, Column: column, EndLine: endLine,
		Credential: &finding.Credential{Kind: "private-key", Product: "unknown", Source: "literal:1"},
	}
}

func sealed(findings ...finding.Finding) []finding.Finding {
	finding.Seal(findings, strings.ToLower)
	return findings
}

// TestMerge joins what the text shows with what the analysis says of the same place.
func TestMerge(t *testing.T) {
	text := hardcoded("a.go", 6, 9, 6)
	text.Frame = &finding.Frame{Text: "…"}
	flow := hardcoded("a.go", 5, 2, 7)
	flow.Credential = &finding.Credential{Kind: "private-key", Product: "spot", Source: "literal:1"}
	flow.Related = []finding.Related{{File: "b.go", Line: 1}}
	want := sealed(text)[0]
	want.Credential, want.Related = flow.Credential, flow.Related
	elsewhere := sealed(hardcoded("a.go", 8, 1, 8))[0]

	got := finding.Merge(sealed(elsewhere, text, flow))
	if diff := cmp.Diff([]finding.Finding{want, elsewhere}, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// TestFingerprint names what stays the same when code moves, and what makes it another.
func TestFingerprint(t *testing.T) {
	base := sealed(hardcoded("a.go", 6, 9, 6))[0].Fingerprint
	if got := sealed(hardcoded("A.go", 60, 1, 61))[0].Fingerprint; got != base {
		t.Error("another line, and another name for the same path, make another fingerprint")
	}
	other := hardcoded("a.go", 6, 9, 6)
	other.Apps = []string{"cmd/bot"}
	if got := sealed(other)[0].Fingerprint; got == base {
		t.Error("another app makes no other fingerprint")
	}
	if got := sealed(hardcoded("b.go", 6, 9, 6))[0].Fingerprint; got == base {
		t.Error("another path makes no other fingerprint")
	}
}

func TestFirstCommits(t *testing.T) {
	first, second, now := hardcoded("a", 1, 1, 1), hardcoded("a", 9, 1, 9), hardcoded("a", 3, 1, 3)
	first.Commit, second.Commit = &finding.Commit{Hash: "1"}, &finding.Commit{Hash: "2"}
	got := finding.FirstCommits(sealed(first, second, now))
	if diff := cmp.Diff(sealed(first, now), got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// TestMask frames a stretch in the middle of a long line full of credentials.
func TestMask(t *testing.T) {
	api, private := credentialtest.Planted("API_KEY_1"), credentialtest.Planted("PRIVATE_KEY_1")
	for name, test := range map[string]struct{ text, want, under string }{
		"alone":      {"@", "…", "…"},
		"indented":   {"one\n\t  key = @ # of the bot\nthree", "key = … # of the bot", "…"},
		"neighbours": {"kraken," + api + ",@," + private + ",x", "…,…,…" + ",…", "…"},
		"known":      {"known [KNOWN] @ [KNOWN] end", "known <k> … <k> end", "…"},
		"control":    {"\x1b[2J key=@\r\n", "·[2J key=…", "…"},
		"far":        {strings.Repeat("word ", 100) + "@" + strings.Repeat(" word", 100), "", "…"},
	} {
		t.Run(name, func(t *testing.T) {
			at := strings.IndexByte(test.text, '@')
			text := []byte(test.text)
			var hidden []finding.Hidden
			for offset := 0; ; {
				i := strings.Index(test.text[offset:], "[KNOWN]")
				if i < 0 {
					break
				}
				hidden = append(hidden, finding.Hidden{Start: offset + i, End: offset + i + 7, Show: "<k>"})
				offset += i + 7
			}
			frame := finding.NewMask(text, hidden).Frame(finding.Hidden{Start: at, End: at + 1, Show: "…"})
			if test.want != "" && frame.Text != test.want {
				t.Errorf("got %q, want %q", frame.Text, test.want)
			}
			if got := string([]rune(frame.Text)[frame.Start:frame.End]); got != test.under {
				t.Errorf("underlines %q, want %q", got, test.under)
			}
			if len(frame.Text) > 300 {
				t.Errorf("%d bytes are a long line", len(frame.Text))
			}
		})
	}
}

// TestFrameColumnsUTF16 counts the characters of a text that has two bytes for each.
func TestFrameColumnsUTF16(t *testing.T) {
	for name, order := range map[string]binary.AppendByteOrder{"little": binary.LittleEndian, "big": binary.BigEndian} {
		var text []byte
		for _, c := range utf16.Encode([]rune("\ufeffa = key\nb = key")) {
			text = order.AppendUint16(text, c)
		}
		mask := finding.NewMask(text, nil)
		for _, start := range []int{2 * len("?a = "), len(text) - 6} {
			frame := mask.Frame(finding.Hidden{Start: start, End: start + 6})
			if frame.Column != 5 || frame.EndColumn != 8 {
				t.Errorf("%s endian, byte %d: columns %d to %d, want 5 to 8", name, start, frame.Column, frame.EndColumn)
			}
		}
	}
}

// TestFrameColumns counts characters, over lines and back.
func TestFrameColumns(t *testing.T) {
	text := "Schl\u00fcssel \U0001f600 = key\n\u00e4 = key\nkey"
	mask := finding.NewMask([]byte(text), nil)
	first, last := strings.Index(text, "key"), strings.LastIndex(text, "key")
	second := first + 3 + strings.Index(text[first+3:], "key")
	for _, test := range []struct{ start, end, column, endColumn int }{
		{first, first + 3, 15, 18},
		{second, last + 3, 5, 4},
		{last, last + 3, 1, 4},
		{first, second, 15, 5},
	} {
		frame := mask.Frame(finding.Hidden{Start: test.start, End: test.end})
		if frame.Column != test.column || frame.EndColumn != test.endColumn {
			t.Errorf("bytes %d to %d: columns %d to %d, want %d to %d", test.start, test.end, frame.Column, frame.EndColumn, test.column, test.endColumn)
		}
	}
}
