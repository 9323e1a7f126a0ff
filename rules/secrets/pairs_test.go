package secrets

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/krakenlint/krakenlint/rules/credential/credentialtest"
)

// TestDoubtedHalvesYield wants a value that may be another's, a session's secret, left alone
// beside a key whose other half is known, and taken for that half where there is no other.
func TestDoubtedHalvesYield(t *testing.T) {
	const session = "app.use(session({ secret: '@PRIVATE_KEY_2@' }));\n"
	for text, want := range map[string]int{
		"new Kraken({ key: '@API_KEY_1@', secret: '@PRIVATE_KEY_1@' });\n" + session: 2,
		session + "new Kraken({ key: '@API_KEY_1@', secret: '@PRIVATE_KEY_1@' });\n": 2,
		"# bob trades on kraken\nBOB_KEY=@API_KEY_1@\nBOB_SECRET=@PRIVATE_KEY_1@\n":  2,
	} {
		found, err := New().Scan("", []byte(credentialtest.Expand(text)))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, len(found)); diff != "" {
			t.Errorf("%s: credentials (-want +got):\n%s", text, diff)
		}
	}
}
