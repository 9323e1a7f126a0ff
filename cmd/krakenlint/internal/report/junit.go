package report

import (
	"encoding/xml"
	"io"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/finding"
)

// The JUnit dialect that Jenkins and GitLab read: a suite a rule, a case a finding.
type (
	junitSuites struct {
		XMLName  xml.Name     `xml:"testsuites"`
		Name     string       `xml:"name,attr"`
		Tests    int          `xml:"tests,attr"`
		Failures int          `xml:"failures,attr"`
		Errors   int          `xml:"errors,attr"`
		Suites   []junitSuite `xml:"testsuite"`
	}
	junitSuite struct {
		Name     string      `xml:"name,attr"`
		Tests    int         `xml:"tests,attr"`
		Failures int         `xml:"failures,attr"`
		Errors   int         `xml:"errors,attr"`
		Cases    []junitCase `xml:"testcase"`
	}
	junitCase struct {
		Name      string        `xml:"name,attr"`
		ClassName string        `xml:"classname,attr"`
		File      string        `xml:"file,attr,omitempty"`
		Line      int           `xml:"line,attr,omitempty"`
		Failure   *junitProblem `xml:"failure"`
		Error     *junitProblem `xml:"error"`
	}
	junitProblem struct {
		Type    string `xml:"type,attr"`
		Message string `xml:"message,attr"`
		Text    string `xml:",chardata"`
	}
)

// printJUnit writes a suite for each rule. A rule that found nothing is one passed case,
// and what could not be read is an error: an empty report would look like a run of nothing.
func printJUnit(w io.Writer, report finding.Report, _ Style) error {
	all := junitSuites{Name: report.Tool.Name}
	for _, rule := range finding.Rules() {
		all.add(junitRule(rule, report.Findings))
	}
	if len(report.Incomplete) > 0 {
		all.add(junitIncomplete(report.Incomplete))
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	encoder := xml.NewEncoder(w)
	encoder.Indent("", "  ")
	if err := encoder.Encode(all); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

func (s *junitSuites) add(suite junitSuite) {
	s.Tests += suite.Tests
	s.Failures += suite.Failures
	s.Errors += suite.Errors
	s.Suites = append(s.Suites, suite)
}

func junitRule(rule finding.Rule, findings []finding.Finding) junitSuite {
	suite := junitSuite{Name: string(rule)}
	for _, f := range findings {
		if f.Rule != rule {
			continue
		}
		suite.Failures++
		suite.Cases = append(suite.Cases, junitCase{
			Name:      place(f),
			ClassName: string(rule),
			File:      f.File,
			Line:      f.Line,
			Failure:   &junitProblem{Type: string(f.Severity), Message: f.Message, Text: details(f)},
		})
	}
	if len(suite.Cases) == 0 {
		suite.Cases = []junitCase{{Name: "no findings", ClassName: string(rule)}}
	}
	suite.Tests = len(suite.Cases)
	return suite
}

func junitIncomplete(missing []finding.Incomplete) junitSuite {
	suite := junitSuite{Name: "incomplete", Tests: len(missing), Errors: len(missing)}
	for _, m := range missing {
		suite.Cases = append(suite.Cases, junitCase{
			Name:      m.Path,
			ClassName: "incomplete",
			File:      m.Path,
			Error:     &junitProblem{Type: "incomplete", Message: m.Reason},
		})
	}
	return suite
}
