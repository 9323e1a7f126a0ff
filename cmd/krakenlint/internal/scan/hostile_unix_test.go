//go:build unix

package scan_test

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestHostileTree has what a walk must not follow, wait for, or stumble over.
func TestHostileTree(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "sub", "found.env"), []byte(leak))
	write(t, filepath.Join(dir, "name\n\x1b[31m\xff"), []byte("nothing"))
	write(t, filepath.Join(dir, "invalid"), []byte("\xff\xfe\x00\x00\x80"+leak))
	write(t, filepath.Join(dir, "empty"), nil)
	for link, target := range map[string]string{
		"loop": "..", "self": "self", "dangling": "nowhere", "zero": "/dev/zero", "sub/up": "../sub", "again.env": "sub/found.env",
	} {
		if err := os.Symlink(target, filepath.Join(dir, link)); err != nil {
			t.Fatal(err)
		}
	}
	if err := syscall.Mkfifo(filepath.Join(dir, "pipe"), 0o600); err != nil {
		t.Fatal(err)
	}
	found, incomplete := tree(t, dir)
	if diff := cmp.Diff([]string{"invalid:1:21", "invalid:2:19", "sub/found.env:1:16", "sub/found.env:2:19"}, found); diff != "" {
		t.Errorf("found (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"pipe: not a regular file: not read"}, incomplete); diff != "" {
		t.Errorf("incomplete (-want +got):\n%s", diff)
	}
}

// TestUnreadable has a file and a directory that may not be read. A user who may read
// everything sees what is in them.
func TestUnreadable(t *testing.T) {
	dir := t.TempDir()
	closed := filepath.Join(dir, "closed")
	write(t, filepath.Join(dir, "file"), []byte(leak))
	write(t, filepath.Join(closed, "file"), []byte(leak))
	for _, path := range []string{filepath.Join(dir, "file"), closed} {
		if err := os.Chmod(path, 0); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(func() { _ = os.Chmod(closed, 0o700) })
	found, incomplete := tree(t, dir)
	if os.Geteuid() == 0 {
		if len(found) != 4 {
			t.Errorf("found %v, want all", found)
		}
		return
	}
	if diff := cmp.Diff([]string{"closed: permission denied", "file: permission denied"}, incomplete); diff != "" || len(found) > 0 {
		t.Errorf("found %v, incomplete (-want +got):\n%s", found, diff)
	}
}

// TestReadFails reads a file that opens and does not read.
func TestReadFails(t *testing.T) {
	if runtime.GOOS != "linux" {
		return
	}
	result, err := scanner().Tree(context.Background(), []string{"/proc/self/mem"})
	if err != nil {
		t.Fatal(err)
	}
	if len(result.Incomplete) != 1 || !result.Incomplete[0].Unread {
		t.Errorf("incomplete %+v, want an unread file", result.Incomplete)
	}
}

// TestSpecialPath names a device.
func TestSpecialPath(t *testing.T) {
	if _, err := scanner().Tree(context.Background(), []string{os.DevNull}); err == nil {
		t.Error("a device is scanned")
	}
}
