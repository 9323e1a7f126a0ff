package sharing

import (
	"slices"
	"strings"

	"github.com/krakenlint/krakenlint/analyzers/keyflow"
	"github.com/krakenlint/krakenlint/analyzers/sharedkey"
	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/project"
)

// Uses lists which app holds which key, from where, as far as code and manifests say.
func Uses(in Input) []sharedkey.Use {
	var uses []sharedkey.Use
	for _, h := range resolveAll(in) {
		uses = append(uses, h.Use)
	}
	return uses
}

func resolveAll(in Input) []held {
	programs := in.programs()
	words := learn(in, programs)
	deployed := map[*Program][]project.Workload{}
	var uses []held
	for _, w := range in.workloads() {
		program := in.runs(w, programs)
		switch {
		case program != nil:
			deployed[program] = append(deployed[program], w)
		case !w.Taken:
			for _, use := range words.ownKeys(w) {
				uses = append(uses, held{use, manifestSide, w.App})
			}
		}
	}
	for _, program := range programs {
		uses = append(uses, program.uses(deployed[program], words)...)
	}
	settleOpenFiles(uses)
	in.declare(uses)
	return uses
}

// programs are the Go programs that count as apps.
func (in Input) programs() []*Program {
	var list []*Program
	for i, p := range in.Programs {
		if !p.Excluded && !in.excluded(p.Dir) {
			list = append(list, &in.Programs[i])
		}
	}
	return list
}

// workloads are those that count as apps, each named once whichever of its files says
// it, and jobs that run the same programs as one.
func (in Input) workloads() []project.Workload {
	var list []project.Workload
	for _, w := range in.Workloads {
		if !in.excluded(w.File) {
			list = append(list, w)
		}
	}
	list = joinKinds(joinJobs(list))
	names := map[string]string{}
	for _, w := range list {
		if name, ok := names[w.Unit]; !ok || len(w.App) < len(name) || len(w.App) == len(name) && w.App < name {
			names[w.Unit] = w.App
		}
	}
	for i := range list {
		list[i].App = names[list[i].Unit]
	}
	return list
}

// joinKinds takes workloads of one name in manifests of different kinds for one app: the
// bot of docker-compose.yml is the bot of the Deployment.
func joinKinds(list []project.Workload) []project.Workload {
	first := map[string]project.Workload{}
	for i, w := range list {
		other, ok := first[w.Name]
		switch {
		case !ok:
			first[w.Name] = w
		case other.Kind != w.Kind:
			list[i].Unit = other.Unit
		}
	}
	return list
}

func (in Input) excluded(path string) bool { return in.Excluded != nil && in.Excluded(path) }

// uses are what a Go program does with its keys: as each of the workloads that run it gives them,
// or, for a key that none of them gives, as the code says.
func (p *Program) uses(workloads []project.Workload, words vocabulary) []held {
	var uses []held
	for _, key := range p.Keys {
		base := p.use(key)
		var resolved []held
		for _, w := range workloads {
			resolved = append(resolved, p.deployedUse(base, key, w, workloads)...)
		}
		if resolved == nil {
			resolved = []held{{base, goSide, ""}}
		}
		uses = append(uses, resolved...)
	}
	return append(uses, p.unseenUses(workloads, words)...)
}

func (p *Program) use(key keyflow.Key) sharedkey.Use {
	use := sharedkey.NewUse(p.Dir, key)
	use.Scope = p.Module
	return use
}

// deployedUse is a key as one workload gives it; none where it does not.
func (p *Program) deployedUse(base sharedkey.Use, key keyflow.Key, w project.Workload, all []project.Workload) []held {
	g, ok := resolve(w, key.Source)
	if !ok {
		return nil
	}
	use := base
	use.App = label(p, w, all)
	use.Source, use.Given = orElse(g.source(), "unknown"), describe(g)
	use.PrivateSource = ""
	if private, ok := resolve(w, key.PrivateSource); ok {
		use.PrivateSource = private.source()
	}
	for _, value := range g.values {
		use.Redacted = orElse(use.Redacted, value.Redacted)
	}
	if use.App == p.Dir {
		use.GivenAt = place(g.Place)
	} else {
		use.Place = place(g.Place)
	}
	return []held{{use, goSide, w.App}}
}

// unseenUses are for a program that is known to hold a key, but not where from: what its
// workloads give it under the name of a key is that key.
func (p *Program) unseenUses(workloads []project.Workload, words vocabulary) []held {
	unseen := slices.ContainsFunc(p.Keys, func(key keyflow.Key) bool { return key.Source == "" || key.Source == "unknown" })
	if !unseen {
		return nil
	}
	var uses []held
	for _, w := range workloads {
		for _, use := range words.ownKeys(w) {
			use.App = label(p, w, workloads)
			uses = append(uses, held{use, goSide, w.App})
		}
	}
	return uses
}

// label names the app of a program that a workload runs: the program, unless manifests of one
// kind start it several times, each of which is an app of its own.
func label(p *Program, w project.Workload, all []project.Workload) string {
	for _, other := range all {
		if other.Kind == w.Kind && other.Unit != w.Unit {
			return w.App
		}
	}
	return p.Dir
}

// settleOpenFiles takes an env file that belongs in the tree and is not there for the environment itself
// where all workloads that are given a variable by such a file have the same one: then nothing
// sets the workloads apart from programs that no manifest starts.
func settleOpenFiles(uses []held) {
	sets := map[string]map[string]bool{}
	split := func(u held) (set, name string, ok bool) {
		set, name, ok = strings.Cut(u.Source, "#")
		return set, name, ok && strings.HasPrefix(set, "file:") && !strings.HasPrefix(set, "file:/") && u.side == goSide
	}
	for _, u := range uses {
		if set, name, ok := split(u); ok {
			if sets[name] == nil {
				sets[name] = map[string]bool{}
			}
			sets[name][set] = true
		}
	}
	for i, u := range uses {
		if _, name, ok := split(u); ok && len(sets[name]) == 1 {
			uses[i].Source = "env:" + name
		}
	}
}

// declare marks uses of keys that the configuration says are different although their
// source is the same: entries with one source, each for apps of its own.
func (in Input) declare(uses []held) {
	bySource := map[string][]project.Key{}
	for _, key := range in.Keys {
		if len(key.Apps) > 0 {
			bySource[key.Source] = append(bySource[key.Source], key)
		}
	}
	for i, u := range uses {
		for name := range strings.SplitSeq(u.Source, "|") {
			entries := bySource[name]
			for n, key := range entries {
				if len(entries) > 1 && (slices.Contains(key.Apps, u.App) || slices.Contains(key.Apps, u.Program) || slices.Contains(key.Apps, u.workload)) {
					uses[i].Declared = key.Source + "\x00" + string(rune('0'+n))
				}
			}
		}
	}
}
