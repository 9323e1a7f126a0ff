package inflate

import (
	"bytes"
	"compress/flate"
	"compress/zlib"
	"fmt"
	"io"
	"math/rand/v2"
	"testing"
)

// text makes n bytes that look like a source file: words of a small vocabulary, some noise.
func text(seed uint64, n int) []byte {
	r := rand.New(rand.NewPCG(seed, 7))
	var b bytes.Buffer
	for b.Len() < n {
		switch r.IntN(8) {
		case 0:
			fmt.Fprintf(&b, "%x", r.Uint64())
		case 1:
			b.WriteByte(byte(r.Uint32()))
		case 2:
			b.WriteString("\n\t\t\t\t")
		default:
			fmt.Fprintf(&b, "word%d ", r.IntN(200)*r.IntN(200))
		}
	}
	return b.Bytes()[:n]
}

func deflated(t testing.TB, data []byte, level int) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := zlib.NewWriterLevel(&b, level)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestZlib(t *testing.T) {
	var d Decoder
	for _, level := range []int{0, 1, 6, 9, flate.HuffmanOnly} {
		for _, n := range []int{0, 1, 2, 7, 8, 100, 257, 258, 259, 4095, 65535, 65536, 300000} {
			for name, data := range map[string][]byte{"text": text(1, n), "same": bytes.Repeat([]byte{'x'}, n), "pairs": bytes.Repeat([]byte("ab3"), n)[:n]} {
				src := deflated(t, data, level)
				dst := make([]byte, n+Slack)
				read, err := d.Zlib(dst, n, append(src, "after"...))
				if err != nil || read != len(src) || !bytes.Equal(dst[:n], data) {
					t.Errorf("level %d, %s of %d: read %d of %d, %v", level, name, n, read, len(src), err)
				}
				if read, err = d.Zlib(dst, n, src); err != nil || read != len(src) {
					t.Errorf("level %d, %s of %d with nothing behind: read %d of %d, %v", level, name, n, read, len(src), err)
				}
			}
		}
	}
}

// TestZlibRefuses cuts streams at every byte, and gives wrong sizes.
func TestZlibRefuses(t *testing.T) {
	var d Decoder
	data := text(2, 700)
	for _, level := range []int{0, 1, 9} {
		src := deflated(t, data, level)
		dst := make([]byte, 2*len(data)+Slack)
		for n := range src {
			if _, err := d.Zlib(dst, len(data), src[:n]); err == nil {
				t.Errorf("level %d: cut at %d of %d bytes: no error", level, n, len(src))
			}
		}
		for _, size := range []int{0, 1, len(data) - 1, len(data) + 1, 2 * len(data)} {
			if _, err := d.Zlib(dst, size, src); err == nil {
				t.Errorf("level %d: size %d instead of %d: no error", level, size, len(data))
			}
		}
	}
}

// FuzzZlib holds the decoder to the standard library's: what one accepts the other does too.
func FuzzZlib(f *testing.F) {
	for level := range 10 {
		f.Add(deflated(f, text(uint64(level), 500*level), level), uint16(500*level))
	}
	f.Fuzz(func(t *testing.T, src []byte, size uint16) {
		var want []byte
		r, err := zlib.NewReader(bytes.NewReader(src))
		if err == nil {
			want, err = io.ReadAll(io.LimitReader(r, 1<<17))
		}
		ok := err == nil && len(want) == int(size)
		var d Decoder
		dst := make([]byte, int(size)+Slack)
		_, got := d.Zlib(dst, int(size), src)
		if ok != (got == nil) {
			t.Fatalf("standard library: %v, %d bytes; here: %v, size %d", err, len(want), got, size)
		}
		if ok && !bytes.Equal(dst[:size], want) {
			t.Fatal("decoded to something else")
		}
	})
}

func BenchmarkZlib(b *testing.B) {
	for _, n := range []int{60, 500, 5000, 100000} {
		data := text(3, n)
		src := deflated(b, data, 6)
		b.Run(fmt.Sprintf("here/%d", n), func(b *testing.B) {
			var d Decoder
			dst := make([]byte, n+Slack)
			b.SetBytes(int64(n))
			for b.Loop() {
				if _, err := d.Zlib(dst, n, src); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(fmt.Sprintf("standard/%d", n), func(b *testing.B) {
			benchmarkReader(b, n, src)
		})
	}
}

func benchmarkReader(b *testing.B, n int, src []byte) {
	in := bytes.NewReader(src)
	r, err := zlib.NewReader(in)
	if err != nil {
		b.Fatal(err)
	}
	dst := make([]byte, n)
	b.SetBytes(int64(n))
	for b.Loop() {
		in.Reset(src)
		if err := r.(zlib.Resetter).Reset(in, nil); err != nil {
			b.Fatal(err)
		}
		if _, err := io.ReadFull(r, dst); err != nil {
			b.Fatal(err)
		}
	}
}
