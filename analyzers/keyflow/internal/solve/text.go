package solve

import (
	"encoding/base32"
	"encoding/base64"
	"encoding/hex"
	"net/url"
	"path"
	"strconv"
	"strings"
)

// Bounds of what is computed with strings.
const (
	maxTexts   = 300     // results of one operation: there are 245 endpoints
	maxCombos  = 96      // of those, combinations
	maxParts   = 64      // of a joined string
	maxTextLen = 1 << 16 // of a constant
)

// textOps compute on constants. They are false where the arguments make no sense.
var textOps = map[string]func(a []string) (string, bool){
	"upper": func(a []string) (string, bool) { return strings.ToUpper(a[0]), true },
	"lower": func(a []string) (string, bool) { return strings.ToLower(a[0]), true },
	"title": func(a []string) (string, bool) {
		return strings.ToUpper(a[0][:min(1, len(a[0]))]) + a[0][min(1, len(a[0])):], true
	},
	"trimspace":     func(a []string) (string, bool) { return strings.TrimSpace(a[0]), true },
	"trim":          func(a []string) (string, bool) { return strings.Trim(a[0], a[1]), true },
	"trimleft":      func(a []string) (string, bool) { return strings.TrimLeft(a[0], a[1]), true },
	"trimright":     func(a []string) (string, bool) { return strings.TrimRight(a[0], a[1]), true },
	"trimprefix":    func(a []string) (string, bool) { return strings.TrimPrefix(a[0], a[1]), true },
	"trimsuffix":    func(a []string) (string, bool) { return strings.TrimSuffix(a[0], a[1]), true },
	"replace":       func(a []string) (string, bool) { return strings.ReplaceAll(a[0], a[1], a[2]), true },
	"before":        func(a []string) (string, bool) { s, _, _ := strings.Cut(a[0], a[1]); return s, true },
	"after":         func(a []string) (string, bool) { _, s, _ := strings.Cut(a[0], a[1]); return s, true },
	"quote":         func(a []string) (string, bool) { return strconv.Quote(a[0]), true },
	"unquote":       func(a []string) (string, bool) { s, err := strconv.Unquote(a[0]); return s, err == nil },
	"pathbase":      func(a []string) (string, bool) { return path.Base(a[0]), true },
	"queryescape":   func(a []string) (string, bool) { return url.QueryEscape(a[0]), true },
	"queryunescape": func(a []string) (string, bool) { s, err := url.QueryUnescape(a[0]); return s, err == nil },
	"pathescape":    func(a []string) (string, bool) { return url.PathEscape(a[0]), true },
	"pathunescape":  func(a []string) (string, bool) { s, err := url.PathUnescape(a[0]); return s, err == nil },
	"base64":        func(a []string) (string, bool) { return base64.StdEncoding.EncodeToString([]byte(a[0])), true },
	"unbase64":      func(a []string) (string, bool) { return unbase64(a[0]) },
	"unbase32": func(a []string) (string, bool) {
		b, err := base32.StdEncoding.DecodeString(a[0])
		return string(b), err == nil
	},
	"hex":   func(a []string) (string, bool) { return hex.EncodeToString([]byte(a[0])), true },
	"unhex": func(a []string) (string, bool) { b, err := hex.DecodeString(a[0]); return string(b), err == nil },
}

// unbase64 decodes any of base64's alphabets, padded or not.
func unbase64(s string) (string, bool) {
	s = strings.NewReplacer("-", "+", "_", "/", "\n", "", "\r", "").Replace(s)
	b, err := base64.RawStdEncoding.DecodeString(strings.TrimRight(s, "="))
	return string(b), err == nil
}

// transparent operations leave a value from outside what it is.
var transparent = map[string]bool{
	"trimspace": true, "trim": true, "trimleft": true, "trimright": true, "trimprefix": true, "trimsuffix": true,
	"base64": true, "unbase64": true, "hex": true, "unhex": true, "queryunescape": true, "queryescape": true, "pathunescape": true, "pathescape": true, "unquote": true, "replace": true,
}

// text is a string operation of models.tsv on all combinations of its arguments.
func (c *call) text() {
	op := c.m.args[0]
	numbers := c.numbers(1)
	switch op {
	case "sprintf", "appendf":
		c.sprintf(op, numbers)
	case "concat", "pathjoin", "urljoin":
		c.concat(op, numbers)
	case "join", "joinall":
		c.join()
	case "expandenv":
		c.expandEnv()
	default:
		if strings.HasPrefix(op, "slice:") {
			c.unary(op, numbers)
			return
		}
		c.unary(op, numbers)
		if op == "before" {
			c.cut(numbers)
		}
	}
}

// unary applies an operation whose first argument is the string and whose others are constants.
func (c *call) unary(op string, numbers []int) {
	if len(numbers) == 0 {
		return
	}
	others := c.constants(numbers[1:])
	for k, v := range c.values(numbers[0]) {
		if k >= maxTexts {
			return
		}
		if op == "trimprefix" && c.argument(v, c.node(numbers[1]), c.ret(0)) {
			continue
		}
		c.applyOp(op, v, numbers[0], others, c.ret(0))
	}
}

func (c *call) applyOp(op string, v value, arg int, others [][]string, to int32) {
	in := c.s.infos[v]
	from := origin{node: c.node(arg), val: v, by: c.i, seq: c.s.nextSeq()}
	switch {
	case in.kind == signature, in.kind == fieldText, in.kind == partText:
		c.s.add(to, v, from)
	case in.kind == constText && len(others) > 0:
		for _, rest := range others {
			if s, ok := evalText(op, append([]string{in.text}, rest...)); ok && len(s) <= maxTextLen {
				c.s.add(to, c.s.constant(s, in.at), from)
			}
		}
	case in.kind == sourceText && transparent[op]:
		c.s.add(to, v, from)
	case in.isText():
		c.s.add(to, c.s.compound(partText, c.s.at(c.i), []value{v}), from)
	}
}

// evalText computes an operation; slices carry their bounds in the name.
func evalText(op string, args []string) (string, bool) {
	if bounds, ok := strings.CutPrefix(op, "slice:"); ok {
		lowText, highText, _ := strings.Cut(bounds, ":")
		low, high := 0, len(args[0])
		if lowText != "" {
			low, _ = strconv.Atoi(lowText)
		}
		if highText != "" {
			high, _ = strconv.Atoi(highText)
		}
		if low < 0 || low > high || high > len(args[0]) {
			return "", false
		}
		return args[0][low:high], true
	}
	f := textOps[op]
	if f == nil {
		return "", false
	}
	return f(args)
}

// constants are the combinations of constant values of arguments; none where one is not known.
func (c *call) constants(numbers []int) [][]string {
	combos := [][]string{nil}
	for _, k := range numbers {
		var next [][]string
		for _, v := range c.values(k) {
			if in := &c.s.infos[v]; in.kind == constText {
				for _, combo := range combos {
					if len(next) < maxTexts {
						next = append(next, append(combo[:len(combo):len(combo)], in.text))
					}
				}
			}
		}
		combos = next
	}
	return combos
}

// cut gives the second result of strings.Cut.
func (c *call) cut(numbers []int) {
	if to := c.ret(1); to != 0 && len(numbers) == 2 {
		others := c.constants(numbers[1:])
		for _, v := range c.values(numbers[0]) {
			c.applyOp("after", v, numbers[0], others, to)
		}
	}
}

// derive makes something of strings; of signatures and symbols it keeps what they are.
func (c *call) derive() {
	for _, k := range c.numbers(0) {
		for _, v := range c.values(k) {
			in := &c.s.infos[v]
			if !in.isText() {
				continue
			}
			from := origin{node: c.node(k), val: v, by: c.i, seq: c.s.nextSeq()}
			if in.kind == signature || in.kind == fieldText || in.kind == sourceText || in.kind == partText {
				c.s.add(c.ret(0), v, from)
				continue
			}
			c.s.add(c.ret(0), c.s.compound(partText, place{}, []value{v}), from)
		}
	}
}

// decodeInto writes the result of an operation into the array or slice that is the first argument.
func (c *call) decodeInto() {
	others := [][]string{nil}
	for _, v := range c.values(c.arg(2)) {
		c.applyOp(c.m.args[0], v, c.arg(2), others, c.node(c.arg(1)))
	}
}
