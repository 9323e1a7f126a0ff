package secrets

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/hex"
	"io"
)

// decode puts in place of every run that is base64 or hex of text what it decodes to, so
// that the text around it, a name or a section, is around the decoded text too.
func decode(parent *view) *view {
	text := parent.text
	w := rewriter{parent: parent}
	for at := 0; at+stride <= len(text); {
		if !block(text[at : at+stride]) {
			at += stride
			continue
		}
		r := runAt(text, at)
		mark := hexMark(text[r.start:r.end])
		r.start = max(r.start+mark, w.done)
		if body := text[r.start:r.end]; len(body) >= textRun && decodesToText(body[:textPrefix]) {
			if plain := decoded(body); plain != nil {
				if mark > 0 {
					w.replace(r.start-mark, r.start, []byte(" "))
				}
				w.decoded(r, plain)
			}
		}
		at = r.end + 1
	}
	return w.view()
}

// hexMark measures what databases write before the hex of a blob: 0x4b51…, \x4b51….
func hexMark(body []byte) int {
	for _, mark := range []string{"0x", "0X", "x"} {
		if rest, ok := bytes.CutPrefix(body, []byte(mark)); ok && len(rest) >= textPrefix && all(rest[:textPrefix], isHex) {
			return len(mark)
		}
	}
	return 0
}

// decoded puts plain in place of a run. Of base64 the whole groups of four characters
// and the rest are put separately, so that every byte keeps its place.
func (w *rewriter) decoded(r run, plain []byte) {
	groups := (r.end - r.start) / 4
	if len(plain) == (r.end-r.start)*3/4 {
		w.replace(r.start, r.start+4*groups, plain[:3*groups])
		r.start, plain = r.start+4*groups, plain[3*groups:]
	}
	w.replace(r.start, r.end+r.pad, plain)
}

// decoded undoes the encoding of a run, or returns nil.
func decoded(body []byte) []byte {
	if len(body)%2 == 0 && all(body, isHex) {
		if raw := make([]byte, len(body)/2); decodeHex(raw, body) == len(raw) && readable(raw) {
			return raw
		}
	}
	encoding := base64.RawStdEncoding
	if bytes.ContainsAny(body, "-_") {
		encoding = base64.RawURLEncoding
	}
	if len(body)%4 == 1 {
		body = body[:len(body)-1]
	}
	raw := make([]byte, encoding.DecodedLen(len(body)))
	n, err := encoding.Decode(raw, body)
	if err != nil {
		return nil
	}
	return inflated(raw[:n])
}

// decodeHex is hex.Decode for the even part of src; it returns 0 where src is not hex.
func decodeHex(dst, src []byte) int {
	n, err := hex.Decode(dst, src[:len(src)&^1])
	if err != nil {
		return 0
	}
	return n
}

// inflated undoes gzip, as Helm stores its releases, up to a bound. What is not gzip it
// returns as it is.
func inflated(raw []byte) []byte {
	const ratio = 16
	if !bytes.HasPrefix(raw, []byte("\x1f\x8b")) {
		return raw // before the reader makes itself ready for nothing
	}
	reader, err := gzip.NewReader(bytes.NewReader(raw))
	if err != nil {
		return raw
	}
	plain, err := io.ReadAll(io.LimitReader(reader, int64(ratio*len(raw))))
	if err != nil && len(plain) == 0 {
		return raw
	}
	return plain
}
