package report

import "fmt"

// drawing is a graph laid out for SVG: keys on the left, apps on the right, in the order
// of their names. Lengths are in SVG user units.
type drawing struct {
	Width, Height int
	Nodes         []node
	Lines         []line
}

type node struct {
	X, Y, Width, Height int
	Text                string // cut to fit
	Title               string // whole
	Class               string // "key", "key shared", "app"
}

type line struct {
	Path  string // SVG path data
	Class string // "edge", "edge excess", "edge unknown"
	Title string
	Text  string // what the app uses the key for
	X, Y  int    // where Text stands
}

const (
	boxWidth  = 260
	boxHeight = 34
	rowHeight = 58
	gap       = 380 // between the two columns
	margin    = 12
	maxText   = 34 // characters that fit into a box
	maxLabel  = 52 // characters that fit on an edge
)

func draw(g graph) drawing {
	rows := max(len(g.keys), len(g.apps))
	d := drawing{Width: 2*margin + 2*boxWidth + gap, Height: 2*margin + rows*rowHeight}
	for i, key := range g.keys {
		kind := "key"
		if g.holders(i) > 1 {
			kind = "key shared"
		}
		d.Nodes = append(d.Nodes, box(margin, centre(i, len(g.keys), rows), key, kind))
	}
	for i, app := range g.apps {
		d.Nodes = append(d.Nodes, box(margin+boxWidth+gap, centre(i, len(g.apps), rows), app, "app"))
	}
	for _, e := range g.edges {
		d.Lines = append(d.Lines, curve(e, centre(e.key, len(g.keys), rows), centre(e.app, len(g.apps), rows)))
	}
	return d
}

// centre spreads n boxes over the height of all rows.
func centre(i, n, rows int) int {
	return margin + (2*i+1)*rows*rowHeight/(2*n)
}

func box(x, middle int, text, kind string) node {
	return node{X: x, Y: middle - boxHeight/2, Width: boxWidth, Height: boxHeight, Text: cut(text, maxText), Title: text, Class: kind}
}

func curve(e edge, from, to int) line {
	left, right := margin+boxWidth, margin+boxWidth+gap
	middle := (left + right) / 2
	kind := "edge"
	switch {
	case len(e.holding.Permissions.Excess) > 0:
		kind = "edge excess"
	case !e.holding.Complete:
		kind = "edge unknown"
	}
	return line{
		Path:  fmt.Sprintf("M%d %dC%d %d %d %d %d %d", left, from, middle, from, middle, to, right, to),
		Class: kind,
		Title: e.label(),
		Text:  cut(e.label(), maxLabel),
		X:     right - margin,
		Y:     to - 6,
	}
}

func cut(text string, most int) string {
	letters := []rune(text)
	if len(letters) <= most {
		return text
	}
	return string(letters[:most-1]) + "…"
}
