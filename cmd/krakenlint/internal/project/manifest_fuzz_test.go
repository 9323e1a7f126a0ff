package project

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/krakenlint/krakenlint/rules/credential/credentialtest"
)

// fuzzManifest reads a file of one name beside others that it may refer to. No input may
// make reading panic, take long, or carry a credential into what it returns.
func fuzzManifest(f *testing.F, name string, seeds ...string) {
	pair := credentialtest.New(9).Pair()
	for _, seed := range seeds {
		f.Add([]byte(strings.NewReplacer("@PRIVATE@", pair.PrivateKey, "@API@", pair.APIKey).Replace(seed)))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		tree := fstest.MapFS{name: {Data: data}, "Dockerfile": {Data: data}, ".env": {Data: data}, "values.yaml": {Data: data}, "keys.env": {Data: data}}
		start := time.Now()
		read := ReadManifests(tree, []string{name})
		if took := time.Since(start); took > 20*time.Second {
			t.Errorf("took %v", took)
		}
		var text strings.Builder
		for _, w := range read.Workloads {
			fmt.Fprint(&text, openSources(w.Open))
			for _, b := range w.Bindings {
				fmt.Fprintf(&text, "%v", b.Values)
			}
		}
		fmt.Fprint(&text, read.Incomplete)
		if strings.Contains(text.String(), pair.PrivateKey) {
			t.Error("a key shows")
		}
	})
}

func FuzzCompose(f *testing.F) {
	fuzzManifest(f, "compose.yml",
		"x-a: &a {environment: {KRAKEN_API_KEY: @API@}}\nservices:\n  a: {<<: *a, extends: b, env_file: [keys.env]}\n  b: {build: ., environment: [KRAKEN_API_SECRET=@PRIVATE@, K=${A:-${B}}], secrets: [s]}\nsecrets: {s: {file: keys.env}}\n",
		"include: [compose.yml, {path: [a.yml], env_file: .env}]\nservices: {a: &x {extends: {service: a}, volumes: ['./kraken.key:/k.key:ro']}}\n")
}

func FuzzKubernetes(f *testing.F) {
	fuzzManifest(f, "k8s.yaml",
		"kind: Secret\nmetadata: {name: s}\nstringData: {k: @PRIVATE@}\n---\nkind: Pod\nmetadata: {name: p}\nspec: {volumes: [{name: v, secret: {secretName: s}}], containers: [{env: [{name: KRAKEN_API_SECRET, valueFrom: {secretKeyRef: {name: s, key: k}}}], envFrom: [{secretRef: {name: s}}], volumeMounts: [{name: v, mountPath: /v}]}]}\n",
		"{{ if .Values.x }}\nkind: CronJob\nmetadata: {name: {{ .Values.a.b | quote }}}\n{{ end }}\n")
}

func FuzzKustomization(f *testing.F) {
	fuzzManifest(f, "kustomization.yaml",
		"namespace: n\nresources: [., ../x, k.yaml]\nsecretGenerator: [{name: s, literals: [a=@PRIVATE@], envs: [keys.env], files: [x=keys.env]}]\n",
		"resources: [., ., ., .]\nsecretGenerator: [{name: s, literals: [a=b]}]\n")
}

func FuzzSystemd(f *testing.F) {
	fuzzManifest(f, "bot@.service", "[Service]\nEnvironment=\"A=@PRIVATE@\" B=c \\\n D=e\nEnvironmentFile=-keys.env\nExecStart=-/bin/bot %i\n")
}

func FuzzProcfile(f *testing.F) { fuzzManifest(f, "Procfile", "web: KRAKEN_API_KEY=@API@ bin/web\n") }

func FuzzEnv(f *testing.F) {
	fuzzManifest(f, ".env", "export A='@PRIVATE@'\nB=\"x\ny\" # c\nC=${A}\nD\n")
}

func FuzzGitHubActions(f *testing.F) {
	fuzzManifest(f, ".github/workflows/a.yml", "env: {A: \"${{ secrets.A || secrets.B }}\"}\njobs: {j: {environment: {name: p}, steps: [{run: \"x ${{ secrets.C }}\", env: {K: @PRIVATE@}}]}}\n")
}

func FuzzGitLabCI(f *testing.F) {
	fuzzManifest(f, ".gitlab-ci.yml", "variables: {A: $B}\n.base: {extends: .base}\njob: {extends: .base, secrets: {V: {vault: a/b}}, script: [\"x $A ${B}\"], variables: {K: {value: @PRIVATE@}}}\n")
}

func FuzzECS(f *testing.F) {
	fuzzManifest(f, "task.json", `{"containerDefinitions": [{"name": "a", "secrets": [{"name": "K", "valueFrom": "arn:aws:secretsmanager:r:1:secret:n:k::"}], "environment": [{"name": "S", "value": "@PRIVATE@"}]}]}`)
}

func FuzzServerless(f *testing.F) {
	fuzzManifest(f, "serverless.yml", "provider: {environment: {A: '${ssm:/a/b, @PRIVATE@}'}}\nfunctions: {f: {handler: a.b, environment: {K: '${env:K}'}}}\n")
}

func FuzzRunScript(f *testing.F) {
	fuzzManifest(f, "run.sh", "docker run -d --name x -e K=@PRIVATE@ \\\n --env-file keys.env image:1 cmd\n")
}

func FuzzDockerfile(f *testing.F) {
	fuzzManifest(f, "compose.yml", "FROM golang AS b\nARG X=1\nRUN go build -C a -o /x ./cmd/${X} && true\nFROM b\nCOPY --from=b /x /x\nENTRYPOINT [\"/x\"]\n")
}
