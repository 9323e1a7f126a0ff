package fix

import (
	"testing"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/finding"
)

func TestEdit(t *testing.T) {
	tests := map[string]struct {
		edits []finding.Edit
		want  string // "" for an error
	}{
		"none":         {nil, "0123456789"},
		"one":          {[]finding.Edit{{Start: 2, End: 4, New: "x"}}, "01x456789"},
		"out of order": {[]finding.Edit{{Start: 8, End: 9, New: "y"}, {Start: 0, End: 0, New: "x"}}, "x01234567y9"},
		"twice":        {[]finding.Edit{{Start: 1, End: 1, New: "x"}, {Start: 1, End: 1, New: "x"}}, "0x123456789"},
		"overlapping":  {[]finding.Edit{{Start: 1, End: 5, New: "x"}, {Start: 4, End: 6, New: "y"}}, ""},
		"beyond":       {[]finding.Edit{{Start: 1, End: 50, New: "x"}}, ""},
		"backwards":    {[]finding.Edit{{Start: 5, End: 1, New: "x"}}, ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := edit([]byte("0123456789"), test.edits)
			if (err != nil) != (test.want == "") || string(got) != test.want {
				t.Errorf("edit = %q, %v; want %q", got, err, test.want)
			}
		})
	}
}

func TestNames(t *testing.T) {
	const content = "# KRAKEN_API_SECRET=\nexport KRAKEN_API_KEY = x\nKRAKEN_API_KEY_2=\n"
	for variable, want := range map[string]bool{"KRAKEN_API_KEY": true, "KRAKEN_API_SECRET": false, "KRAKEN_API": false} {
		if got := names([]byte(content), variable); got != want {
			t.Errorf("names(%s) = %v", variable, got)
		}
	}
}
