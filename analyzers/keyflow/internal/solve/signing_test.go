package solve

import (
	"slices"
	"testing"

	"github.com/krakenlint/krakenlint/analyzers/keyflow/internal/ir"
)

func TestMaySign(t *testing.T) {
	client := func(ops ...ir.Op) *ir.Package {
		return &ir.Package{Kraken: true, Funcs: []*ir.Func{{Ops: ops}}}
	}
	helper := func(ops ...ir.Op) *ir.Package { return &ir.Package{Funcs: []*ir.Func{{Ops: ops}}} }
	hmac := ir.Op{Kind: ir.Call, Text: "crypto/hmac.New"}
	header := ir.Op{Kind: ir.Call, Text: "net/http.(Header).Set"}
	key, sign := ir.Op{Kind: ir.Const, Text: "API-Key"}, ir.Op{Kind: ir.Const, Text: "API-Sign"}
	for _, test := range []struct {
		name string
		all  []*ir.Package
		want bool
	}{
		{"names alone", []*ir.Package{client(key, sign)}, false},
		{"an HMAC of another", []*ir.Package{client(key), helper(hmac)}, false},
		{"one name and somebody's headers", []*ir.Package{client(key), helper(header)}, false},
		{"an HMAC", []*ir.Package{client(hmac)}, true},
		{"a header", []*ir.Package{client(header)}, true},
		{"names, set by a helper", []*ir.Package{client(key, sign), helper(header)}, true},
		{"names as keys of a map", []*ir.Package{client(key, sign, ir.Op{Kind: ir.StoreAt})}, true},
		{"an entry", []*ir.Package{client(ir.Op{Kind: ir.Store, Text: "[=Authent"})}, true},
		{"a challenge", []*ir.Package{{Kraken: true, Types: []*ir.Type{{Fields: []ir.Field{{Name: "Key", Tag: `json:"api_key"`}}}}}}, true},
		{"known fields", []*ir.Package{{SinkFields: []ir.SinkField{{Field: "p.T.Key"}}}}, true},
	} {
		var all []Signing
		for _, p := range test.all {
			all = append(all, SigningOf(p))
		}
		if got := MaySign(slices.Values(all)); got != test.want {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
	}
}
