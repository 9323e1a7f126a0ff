package keyflow

import (
	"strings"

	"github.com/krakenlint/krakenlint/analyzers/keyflow/internal/ir"
	"github.com/krakenlint/krakenlint/rules/credential"
)

// Facts lie in the build cache. A credential in them is replaced by a mask that says what
// it is without giving it away: maskStart kind ":" fingerprint ":" redacted maskEnd.
const (
	maskStart = "\x02"
	maskEnd   = "\x03"
)

// masked is the package as it goes into the fact.
func masked(p *ir.Package) *ir.Package {
	out := *p
	out.Funcs = make([]*ir.Func, len(p.Funcs))
	for i, f := range p.Funcs {
		out.Funcs[i] = maskFunc(f)
	}
	out.Types = make([]*ir.Type, len(p.Types))
	for i, t := range p.Types {
		clone := *t
		clone.Fields = append([]ir.Field(nil), t.Fields...)
		for k := range clone.Fields {
			clone.Fields[k].Tag = mask(clone.Fields[k].Tag)
		}
		out.Types[i] = &clone
	}
	return &out
}

func maskFunc(f *ir.Func) *ir.Func {
	copied := false
	for i := range f.Ops {
		if f.Ops[i].Kind != ir.Const {
			continue
		}
		text := mask(f.Ops[i].Text)
		if text == f.Ops[i].Text {
			continue
		}
		if !copied {
			clone := *f
			clone.Ops = append([]ir.Op(nil), f.Ops...)
			f, copied = &clone, true
		}
		f.Ops[i].Text = text
	}
	return f
}

// mask replaces each credential in a text.
func mask(text string) string {
	if len(text) < credential.APIKeyLen {
		return text
	}
	var out strings.Builder
	for len(text) > 0 {
		n := 0
		for n < len(text) && isKeyByte(text[n]) && text[n] != '=' {
			n++
		}
		for pad := 0; pad < 2 && n > 0 && n < len(text) && text[n] == '='; pad++ {
			n++
		}
		word := text[:n]
		if kind, ok := credential.ClassifyIn(credential.Futures, word); ok {
			out.WriteString(maskStart + string(kind) + ":" + credential.Fingerprint(word) + ":" + credential.Redact(kind, word) + maskEnd)
		} else {
			out.WriteString(word)
		}
		text = text[n:]
		if len(text) > 0 && n == 0 {
			out.WriteByte(text[0])
			text = text[1:]
		}
	}
	return out.String()
}

// shown is a text as a message may quote it: without the credentials in it.
func shown(text string) string {
	text = mask(text)
	for {
		before, rest, ok := strings.Cut(text, maskStart)
		_, after, closed := strings.Cut(rest, maskEnd)
		if !ok || !closed {
			return text
		}
		text = before + "…" + after
	}
}

func isKeyByte(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '+' || c == '/' || c == '='
}

// unmask reads a mask that is the whole of a text.
func unmask(text string) (found, bool) {
	rest, ok := strings.CutPrefix(text, maskStart)
	rest, closed := strings.CutSuffix(rest, maskEnd)
	parts := strings.SplitN(rest, ":", 3)
	if !ok || !closed || len(parts) != 3 {
		return found{}, false
	}
	return found{kind: credential.Kind(parts[0]), fingerprint: parts[1], redacted: parts[2]}, true
}

// clue tells whether a package has constants that may be parts of a credential: a run of
// base64 that no word or path looks like, in one or in many.
func clue(p *ir.Package) bool {
	for _, f := range p.Funcs {
		var pieces strings.Builder // short constants: a key may be spelled out in them
		for i := range f.Ops {
			if f.Ops[i].Kind != ir.Const {
				continue
			}
			text := f.Ops[i].Text
			if suspicious(text) {
				return true
			}
			if len(text) < 8 {
				pieces.WriteString(text)
			}
		}
		if pieces.Len() >= credential.APIKeyLen && suspicious(pieces.String()) {
			return true
		}
	}
	for _, t := range p.Types {
		for i := range t.Fields {
			if suspicious(t.Fields[i].Tag) {
				return true
			}
		}
	}
	return false
}

// suspicious holds for texts with a run of eight key characters or more in which upper
// case, lower case and digits mix, as eight random characters of base64 do four times in
// five and longer ones nearly always; and for raw bytes.
func suspicious(text string) bool {
	if strings.Contains(text, maskStart) {
		return true
	}
	run, upper, lower, digit, raw := 0, false, false, false, 0
	for i := range len(text) {
		c := text[i]
		if c >= 0x80 || c < 0x09 {
			raw++
		}
		if !isKeyByte(c) {
			run, upper, lower, digit = 0, false, false, false
			continue
		}
		run++
		upper = upper || 'A' <= c && c <= 'Z'
		lower = lower || 'a' <= c && c <= 'z'
		digit = digit || '0' <= c && c <= '9'
		if run >= 8 && lower && digit && upper || run >= 32 && digit && (lower || upper) {
			return true
		}
	}
	return raw >= 12
}
