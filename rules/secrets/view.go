package secrets

import "sort"

// view is a text to look for credentials in, with the way back to the file: the file
// itself, or what is left of it after escapes, joins and encodings are undone.
type view struct {
	text   []byte
	parent *view     // nil for the file
	spans  []segment // what differs from the parent, by at
}

// segment says that length bytes of a view from at, perhaps none, stand for width bytes of
// its parent from origin. What is between segments is the parent's as it is.
type segment struct{ at, length, origin, width int }

// origin gives the place in the file of text[start:end].
func (v *view) origin(start, end int) (int, int) {
	for ; v.parent != nil; v = v.parent {
		start, end = v.toParent(start, false), v.toParent(end-1, true)
	}
	return start, end
}

// toParent maps the byte at pos to the parent: to where it begins there, or with end to
// where it stops.
func (v *view) toParent(pos int, end bool) int {
	i := sort.Search(len(v.spans), func(i int) bool { return v.spans[i].at+v.spans[i].length > pos })
	s := segment{at: len(v.text), origin: len(v.parent.text)}
	if i < len(v.spans) {
		s = v.spans[i]
	}
	offset := pos - s.at
	switch {
	case offset < 0 && end:
		return s.origin + offset + 1
	case offset < 0 || s.length == 0:
		return s.origin + offset
	case end:
		return s.origin + ((offset+1)*s.width+s.length-1)/s.length
	}
	return s.origin + offset*s.width/s.length
}

// rewriter builds a view from its parent, from left to right.
type rewriter struct {
	parent *view
	out    []byte
	spans  []segment
	done   int // how much of the parent is dealt with
	differ bool
}

// replace puts text in place of parent.text[start:end].
func (w *rewriter) replace(start, end int, text []byte) {
	if !w.differ {
		w.out = make([]byte, 0, len(w.parent.text)) // enough, as a view is seldom longer
	}
	w.out = append(w.out, w.parent.text[w.done:start]...)
	w.spans = append(w.spans, segment{len(w.out), len(text), start, end - start})
	w.out = append(w.out, text...)
	w.done, w.differ = end, true
}

// view returns the result, or nil where nothing was replaced.
func (w *rewriter) view() *view {
	if !w.differ {
		return nil
	}
	return &view{append(w.out, w.parent.text[w.done:]...), w.parent, w.spans}
}
