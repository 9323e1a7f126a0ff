package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/krakenlint/krakenlint/rules/credential/credentialtest"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"krakenlint": krakenlint})
}

// krakenlint is main, with a look at everything that it prints.
func krakenlint() {
	var stdout, stderr bytes.Buffer
	status := run(&stdout, &stderr)
	if leak := credentialtest.Leak(stdout.String() + stderr.String()); leak != "" {
		fmt.Fprintln(os.Stderr, "the output shows", leak)
		os.Exit(99)
	}
	_, _ = os.Stdout.Write(stdout.Bytes())
	_, _ = os.Stderr.Write(stderr.Bytes())
	os.Exit(status)
}

// TestScript runs the scenarios of testdata/script. In their files, @API_KEY_1@ and
// @PRIVATE_KEY_1@ stand for the two halves of a generated key, the same in every run.
func TestScript(t *testing.T) {
	t.Parallel()
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join("..", "..", "testdata", "script"),
		Setup:               setup,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       os.Getenv("UPDATE_SCRIPTS") != "",
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"capture": capture,
			"expand":  expand,
			"plant":   plant,
		},
	})
}

// setup fills in the keys and keeps git apart from the user's configuration.
func setup(env *testscript.Env) error {
	program, err := exec.LookPath("krakenlint")
	if err != nil {
		return err
	}
	env.Setenv("KRAKENLINT", program)
	env.Setenv("HOME", env.WorkDir)
	env.Setenv("GIT_CONFIG_NOSYSTEM", "1")
	env.Setenv("GOCACHE", goCache()) // a new home would have everything compiled again
	for _, who := range []string{"AUTHOR", "COMMITTER"} {
		env.Setenv("GIT_"+who+"_NAME", "Ann")
		env.Setenv("GIT_"+who+"_EMAIL", "ann@example.com")
		env.Setenv("GIT_"+who+"_DATE", "2024-05-01T12:00:00Z")
	}
	return filepath.WalkDir(env.WorkDir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		return plantFile(path)
	})
}

// goCache asks the go command once where it keeps what it has compiled.
var goCache = sync.OnceValue(func() string {
	dir, err := exec.Command("go", "env", "GOCACHE").Output()
	if err != nil {
		panic(fmt.Sprintf("go env GOCACHE: %v", err))
	}
	return strings.TrimSpace(string(dir))
})

func plantFile(path string) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	return os.WriteFile(path, []byte(credentialtest.Expand(string(data))), 0o644)
}

// plant fills in the keys of files that a script has made itself.
func plant(ts *testscript.TestScript, _ bool, files []string) {
	for _, file := range files {
		ts.Check(plantFile(ts.MkAbs(file)))
	}
}

// capture sets a variable to what a regular expression finds: capture NAME REGEXP FILE.
func capture(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 3 {
		ts.Fatalf("usage: capture NAME REGEXP FILE")
	}
	found := regexp.MustCompile(args[1]).FindStringSubmatch(ts.ReadFile(args[2]))
	if len(found) != 2 {
		ts.Fatalf("%s: no %s", args[2], args[1])
	}
	ts.Setenv(args[0], found[1])
}

// expand replaces the variables in files.
func expand(ts *testscript.TestScript, _ bool, files []string) {
	for _, file := range files {
		ts.Check(os.WriteFile(ts.MkAbs(file), []byte(os.Expand(ts.ReadFile(file), ts.Getenv)), 0o644))
	}
}
