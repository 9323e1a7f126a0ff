package vetunit

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestReport(t *testing.T) {
	tests := map[string]struct{ in, want string }{
		"asked for":        {`{"ModulePath":"m"}`, ""},
		"dependency":       {`{"Future":[1],"GoFiles":["/w/a.go"],"ModulePath":"m","ModuleVersion":"v1","VetxOnly":true}`, `{"Future":[1],"GoFiles":["/w/a.go"],"ModulePath":"m","ModuleVersion":"v1","VetxOnly":false}`},
		"released":         {`{"ModulePath":"m","GoFiles":["/go/pkg/mod/m@v1.0.0/a.go"],"VetxOnly":true}`, ""},
		"vendored":         {`{"ModulePath":"m","GoFiles":["/w/vendor/m/a.go"],"VetxOnly":true}`, ""},
		"standard library": {`{"ImportPath":"fmt","VetxOnly":true}`, ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := report([]byte(test.in))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, string(got)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
	if _, err := report([]byte("{")); err == nil {
		t.Error("damaged JSON was taken")
	}
}
