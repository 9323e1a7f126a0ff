package project

import (
	"testing"
	"testing/fstest"
)

// What starts a program passes the cheap test, in every format.
func TestIsManifest(t *testing.T) {
	for file, content := range map[string]string{
		"compose.prod.yaml":        "services: {bot: {environment: [KRAKEN_API_KEY]}}\n",
		".github/workflows/ci.yml": "jobs: {bot: {env: {KRAKEN_API_KEY: '${{ secrets.K }}'}}}\n",
		"ops.gitlab-ci.yml":        "bot: {script: [./bot], variables: {KRAKEN_API_KEY: $K}}\n",
		"serverless.yml":           "functions: {bot: {handler: a.b, environment: {KRAKEN_API_KEY: '${env:K}'}}}\n",
		"deploy/pod.yaml":          "apiVersion: v1\nkind: Pod\nmetadata: {name: bot}\nspec: {containers: [{name: bot, env: [{name: KRAKEN_API_KEY, value: x}]}]}\n",
		"deploy/pod.JSON":          `{"apiVersion":"v1","kind":"Pod","metadata":{"name":"bot"},"spec":{"containers":[{"name":"bot","env":[{"name":"KRAKEN_API_KEY","value":"x"}]}]}}`,
		"task.json":                `{"family":"bot","containerDefinitions":[{"name":"bot","environment":[{"name":"KRAKEN_API_KEY","value":"x"}]}]}`,
		"bot.service":              "[Service]\nExecStart=/bin/bot\nEnvironment=KRAKEN_API_KEY=x\n",
		"Procfile":                 "bot: KRAKEN_API_KEY=x ./bot\n",
		"start.sh":                 "docker run -e KRAKEN_API_KEY=x bot\n",
		"apps/bot/.env":            "KRAKEN_API_KEY=x\n",
	} {
		if len(ReadManifests(fstest.MapFS{file: {Data: []byte(content)}}, []string{file}).Workloads) == 0 {
			t.Errorf("%s starts nothing: it tests nothing here", file)
		}
		if !IsManifest(file, []byte(content)) {
			t.Errorf("%s is passed over", file)
		}
	}
	for file, content := range map[string]string{
		"data.json": `{"kind": "person"}`, "values.yaml": "kind: of\n", "build.sh": "go build\n", "main.go": "kind: Pod", "notes.txt": " run ",
	} {
		if IsManifest(file, []byte(content)) {
			t.Errorf("%s is taken for a manifest", file)
		}
	}
}
