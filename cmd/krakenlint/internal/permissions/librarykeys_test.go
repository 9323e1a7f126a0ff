package permissions_test

import (
	"context"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/gocheck"
	"github.com/krakenlint/krakenlint/rules/credential"
	"github.com/krakenlint/krakenlint/rules/credential/credentialtest"
)

// hardcoded are ways for a program to hand the key @K@ and the secret @S@ to its client.
var hardcoded = map[string]string{
	"constant": "const k, s = \"@K@\", \"@S@\"\n\nfunc main() { client(k, s) }",
	"field":    "var account = struct{ id, code string }{\"@K@\", \"@S@\"}\n\nfunc main() { client(account.id, account.code) }",
	"entry": "func settings() map[string]string { return map[string]string{\"a\": \"@K@\", \"b\": \"@S@\"} }\n\n" +
		"func main() { m := settings(); client(m[\"a\"], m[\"b\"]) }",
	"fallback": "func or(name, other string) string {\n\tif v := os.Getenv(name); v != \"\" {\n\t\treturn v\n\t}\n\treturn other\n}\n\n" +
		"func main() { client(or(\"A\", \"@K@\"), or(\"B\", \"@S@\")) }",
	"parts": "var front, back = \"@S[:40]@\", \"@S[40:]@\"\n\nfunc main() { client(strings.TrimSpace(\" @K@ \"), front+back) }",
}

// TestLibraryKeys finds keys on their way into real clients, whose source alone says what
// becomes of them.
func TestLibraryKeys(t *testing.T) { eachLibrary(t, checkKeys) }

func checkKeys(t *testing.T, lib library) {
	dir := lib.newModule(t)
	source := credentialtest.New(31)
	var want, got []string
	for _, way := range slices.Sorted(maps.Keys(hardcoded)) {
		pair := source.Pair()
		body := strings.NewReplacer("@K@", pair.APIKey, "@S@", pair.PrivateKey, "@S[:40]@", pair.PrivateKey[:40], "@S[40:]@", pair.PrivateKey[40:]).Replace(hardcoded[way])
		extra := map[string]string{"fallback": "os os", "parts": "strings strings"}[way]
		write(t, filepath.Join(dir, way, "main.go"), lib.program("main", body, extra))
		for _, value := range []string{pair.APIKey, pair.PrivateKey} {
			want = append(want, fmt.Sprintf("%s %s", way, credential.Fingerprint(value)))
		}
	}
	result, err := gocheck.Check(context.Background(), gocheck.Request{Paths: []string{dir}})
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range result.Literals {
		got = append(got, fmt.Sprintf("%s %s", filepath.Base(filepath.Dir(l.File)), l.Fingerprint))
	}
	slices.Sort(want)
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}
