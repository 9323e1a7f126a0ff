package report

import (
	"cmp"
	"fmt"
	"slices"
)

// drawing is a graph laid out for SVG, in three columns: keys, what each is used for, apps.
// A use has a row of its own, so that nothing lies on anything however many there are.
// Lengths are in SVG user units.
type drawing struct {
	Width, Height int
	Headings      []heading // of the columns
	Nodes         []node
	Lines         []line
}

type heading struct {
	X    int
	Text string
}

type node struct {
	X, Y, Width, Height int
	Text, More          string // two lines, cut to fit
	Title               string // whole
	Class               string // "key", "key shared", "app", "use", "use excess", "use unknown"
}

type line struct {
	Path  string // SVG path data
	Class string // that of its use
}

const (
	nameWidth  = 290 // of a key and of an app
	useWidth   = 320
	boxHeight  = 40
	rowHeight  = 52
	gap        = 64 // between columns
	margin     = 8
	top        = 30 // below the headings
	maxName    = 34 // letters of the one width that fit into a key or an app
	maxUse     = 46
	keyColumn  = margin
	useColumn  = keyColumn + nameWidth + gap
	appColumn  = useColumn + useWidth + gap
	totalWidth = appColumn + nameWidth + margin
)

func draw(g graph) drawing {
	d := drawing{Width: totalWidth, Headings: []heading{{keyColumn, "key"}, {useColumn, "what the code uses of it"}, {appColumn, "app"}}}
	keys := spread(len(g.keys), g.edges, func(e edge) int { return e.key })
	apps := spread(len(g.apps), g.edges, func(e edge) int { return e.app })
	for row, e := range g.edges {
		kind, y := useClass(e), rowMiddle(row)
		d.Lines = append(d.Lines,
			line{curve(keyColumn+nameWidth, keys[e.key], useColumn, y), kind},
			line{curve(useColumn+useWidth, y, appColumn, apps[e.app]), kind})
		d.Nodes = append(d.Nodes, box(useColumn, y, kind, e.used(), e.unused()))
	}
	for i, key := range g.keys {
		kind := "key"
		if g.holders(i) > 1 {
			kind = "key shared"
		}
		d.Nodes = append(d.Nodes, box(keyColumn, keys[i], kind, key, ""))
	}
	for i, app := range g.apps {
		d.Nodes = append(d.Nodes, box(appColumn, apps[i], "app", app, ""))
	}
	for _, n := range d.Nodes {
		d.Height = max(d.Height, n.Y+n.Height+margin)
	}
	return d
}

// spread places n boxes, each in the middle of the rows of its edges, or below the box
// before it where that is taken.
func spread(n int, edges []edge, of func(edge) int) []int {
	sums, counts := make([]int, n), make([]int, n)
	for row, e := range edges {
		sums[of(e)] += rowMiddle(row)
		counts[of(e)]++
	}
	order := make([]int, n)
	middles := make([]int, n)
	for i := range n {
		order[i], middles[i] = i, sums[i]/counts[i]
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(middles[a], middles[b]) })
	for i := 1; i < n; i++ {
		middles[order[i]] = max(middles[order[i]], middles[order[i-1]]+rowHeight)
	}
	return middles
}

func rowMiddle(row int) int { return top + row*rowHeight + boxHeight/2 }

func box(x, middle int, kind, text, more string) node {
	width, most := nameWidth, maxName
	if x == useColumn {
		width, most = useWidth, maxUse
	}
	title := text
	if more != "" {
		title += "; " + more
	}
	return node{X: x, Y: middle - boxHeight/2, Width: width, Height: boxHeight, Text: cut(text, most), More: cut(more, most), Title: title, Class: kind}
}

func useClass(e edge) string {
	switch {
	case len(e.holding.Permissions.Excess) > 0:
		return "use excess"
	case !e.holding.Complete:
		return "use unknown"
	}
	return "use"
}

func curve(left, from, right, to int) string {
	middle := (left + right) / 2
	return fmt.Sprintf("M%d %dC%d %d %d %d %d %d", left, from, middle, from, middle, to, right, to)
}

func cut(text string, most int) string {
	letters := []rune(text)
	if len(letters) <= most {
		return text
	}
	return string(letters[:most-1]) + "…"
}
