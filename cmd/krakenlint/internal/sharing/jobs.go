package sharing

import (
	"path"
	"slices"
	"strings"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/project"
)

// joinJobs makes one app of CI jobs that run a program in common, and leaves out those
// that run none that is known: the same tests in two jobs are no two holders of a key,
// for they are one program.
func joinJobs(list []project.Workload) []project.Workload {
	first := map[string]project.Workload{} // by kind and program
	var kept []project.Workload
	for _, w := range list {
		if w.Kind != "github" && w.Kind != "gitlab" {
			kept = append(kept, w)
			continue
		}
		ran := ranBy(w.Program.Commands)
		if len(ran) == 0 {
			continue
		}
		for _, program := range ran {
			if job, ok := first[w.Kind+"\x00"+program]; ok {
				w.App, w.Unit = job.App, job.Unit
				break
			}
		}
		for _, program := range ran {
			if key := w.Kind + "\x00" + program; first[key].Unit == "" {
				first[key] = w
			}
		}
		kept = append(kept, w)
	}
	return kept
}

// preparations are commands that set the stage for the program that a job is about.
var preparations = set(`cd echo export set unset mkdir cp mv rm ls cat source . : test [ [[ if then else elif fi for in do done while
	until case esac exit return true false sleep wait trap printf read pwd env which touch ln chmod chown tar unzip gzip grep sed awk jq
	tr cut sort head tail tee date apt apt-get apk yum dnf brew pip pip3 pipx gem bundle composer git gh curl wget ssh-keyscan
	ssh-add ssh-agent eval actions/checkout actions/setup-go actions/setup-python actions/setup-node actions/cache
	actions/upload-artifact actions/download-artifact`)

// interpreters run the program that their first argument names.
var interpreters = set(`python python2 python3 node ruby php bash sh zsh deno bun perl Rscript dotnet java npx tsx ts-node make just task
	npm yarn pnpm poetry uv pipenv cargo go docker podman docker-compose`)

// fillers stand between an interpreter and the program.
var fillers = set(`run exec start -m -jar --bin compose up -u --rm -it -i -t -d`)

// setups are arguments of interpreters that only prepare.
var setups = set(`install ci build mod get vet fmt generate login pull push sync add env version restore update list tool download tidy`)

func set(text string) map[string]bool {
	list := map[string]bool{}
	for _, word := range strings.Fields(text) {
		list[word] = true
	}
	return list
}

// ranBy names the programs that commands run.
func ranBy(commands [][]string) []string {
	var names []string
	for _, command := range commands {
		if name := ran(command); name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// ran names the program of one command: python bot.py and ./bot.py are bot.py; go test is
// "go test" whatever the packages; empty for preparations.
func ran(command []string) string {
	for len(command) > 0 && (strings.Contains(command[0], "=") || slices.Contains([]string{"sudo", "exec", "time", "nohup", "!"}, command[0])) {
		command = command[1:]
	}
	if len(command) == 0 {
		return ""
	}
	name, _, _ := strings.Cut(command[0], "@")
	if base := path.Base(name); !interpreters[base] {
		if preparations[name] || preparations[base] {
			return ""
		}
		return base
	}
	for _, word := range command[1:] {
		switch {
		case setups[word]:
			return ""
		case fillers[word], strings.HasPrefix(word, "-"), strings.Contains(word, "="):
			continue
		case word == "test":
			return path.Base(name) + " test"
		case strings.HasPrefix(word, "$") && len(word) > 1: // docker run -e NAME=$VALUE image
			continue
		}
		return path.Base(strings.TrimSuffix(word, "/..."))
	}
	return path.Base(name)
}
