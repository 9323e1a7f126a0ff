package setup

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v3"
)

func write(t *testing.T, dir, path, text string) {
	t.Helper()
	full := filepath.Join(dir, path)
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(full, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// written lists the paths of the steps that wrote something.
func written(steps []Step) []string {
	var paths []string
	for _, step := range steps {
		if step.Written {
			paths = append(paths, step.Path)
		}
	}
	return paths
}

func TestInitFollowsTheRepository(t *testing.T) {
	for name, test := range map[string]struct {
		has  []string
		want []string
	}{
		"nothing":    {nil, []string{".krakenlint.yaml", ".githooks/pre-commit", ".github/workflows/krakenlint.yml"}},
		"pre-commit": {[]string{".pre-commit-config.yaml"}, []string{".krakenlint.yaml", ".github/workflows/krakenlint.yml"}},
		"lefthook":   {[]string{"lefthook.yml"}, []string{".krakenlint.yaml", ".github/workflows/krakenlint.yml"}},
		"gitlab":     {[]string{".gitlab-ci.yml"}, []string{".krakenlint.yaml", ".githooks/pre-commit"}},
		"all there":  {[]string{".krakenlint.yaml", ".githooks/pre-commit", ".gitlab-ci.yml"}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			for _, path := range test.has {
				write(t, dir, path, "mine")
			}
			steps, err := Init(dir)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, written(steps)); diff != "" {
				t.Errorf("written (-want +got):\n%s", diff)
			}
			for _, path := range test.has {
				if text, _ := os.ReadFile(filepath.Join(dir, path)); string(text) != "mine" {
					t.Errorf("%s was changed to %q", path, text)
				}
			}
		})
	}
}

func TestInitTwiceChangesNothing(t *testing.T) {
	dir := t.TempDir()
	if _, err := Init(dir); err != nil {
		t.Fatal(err)
	}
	steps, err := Init(dir)
	if err != nil || written(steps) != nil {
		t.Errorf("the second Init wrote %v, %v", written(steps), err)
	}
}

// TestInitStaysInside plants a link that leads out of the repository.
func TestInitStaysInside(t *testing.T) {
	dir, outside := t.TempDir(), t.TempDir()
	if err := os.Symlink(outside, filepath.Join(dir, ".githooks")); err != nil {
		t.Fatal(err)
	}
	if _, err := Init(dir); err == nil {
		t.Error("Init followed a link out of the repository")
	}
	if entries, _ := os.ReadDir(outside); len(entries) > 0 {
		t.Errorf("Init wrote %v outside of the repository", entries)
	}
}

func TestFilesAreYAML(t *testing.T) {
	for _, name := range []string{"krakenlint.yaml", "pre-commit-config.yaml", "lefthook.yml", "workflow.yml", "gitlab-ci.yml"} {
		var any map[string]any
		if err := yaml.Unmarshal([]byte(content(name)), &any); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
