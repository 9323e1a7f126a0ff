package sharedkey

import (
	"fmt"
	"strings"

	"github.com/krakenlint/krakenlint/rules"
)

// Message says which key is shared by whom, what that breaks and what to do.
func (s Shared) Message() string {
	message := fmt.Sprintf("one key, %s, is used by %d apps (%s): Kraken counts nonces and requests per key, so they lock each other out "+
		"(EAPI:Invalid nonce) and share one rate limit, revoking it stops them all, and it may do what any of them needs; "+
		"create a key for each, %s", Describe(s.Uses[0].Source), len(s.Apps), list(s.Apps), s.advice())
	if s.depends() {
		message += "; this holds unless each is deployed with a value of its own"
	}
	return message
}

// advice names the permissions of each app's own key, as far as they are known.
func (s Shared) advice() string {
	var parts []string
	for _, app := range s.Apps {
		if permissions, ok := s.permissions(app); ok {
			parts = append(parts, app+" with "+permissions)
		}
	}
	if len(parts) < len(s.Apps) {
		parts = append(parts, "with no more than what `krakenlint permissions` lists for it")
	}
	return strings.Join(parts, ", ")
}

// permissions solves for what an app does with the key, in all its uses together.
func (s Shared) permissions(app string) (string, bool) {
	var endpoints []string
	for _, use := range s.Uses {
		if use.App != app {
			continue
		}
		if !use.Complete {
			return "", false
		}
		endpoints = append(endpoints, use.Endpoints...)
	}
	codes, err := rules.Solve(endpoints)
	if err != nil || len(codes) == 0 {
		return "", false
	}
	return strings.Join(codes, " + "), true
}

// depends tells whether what is said depends on the deployment: where an app takes the
// key from its surroundings, and no manifest says what those are.
func (s Shared) depends() bool {
	for _, use := range s.Uses {
		if use.Given != "" {
			continue
		}
		for name := range strings.SplitSeq(use.Source, "|") {
			if scheme, _, _ := strings.Cut(name, ":"); scheme == "env" || scheme == "file" || scheme == "config" {
				return true
			}
		}
	}
	return false
}

// words for the kinds of sources.
var sourceWords = map[string]string{"env": "environment variable ", "file": "file ", "config": "configuration key ", "flag": "flag ",
	"secret": "secret ", "literal": "the literal with fingerprint "}

// Describe puts a source into words, without ever showing a value.
func Describe(source string) string {
	var parts []string
	for name := range strings.SplitSeq(source, "|") {
		scheme, rest, _ := strings.Cut(name, ":")
		if words, ok := sourceWords[scheme]; ok {
			if scheme == "literal" && len(rest) > 8 {
				rest = rest[:8]
			}
			name = words + rest
		}
		parts = append(parts, name)
	}
	return strings.Join(parts, ", else ")
}

// list writes names as people do.
func list(names []string) string {
	const most = 8
	if len(names) > most {
		return fmt.Sprintf("%s and %d more", strings.Join(names[:most], ", "), len(names)-most)
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " and " + names[last]
}

// takes says how the app gets the key, at its place.
func (u Use) takes() string {
	if u.Given != "" && u.GivenAt.File == "" {
		return u.gets()
	}
	if u.Taken != "" {
		return u.App + " takes the key from " + Describe(u.Taken)
	}
	return u.App + " takes the key from " + Describe(u.Source)
}

func (u Use) gets() string { return u.App + " gets " + u.Given }
