package keyflow

import (
	"go/token"

	"github.com/krakenlint/krakenlint/rules/credential"
)

// Result is what the analyzer hands to the checks of one package.
type Result struct {
	// Literals are the hardcoded credentials whose way into a client completes in this
	// package. Each is reported by exactly one package of a build.
	Literals []Literal
	// App is set on main packages only.
	App *App
	// Incomplete says what could not be analysed, in words fit for a report.
	Incomplete []string
}

// Place is a range in a file. Lines and columns are 1-based, columns in bytes. Pos and
// End are token.NoPos where the place lies in another package.
type Place struct {
	File      string    `json:"file"`
	Line      int       `json:"line"`
	Column    int       `json:"column"`
	EndLine   int       `json:"end_line"`
	EndColumn int       `json:"end_column"`
	Pos       token.Pos `json:"-"`
	End       token.Pos `json:"-"`
}

// Step is one stage of a way: of a credential into a client, or of a program to a request.
type Step struct {
	Place
	Function string `json:"function"`
	Message  string `json:"message"`
	Dynamic  bool   `json:"dynamic,omitempty"` // reached through an interface or a function value
}

// Literal is a credential that stands in the source. It never holds the value.
type Literal struct {
	Place
	Kind        credential.Kind    `json:"kind"`
	Product     credential.Product `json:"product"`
	Fingerprint string             `json:"fingerprint"`
	Redacted    string             `json:"redacted"`
	Path        []Step             `json:"path"` // from the literal to the client
}

// App is a main package and the keys it can use.
type App struct {
	Package  string `json:"package"` // import path
	Dir      string `json:"dir"`     // directory of its files
	Keys     []Key  `json:"keys"`
	Excluded bool   `json:"excluded,omitempty"` // every file is kept from ordinary builds (//go:build ignore)
}

// Key is a pair of credentials as an app holds it.
type Key struct {
	// Source says where the app gets the half that names the key, in the words of the
	// report (env:NAME, literal:<fingerprint>, …), alternatives joined by "|" in order of
	// precedence. PrivateSource is that of the other half, where it is known.
	Source        string             `json:"source"`
	PrivateSource string             `json:"private_source,omitempty"`
	Kind          credential.Kind    `json:"kind"` // the half that Source is of
	Product       credential.Product `json:"product"`
	Redacted      string             `json:"redacted,omitempty"` // for literals
	Place                            // where the app takes the key
	Uses          []Step             `json:"uses"` // where it enters a client
	Endpoints     []Endpoint         `json:"endpoints"`
	Unknown       []Step             `json:"unknown,omitempty"`   // private requests whose endpoint is not known: the answer is incomplete
	Directive     []string           `json:"directive,omitempty"` // permissions from //krakenlint:permissions on what yields the key
	Names         []string           `json:"names,omitempty"`     // identifiers that the key bears on its way
}

// Endpoint is something private that an app asks of Kraken with a key.
type Endpoint struct {
	Name    string `json:"name"`    // canonical: /0/private/AddOrder, ws2:add_order, …
	Witness []Step `json:"witness"` // from main to the request
}
