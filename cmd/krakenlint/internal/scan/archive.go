package scan

import (
	"archive/tar"
	"archive/zip"
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
)

// What is read of one file's archives, however they are nested. A bomb ends here and is
// listed as incomplete.
const (
	maxDepth     = 4       // archives in archives
	maxMembers   = 100_000 // in all of them
	maxDirectory = 8 << 20 // bytes of a zip's directory
	minUnpacked  = 4 << 20 // bytes that any file may unpack to, and
	maxRatio     = 200     // as many times its size more
)

var (
	errDepth     = fmt.Errorf("archives are nested more than %d deep: not read further", maxDepth)
	errMembers   = fmt.Errorf("more than %d members: not read further", maxMembers)
	errDirectory = fmt.Errorf("a directory of more than %d MiB: not read", maxDirectory>>20)
	errUnpacked  = errors.New("unpacks to far more than its size: not read further")
	errEncrypted = errors.New("encrypted: not read")
	errNested    = fmt.Errorf("a zip of more than %d MiB that is not a file of its own: not read as archive", window>>20)
	errFormat    = errors.New("an archive of this kind is not read: unpack it to have it searched")
)

// format is a kind of archive or compression.
type format uint8

const (
	noFormat format = iota
	zipFormat
	gzipFormat
	tarFormat
	unreadFormat
)

// signatures tell a format by how it begins.
var signatures = []struct {
	offset int
	magic  string
	format format
}{
	{0, "PK\x03\x04", zipFormat},
	{0, "\x1f\x8b\x08", gzipFormat},
	{tarOffset, "ustar", tarFormat},
	{0, "BZh", unreadFormat}, // bzip2: unpacks at a hundredth of the speed of the search
	{0, "\xfd7zXZ\x00", unreadFormat},
	{0, "\x28\xb5\x2f\xfd", unreadFormat}, // zstd
	{0, "7z\xbc\xaf\x27\x1c", unreadFormat},
	{0, "Rar!\x1a\x07", unreadFormat},
}

// tarOffset is where a tar is told: it begins with its first member's name.
const tarOffset = 257

// sniffed is how many bytes tell the format.
const sniffed = 512

// formatOf tells what kind of archive data begins.
func formatOf(data []byte) format {
	for _, s := range signatures {
		if len(data) > s.offset && bytes.HasPrefix(data[s.offset:], []byte(s.magic)) {
			return s.format
		}
	}
	return noFormat
}

// input is an archive to read: from the start, or where at is set at any place.
type input struct {
	io.Reader
	at   io.ReaderAt
	size int64 // as stored; of a stream, what is known of it
}

// unpacking is what is left to be read of one file's archives.
type unpacking struct {
	*worker
	members int
	bytes   int64
}

// unpack judges what is inside an archive. What is wrong with it is listed. It is false
// where the archive's own bytes should be searched instead.
func (w *worker) unpack(name string, f format, in input) bool {
	if w.unpacking == nil {
		w.unpacking = &unpacking{worker: w, members: maxMembers, bytes: minUnpacked + maxRatio*in.size}
		defer func() { w.unpacking = nil }()
	}
	err := errDepth
	if w.depth < maxDepth {
		err = w.unpacking.archive(name, f, in)
	}
	if err != nil {
		w.incomplete(name, err)
	}
	return err == nil || w.unpacking.exhausted() != nil
}

func (u *unpacking) archive(name string, f format, in input) error {
	switch f {
	case zipFormat:
		return u.zip(name, in)
	case gzipFormat:
		return u.gzip(name, in)
	case tarFormat:
		return u.tar(name, in)
	}
	return errFormat
}

// exhausted says why no more of the file's archives is read, nil if more is.
func (u *unpacking) exhausted() error {
	switch {
	case u.members < 0:
		return errMembers
	case u.bytes <= 0:
		return errUnpacked
	}
	return nil
}

// member judges one member under the archive's name and its own.
func (u *unpacking) member(name string, r io.Reader) error {
	if u.members--; u.members >= 0 {
		u.depth++
		u.reader(name, metered{u, r})
		u.depth--
	}
	return u.exhausted()
}

// metered counts what is read against the file's allowance.
type metered struct {
	*unpacking
	r io.Reader
}

func (m metered) Read(p []byte) (int, error) {
	if m.bytes <= 0 {
		return 0, errUnpacked
	}
	n, err := m.r.Read(p[:min(int64(len(p)), m.bytes)])
	m.bytes -= int64(n)
	return n, err
}

func (u *unpacking) zip(name string, in input) error {
	if in.at == nil {
		return errNested
	}
	directory := &boundedAt{in.at, maxDirectory}
	archive, err := zip.NewReader(directory, in.size)
	if err != nil {
		return err
	}
	directory.left = 1 << 62
	for _, file := range archive.File {
		if err := u.zipMember(name+"!"+file.Name, file); err != nil {
			return err
		}
	}
	return nil
}

func (u *unpacking) zipMember(name string, file *zip.File) error {
	const encrypted = 1
	switch {
	case strings.HasSuffix(file.Name, "/"):
		return nil
	case file.Flags&encrypted != 0:
		u.incomplete(name, errEncrypted)
		return nil
	}
	r, err := file.Open()
	if err != nil {
		u.incomplete(name, err)
		return nil
	}
	defer r.Close()
	return u.member(name, r)
}

// boundedAt gives up on a zip's directory that fills the memory.
type boundedAt struct {
	io.ReaderAt
	left int64
}

func (b *boundedAt) ReadAt(p []byte, offset int64) (int, error) {
	if b.left -= int64(len(p)); b.left < 0 {
		return 0, errDirectory
	}
	return b.ReaderAt.ReadAt(p, offset)
}

func (u *unpacking) tar(name string, in input) error {
	archive := tar.NewReader(in)
	for {
		header, err := archive.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if header.Typeflag != tar.TypeReg {
			continue
		}
		if err := u.member(name+"!"+header.Name, archive); err != nil {
			return err
		}
	}
}

// gzip judges the one text inside a compressed file. A tar in it is not a level of its
// own: nobody thinks of a .tar.gz as two archives.
func (u *unpacking) gzip(name string, packed input) error {
	r, err := gzip.NewReader(packed)
	if err != nil {
		return err
	}
	in := bufio.NewReaderSize(r, 2*sniffed)
	start, err := in.Peek(sniffed)
	if len(start) == 0 && !errors.Is(err, io.EOF) {
		return err
	}
	if formatOf(start) == tarFormat {
		return u.tar(name, input{Reader: metered{u, in}})
	}
	base := path.Base(name[strings.LastIndexByte(name, '!')+1:])
	return u.member(name+"!"+strings.TrimSuffix(base, path.Ext(base)), in)
}
