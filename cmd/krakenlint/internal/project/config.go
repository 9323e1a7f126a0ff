// Package project knows what belongs together: the configuration, the apps, the
// manifests that deploy them.
package project

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
	"go.yaml.in/yaml/v3"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/lazy"
	"github.com/krakenlint/krakenlint/rules/scope"
)

// ConfigName is the file that Find looks for.
const ConfigName = ".krakenlint.yaml"

// Config is a .krakenlint.yaml. The zero value is the default.
type Config struct {
	Keys    []Key    `yaml:"keys"`
	Apps    Apps     `yaml:"apps"`
	Exclude []string `yaml:"exclude"` // patterns of paths that are not scanned, relative to Dir
	Ignore  []Ignore `yaml:"ignore"`

	Path string `yaml:"-"` // of the file, empty for the default
	Dir  string `yaml:"-"` // absolute; what the patterns are relative to
}

// Key declares what a key may do, and who may hold it.
type Key struct {
	Name        string   `yaml:"name"`
	Source      string   `yaml:"source"`      // as in reports: env:NAME, file:PATH, …
	Permissions []string `yaml:"permissions"` // Kraken's codes
	Scope       string   `yaml:"scope"`       // read, trade or funding, instead of permissions
	Apps        []string `yaml:"apps"`        // empty means any
	Ratchet     bool     `yaml:"ratchet"`     // needing more than this is a finding that counts
	Line        int      `yaml:"-"`
}

// Apps says what counts as an app.
type Apps struct {
	// Exclude replaces the default list where it is not nil.
	Exclude []string `yaml:"exclude"`
	Runs    []Run    `yaml:"runs"`
}

// Run says which Go program a workload of a manifest runs, where the manifest does not.
type Run struct {
	App     string `yaml:"app"`     // docker-compose.yml#worker
	Program string `yaml:"program"` // directory of its main package
}

// Ignore accepts one finding.
type Ignore struct {
	Fingerprint string `yaml:"fingerprint"`
	Reason      string `yaml:"reason"`
	Line        int    `yaml:"-"`
}

// UnmarshalYAML keeps the line, for messages about the entry.
func (k *Key) UnmarshalYAML(node *yaml.Node) error {
	type plain Key
	k.Line = node.Line
	return node.Decode((*plain)(k))
}

// UnmarshalYAML keeps the line, for messages about the entry.
func (i *Ignore) UnmarshalYAML(node *yaml.Node) error {
	type plain Ignore
	i.Line = node.Line
	return node.Decode((*plain)(i))
}

// Load reads a configuration file. Errors name the file and the line.
func Load(path string) (*Config, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("config: %w", err)
	}
	config := new(Config)
	if err := decode(path, data, config); err != nil {
		return nil, err
	}
	if err := config.validate(path); err != nil {
		return nil, err
	}
	absolute, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("config: %w", err)
	}
	config.Path, config.Dir = path, filepath.Dir(absolute)
	return config, nil
}

// Find loads the configuration of the nearest directory from dir upward, no further than
// the root of the repository that dir is in. Outside a repository only dir itself counts,
// so that a stray file in a home directory does not configure everything below it.
func Find(dir string) (*Config, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	root := Root(dir)
	for at := dir; ; at = filepath.Dir(at) {
		path := filepath.Join(at, ConfigName)
		if _, err := os.Lstat(path); err == nil {
			return Load(shorten(path))
		}
		if at == root || at == filepath.Dir(at) {
			return &Config{Dir: root}, nil
		}
	}
}

// Root is the top of the repository that the absolute dir is in, or dir itself.
func Root(dir string) string {
	for at := dir; ; at = filepath.Dir(at) {
		if _, err := os.Lstat(filepath.Join(at, ".git")); err == nil {
			return at
		}
		if at == filepath.Dir(at) {
			return dir
		}
	}
}

// shorten makes a path relative to the working directory where it is below it.
func shorten(path string) string {
	wd, err := os.Getwd()
	if err != nil {
		return path
	}
	if rel, err := filepath.Rel(wd, path); err == nil && !strings.HasPrefix(rel, "..") {
		return rel
	}
	return path
}

// source is how reports name where a key comes from, with alternatives behind each other.
var source = lazy.Regexp(`^(?:(?:literal|env|file|flag|config|secret):[^|\s]+)(?:\|(?:(?:literal|env|file|flag|config|secret):[^|\s]+|unknown))*$`)

// validate checks what the types do not say.
func (c *Config) validate(path string) error {
	for _, list := range [][]string{c.Exclude, c.Apps.Exclude} {
		for _, pattern := range list {
			if !doublestar.ValidatePattern(pattern) {
				return fmt.Errorf("%s: %q is not a path pattern: see the syntax of doublestar, such as third_party/**", path, pattern)
			}
		}
	}
	for _, run := range c.Apps.Runs {
		if run.App == "" || run.Program == "" {
			return fmt.Errorf("%s: an entry of apps.runs needs an app, such as docker-compose.yml#bot, and a program, such as cmd/bot", path)
		}
	}
	for _, ignore := range c.Ignore {
		if ignore.Fingerprint == "" || strings.TrimSpace(ignore.Reason) == "" {
			return fmt.Errorf("%s:%d: an ignored finding needs its fingerprint and a reason", path, ignore.Line)
		}
	}
	for _, key := range c.Keys {
		if !source().MatchString(key.Source) {
			return fmt.Errorf("%s:%d: a key needs its source, such as env:KRAKEN_API_KEY, file:PATH or secret:STORE/NAME#KEY", path, key.Line)
		}
		if key.Scope != "" && len(key.Permissions) > 0 {
			return fmt.Errorf("%s:%d: a key has either permissions or a scope", path, key.Line)
		}
		if err := key.validateGrant(); err != nil {
			return fmt.Errorf("%s:%d: %w", path, key.Line, err)
		}
	}
	return nil
}

// validateGrant looks at the words for what the key may do.
func (k Key) validateGrant() error {
	if _, err := scope.Codes(k.Permissions); err != nil {
		return err
	}
	if k.Scope != "" && !slices.Contains(scope.Scopes(), k.Scope) {
		return fmt.Errorf("unknown scope %q: want one of %s", k.Scope, strings.Join(scope.Scopes(), ", "))
	}
	return nil
}

// Excludes tells whether path, absolute, is one that the configuration leaves out.
func (c *Config) Excludes(path string) bool {
	return Match(c.Exclude, c.Dir, path)
}

// Match tells whether one of the patterns, relative to dir, names the absolute path.
func Match(patterns []string, dir, path string) bool {
	if len(patterns) == 0 {
		return false
	}
	rel, err := filepath.Rel(dir, path)
	if err != nil {
		return false
	}
	rel = filepath.ToSlash(rel)
	for _, pattern := range patterns {
		if doublestar.MatchUnvalidated(strings.TrimSuffix(pattern, "/"), rel) {
			return true
		}
	}
	return false
}
