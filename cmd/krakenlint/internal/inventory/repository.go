package inventory

import (
	"bufio"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/lazy"
)

// Repository names the repository at root: by its origin, as in github.com/acme/bots, or
// else by its directory. What a remote's address says about users and passwords is left out.
func Repository(root string) string {
	if name := remoteName(originURL(filepath.Join(root, ".git", "config"))); name != "" {
		return name
	}
	return filepath.Base(root)
}

// originURL reads the address of the remote called origin from git's configuration.
func originURL(path string) string {
	file, err := os.Open(path)
	if err != nil {
		return ""
	}
	defer file.Close()
	inOrigin := false
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		line := strings.TrimSpace(lines.Text())
		if strings.HasPrefix(line, "[") {
			inOrigin = line == `[remote "origin"]`
			continue
		}
		key, value, ok := strings.Cut(line, "=")
		if inOrigin && ok && strings.TrimSpace(key) == "url" {
			return strings.TrimSpace(value)
		}
	}
	return ""
}

// scpForm is user@host:path.
var scpForm = lazy.Regexp(`^(?:[^@/]+@)?([^:/]+):([^/].*)$`)

func remoteName(address string) string {
	host, path := "", ""
	if parsed, err := url.Parse(address); err == nil && parsed.Host != "" {
		host, path = parsed.Hostname(), parsed.Path
	} else if m := scpForm().FindStringSubmatch(address); m != nil {
		host, path = m[1], m[2]
	}
	if host == "" {
		return ""
	}
	return host + "/" + strings.TrimSuffix(strings.Trim(path, "/"), ".git")
}
