package scan_test

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

type member struct {
	name string
	data []byte
}

func zipOf(t testing.TB, members ...member) []byte {
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, m := range members {
		file, err := w.Create(m.name)
		if err == nil {
			_, err = file.Write(m.data)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func tarOf(t testing.TB, members ...member) []byte {
	var out bytes.Buffer
	w := tar.NewWriter(&out)
	for _, m := range members {
		err := w.WriteHeader(&tar.Header{Name: m.name, Size: int64(len(m.data)), Mode: 0o600})
		if err == nil {
			_, err = w.Write(m.data)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func gzipOf(t testing.TB, data []byte) []byte {
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	if _, err := w.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func both(name string) []string { return []string{name + ":1:16", name + ":2:19"} }

func TestArchives(t *testing.T) {
	env := member{"inner/.env", []byte(leak)}
	nested := zipOf(t, env)
	deep := nested
	for range 6 {
		deep = zipOf(t, member{"next.zip", deep})
	}
	encrypted := bytes.Clone(nested)
	for _, signature := range []string{"PK\x03\x04\x14\x00", "PK\x01\x02\x14\x03\x14\x00", "PK\x01\x02\x14\x00\x14\x00"} {
		if at := bytes.Index(encrypted, []byte(signature)); at >= 0 {
			encrypted[at+len(signature)] |= 1
		}
	}
	large := append(bytes.Repeat([]byte("nothing to see here\n"), 300_000), leak...)
	for name, test := range map[string]struct {
		data       []byte
		found      []string
		incomplete []string
	}{
		"a.zip":    {nested, both("a.zip!inner/.env"), nil},
		"a.jar":    {nested, both("a.jar!inner/.env"), nil},
		"a.tar":    {tarOf(t, env), both("a.tar!inner/.env"), nil},
		"a.tar.gz": {gzipOf(t, tarOf(t, env)), both("a.tar.gz!inner/.env"), nil},
		"log.gz":   {gzipOf(t, []byte(leak)), both("log.gz!log"), nil},
		"twice.gz": {gzipOf(t, gzipOf(t, []byte(leak))), both("twice.gz!twice!twice"), nil},
		"mix.tgz":  {gzipOf(t, tarOf(t, member{"b.zip", nested})), both("mix.tgz!b.zip!inner/.env"), nil},
		"large.gz": {gzipOf(t, large), []string{"large.gz!large:300001:16", "large.gz!large:300002:19"}, nil},
		"deep.zip": {deep, nil, []string{"deep.zip!next.zip!next.zip!next.zip!next.zip: archives are nested more than 4 deep: not read further"}},
		"cut.zip":  {nested[:len(nested)-30], nil, []string{"cut.zip: zip: not a valid zip file"}},
		"cut.gz":   {gzipOf(t, []byte(leak))[:100], nil, []string{"cut.gz!cut: unexpected EOF"}},
		"fake.zip": {[]byte("PK\x03\x04\n" + leak), []string{"fake.zip:2:16", "fake.zip:3:19"}, []string{"fake.zip: zip: not a valid zip file"}},
		"fake.gz":  {[]byte("\x1f\x8b\x08"), nil, []string{"fake.gz: unexpected EOF"}},
		"lock.zip": {encrypted, nil, []string{"lock.zip!inner/.env: encrypted: not read"}},
		"a.xz":     {[]byte("\xfd7zXZ\x00..."), nil, []string{"a.xz: an archive of this kind is not read: unpack it to have it searched"}},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			write(t, filepath.Join(dir, name), test.data)
			found, incomplete := tree(t, dir)
			if diff := cmp.Diff(test.found, found); diff != "" {
				t.Errorf("found (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(test.incomplete, incomplete); diff != "" {
				t.Errorf("incomplete (-want +got):\n%s", diff)
			}
		})
	}
}

// TestBombs unpacks little of what would fill any disk, and says so.
func TestBombs(t *testing.T) {
	var zeros bytes.Buffer
	w := gzip.NewWriter(&zeros)
	if _, err := io.CopyN(w, endless{}, 64<<20); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	many := make([]member, 100_001)
	for i := range many {
		many[i].name = fmt.Sprint(i)
	}
	for name, data := range map[string][]byte{
		"zeros.gz":  zeros.Bytes(),
		"nested.gz": gzipOf(t, zeros.Bytes()),
		"many.tar":  tarOf(t, many...),
	} {
		result := scanner().Reader(name, bytes.NewReader(data))
		if most := int64(4<<20 + 201*len(data)); result.Summary.Bytes > most {
			t.Errorf("%s: %d bytes were unpacked, want at most %d", name, result.Summary.Bytes, most)
		}
		if !strings.Contains(strings.Join(reasons(result), "\n"), "not read further") {
			t.Errorf("%s: nothing said: %v", name, reasons(result))
		}
	}
}

type endless struct{}

func (endless) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

// FuzzArchive scans whatever begins like an archive.
func FuzzArchive(f *testing.F) {
	env := member{".env", []byte(leak)}
	f.Add(zipOf(f, env))
	f.Add(tarOf(f, env))
	f.Add(gzipOf(f, []byte(leak)))
	f.Add(gzipOf(f, zipOf(f, member{"a.zip", zipOf(f, env)})))
	f.Fuzz(func(t *testing.T, data []byte) {
		result := scanner().Reader("archive", bytes.NewReader(data))
		if most := int64(4<<20 + 201*len(data)); result.Summary.Bytes > most {
			t.Errorf("%d bytes were unpacked from %d", result.Summary.Bytes, len(data))
		}
	})
}
