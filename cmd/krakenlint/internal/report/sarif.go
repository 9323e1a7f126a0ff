package report

import (
	"encoding/json"
	"io"
	"net/url"
	"strings"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/finding"
)

// The members of SARIF 2.1.0 that krakenlint fills in, named and nested as in the OASIS
// schema. Libraries for it write every optional member as well, which makes a report
// several times larger, and nest property bags so that GitHub does not see them.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool        sarifTool         `json:"tool"`
		Invocations []sarifInvocation `json:"invocations"`
		Results     []sarifResult     `json:"results"`
		ColumnKind  string            `json:"columnKind"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name           string      `json:"name"`
		Version        string      `json:"version"`
		InformationURI string      `json:"informationUri"`
		Rules          []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID                   string         `json:"id"`
		Name                 string         `json:"name"`
		ShortDescription     sarifText      `json:"shortDescription"`
		FullDescription      sarifText      `json:"fullDescription"`
		Help                 sarifText      `json:"help"`
		DefaultConfiguration sarifLevel     `json:"defaultConfiguration"`
		Properties           map[string]any `json:"properties"`
	}
	sarifText struct {
		Text     string `json:"text"`
		Markdown string `json:"markdown,omitempty"`
	}
	sarifLevel struct {
		Level string `json:"level"`
	}
	sarifInvocation struct {
		ExecutionSuccessful        bool                `json:"executionSuccessful"`
		ToolExecutionNotifications []sarifNotification `json:"toolExecutionNotifications,omitempty"`
	}
	sarifNotification struct {
		Level     string          `json:"level"`
		Message   sarifText       `json:"message"`
		Locations []sarifLocation `json:"locations,omitempty"`
	}
	sarifResult struct {
		RuleID              string            `json:"ruleId"`
		RuleIndex           int               `json:"ruleIndex"`
		Level               string            `json:"level"`
		Message             sarifText         `json:"message"`
		Locations           []sarifLocation   `json:"locations"`
		PartialFingerprints map[string]string `json:"partialFingerprints"`
		RelatedLocations    []sarifLocation   `json:"relatedLocations,omitempty"`
		CodeFlows           []sarifCodeFlow   `json:"codeFlows,omitempty"`
		Suppressions        []sarifSuppressed `json:"suppressions,omitempty"`
		Properties          map[string]any    `json:"properties,omitempty"`
	}
	sarifSuppressed struct {
		Kind          string `json:"kind"`
		Status        string `json:"status"`
		Justification string `json:"justification"`
	}
	sarifLocation struct {
		ID               *int          `json:"id,omitempty"`
		PhysicalLocation sarifPhysical `json:"physicalLocation"`
		Message          *sarifText    `json:"message,omitempty"`
	}
	sarifPhysical struct {
		ArtifactLocation sarifArtifact `json:"artifactLocation"`
		Region           *sarifRegion  `json:"region,omitempty"`
	}
	sarifArtifact struct {
		URI       string `json:"uri"`
		URIBaseID string `json:"uriBaseId"`
	}
	sarifRegion struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn,omitempty"`
		EndLine     int `json:"endLine,omitempty"`
		EndColumn   int `json:"endColumn,omitempty"`
	}
	sarifCodeFlow struct {
		ThreadFlows []sarifThreadFlow `json:"threadFlows"`
	}
	sarifThreadFlow struct {
		Locations []sarifFlowStep `json:"locations"`
	}
	sarifFlowStep struct {
		Location sarifLocation `json:"location"`
	}
)

// printSARIF writes SARIF 2.1.0, for GitHub code scanning and the viewers of editors.
func printSARIF(w io.Writer, report finding.Report, _ Style) error {
	log := sarifLog{
		Schema:  "https://json.schemastore.org/sarif-2.1.0.json",
		Version: "2.1.0",
		Runs: []sarifRun{{
			Tool: sarifTool{Driver: sarifDriver{
				Name:           report.Tool.Name,
				Version:        report.Tool.Version,
				InformationURI: homepage,
				Rules:          sarifRules(),
			}},
			Invocations: []sarifInvocation{sarifInvocationOf(report)},
			Results:     sarifResults(report),
			ColumnKind:  "unicodeCodePoints",
		}},
	}
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	return encoder.Encode(log)
}

func sarifRules() []sarifRule {
	var rules []sarifRule
	for _, rule := range finding.Rules() {
		doc := docOf(rule)
		rules = append(rules, sarifRule{
			ID:                   string(rule),
			Name:                 doc.name,
			ShortDescription:     sarifText{Text: doc.summary},
			FullDescription:      sarifText{Text: doc.why},
			Help:                 sarifText{Text: doc.text, Markdown: doc.markdown},
			DefaultConfiguration: sarifLevel{Level: string(doc.severity)},
			Properties: map[string]any{
				"tags":              []string{"security", "secrets"},
				"precision":         "high",
				"security-severity": doc.score,
			},
		})
	}
	return rules
}

// sarifInvocationOf says what could not be read. The run as such has succeeded, or there
// would be no report.
func sarifInvocationOf(report finding.Report) sarifInvocation {
	invocation := sarifInvocation{ExecutionSuccessful: true}
	for _, missing := range report.Incomplete {
		invocation.ToolExecutionNotifications = append(invocation.ToolExecutionNotifications, sarifNotification{
			Level:     "warning",
			Message:   sarifText{Text: missing.Path + ": " + missing.Reason},
			Locations: []sarifLocation{{PhysicalLocation: sarifPhysical{ArtifactLocation: sarifFile(missing.Path)}}},
		})
	}
	return invocation
}

func sarifResults(report finding.Report) []sarifResult {
	results := []sarifResult{} // SARIF tells "no results" ([]) from "not run" (null)
	for _, f := range report.Findings {
		results = append(results, sarifResultOf(f))
	}
	for _, s := range report.Suppressed {
		result := sarifResultOf(s.Finding)
		result.Suppressions = []sarifSuppressed{sarifSuppressedOf(s)}
		results = append(results, result)
	}
	return results
}

func sarifSuppressedOf(s finding.Suppressed) sarifSuppressed {
	kind := "external"
	if s.InPlace {
		kind = "inSource"
	}
	return sarifSuppressed{Kind: kind, Status: "accepted", Justification: s.Reason}
}

func sarifResultOf(f finding.Finding) sarifResult {
	return sarifResult{
		RuleID:              string(f.Rule),
		RuleIndex:           ruleIndex(f.Rule),
		Level:               string(f.Severity),
		Message:             sarifText{Text: f.Message},
		Locations:           []sarifLocation{{PhysicalLocation: sarifPlace(f)}},
		PartialFingerprints: map[string]string{"krakenlint/v1": f.Fingerprint},
		RelatedLocations:    sarifRelated(f.Related),
		CodeFlows:           sarifFlow(f),
		Properties:          sarifProperties(f),
	}
}

// sarifPlace counts columns in characters, as columnKind says. Without them a region is of
// whole lines.
func sarifPlace(f finding.Finding) sarifPhysical {
	region := &sarifRegion{StartLine: f.Line, EndLine: f.EndLine}
	if f.Frame != nil {
		region.StartColumn, region.EndColumn = f.Frame.Column, f.Frame.EndColumn
	}
	return sarifPhysical{ArtifactLocation: sarifFile(f.File), Region: region}
}

func sarifRelated(related []finding.Related) []sarifLocation {
	var locations []sarifLocation
	for i, r := range related {
		location := sarifStep(r)
		location.ID = &i
		locations = append(locations, location)
	}
	return locations
}

// sarifStep is of a whole line: of other places than that of a finding, the text is not at
// hand that would tell characters from bytes.
func sarifStep(r finding.Related) sarifLocation {
	return sarifLocation{
		PhysicalLocation: sarifPhysical{
			ArtifactLocation: sarifFile(r.File),
			Region:           &sarifRegion{StartLine: r.Line},
		},
		Message: &sarifText{Text: r.Message},
	}
}

// sarifFlow shows the way of a value from its literal to the client, or of the program
// to what it asks Kraken for. The apps of a shared key are no such way.
func sarifFlow(f finding.Finding) []sarifCodeFlow {
	if len(f.Related) == 0 || f.Rule == finding.SharedKey {
		return nil
	}
	begin := sarifLocation{PhysicalLocation: sarifPlace(f), Message: &sarifText{Text: f.Message}}
	steps := []sarifFlowStep{{Location: begin}}
	for _, r := range f.Related {
		steps = append(steps, sarifFlowStep{Location: sarifStep(r)})
	}
	return []sarifCodeFlow{{ThreadFlows: []sarifThreadFlow{{Locations: steps}}}}
}

// sarifProperties carries what SARIF has no member for, under the names of the JSON report.
func sarifProperties(f finding.Finding) map[string]any {
	properties := make(map[string]any)
	if f.Credential != nil {
		properties["credential"] = f.Credential
	}
	if len(f.Apps) > 0 {
		properties["apps"] = f.Apps
	}
	if len(f.Endpoints) > 0 {
		properties["endpoints"] = f.Endpoints
	}
	if f.Permissions != nil {
		properties["permissions"] = f.Permissions
	}
	if f.Commit != nil {
		properties["commit"] = f.Commit
	}
	return properties
}

// sarifFile is a path as a relative URI reference. A path that leads out of the working
// directory, or a colon in its first segment, must not be taken for another kind of URI.
func sarifFile(path string) sarifArtifact {
	uri := (&url.URL{Path: path}).EscapedPath()
	if first, _, _ := strings.Cut(uri, "/"); strings.Contains(first, ":") {
		uri = "./" + uri
	}
	return sarifArtifact{URI: uri, URIBaseID: "%SRCROOT%"}
}
