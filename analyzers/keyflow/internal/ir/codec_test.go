package ir

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// sample uses every field that travels.
func sample() *Package {
	return &Package{
		Path: "example.com/p", Module: "example.com", Kraken: true, Files: []string{"p.go"},
		Funcs: []*Func{{
			Name: "example.com/p.F", Parent: 1, Root: true, Recv: true, Params: []Var{1}, Types: []string{"example.com/p.T"}, Strings: []bool{true},
			Results: []Var{2}, Vars: 3, Globals: []string{"example.com/p.G"}, Captured: []Var{-1}, Pos: Pos{0, 3, 1, 3, 2},
			Ops: []Op{
				{Kind: Const, Dst: 1, Text: "x", Pos: Pos{0, 4, 2, 5, 9}},
				{Kind: Guard, A: 1, Text: "a\x00b"},
				{Kind: Call, Text: "fmt.Sprint", Args: []Var{1, 4}, Rets: []Var{2}, Guard: 2, Passes: 3, Ifaces: []string{"", "M()()"}, Ret: "-", Inline: true},
			},
		}},
		Types: []*Type{{
			Name: "example.com/p.T", Fields: []Field{{Name: "Key", Tag: `json:"key"`, Type: "string", Embedded: true, Pos: Pos{0, 7, 1, 7, 4}}},
			Methods: []Method{{Key: "M()()", Func: "example.com/p.(T).M", Path: []string{"Inner"}, Iface: true}},
		}},
		SinkFields: []SinkField{{Field: "example.com/p.T.Key", Private: true, Product: "spot"}},
		Directives: []Directive{{Symbol: "example.com/p.F", Pos: Pos{0, 1, 1, 1, 9}, Permissions: []string{"query-funds"}}},
	}
}

func TestCodec(t *testing.T) {
	data := Encode(sample())
	got, err := Decode(data)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(sample(), got); diff != "" {
		t.Errorf("decoded (-want +got):\n%s", diff)
	}
	if !bytes.Equal(data, Encode(got)) {
		t.Error("encoding what was decoded gives something else")
	}
}

func FuzzDecode(f *testing.F) {
	f.Add(Encode(sample()))
	f.Fuzz(func(t *testing.T, data []byte) {
		if p, err := Decode(data); err == nil && p == nil {
			t.Error("neither a package nor an error")
		}
	})
}
