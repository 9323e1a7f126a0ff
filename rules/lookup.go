package rules

import (
	"strings"
)

// endpointIndex finds endpoints by name, path and method.
type endpointIndex struct {
	all      []Endpoint
	byName   map[string]int
	byMethod map[string]int   // "ws2:add_order", "spot:addorder", "fix:D"
	byShape  map[string][]int // lower-case path with {} for each parameter -> rows, one a verb
	tails    map[string][]int // lower-case path before {name...} -> rows
}

func newEndpointIndex() *endpointIndex {
	return &endpointIndex{byName: map[string]int{}, byMethod: map[string]int{}, byShape: map[string][]int{}, tails: map[string][]int{}}
}

// add is false where the name, or the path with that verb, is there already.
func (x *endpointIndex) add(e Endpoint) bool {
	i := len(x.all)
	if _, ok := x.byName[e.Name]; ok {
		return false
	}
	if e.Transport == "rest" {
		if !x.addPath(i, e) {
			return false
		}
	} else if !x.addMethods(i, e) {
		return false
	}
	x.byName[e.Name] = i
	x.all = append(x.all, e)
	return true
}

func (x *endpointIndex) addPath(i int, e Endpoint) bool {
	path := strings.ToLower(e.path())
	into, key := x.byShape, shapeOf(strings.Split(path[1:], "/"))
	if head, ok := strings.CutSuffix(path, "/{path...}"); ok {
		into, key = x.tails, head[1:]
	}
	for _, other := range into[key] {
		if x.all[other].Verb == e.Verb {
			return false
		}
	}
	into[key] = append(into[key], i)
	for _, prefix := range []string{"/0/private/", "/0/public/"} {
		if bare, ok := strings.CutPrefix(path, prefix); ok {
			return x.addMethod("spot:"+bare, i)
		}
	}
	return true
}

func (x *endpointIndex) addMethods(i int, e Endpoint) bool {
	if e.Transport == "fix" {
		return x.addMethod("fix:"+e.method(), i) && x.addMethod("fix:"+e.Verb, i)
	}
	return x.addMethod(strings.ToLower(e.Name), i)
}

func (x *endpointIndex) addMethod(key string, i int) bool {
	if _, ok := x.byMethod[key]; ok {
		return false
	}
	x.byMethod[key] = i
	return true
}

// shapeOf joins path segments, with {} in place of those that are not known.
func shapeOf(segments []string) string {
	shape := make([]string, len(segments))
	for i, s := range segments {
		if shape[i] = s; variable(s) {
			shape[i] = "{}"
		}
	}
	return strings.Join(shape, "/")
}

// variable recognises a segment whose text is not known: {id}, :id, *, or one with a
// formatting verb in it.
func variable(segment string) bool {
	return segment == "*" || strings.HasPrefix(segment, "{") || strings.HasPrefix(segment, ":") || strings.ContainsAny(segment, "%*")
}

// LookupPath finds a REST endpoint by a path or an address: with or without scheme,
// host, query and slashes around it, in any case, with or without /derivatives or the
// version of the spot interface. Segments that are not known may stand as {id}, * or %s.
//
// The verb matters only where a path has several; an empty or unknown one then yields
// the endpoint that does most, so that code is never called harmless by mistake.
func LookupPath(verb, path string) (Endpoint, bool) {
	index := loadedEndpoints()
	segments, host := pathSegments(path)
	rows := index.match(segments, ours(host))
	for len(rows) == 0 && len(segments) > 1 && variable(segments[len(segments)-1]) {
		segments = segments[:len(segments)-1] // perhaps nothing stands there: Kraken has nothing below a leaf
		rows = index.leaves(index.match(segments, ours(host)))
	}
	if len(rows) == 0 {
		return Endpoint{}, false
	}
	return index.pick(verb, rows), true
}

// LookupEnd finds the only REST endpoint that ends as a path does of which the rest is not
// known: */sendorder. Public endpoints count as well, so that an end which both kinds have
// finds none.
func LookupEnd(verb, path string) (Endpoint, bool) {
	path, _, _ = strings.Cut(path, "?")
	end := path[strings.LastIndex(path, "*")+1:]
	if end == path || !strings.HasPrefix(end, "/") {
		return Endpoint{}, false
	}
	_, host := pathSegments(path)
	segments, _ := pathSegments(end)
	index := loadedEndpoints()
	rows := index.ending(segments)
	if len(rows) == 0 || !ours(host) {
		return Endpoint{}, false
	}
	return index.pick(verb, rows), true
}

// ending finds the rows of the only path that ends in the given segments.
func (x *endpointIndex) ending(segments []string) []int {
	if len(segments) == 0 {
		return nil
	}
	var found []int
	tail := "/" + shapeOf(segments)
	for shape, rows := range x.byShape {
		if !strings.HasSuffix(shape, tail) {
			continue
		}
		if found != nil {
			return nil
		}
		found = rows
	}
	return found
}

// ours is false for a host that is known and not Kraken's. Other exchanges have paths
// like Kraken's (/api/v3/openOrders), so that only those which nobody else has
// (/0/private/…, /derivatives/…) are believed of it: it may be somebody's proxy.
func ours(host string) bool {
	return host == "" || strings.Contains(host, "kraken") || strings.Contains(host, "cryptofacilities") ||
		strings.HasPrefix(host, "localhost") || strings.HasPrefix(host, "127.")
}

// pathSegments cuts an address into the lower-case segments of its path, and its host
// where that is known.
func pathSegments(address string) (segments []string, host string) {
	address, _, _ = strings.Cut(address, "?")
	address, _, _ = strings.Cut(address, "#")
	address = strings.ToLower(address)
	if _, rest, ok := strings.Cut(address, "://"); ok {
		host, address, _ = strings.Cut(rest, "/")
		if variable(host) {
			host = ""
		}
	}
	for _, s := range strings.Split(address, "/") {
		if s != "" {
			segments = append(segments, s)
		}
	}
	return segments, host
}

// maxDepth is more segments than any path of Kraken's has; it bounds the search in
// addresses that mean something else.
const maxDepth = 8

// match finds the rows of a path, which may have a host or a proxy's prefix before it.
func (x *endpointIndex) match(segments []string, ours bool) []int {
	for start := max(0, len(segments)-maxDepth); start < len(segments); start++ {
		for _, complete := range completions(segments[start:]) {
			rows := x.matchWhole(complete)
			if len(rows) > 0 && (ours || unmistakable[segments[start]]) {
				return rows
			}
		}
	}
	return nil
}

// leaves keeps the rows of a path that no other goes on from.
func (x *endpointIndex) leaves(rows []int) []int {
	for _, i := range rows {
		below := strings.ToLower(x.all[i].path()) + "/"
		for _, e := range x.all {
			if strings.HasPrefix(strings.ToLower(e.Name), below) {
				return nil
			}
		}
	}
	return rows
}

// unmistakable are the first segments of paths that only Kraken has.
var unmistakable = words("0", "derivatives")

// completions are the ways in which clients write a path: whole, a spot path without
// its version or with another one, a futures path as it is signed.
func completions(segments []string) [][]string {
	all := [][]string{segments}
	if len(segments) < 2 {
		return all
	}
	switch first, second := segments[0], segments[1]; {
	case first == "private" || first == "public":
		all = append(all, append([]string{"0"}, segments...))
	case (second == "private" || second == "public") && variable(first):
		all = append(all, append([]string{"0"}, segments[1:]...))
	case first == "api" && second == "v3":
		all = append(all, append([]string{"derivatives"}, segments...))
	}
	return all
}

// matchWhole finds the rows of a whole path: the words first, then with words taken as
// parameters (the fewest possible), then the families.
func (x *endpointIndex) matchWhole(segments []string) []int {
	if rows := x.byShape[shapeOf(segments)]; len(rows) > 0 {
		return rows
	}
	if rows := x.matchTemplate(segments); len(rows) > 0 {
		return rows
	}
	for cut := len(segments) - 1; cut > 0; cut-- {
		if rows := x.tails[strings.Join(segments[:cut], "/")]; len(rows) > 0 {
			return rows
		}
	}
	return nil
}

// matchTemplate takes one or two words as parameters; no path has more.
func (x *endpointIndex) matchTemplate(segments []string) []int {
	for i := len(segments) - 1; i > 0; i-- {
		one := append([]string(nil), segments...)
		one[i] = "{}"
		if rows := x.byShape[shapeOf(one)]; len(rows) > 0 {
			return rows
		}
		for j := i - 1; j > 0; j-- {
			two := append([]string(nil), one...)
			two[j] = "{}"
			if rows := x.byShape[shapeOf(two)]; len(rows) > 0 {
				return rows
			}
		}
	}
	return nil
}

// pick chooses among the verbs of one path.
func (x *endpointIndex) pick(verb string, rows []int) Endpoint {
	worst := x.all[rows[0]]
	for _, i := range rows {
		e := x.all[i]
		if strings.EqualFold(e.Verb, verb) {
			return e
		}
		if e.Access.rank() > worst.Access.rank() {
			worst = e
		}
	}
	return worst
}

// LookupMethod finds an endpoint by the name that it has on a transport: "ws2" and
// "add_order", "ws1" and "openOrders", "wsf" and "fills", "fix" and a MsgType or a
// message's name. The transports "spot" and "futures" take the bare names of their REST
// methods: "AddOrder", "Earn/Allocate", "sendorder".
func LookupMethod(transport, name string) (Endpoint, bool) {
	index := loadedEndpoints()
	key := transport + ":" + name
	switch transport {
	case "futures":
		return LookupPath("", "/derivatives/api/v3/"+name)
	case "spot":
		key = "spot:" + strings.ToLower(strings.Trim(name, "/"))
	case "ws1", "ws2", "wsf":
		key = strings.ToLower(key)
	}
	i, ok := index.byMethod[key]
	if !ok {
		return Endpoint{}, false
	}
	return index.all[i], true
}
