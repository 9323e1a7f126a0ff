package finding

import "github.com/krakenlint/krakenlint/rules/credential"

// Holding is one app that holds one key: what `krakenlint permissions` lists and what the
// graphs of the HTML and Markdown reports are drawn from. It is a finding only where
// something is wrong with it.
type Holding struct {
	App         string
	Source      string // of the key, as in Credential
	Kind        credential.Kind
	Product     credential.Product
	File        string // where the app takes the key
	Line        int
	Endpoints   []string
	Complete    bool // false where the code may reach more than Endpoints
	Permissions Permissions
}
