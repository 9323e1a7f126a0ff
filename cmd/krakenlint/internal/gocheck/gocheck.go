package gocheck

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/krakenlint/krakenlint/analyzers/keyflow"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/finding"
)

// Request says what to analyse.
type Request struct {
	// Paths are the files and directories asked for, absolute. A file stands for its package.
	Paths []string
	// Skip tells which directories (absolute) are excluded; nil excludes none.
	Skip func(dir string) bool
	// Overlay gives files other content: absolute path -> file that has it. It is how
	// staged content is analysed that differs from the working tree.
	Overlay map[string]string
	// Jobs bounds how many packages are analysed at once; 0 leaves it to the go command.
	Jobs int
}

// Result is what the Go code below the requested paths tells. All paths are absolute.
type Result struct {
	// Literals are sorted by place, each once, and lie in the requested paths.
	Literals []keyflow.Literal
	// Fixes are sorted by file and line, each once.
	Fixes []finding.Fix
	// Apps are sorted by directory.
	Apps []App
	// Packages counts what was analysed, without test variants.
	Packages   int
	Incomplete []finding.Incomplete
}

// App is a main package with the keys it holds.
type App struct {
	keyflow.App
	Module string // directory of its module, "" without one
}

// Plan is what there is to analyse.
type Plan struct {
	session *session
	layout  layout
}

// Prepare finds the modules and reads through their Go files, which is short and keeps the
// go command waiting: it is best done before anything else is begun.
func Prepare(request Request) Plan {
	s := &session{Request: request, folders: folders{}, units: map[string]*unit{}, surveys: map[string]survey{}}
	if err := s.prepare(); err != nil {
		s.note(firstOf(request.Paths), err.Error())
	}
	found := discover(request.Paths, request.Skip, s.folders)
	s.incomplete = append(s.incomplete, found.incomplete...)
	if s.goTool == "" {
		return Plan{s, found} // nobody will ask for what only the go command has to know
	}
	for _, b := range found.builds {
		s.surveyed(b)
	}
	return Plan{s, found}
}

// Check analyses every Go package below the requested paths. Its error is of ctx alone:
// what could not be analysed is in the result. It is called once.
func (p Plan) Check(ctx context.Context) (Result, error) {
	s := p.session
	defer s.cleanup()
	for _, b := range p.layout.builds {
		s.build(ctx, b)
	}
	s.loose(ctx, p.layout.loose)
	return s.result(), ctx.Err()
}

// Check prepares and analyses.
func Check(ctx context.Context, request Request) (Result, error) {
	return Prepare(request).Check(ctx)
}

// session collects what the builds of one request yield.
type session struct {
	Request
	folders    folders
	goTool     string // path of the go command, "" where there is none
	self       string
	overlay    string            // path of the -overlay file, "" without overlay
	units      map[string]*unit  // by build directory and package ID
	surveys    map[string]survey // by build
	incomplete []finding.Incomplete
}

func (s *session) prepare() error {
	var err error
	if s.self, err = self(); err != nil {
		return err
	}
	if s.goTool, err = exec.LookPath("go"); err != nil {
		s.goTool = ""
	}
	if len(s.Overlay) > 0 {
		return s.writeOverlay()
	}
	return nil
}

func (s *session) writeOverlay() error {
	content, err := json.Marshal(map[string]any{"Replace": s.Overlay})
	if err != nil {
		return fmt.Errorf("staged content: %w", err)
	}
	file, err := os.CreateTemp("", "krakenlint-overlay-*.json")
	if err != nil {
		return fmt.Errorf("staged content: %w", err)
	}
	s.overlay = file.Name()
	if _, err := file.Write(content); err != nil {
		return fmt.Errorf("staged content: %w", err)
	}
	return file.Close()
}

func (s *session) cleanup() {
	if s.overlay != "" {
		_ = os.Remove(s.overlay)
	}
}

func (s *session) note(path, reason string) {
	s.incomplete = append(s.incomplete, finding.Incomplete{Path: path, Reason: reason})
}

const noGo = "no go command: packages are analysed as far as possible, without dependencies that are neither vendored nor downloaded"

// build analyses the packages of one build: through the go command where it can, and
// leniently where it cannot.
func (s *session) build(ctx context.Context, b build) {
	if s.goTool == "" {
		s.note(b.dir, noGo)
		s.lenient(ctx, b, s.directories(b))
		return
	}
	run, err := s.goVet(ctx, b, b.patterns)
	if err != nil {
		s.note(b.dir, err.Error())
	}
	s.keep(b, run)
	if run.failed && ctx.Err() == nil {
		s.recover(ctx, b, run)
	}
	s.lenient(ctx, b, s.surveyed(b).apart)
}

// recover sees to what go vet left out: packages that do not load or do not compile, and
// those that import them. Unloadable ones keep go vet from analysing any package, so the
// others are asked for once more by name.
func (s *session) recover(ctx context.Context, b build, run vetRun) {
	listed, err := s.goList(ctx, b)
	if err != nil {
		s.note(b.dir, err.Error()+"; its packages are analysed without it")
		s.lenient(ctx, b, s.directories(b))
		return
	}
	if names := loadable(listed); len(run.units) == 0 && len(names) > 0 && len(names) < len(listed) {
		if run, err = s.goVet(ctx, b, names); err != nil {
			s.note(b.dir, err.Error())
		}
		s.keep(b, run)
	}
	s.lenient(ctx, b, s.missing(b, listed, run), sortedKeys(run.abandoned())...)
}

func loadable(listed []listedPackage) []string {
	var names []string
	for _, pkg := range listed {
		if pkg.loads() {
			names = append(names, pkg.ImportPath)
		}
	}
	return names
}

// missing lists the directories of packages that go vet did not report on, and notes them.
func (s *session) missing(b build, listed []listedPackage, run vetRun) []string {
	broken, abandoned := run.brokenAt(b.dir), run.abandoned()
	var dirs []string
	for _, pkg := range listed {
		if reason, ok := abandoned[pkg.ImportPath]; ok {
			s.note(pkg.Dir, "not analysed: "+reason)
			continue
		}
		if !slices.ContainsFunc(pkg.expected(), func(id string) bool { return run.units[id] == nil }) && pkg.Error == nil {
			continue
		}
		reason := "it, or what it imports, does not load or type-check"
		if place, ok := broken[pkg.Dir]; ok {
			reason = "it does not compile (" + place + ")"
		}
		s.note(pkg.Dir, "analysed as far as possible: "+reason)
		dirs = append(dirs, pkg.Dir)
	}
	return dirs
}

// keep takes over what go vet yielded.
func (s *session) keep(b build, run vetRun) {
	for id, found := range run.units {
		s.units[b.dir+"\x00"+id] = found
	}
}

// result joins the units. Packages are seen more than once (with and without tests, in two
// builds), so that everything is made unique.
func (s *session) result() Result {
	var result Result
	packages := map[string]bool{}
	apps := map[string]App{}
	for _, id := range sortedKeys(s.units) {
		found := s.units[id]
		dir := filepath.Dir(s.onDisk(found.File))
		if s.below(dir) {
			packages[dir+"\x00"+stripVariant(id)] = true
		}
		result.Literals = append(result.Literals, s.literals(found.Result)...)
		for _, fix := range found.Fixes {
			fix.Module = enclosingModule(dir)
			result.Fixes = append(result.Fixes, fix)
		}
		if app := found.Result.App; app != nil {
			app.Dir = dir
			s.addApp(apps, *app)
		}
		for _, trouble := range found.Troubles {
			s.note(trouble.Package, trouble.String())
		}
		for _, reason := range found.Result.Incomplete {
			s.note(found.Package, reason)
		}
	}
	result.Packages = len(packages)
	slices.SortFunc(result.Literals, compareLiterals)
	result.Literals = slices.CompactFunc(result.Literals, sameLiteral)
	slices.SortFunc(result.Fixes, compareFixes)
	result.Fixes = slices.CompactFunc(result.Fixes, func(a, b finding.Fix) bool { return compareFixes(a, b) == 0 })
	result.Apps = slices.SortedFunc(maps.Values(apps), func(a, b App) int { return cmp.Or(cmp.Compare(a.Dir, b.Dir), cmp.Compare(a.Package, b.Package)) })
	slices.SortFunc(s.incomplete, func(a, b finding.Incomplete) int {
		return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Reason, b.Reason))
	})
	result.Incomplete = slices.Compact(s.incomplete)
	return result
}

// literals are those of a unit that lie in the requested paths.
func (s *session) literals(result *keyflow.Result) []keyflow.Literal {
	var kept []keyflow.Literal
	for _, literal := range result.Literals {
		s.restore(&literal.Place)
		for i := range literal.Path {
			s.restore(&literal.Path[i].Place)
		}
		if s.requested(literal.File) {
			kept = append(kept, literal)
		}
	}
	return kept
}

// restore names the file that an overlay stands for.
func (s *session) restore(place *keyflow.Place) { place.File = s.onDisk(place.File) }

func (s *session) onDisk(file string) string {
	for path, content := range s.Overlay {
		if file == content {
			return path
		}
	}
	return file
}

// below tells whether a package belongs to what was asked for: dependencies in the same
// workspace report as well.
func (s *session) below(dir string) bool {
	return slices.ContainsFunc(s.Paths, func(path string) bool { return within(path, dir) || filepath.Dir(path) == dir })
}

// requested tells whether a file lies in one of the paths, and in no directory below it
// that is excluded.
func (s *session) requested(file string) bool {
	return slices.ContainsFunc(s.Paths, func(path string) bool { return within(path, file) && !s.skips(path, file) })
}

func (s *session) skips(root, file string) bool {
	for dir := filepath.Dir(file); s.Skip != nil && dir != root && within(root, dir); dir = filepath.Dir(dir) {
		if s.Skip(dir) {
			return true
		}
	}
	return false
}

// within tells whether file is dir or lies in it.
func within(dir, file string) bool {
	rel, err := filepath.Rel(dir, file)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

// addApp keeps one of the variants of an app: the one with its tests knows more.
func (s *session) addApp(apps map[string]App, app keyflow.App) {
	s.restoreApp(&app)
	key := app.Dir + "\x00" + app.Package
	if have, ok := apps[key]; !ok || len(app.Keys) > len(have.Keys) {
		apps[key] = App{App: app, Module: enclosingModule(app.Dir)}
	}
}

func (s *session) restoreApp(app *keyflow.App) {
	for i := range app.Keys {
		key := &app.Keys[i]
		s.restore(&key.Place)
		s.restoreSteps(key.Uses)
		s.restoreSteps(key.Unknown)
		for j := range key.Endpoints {
			s.restoreSteps(key.Endpoints[j].Witness)
		}
	}
}

func (s *session) restoreSteps(steps []keyflow.Step) {
	for i := range steps {
		s.restore(&steps[i].Place)
	}
}

func compareLiterals(a, b keyflow.Literal) int {
	return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column),
		cmp.Compare(a.Fingerprint, b.Fingerprint), cmp.Compare(len(a.Path), len(b.Path)))
}

func compareFixes(a, b finding.Fix) int {
	return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Source, b.Source))
}

func sameLiteral(a, b keyflow.Literal) bool {
	return a.File == b.File && a.Line == b.Line && a.Fingerprint == b.Fingerprint
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

func firstOf(paths []string) string {
	if len(paths) == 0 {
		return "."
	}
	return paths[0]
}
