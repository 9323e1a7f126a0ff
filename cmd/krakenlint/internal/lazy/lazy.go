// Package lazy has regular expressions that are compiled when they are first needed. Most
// runs need few of them, and every commit waits for the program to start.
package lazy

import (
	"regexp"
	"sync"
)

// Regexp is regexp.MustCompile at the first call of what it returns.
func Regexp(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}
