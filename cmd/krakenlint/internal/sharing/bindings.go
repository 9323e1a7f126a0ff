package sharing

import (
	"slices"
	"strings"

	"github.com/krakenlint/krakenlint/analyzers/keyflow"
	"github.com/krakenlint/krakenlint/analyzers/sharedkey"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/project"
	"github.com/krakenlint/krakenlint/rules"
	"github.com/krakenlint/krakenlint/rules/credential"
)

// given is what a manifest gives for one source of a program.
type given struct {
	values []project.Value
	name   string // of the variable or file
	project.Place
}

// source joins the alternatives; empty where none has a name.
func (g given) source() string {
	var parts []string
	for _, v := range g.values {
		if v.Source != "" {
			parts = append(parts, v.Source)
		}
	}
	return strings.Join(parts, "|")
}

// resolve finds what a workload gives for a program's source: the first alternative that
// it sets. ok is false where it sets none. A value that is no credential and has no
// name (a placeholder) yields an empty source: it equals nothing.
func resolve(w project.Workload, source string) (given, bool) {
	for name := range strings.SplitSeq(source, "|") {
		scheme, rest, _ := strings.Cut(name, ":")
		for _, b := range w.Bindings {
			if len(b.Values) == 0 { // empty: filled in elsewhere
				continue
			}
			if scheme == "env" && b.File == "" && b.Name == rest || scheme == "file" && b.File == rest && rest != "" {
				return given{b.Values, b.Name, b.Place}, true
			}
		}
		if g, ok := resolveFlag(w, scheme, rest); ok {
			return g, true
		}
		if scheme != "env" {
			continue
		}
		for _, open := range slices.Backward(w.Open) {
			if key, ok := strings.CutPrefix(rest, open.Prefix); ok {
				return given{[]project.Value{{Source: openSource(open, key)}}, rest, open.Place}, true
			}
		}
	}
	return given{}, false
}

// openSource names a variable of a set whose content the tree does not show. The
// environment of whoever starts a Procfile is such a set too.
func openSource(open project.Open, key string) string {
	if open.Source == "env" {
		return "env:" + key
	}
	return open.Source + "#" + key
}

// resolveFlag finds --name=value or --name value in a command, where the value is one of the
// workload's variables or a literal.
func resolveFlag(w project.Workload, scheme, name string) (given, bool) {
	if scheme != "flag" || name == "" {
		return given{}, false
	}
	for _, words := range w.Program.Commands {
		for i, word := range words {
			flag, value, inline := strings.Cut(strings.TrimLeft(word, "-"), "=")
			if !strings.HasPrefix(word, "-") || flag != name {
				continue
			}
			if !inline && i+1 < len(words) {
				value = words[i+1]
			}
			return flagValue(w, value)
		}
	}
	return given{}, false
}

// flagValue reads a flag's value: $NAME, ${NAME} or $(NAME) of the workload, or a literal.
func flagValue(w project.Workload, value string) (given, bool) {
	variable := strings.Trim(strings.TrimLeft(value, "$"), "{}()")
	if strings.HasPrefix(value, "$") {
		for _, b := range w.Bindings {
			if b.Name == variable {
				return given{b.Values, b.Name, b.Place}, true
			}
		}
		return given{[]project.Value{{Source: "env:" + variable}}, variable, w.Place}, true
	}
	return given{project.Literal(value), "a flag", w.Place}, true
}

// vocabulary is what a tree's Go programs and manifests teach about its names.
type vocabulary struct {
	taken  map[string]bool          // sources that Go programs take as their keys: env:NAME, file:PATH
	known  map[string]rules.KeyName // sources of bindings that are keys by their names: env:MAIN_KEY
	refers map[string][]string      // keys of a secret that manifests refer to as API keys, by secret
}

func learn(in Input, programs []*Program) vocabulary {
	v := vocabulary{map[string]bool{}, map[string]rules.KeyName{}, map[string][]string{}}
	for _, p := range programs {
		for _, key := range p.Keys {
			for name := range strings.SplitSeq(key.Source+"|"+key.PrivateSource, "|") {
				if strings.HasPrefix(name, "env:") || strings.HasPrefix(name, "file:") {
					v.taken[name] = true
				}
			}
		}
	}
	for _, w := range in.Workloads {
		for _, b := range w.Bindings {
			if name, ok := v.byName(w, b); ok {
				v.note(name, b)
			}
		}
	}
	return v
}

// note remembers where a key comes from: other workloads may give it other names.
func (v vocabulary) note(name rules.KeyName, b project.Binding) {
	for _, value := range b.Values {
		if value.Source == "" {
			continue
		}
		if variable, isVariable := strings.CutPrefix(value.Source, "env:"); !name.Generic && !(isVariable && isGeneric(variable)) {
			v.known[value.Source] = name
		}
		if set, key, ok := strings.Cut(value.Source, "#"); ok && name.Kind == credential.APIKey && !slices.Contains(v.refers[set], key) {
			v.refers[set] = append(v.refers[set], key)
		}
	}
}

// isGeneric holds for API_KEY, which is another key wherever it stands.
func isGeneric(variable string) bool {
	name, ok := rules.LookupKeyName(variable)
	return ok && name.Generic
}

// judge tells whether a binding is a Kraken key, and which half: by itself, or because
// another workload is given the same under the name of one.
func (v vocabulary) judge(w project.Workload, b project.Binding) (rules.KeyName, bool) {
	if name, ok := v.byName(w, b); ok {
		return name, true
	}
	for _, value := range b.Values {
		if name, ok := v.known[value.Source]; ok && value.Source != "" {
			return name, true
		}
	}
	return rules.KeyName{}, false
}

// byName judges a binding by its name, because a Go program takes it for a key, or
// because its value is a credential.
func (v vocabulary) byName(w project.Workload, b project.Binding) (rules.KeyName, bool) {
	name, ok := rules.LookupKeyName(b.Name)
	isCredential := slices.ContainsFunc(b.Values, func(value project.Value) bool { return value.Kind != "" })
	switch {
	case ok && (!name.Generic || w.Kraken):
	case b.File == "" && v.taken["env:"+b.Name], b.File != "" && v.taken["file:"+b.File]:
	case isCredential && (w.Kraken || ok):
	default:
		return rules.KeyName{}, false
	}
	for _, value := range b.Values {
		if value.Kind != "" {
			name.Kind = value.Kind
		}
	}
	if name.Kind == "" { // a name that no table knows
		name = rules.GuessKeyName(b.Name)
	}
	return name, true
}

// pair is the two halves that a workload is given, under names with one stem.
type pair struct {
	api, private *half
}

type half struct {
	rules.KeyName
	project.Binding
}

// ownKeys are the uses of a workload whose program is not known.
func (v vocabulary) ownKeys(w project.Workload) []sharedkey.Use {
	var uses []sharedkey.Use
	for _, p := range v.pairs(w) {
		if use, ok := p.use(w); ok {
			uses = append(uses, use)
		}
	}
	for _, open := range w.Open {
		uses = append(uses, v.openKeys(w, open)...)
	}
	return uses
}

// pairs puts halves together, in the order in which they stand.
func (v vocabulary) pairs(w project.Workload) []*pair {
	var pairs []*pair
	for _, b := range w.Bindings {
		name, ok := v.judge(w, b)
		if !ok {
			continue
		}
		h := &half{name, b}
		i := slices.IndexFunc(pairs, func(p *pair) bool { return p.lacks(h) })
		if i < 0 {
			pairs = append(pairs, &pair{})
			i = len(pairs) - 1
		}
		if h.Kind == credential.APIKey {
			pairs[i].api = h
		} else {
			pairs[i].private = h
		}
	}
	return pairs
}

// lacks tells whether h is the other half of what the pair has.
func (p *pair) lacks(h *half) bool {
	switch {
	case h.Kind == credential.APIKey:
		return p.api == nil && p.private.Stem == h.Stem
	default:
		return p.private == nil && p.api.Stem == h.Stem
	}
}

// use is the pair as a use, named by the API key where that is given.
func (p *pair) use(w project.Workload) (sharedkey.Use, bool) {
	named, private := p.api, ""
	if named == nil {
		named = p.private
	} else if p.private != nil {
		private = given{values: p.private.Values}.source()
	}
	g := given{named.Values, named.Name, named.Place}
	use := useOf(w, g)
	use.Kind, use.Product, use.PrivateSource = named.Kind, named.Product, private
	return use, use.Source != ""
}

// openKeys are the keys in a set that the tree does not show: those that others refer to
// by name, or the set as a whole where its name says that Kraken keys are in it.
func (v vocabulary) openKeys(w project.Workload, open project.Open) []sharedkey.Use {
	if open.Source == "env" { // of a Procfile: nothing says that there is a key
		return nil
	}
	keys := v.refers[open.Source]
	use := useOf(w, given{[]project.Value{{Source: open.Source}}, "everything in " + sharedkey.Describe(open.Source), open.Place})
	use.Kind, use.Product = credential.APIKey, credential.UnknownProduct
	if len(keys) == 0 {
		if !rules.KeySetName(setName(open.Source)) {
			return nil
		}
		return []sharedkey.Use{use}
	}
	var uses []sharedkey.Use
	for _, key := range keys {
		use.Source = open.Source + "#" + key
		uses = append(uses, use)
	}
	return uses
}

// setName is the last element of a set's name, without what env files end in.
func setName(source string) string {
	name := source[strings.LastIndexAny(source, "/:")+1:]
	name = strings.TrimSuffix(strings.TrimPrefix(name, ".env."), ".env")
	name, _, _ = strings.Cut(name, ".")
	return name
}

// useOf is a use of what a workload is given.
func useOf(w project.Workload, g given) sharedkey.Use {
	use := sharedkey.Use{App: w.App, Source: g.source(), Given: describe(g), Place: place(g.Place)}
	for _, value := range g.values {
		use.Redacted = orElse(use.Redacted, value.Redacted)
	}
	return use
}

// describe says what a manifest gives, for the related places of a finding.
func describe(g given) string {
	source := sharedkey.Describe(g.source())
	if g.name == "" || strings.HasSuffix(g.name, source) {
		return orElse(g.name, source)
	}
	return g.name + " from " + source
}

func place(p project.Place) keyflow.Place {
	return keyflow.Place{File: p.File, Line: p.Line, Column: p.Column, EndLine: p.Line, EndColumn: max(p.Column, p.EndColumn)}
}
