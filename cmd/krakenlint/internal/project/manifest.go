package project

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/finding"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/redact"
)

// Place is a position in a file of the tree. Lines and columns are 1-based, columns in bytes.
type Place struct {
	File      string
	Line      int
	Column    int
	EndColumn int // on the same line; 0 where only the start is known
}

// Workload is a program as a deployment manifest starts it: a Compose service, a
// container of a Kubernetes workload, a systemd unit, a CI job, a directory with its own
// .env. It holds no credential, only where the program gets its own from.
type Workload struct {
	App  string // how reports name it: docker-compose.yml#bot, deploy/bot.yaml#Deployment/bot, apps/bot
	Unit string // what is deployed, whichever file says it: an override of a service has the Unit of the service
	Kind string // the manifest kind: compose, kubernetes, systemd, procfile, dotenv, github, gitlab, ecs
	Name string // the service, container, unit, process or job
	Place
	Bindings []Binding
	Open     []Open
	Program  Program
	Kraken   bool // something beside the variables names Kraken: the image, the command, another variable
	Taken    bool // a .env directory whose file a manifest gives to its own workloads
}

// Binding gives a variable, or a mounted file, its content.
type Binding struct {
	Name string // the variable; for a file its name
	File string // where the program finds a mounted file; empty for variables
	// Values are the alternatives in order of precedence.
	Values []Value
	Place
}

// Open is a set of variables whose names the tree does not show: an env file that is
// not committed, a Kubernetes secret that is made elsewhere.
type Open struct {
	Source string // file:PATH or secret:STORE/NAME; "#" and the variable's name make it a source
	Prefix string // put before each key of the set to make the variable
	Place
}

// Program is what a manifest says about which program it starts.
type Program struct {
	Dir        string            // directory that it is started in or built from, of the tree; "" where unknown
	Built      bool              // Dir is a build context
	Dockerfile string            // path in the tree
	Target     string            // build stage
	Args       map[string]string // build arguments
	Commands   [][]string        // what is run, in words, most specific first
	Image      string
	Names      []string // service, container and unit names
	Build      Build    // what the Dockerfile says
}

// Manifests is what the deployment manifests of a tree say.
type Manifests struct {
	Workloads  []Workload
	Incomplete []finding.Incomplete
}

// Bounds on hostile input. A manifest is written by people; what is larger is none.
const (
	maxManifestBytes = 2 << 20
	maxNodes         = 2_000_000 // YAML nodes visited for one file, aliases followed
	maxDepth         = 32        // of includes, extends, merges and kustomizations
	maxWorkloads     = 20_000
	maxBindings      = 2_000   // of one workload
	maxAllBindings   = 500_000 // of all
	maxText          = 4 << 10 // of a value that is interpolated, in bytes; keys are shorter
	maxDocuments     = 10_000  // in one file
)

// reader reads the manifests of one tree. All paths are slash-separated and relative to
// the tree's root; fsys keeps every read inside it.
type reader struct {
	fsys      fs.FS
	files     []string
	out       Manifests
	envFiles  map[string][]assignment // parsed, by path
	envBound  map[string][]Binding    // what they give, by path
	usedEnv   map[string]bool         // env files that a manifest refers to
	mentioned map[string]bool         // incomplete entries already made
	charts    map[string]*tree        // values.yaml of Helm charts, by path
	bindings  int                     // kept so far
	builds    int                     // Dockerfiles read so far
}

// ReadManifests reads the manifests among files, which are the slash-separated paths in
// fsys that are to be looked at. fsys must refuse to leave its root (os.Root does); files
// that a manifest refers to are read through it whether they are in files or not.
func ReadManifests(fsys fs.FS, files []string) Manifests {
	r := &reader{fsys: fsys, files: slices.Sorted(slices.Values(files)), envFiles: map[string][]assignment{},
		usedEnv: map[string]bool{}, envBound: map[string][]Binding{}, charts: map[string]*tree{}, mentioned: map[string]bool{}}
	for _, read := range []func(*reader){
		readCompose, readKubernetes, readSystemd, readProcfiles, readGitHubActions, readGitLabCI, readECS, readServerless,
		readRunScripts, readEnvDirectories, // last: what the others use is not a directory of its own
	} {
		read(r)
	}
	return r.out
}

// each calls read with every file that matches and can be read as a manifest.
func (r *reader) each(match func(file string) bool, read func(file string, data []byte)) {
	for _, file := range r.files {
		if !match(file) {
			continue
		}
		data, err := r.read(file)
		if err != nil {
			r.incomplete(file, err.Error())
			continue
		}
		read(file, data)
	}
}

// errTooLarge is for files that no person wrote.
var errTooLarge = errors.New("larger than a deployment manifest is (2 MiB): not read as one")

// read returns a regular file's content, bounded.
func (r *reader) read(file string) ([]byte, error) {
	f, err := r.fsys.Open(file)
	if err != nil {
		return nil, plainError(err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, plainError(err)
	}
	if !info.Mode().IsRegular() {
		return nil, errors.New("not a regular file")
	}
	data, err := io.ReadAll(io.LimitReader(f, maxManifestBytes+1))
	if err != nil {
		return nil, plainError(err)
	}
	if len(data) > maxManifestBytes {
		return nil, errTooLarge
	}
	return data, nil
}

// plainError leaves the path out, which the report gives beside the reason.
func plainError(err error) error {
	if pathErr := (*fs.PathError)(nil); errors.As(err, &pathErr) {
		return pathErr.Err
	}
	return err
}

// exists tells whether file is a readable regular file of the tree.
func (r *reader) exists(file string) bool {
	info, err := fs.Stat(r.fsys, file)
	return err == nil && info.Mode().IsRegular()
}

// isDir tells whether name is a directory of the tree.
func (r *reader) isDir(name string) bool {
	info, err := fs.Stat(r.fsys, name)
	return err == nil && info.IsDir()
}

// incomplete notes once that something about file could not be read.
func (r *reader) incomplete(file, reason string) {
	if key := file + "\x00" + reason; !r.mentioned[key] {
		r.mentioned[key] = true
		r.out.Incomplete = append(r.out.Incomplete, finding.Incomplete{Path: file, Reason: reason})
	}
}

// full tells that no more workloads can be kept; file is then listed as incomplete.
func (r *reader) full(file string) bool {
	if len(r.out.Workloads) < maxWorkloads && r.bindings < maxAllBindings {
		return false
	}
	r.incomplete(file, "the manifests of this tree start more than can be kept: read in part")
	return true
}

// add keeps a workload.
func (r *reader) add(w Workload) {
	if len(w.Bindings) == maxBindings {
		r.incomplete(w.File, "more than 2,000 variables for one program: read in part")
	}
	r.bindings += len(w.Bindings)
	if !r.full(w.File) {
		if w.Program.Built {
			w.Program.Build = r.build(w.Program)
		}
		r.out.Workloads = append(r.out.Workloads, w)
	}
}

// Under returns the manifests of a tree that lies in dir of the working directory, with
// paths as reports have them.
func (m Manifests) Under(dir string) Manifests {
	if dir == "" || dir == "." {
		return m
	}
	join := func(p string) string {
		if p == "" || path.IsAbs(p) {
			return p
		}
		return path.Join(dir, p)
	}
	source := func(s string) string {
		if file, ok := strings.CutPrefix(s, "file:"); ok {
			return "file:" + join(file)
		}
		return s
	}
	for i := range m.Workloads {
		w := &m.Workloads[i]
		w.App, w.Unit, w.File = join(w.App), dir+"\x00"+w.Unit, join(w.File)
		w.Program.Dir, w.Program.Dockerfile = join(w.Program.Dir), join(w.Program.Dockerfile)
		for j := range w.Program.Build.Packages {
			w.Program.Build.Packages[j].Dir = join(w.Program.Build.Packages[j].Dir)
		}
		for j := range w.Bindings {
			w.Bindings[j].Place.File = join(w.Bindings[j].Place.File)
			for k := range w.Bindings[j].Values {
				w.Bindings[j].Values[k].Source = source(w.Bindings[j].Values[k].Source)
			}
		}
		for j := range w.Open {
			w.Open[j].Place.File, w.Open[j].Source = join(w.Open[j].Place.File), source(w.Open[j].Source)
		}
	}
	for i := range m.Incomplete {
		m.Incomplete[i].Path = join(m.Incomplete[i].Path)
	}
	return m
}

// within resolves a path that a manifest in dir writes, and is false where it leaves the
// tree or is no path of it.
func within(dir, written string) (string, bool) {
	if written == "" || path.IsAbs(written) || strings.HasPrefix(written, "~") || strings.Contains(written, "://") ||
		strings.ContainsAny(written, "\\\x00") || len(written) > 2 && written[1] == ':' {
		return "", false
	}
	clean := path.Join(dir, written)
	return clean, fs.ValidPath(clean)
}

// outside is the reason for a reference that is not followed.
func outside(what, written string) string {
	return fmt.Sprintf("%s %q is outside the scanned tree: not read", what, printable(written))
}

// printable makes a name that came from a manifest fit for a message.
func printable(s string) string {
	s = redact.Line(redact.Text(s))
	const longest = 60
	if runes := []rune(s); len(runes) > longest {
		return string(runes[:longest]) + "…"
	}
	return s
}
