package permissions

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/krakenlint/krakenlint/analyzers/keyflow"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/redact"
	"github.com/krakenlint/krakenlint/rules"
)

// Document is the answer of `krakenlint permissions`, as --format json prints it.
type Document struct {
	Version int         `json:"version"`
	Apps    []AppReport `json:"apps"`
}

// AppReport is what one app needs.
type AppReport struct {
	App  string      `json:"app"`
	Keys []KeyReport `json:"keys"`
}

// KeyReport is what an app needs of one key.
type KeyReport struct {
	Source string `json:"source"`
	// Complete is false where the code asks for an endpoint whose name it does not tell:
	// there may be more than is listed.
	Complete    bool             `json:"complete"`
	Permissions []string         `json:"permissions"`
	Endpoints   []EndpointReport `json:"endpoints"`
	Unknown     []Position       `json:"unknown,omitempty"` // the calls that make it incomplete
}

// EndpointReport is one thing that is asked of Kraken.
type EndpointReport struct {
	Endpoint    string       `json:"endpoint"`
	Access      rules.Access `json:"access"`
	Permissions string       `json:"permissions"` // the expression of the table
	Witness     []Position   `json:"witness"`     // the way from main to the request
}

// Position is a step of a way.
type Position struct {
	File     string `json:"file"`
	Line     int    `json:"line"`
	Function string `json:"function"`
	Message  string `json:"message,omitempty"`
}

// NewDocument works out what the apps need of their keys.
func NewDocument(apps []App) (Document, error) {
	document := Document{Version: 1, Apps: []AppReport{}}
	for _, app := range normalize(apps) {
		report := AppReport{App: redact.Text(app.Name), Keys: []KeyReport{}}
		for _, key := range app.Keys {
			k, err := newKeyReport(key)
			if err != nil {
				return document, fmt.Errorf("%s: %w", app.Name, err)
			}
			report.Keys = append(report.Keys, k)
		}
		document.Apps = append(document.Apps, report)
	}
	return document, nil
}

func newKeyReport(key Key) (KeyReport, error) {
	report := KeyReport{Source: redact.Text(key.Source), Complete: len(key.Unknown) == 0, Endpoints: []EndpointReport{}}
	for _, endpoint := range joinEndpoints(key.Endpoints, nil) {
		e, ok := rules.LookupEndpoint(endpoint.Name)
		if !ok {
			return report, fmt.Errorf("%s: endpoint %s is not in the table", key.Source, endpoint.Name)
		}
		report.Endpoints = append(report.Endpoints, EndpointReport{e.Name, e.Access, e.Permissions.String(), positions(endpoint.Witness)})
	}
	for _, step := range key.Unknown {
		unknown := position(step)
		unknown.Message = redact.Code(step.Message) // it quotes the code
		report.Unknown = append(report.Unknown, unknown)
	}
	var err error
	report.Permissions, err = rules.Solve(key.endpoints())
	return report, err
}

func positions(steps []keyflow.Step) []Position {
	list := make([]Position, 0, len(steps))
	for _, s := range steps {
		list = append(list, position(s))
	}
	return list
}

func position(s keyflow.Step) Position {
	return Position{File: redact.Text(s.File), Line: s.Line, Function: redact.Text(s.Function)}
}

// JSON writes the document.
func (d Document) JSON(w io.Writer) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(d)
}

// Text writes the document for people.
func (d Document) Text(w io.Writer) error {
	out := &printer{w: w}
	keys := 0
	for _, app := range d.Apps {
		for _, key := range app.Keys {
			keys++
			out.printf("%s: %s\n", app.App, key.Source)
			out.key(key)
		}
	}
	if keys == 0 {
		out.printf("no program takes a Kraken key\n")
	}
	return out.err
}

// printer keeps the first error, and lets no text move the cursor of a terminal.
type printer struct {
	w   io.Writer
	err error
}

func (p *printer) printf(format string, args ...any) {
	for i, arg := range args {
		if text, ok := arg.(string); ok {
			args[i] = redact.Line(text)
		}
	}
	if p.err == nil {
		_, p.err = fmt.Fprintf(p.w, format, args...)
	}
}

func (p *printer) key(key KeyReport) {
	p.printf("  needs  %s\n", needs(key))
	for _, code := range key.Permissions {
		if permission, ok := rules.LookupPermission(code); ok {
			p.printf("  tick   %s\n", permission.Box)
		}
	}
	p.endpoints(key.Endpoints)
	for _, name := range undocumented(key) {
		p.printf("  Kraken does not say which permissions %s needs\n", name)
	}
	if key.Complete {
		p.printf("\n")
		return
	}
	p.printf("  unknown: the code may ask for more, because of\n")
	for _, call := range key.Unknown {
		p.printf("    %s\n", strings.TrimSuffix(fmt.Sprintf("%s:%d: %s: %s", call.File, call.Line, call.Function, call.Message), ": "))
	}
	p.printf("\n")
}

func needs(key KeyReport) string {
	text := strings.Join(key.Permissions, ", ")
	switch {
	case len(key.Endpoints) == 0:
		text = "nothing: no private endpoint is reached"
	case text == "":
		text = "a key without any permission"
	}
	if !key.Complete {
		text = "at least " + text
	}
	return text
}

func (p *printer) endpoints(endpoints []EndpointReport) {
	if p.err != nil || len(endpoints) == 0 {
		return
	}
	table := tabwriter.NewWriter(p.w, 0, 0, 2, ' ', 0)
	rows := &printer{w: table}
	rows.printf("  ENDPOINT\tACCESS\tPERMISSIONS\tREACHED FROM\n")
	for _, e := range endpoints {
		rows.printf("  %s\t%s\t%s\t%s\n", e.Endpoint, e.Access, e.Permissions, way(e.Witness))
	}
	p.err = cmp.Or(rows.err, table.Flush())
}

// way shows a witness on one line: where it begins and which functions it goes through.
func way(steps []Position) string {
	if len(steps) == 0 {
		return ""
	}
	var functions []string
	for _, s := range steps {
		functions = append(functions, s.Function)
	}
	functions = slices.Compact(functions)
	return fmt.Sprintf("%s:%d %s", steps[0].File, steps[0].Line, strings.Join(functions, " > "))
}

func undocumented(key KeyReport) []string {
	var names []string
	for _, e := range key.Endpoints {
		names = append(names, e.Endpoint)
	}
	return rules.Undocumented(names)
}
