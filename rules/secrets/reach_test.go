//go:build linux || darwin

package secrets

import (
	"bytes"
	"fmt"
	"runtime/debug"
	"strings"
	"syscall"
	"testing"

	"github.com/krakenlint/krakenlint/rules/credential/credentialtest"
)

// hostile are lines with a key in each, K or S, which over and over make a text where nothing
// ends a search of what stands around a key: no blank line, no bracket, no end of a line.
var hostile = []string{
	"kraken_secret=@S\n", "secret=@S\n", "@S\n", "zorda secret: @S ", "zorda.secret:@S;", "\"secret\": \"@S\",\n",
	"# zorda\nsecret: @S\n", "[zorda]\nsecret: @S\n", "\nZorda\nsecret: @S\n", "- Zorda secret: @S\n", " zorda:\n  secret: @S\n",
	"{exchange: zorda, key: \"@K\"}\n", "zorda = new Zorda(\"@K\", \"@S\")\n", "z.setSecret(\"@S\")\n", "secret = b64decode(\"@S\")\n",
	"zorda,1,@S\n", "('zorda', 1, '@S'),\n", "{a: [(@S\n", "<zorda><secret>@S</secret>\n", ">>> sign(path)\n'@S'\n",
}

// TestJudgingReadsNearby holds what is asked around a value to a distance: then judging all
// values of a text takes as long as the text is, whatever is in it. What is further away lies
// behind a fence that no read passes.
func TestJudgingReadsNearby(t *testing.T) {
	const size = 512 << 10
	for _, line := range hostile {
		block := keyed(line, 100)
		for _, head := range []string{"# kraken\nimport kraken\n", "<kraken>\n", "SELECT 1; kraken ("} {
			f := fence(t, head+strings.Repeat(block, size/len(block)))
			if err := f.judgeSome(t); err != nil {
				t.Errorf("%q after %q: %v", line, head, err)
			}
		}
	}
}

// keyed repeats a line with other keys in each.
func keyed(line string, times int) string {
	source := credentialtest.New(1)
	var text strings.Builder
	for range times {
		text.WriteString(strings.NewReplacer("@K", source.APIKey(), "@S", source.PrivateKey()).Replace(line))
	}
	return text.String()
}

// judgeSome judges every so-manieth value of a text, of which only what is near it and near
// the names that may speak for it can be read.
func (f fenced) judgeSome(t *testing.T) error {
	const farthest, step = 128 << 10, 200
	p := newPage("", f.text)
	p.imports() // are collected once
	found := values(f.text)
	for i := 0; i < len(found); i += step {
		f.shut(t)
		f.open(t, found[i].start, farthest)
		for _, m := range p.mentionsAround(found[i].start) {
			f.open(t, m.start, farthestUp)
		}
		if err := trapped(func() { p.judge(found[i : i+1]); p.unsettled(found[i]) }); err != nil {
			return fmt.Errorf("the value at %d is judged by what stands further than %d bytes from it: %w", found[i].start, farthest, err)
		}
	}
	return nil
}

func TestFenceHolds(t *testing.T) {
	f := fence(t, strings.Repeat("a", 1<<16))
	f.shut(t)
	f.open(t, 0, 1)
	if trapped(func() { bytes.IndexByte(f.text, 'b') }) == nil {
		t.Error("a read passes the fence")
	}
}

// fenced is a text of which parts cannot be read.
type fenced struct{ memory, text []byte }

func fence(t *testing.T, text string) fenced {
	t.Helper()
	memory, err := syscall.Mmap(-1, 0, len(text), syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = syscall.Munmap(memory) })
	return fenced{memory, memory[:copy(memory, text)]}
}

// shut keeps all of the text from being read.
func (f fenced) shut(t *testing.T) {
	t.Helper()
	if err := syscall.Mprotect(f.memory, syscall.PROT_NONE); err != nil {
		t.Fatal(err)
	}
}

// open lets the text be read as far as a distance from a place, in whole pages of memory.
func (f fenced) open(t *testing.T, at, distance int) {
	t.Helper()
	page := syscall.Getpagesize()
	low, high := max(0, at-distance)/page*page, min(len(f.memory), at+distance)
	if err := syscall.Mprotect(f.memory[low:high], syscall.PROT_READ); err != nil {
		t.Fatal(err)
	}
}

// trapped gives the error of a read that passes a fence, and where it is from.
func trapped(run func()) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%v\n%s", r, debug.Stack())
		}
	}()
	run()
	return nil
}
