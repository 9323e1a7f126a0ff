// Package inventory writes down which apps of a repository hold which keys, and joins
// such inventories across repositories.
//
// An inventory holds sources and fingerprints and nothing of a key beyond the four
// characters that every report shows.
package inventory

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/krakenlint/krakenlint/analyzers/sharedkey"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/finding"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/lazy"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/redact"
	"github.com/krakenlint/krakenlint/rules/credential"
)

// Version rises when the JSON changes in a way that breaks its readers.
const Version = 1

// Inventory is what one repository holds. Paths are relative to the directory that it
// was made in.
type Inventory struct {
	Version    int                  `json:"version"`
	Tool       finding.Tool         `json:"tool"`
	Repository string               `json:"repository"` // names it among others: github.com/acme/bots
	Apps       []App                `json:"apps"`
	Literals   []Literal            `json:"literals"` // every credential that stands in the text, in an app or not
	Incomplete []finding.Incomplete `json:"incomplete"`
}

// App is a program and the keys it holds.
type App struct {
	App  string `json:"app"`
	Keys []Key  `json:"keys"`
}

// Key is a key as an app holds it.
type Key struct {
	Source        string             `json:"source"`
	PrivateSource string             `json:"private_source,omitempty"`
	Kind          credential.Kind    `json:"kind"`
	Product       credential.Product `json:"product"`
	Redacted      string             `json:"redacted,omitempty"`
	File          string             `json:"file"`
	Line          int                `json:"line"`
	Column        int                `json:"column"`
	Endpoints     []string           `json:"endpoints,omitempty"`
	Complete      bool               `json:"complete"` // endpoints are all there are
}

// Literal is a credential at a place.
type Literal struct {
	Fingerprint string             `json:"fingerprint"`
	Kind        credential.Kind    `json:"kind"`
	Product     credential.Product `json:"product"`
	Redacted    string             `json:"redacted"`
	File        string             `json:"file"`
	Line        int                `json:"line"`
	Column      int                `json:"column"`
}

// New makes an inventory of the uses of a tree and of the credentials found in it.
func New(repository string, uses []sharedkey.Use, findings []finding.Finding) Inventory {
	return Inventory{Version: Version, Repository: redact.Text(repository), Apps: appsOf(uses), Literals: literalsOf(findings), Incomplete: []finding.Incomplete{}}
}

func appsOf(uses []sharedkey.Use) []App {
	byApp := map[string][]Key{}
	for _, u := range uses {
		slices.Sort(u.Endpoints)
		byApp[u.App] = append(byApp[u.App], Key{Source: redact.Text(u.Source), PrivateSource: redact.Text(u.PrivateSource), Kind: u.Kind,
			Product: u.Product, Redacted: u.Redacted, File: redact.Text(u.File), Line: u.Line, Column: u.Column,
			Endpoints: slices.Compact(u.Endpoints), Complete: u.Complete})
	}
	apps := make([]App, 0, len(byApp))
	for app, keys := range byApp {
		slices.SortFunc(keys, func(a, b Key) int {
			return cmp.Or(cmp.Compare(a.Source, b.Source), cmp.Compare(a.File, b.File), a.Line-b.Line, a.Column-b.Column)
		})
		apps = append(apps, App{redact.Text(app), keys})
	}
	slices.SortFunc(apps, func(a, b App) int { return cmp.Compare(a.App, b.App) })
	return apps
}

func literalsOf(findings []finding.Finding) []Literal {
	list := []Literal{}
	for _, f := range findings {
		if f.Rule != finding.HardcodedKey || f.Credential == nil {
			continue
		}
		if print, ok := strings.CutPrefix(f.Credential.Source, "literal:"); ok {
			list = append(list, Literal{print, f.Credential.Kind, f.Credential.Product, f.Credential.Redacted, f.File, f.Line, f.Column})
		}
	}
	return list
}

// Encode writes an inventory.
func (inv Inventory) Encode(w io.Writer) error {
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	return encoder.Encode(inv)
}

// fingerprintForm is what credential.Fingerprint makes.
var fingerprintForm = lazy.Regexp(`^[0-9a-f]{32}$`)

// validate refuses what no krakenlint wrote.
func (inv Inventory) validate() error {
	if inv.Version != Version {
		return fmt.Errorf("version %d: this krakenlint reads version %d: make the inventory again", inv.Version, Version)
	}
	for _, literal := range inv.Literals {
		if !fingerprintForm().MatchString(literal.Fingerprint) {
			return fmt.Errorf("a literal without a fingerprint")
		}
	}
	for _, app := range inv.Apps {
		for _, key := range app.Keys {
			if app.App == "" || key.Source == "" {
				return fmt.Errorf("an app or a key without a name")
			}
		}
	}
	return nil
}
