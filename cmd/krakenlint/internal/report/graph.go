package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/finding"
)

// graph is who holds which key: the keys on one side, the apps on the other, an edge for
// each holding. Two edges at one key are what shared-key is about.
type graph struct {
	keys, apps []string
	edges      []edge
}

type edge struct {
	key, app int // indexes into keys and apps
	holding  finding.Holding
}

func graphOf(holdings []finding.Holding) graph {
	var g graph
	for _, h := range holdings {
		g.keys = append(g.keys, h.Source)
		g.apps = append(g.apps, h.App)
	}
	g.keys, g.apps = sortedUnique(g.keys), sortedUnique(g.apps)
	for _, h := range holdings {
		key, _ := slices.BinarySearch(g.keys, h.Source)
		app, _ := slices.BinarySearch(g.apps, h.App)
		g.edges = append(g.edges, edge{key, app, h})
	}
	slices.SortStableFunc(g.edges, func(a, b edge) int {
		if a.key != b.key {
			return a.key - b.key
		}
		return a.app - b.app
	})
	return g
}

func sortedUnique(names []string) []string {
	slices.Sort(names)
	return slices.Compact(names)
}

// holders counts the apps of a key.
func (g graph) holders(key int) int {
	apps := make(map[int]bool)
	for _, e := range g.edges {
		if e.key == key {
			apps[e.app] = true
		}
	}
	return len(apps)
}

// label says on an edge what the app does with the key.
func (e edge) label() string {
	if unused := e.unused(); unused != "" {
		return e.used() + "; " + unused
	}
	return e.used()
}

// used are the permissions that the app's code needs.
func (e edge) used() string {
	text := strings.Join(e.holding.Permissions.Used, ", ")
	switch {
	case !e.holding.Complete:
		return strings.TrimPrefix(text+", unknown", ", ")
	case text == "":
		return "nothing"
	}
	return text
}

// unused are those that the key has beyond that, "" for none.
func (e edge) unused() string {
	if len(e.holding.Permissions.Excess) == 0 {
		return ""
	}
	return "not used: " + strings.Join(e.holding.Permissions.Excess, ", ")
}

// Mermaid draws who holds which key, for GitHub and GitLab to render. It is empty where
// there is no key.
func Mermaid(holdings []finding.Holding) string {
	if len(holdings) == 0 {
		return ""
	}
	g := graphOf(holdings)
	var out strings.Builder
	out.WriteString("graph LR\n")
	for i, key := range g.keys {
		fmt.Fprintf(&out, "  k%d([\"%s\"])%s\n", i, mermaidText(key), class(g.holders(i) > 1, ":::shared"))
	}
	for i, app := range g.apps {
		fmt.Fprintf(&out, "  a%d[\"%s\"]\n", i, mermaidText(app))
	}
	for _, e := range g.edges {
		fmt.Fprintf(&out, "  k%d -- \"%s\" --> a%d\n", e.key, mermaidText(e.label()), e.app)
	}
	out.WriteString("  classDef shared stroke:#c00,stroke-width:3px\n")
	return out.String()
}

// DOT draws the same for Graphviz.
func DOT(holdings []finding.Holding) string {
	g := graphOf(holdings)
	var out strings.Builder
	out.WriteString("digraph krakenlint {\n  rankdir=LR;\n  node [fontname=\"sans-serif\"];\n")
	for i, key := range g.keys {
		fmt.Fprintf(&out, "  k%d [label=%s, shape=ellipse%s];\n", i, dotText(key), class(g.holders(i) > 1, ", color=red, penwidth=2"))
	}
	for i, app := range g.apps {
		fmt.Fprintf(&out, "  a%d [label=%s, shape=box];\n", i, dotText(app))
	}
	for _, e := range g.edges {
		fmt.Fprintf(&out, "  k%d -> a%d [label=%s%s];\n", e.key, e.app, dotText(e.label()), class(len(e.holding.Permissions.Excess) > 0, ", color=orange"))
	}
	out.WriteString("}\n")
	return out.String()
}

func class(holds bool, text string) string {
	if holds {
		return text
	}
	return ""
}

// Names come from the scanned repository: nothing of them may be read as syntax.
var mermaidEscaper = strings.NewReplacer("&", "#amp;", "\"", "#quot;", "<", "#lt;", ">", "#gt;", "#", "#35;", "`", "'", "\r", " ", "\n", " ")

func mermaidText(text string) string { return mermaidEscaper.Replace(text) }

var dotEscaper = strings.NewReplacer("\\", "\\\\", "\"", "\\\"", "\r", " ", "\n", "\\n")

func dotText(text string) string { return "\"" + dotEscaper.Replace(text) + "\"" }
