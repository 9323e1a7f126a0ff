package tested

import "testing"

func TestClient(t *testing.T) {
	if err := Client("@API_KEY_28@", "").Balance(); err != nil { // want "@API_KEY_28|fingerprint@"
		t.Fatal(err)
	}
}
