package solve

import (
	"iter"
	"strings"

	"github.com/krakenlint/krakenlint/analyzers/keyflow/internal/ir"
)

// Signing is what the code of a package does that keys may end in.
type Signing struct {
	// Uses holds for a client of Kraken that computes an HMAC, sets headers, stores under
	// the name of a key's header, or has fields that end in one.
	Uses bool
	// Names holds for a client of Kraken that names the headers of a key and its signature.
	Names bool
	// Headers holds for a package of any kind that sets headers.
	Headers bool
}

// SigningOf looks at the code of a package.
func SigningOf(p *ir.Package) Signing {
	var out Signing
	hmac, stores, keyed, key, sign := false, false, false, false, false
	for _, f := range p.Funcs {
		for i := range f.Ops {
			switch op := &f.Ops[i]; op.Kind {
			case ir.Call, ir.FuncRef, ir.Bind:
				m := modelled(op.Text)
				hmac = hmac || m != nil && m.effect == "hmac"
				out.Headers = out.Headers || m != nil && strings.HasPrefix(m.effect, "header")
			case ir.Store:
				stores = stores || namesKey(strings.TrimPrefix(op.Text, "[="))
			case ir.StoreAt:
				keyed = true
			case ir.Const:
				kind, _ := headerKind(op.Text)
				key, sign = key || kind == APIKey, sign || kind == Sign
			}
		}
	}
	out.Names = p.Kraken && key && sign
	out.Uses = len(p.SinkFields) > 0 || p.Kraken && (hmac || out.Headers || stores || hasKeyField(p)) || out.Names && keyed
	return out
}

// MaySign tells whether anything in a set of packages may be the end of a key. Without such
// code there is nothing to follow, however often a package speaks of Kraken.
func MaySign(all iter.Seq[Signing]) bool {
	names, headers := false, false
	for s := range all {
		if s.Uses {
			return true
		}
		names, headers = names || s.Names, headers || s.Headers
	}
	return names && headers
}

func hasKeyField(p *ir.Package) bool {
	for _, t := range p.Types {
		for i := range t.Fields {
			if namesKey(jsonName(t.Fields[i].Tag)) || namesKey(t.Fields[i].Name) {
				return true
			}
		}
	}
	return false
}

// namesKey holds for what a key or a signature is called where it is sent.
func namesKey(name string) bool {
	kind, _ := headerKind(name)
	return kind != 0 || name == "api_key" || name == "signed_challenge"
}
