package keyflow

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"sort"
	"strings"

	"github.com/krakenlint/krakenlint/analyzers/keyflow/internal/ir"
	"github.com/krakenlint/krakenlint/analyzers/keyflow/internal/solve"
	"github.com/krakenlint/krakenlint/rules/credential"
)

// found is what is known of a credential without its value.
type found struct {
	kind        credential.Kind
	fingerprint string
	redacted    string
	text        string // the value, to find its line; never leaves this package, never printed
}

// sinkFields finds the fields of the package's own types that end in a key, by letting
// every field carry a symbol and seeing which symbols arrive.
func (r *packageRun) sinkFields() {
	if !r.own.Kraken || len(r.own.SinkFields) > 0 { // none, or known from a table
		return
	}
	roots := append(r.initialisers(true), solve.All(r.own)...)
	for range 3 { // a field may feed another one
		s := r.openSolve(roots)
		if r.cut = s.Exhausted(); !r.addSinkFields(s) || r.cut {
			return
		}
	}
}

// openSolve lets anyone call the roots, and remembers where telling calls apart is too much.
func (r *packageRun) openSolve(roots []string) *solve.Solver {
	if !r.flat {
		s := solve.New(solve.Link(r.linked), 1, true)
		if s.Run(roots) {
			return s
		}
		r.flat = true
	}
	s := solve.New(solve.Link(r.linked), 0, true)
	s.Run(roots)
	return s
}

func (r *packageRun) addSinkFields(s *solve.Solver) bool {
	known := make(map[string]int)
	for i, f := range r.own.SinkFields {
		known[f.Field] = i
	}
	n := len(known)
	for _, sink := range s.Sinks() {
		for _, t := range s.Texts(sink.Node) {
			for _, leaf := range s.Leaves(t) {
				if leaf.Field == "" || !strings.HasPrefix(leaf.Field, r.own.Path+".") {
					continue
				}
				f := ir.SinkField{Field: leaf.Field, Private: sink.Private, Product: fieldProduct(sink)}
				if i, ok := known[leaf.Field]; !ok {
					known[leaf.Field] = len(r.own.SinkFields)
					r.own.SinkFields = append(r.own.SinkFields, f)
				} else if f.Product != "" && r.own.SinkFields[i].Product != f.Product {
					r.own.SinkFields[i].Product = ""
				}
			}
		}
	}
	sort.Slice(r.own.SinkFields, func(i, j int) bool { return r.own.SinkFields[i].Field < r.own.SinkFields[j].Field })
	return len(known) > n
}

func product(s solve.Sink) credential.Product {
	switch {
	case s.Either:
		return credential.UnknownProduct
	case s.Futures:
		return credential.Futures
	}
	return credential.Spot
}

// fieldProduct is the product of a field that a sink's value comes from.
func fieldProduct(s solve.Sink) string {
	if s.Either {
		return ""
	}
	return string(product(s))
}

// initialisers are the roots of all linked packages.
func (r *packageRun) initialisers(tests bool) []string {
	return solve.Roots(r.linked, tests)
}

// literals finds the credentials whose way into a client completes here: all functions of
// the package may be called by anyone.
func (r *packageRun) literals() {
	s, complete := r.solve(append(r.initialisers(true), solve.All(r.own)...), true)
	if !complete {
		r.incomplete("the flow of values in %s is too large to follow to the end", r.own.Path)
	}
	reported := make(map[string]bool)
	for _, p := range r.imports {
		for _, key := range p.Reported {
			reported[key] = true
		}
	}
	seen := make(map[string]bool)
	for _, sink := range s.Sinks() {
		for _, t := range s.Texts(sink.Node) {
			for _, l := range r.judge(s, sink, t) {
				key := fmt.Sprintf("%s:%d:%d", l.File, l.Line, l.Column)
				if seen[key+l.Fingerprint] || reported[l.Fingerprint] && r.inImport(l.File) {
					continue
				}
				seen[key+l.Fingerprint] = true
				r.result.Literals = append(r.result.Literals, l)
			}
		}
	}
	sort.SliceStable(r.result.Literals, func(i, j int) bool {
		a, b := r.result.Literals[i].Place, r.result.Literals[j].Place
		if a.File != b.File {
			return a.File < b.File
		}
		if a.Line != b.Line {
			return a.Line < b.Line
		}
		return a.Column < b.Column
	})
}

func (r *packageRun) incomplete(format string, args ...any) {
	r.result.Incomplete = append(r.result.Incomplete, fmt.Sprintf(format, args...))
}

// inImport tells whether a file is of another package.
func (r *packageRun) inImport(file string) bool { return r.tokenFile(file) == nil }

// judge finds the credentials that a text at a sink is or is made of.
func (r *packageRun) judge(s *solve.Solver, sink solve.Sink, t solve.Text) []Literal {
	var out []Literal
	for _, leaf := range s.Leaves(t) {
		if !leaf.Known || leaf.Place.File == "" {
			continue
		}
		f, ok := recognise(leaf.Constant, sink, leaf.Whole)
		if !ok {
			continue
		}
		l := Literal{Place: r.located(leaf.Place, f.text), Kind: f.kind, Product: product(sink), Fingerprint: f.fingerprint, Redacted: f.redacted}
		l.Path = r.steps(s.Way(sink.Node, t), s.At(sink.Event), sink)
		out = append(out, l)
	}
	return out
}

// recognise judges a constant at a sink: as it stands, without the blanks around it, or as
// the bytes that a private key decodes to. Of what a text was only derived from, words count.
func recognise(text string, sink solve.Sink, whole bool) (found, bool) {
	p := product(sink)
	if sink.Either {
		p = credential.Futures // which may have the form of spot, too
	}
	if f, ok := unmask(strings.TrimSpace(text)); ok {
		return f, true
	}
	candidates := []string{strings.TrimSpace(text)}
	if whole && (len(text) == 64 || len(text) == 66) {
		candidates = append(candidates, base64.StdEncoding.EncodeToString([]byte(text)))
	}
	if !whole {
		candidates = append(candidates, words(text)...)
	}
	for _, c := range candidates {
		if inner, ok := decodes(c); ok {
			candidates = append(candidates, inner)
		}
	}
	var best found
	for _, c := range candidates {
		kind, ok := credential.ClassifyIn(p, c)
		if ok && (best.kind == "" || (best.kind == credential.PrivateKey) != sink.Private && (kind == credential.PrivateKey) == sink.Private) {
			best = found{kind, credential.Fingerprint(c), credential.Redact(kind, c), c}
		}
	}
	return best, best.kind != ""
}

// located narrows the place of a text of several lines, or of a file, to the credential in it.
func (r *packageRun) located(p solve.Place, value string) Place {
	out := r.place(p)
	if value == "" || strings.HasSuffix(p.File, ".go") && p.Pos.Line == p.Pos.EndLine {
		return out
	}
	data, err := readPlain(p.File)
	if err != nil {
		return out
	}
	start := lineOffset(data, int(p.Pos.Line))
	at := bytes.Index(data[start:], []byte(value))
	if at < 0 {
		return out
	}
	at += start
	out.Line = 1 + bytes.Count(data[:at], []byte("\n"))
	out.Column = at - bytes.LastIndexByte(data[:at], '\n')
	out.EndLine, out.EndColumn = out.Line, out.Column+len(value)
	if tf := r.tokenFile(p.File); tf != nil {
		out.Pos, out.End = position(tf, out.Line, out.Column), position(tf, out.EndLine, out.EndColumn)
	}
	return out
}

// lineOffset is where a line begins, from 1; the end where there are fewer.
func lineOffset(data []byte, line int) int {
	at := 0
	for ; line > 1; line-- {
		n := bytes.IndexByte(data[at:], '\n')
		if n < 0 {
			return len(data)
		}
		at += n + 1
	}
	return at
}

// words are the runs of key characters in a text, and the text backwards.
func words(text string) []string {
	out := strings.FieldsFunc(text, func(r rune) bool { return r > 0x7f || !isKeyByte(byte(r)) })
	if len(text) == credential.APIKeyLen || len(text) == credential.PrivateKeyLen {
		b := []byte(text)
		for i, j := 0, len(b)-1; i < j; i, j = i+1, j-1 {
			b[i], b[j] = b[j], b[i]
		}
		out = append(out, string(b))
	}
	return out
}

// decodes undoes a base64 around a credential's text.
func decodes(text string) (string, bool) {
	if len(text) < 72 || len(text) > 256 {
		return "", false
	}
	raw, err := base64.StdEncoding.DecodeString(text)
	return strings.TrimSpace(string(raw)), err == nil
}

// steps writes a way out for people: the calls and stores on it, and the sink.
func (r *packageRun) steps(way []solve.Move, last solve.Move, sink solve.Sink) []Step {
	var out []Step
	for i, m := range way {
		var msg string
		switch m.Kind {
		case ir.Const:
			continue
		case ir.Call:
			msg = "passed to " + display(m.Callee)
		case ir.Invoke, ir.CallVar:
			msg = "passed on by a dynamic call"
		case ir.Store:
			msg = "stored in " + strings.TrimPrefix(m.Field, "[=")
		case ir.Concat:
			msg = "joined here"
		default:
			continue
		}
		if !m.Place.Pos.IsValid() {
			continue
		}
		if i > 0 && len(out) > 0 && out[len(out)-1].Line == int(m.Place.Pos.Line) && out[len(out)-1].Message == msg {
			continue
		}
		out = append(out, Step{Place: r.place(m.Place), Function: display(m.Function), Message: msg})
	}
	return append(out, Step{Place: r.place(last.Place), Function: display(last.Function), Message: sinkMessage(sink)})
}

func sinkMessage(s solve.Sink) string {
	switch {
	case s.Kind == solve.Enter && s.Private:
		return "becomes the private key of the client (" + display(s.Field) + ")"
	case s.Kind == solve.Enter:
		return "becomes the API key of the client (" + display(s.Field) + ")"
	case s.Private:
		return "signs requests to Kraken"
	}
	return "is sent to Kraken as the API key"
}

// display shortens a symbol to what a reader of the code would write.
func display(symbol string) string {
	symbol, _, _ = strings.Cut(symbol, "·")
	if i := strings.LastIndexByte(symbol, '/'); i >= 0 {
		symbol = symbol[i+1:]
	}
	return symbol
}
