// A logger writes byte by byte into buffers that it uses again: no end of texts, and
// nothing that matters to what the key is asked for.
package main

import (
	"fmt"
	"os"
	"strconv"
	"strings"

	"example.com/reach/kraken"
)

// want env:KRAKEN_API_KEY: /0/private/Balance /0/private/Ledgers

type console struct {
	line, head, pairs []byte
	last              string
}

func (c *console) color(text string, number int) []byte {
	b := append(c.head[:0], "\x1b["...)
	for number > 9 {
		b = append(b, byte(number%10)+'0', ';')
		number /= 10
	}
	b = append(append(b, 'm'), text...)
	return append(b, "\x1b[0m"...)
}

func (c *console) value(b []byte, v any) []byte {
	switch v := v.(type) {
	case string:
		for i := range v {
			if v[i] < ' ' {
				b = append(b, '\\', 'x', v[i]>>4+'0', v[i]&15+'0')
				continue
			}
			b = append(b, v[i])
		}
	case []byte:
		b = append(c.value(b, string(v)), '|')
	case []any:
		for k, w := range v {
			b = append(b, strconv.Itoa(k)...)
			b = c.value(append(b, ':'), w)
		}
	case map[string]any:
		for k, w := range v {
			b = c.value(append(append(b, k...), '='), w)
		}
	case error:
		b = c.value(b, v.Error())
	default:
		b = fmt.Appendf(b, "%v", v)
	}
	return b
}

func (c *console) pair(name string, v any) {
	c.pairs = append(append(c.pairs, c.color(name, 31)...), '=')
	c.pairs = c.value(c.pairs, v)
	c.last = name + c.last
}

func (c *console) log(message string, pairs ...any) {
	c.line = append(c.line[:0], c.color("12:00", 90)...)
	c.line = append(append(c.line, c.color(message, 34)...), c.head...)
	for k := 0; k+1 < len(pairs); k += 2 {
		c.pair(pairs[k].(string), pairs[k+1])
	}
	c.line = append(append(c.line, c.pairs...), strings.Repeat(" ", 40-len(c.last))...)
	c.line = c.value(c.line, c.last)
	c.line = c.value(c.line, c.line)
	os.Stderr.Write(append(c.line, '\n'))
}

func main() {
	out := &console{}
	out.log("start", "program", os.Args[0], "arguments", []any{os.Args[1], os.Getenv("MODE")})
	client := kraken.New(os.Getenv("KRAKEN_API_KEY"), os.Getenv("KRAKEN_API_SECRET"))
	balance, err := client.Balance()
	out.log("balance", "of", os.Getenv("ACCOUNT"), "answer", map[string]any{"balance": balance, "error": err})
	ledgers, err := client.Ledgers()
	out.log("ledgers", "answer", ledgers, "error", err, "user", os.Getenv("USER"))
	for _, name := range os.Args[2:] {
		out.log(name, "home", os.Getenv("HOME"), "path", os.Getenv("PATH"), name, name)
	}
}
