// Package secrets finds Kraken credentials in bytes.
//
// A cheap search decides whether a text can hold one. If so, the text is read under
// several views, each with more of its escapes, joins and encodings undone; in every view
// the rules of kraken.toml, applied by gitleaks' detector, say what has the shape of a
// credential, and what stands around it says whose it is: a 64-byte value is a private
// key, a signature or a digest only by context.
package secrets

import (
	"bytes"
	"cmp"
	"slices"
	"sort"

	"github.com/krakenlint/krakenlint/rules/credential"
)

// Match is a credential at a place.
type Match struct {
	RuleID     string // in kraken.toml
	Kind       credential.Kind
	Product    credential.Product
	Value      string // the credential itself: never to be printed
	Start, End int    // byte offsets in the scanned data of the text that encodes it
}

// Engine applies the rules to texts. It is safe for concurrent use.
type Engine struct{}

// New returns an engine. It costs nothing: the rules are compiled when the first
// candidate needs them.
func New() *Engine { return &Engine{} }

// Scan finds the credentials in data, sorted by place. The path is context: its name and
// its directories' may say whose keys are in it.
func (e *Engine) Scan(path string, data []byte) ([]Match, error) {
	features, ok := glance(data)
	if !ok {
		return nil, nil
	}
	return scanAll(path, data, features)
}

// scanAll is Scan without the fast search before it.
func scanAll(path string, data []byte, features Features) ([]Match, error) {
	var seen places
	var known Features
	if onPath(path)&ofKraken != 0 {
		known = hasWord
	}
	for v := range views(data, features, known) {
		if err := scanView(path, v, &seen); err != nil {
			return nil, err
		}
	}
	return seen.matches(), nil
}

// scanView judges the values of one view.
func scanView(path string, v *view, seen *places) error {
	found := values(v.text)
	if len(found) == 0 {
		return nil
	}
	p := newPage(path, v.text)
	p.judge(found)
	if err := p.applyRules(found); err != nil {
		return err
	}
	for _, c := range found {
		start, end := v.origin(c.start, c.end)
		seen.add(place{Match{Kind: c.kind, Value: c.value, Start: start, End: end, Product: c.product()}, c.rule})
	}
	return nil
}

// mostOpen bounds how many values of a page, whose surroundings leave it open what they
// are, the rules are asked about one by one.
const mostOpen = 1000

// applyRules lets the rules confirm the shape of what the surroundings say is leaked,
// and report what they leave open.
func (p *page) applyRules(found []*candidate) error {
	var values []string
	for _, c := range found {
		if c.verdict == leaked || p.unsettled(c) {
			values = append(values, c.value)
		} else if c.verdict == other || c.anothers() {
			c.rule = ruledOut
		}
	}
	if len(values) == 0 {
		return nil
	}
	rules, err := loadRules()
	if err != nil {
		return err
	}
	asked := 0
	shaped := rules.shaped(values)
	for _, c := range found {
		switch {
		case c.rule != "" || !shaped[c.value]:
		case c.verdict == leaked:
			c.rule = c.ruleID()
		case asked < mostOpen:
			c.rule = rules.reportedBy(p.path, p.text, c.bounds, c.value)
			asked++
		}
	}
	return nil
}

// unsettled tells whether a rule may report a value that its surroundings leave open:
// all rules want Kraken's name near it or on the path, or the header of its signatures.
func (p *page) unsettled(c *candidate) bool {
	if c.verdict != open || c.anothers() {
		return false
	}
	near := p.text[max(0, c.start-shownBefore):min(len(p.text), c.end+shownAfter)]
	return p.onPath&ofKraken != 0 || p.kraken && (containsWord(near) || bytes.Contains(lower(near), []byte("api-sign")))
}

// ruledOut stands in place of a rule where a value is known to be no Kraken credential.
const ruledOut = "-"

func (c *candidate) ruleID() string {
	switch {
	case c.paired && c.kind == credential.APIKey:
		return "kraken-pair-api-key"
	case c.unpadded():
		return "kraken-futures-private-key"
	case c.paired:
		return "kraken-pair-private-key"
	case c.kind == credential.APIKey:
		return "kraken-api-key"
	}
	return "kraken-private-key"
}

func (c *candidate) product() credential.Product {
	for _, about := range []class{union(c.name.words), union(c.name.left), c.about} {
		switch {
		case about&ofFutures != 0 && about&ofSpot == 0:
			return credential.Futures
		case about&ofSpot != 0 && about&ofFutures == 0:
			return credential.Spot
		}
	}
	return credential.UnknownProduct
}

// values lists what in a text has the form of a credential.
func values(text []byte) []*candidate {
	var found []*candidate
	for at := 0; at+stride <= len(text); {
		if !block(text[at : at+stride]) {
			at += stride
			continue
		}
		r := runAt(text, at)
		for _, b := range valuesIn(text, r) {
			value := string(text[b.start:b.end])
			if kind, ok := credential.ClassifyIn(credential.Futures, value); ok {
				found = append(found, &candidate{bounds: b, value: value, kind: kind})
			}
		}
		at = r.end + 1
	}
	return found
}

// place is a value at a place in the file and the rule that reports it there.
type place struct {
	Match
	rule string
}

// places collects what the views show; the same value at the same place is one.
type places struct{ byValue map[string][]*place } // by Start

// add notes a value. Where several views show it, one that rules it out decides, then
// the first that reports it.
func (s *places) add(p place) {
	if s.byValue == nil {
		s.byValue = make(map[string][]*place)
	}
	all := s.byValue[p.Value]
	i := sort.Search(len(all), func(i int) bool { return all[i].End > p.Start })
	if i == len(all) || all[i].Start >= p.End {
		s.byValue[p.Value] = slices.Insert(all, i, &p)
	} else if known := all[i]; p.rule == ruledOut || known.rule == "" {
		known.rule, known.Product = p.rule, p.Product
	}
}

func (s *places) matches() []Match {
	var found []Match
	for _, places := range s.byValue {
		for _, p := range places {
			if p.rule != "" && p.rule != ruledOut {
				p.RuleID = p.rule
				found = append(found, p.Match)
			}
		}
	}
	slices.SortFunc(found, func(a, b Match) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End), cmp.Compare(a.Value, b.Value))
	})
	return found
}
