package gocheck

import (
	"bytes"
	"fmt"
	"os"
	"runtime/metrics"
	"time"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/lazy"
)

// What the analysis of one package may take. Ordinary packages stay far below: these end
// what somebody has written to go on for ever.
const (
	unitTimeout = 3 * time.Minute
	unitMemory  = 1 << 30 // bytes of heap
	// A lenient unit is many packages with all they import.
	lenientTimeout = 5 * time.Minute
	lenientMemory  = 3 << 30
)

// gaveUp is what a unit says on standard error when it ends itself.
const gaveUp = "krakenlint: gave up"

// guardUnit ends this process when it takes too much.
func guardUnit(timeout time.Duration, memory uint64) {
	go func() {
		const interval = 50 * time.Millisecond
		for end := time.Now().Add(timeout); ; time.Sleep(interval) {
			if time.Now().After(end) {
				fail("it takes longer than " + timeout.String())
			}
			if heap() > memory {
				fail(fmt.Sprintf("it takes more than %d MB", memory>>20))
			}
		}
	}()
}

func fail(reason string) {
	fmt.Fprintf(os.Stderr, "%s: %s\n", gaveUp, reason)
	os.Exit(1)
}

// heap is the memory of live and not yet collected objects, in bytes.
func heap() uint64 {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}

// failedUnit matches what the go command prints of a vet tool that gave up: the package,
// and below it what the tool said.
var failedUnit = lazy.Regexp(`(?m)^# (\S+)[^\n]*\n(?:vet: )?` + gaveUp + `: ([^\n]*)$`)

// abandoned maps the import paths of packages that were given up to the reason.
func (r vetRun) abandoned() map[string]string {
	reasons := map[string]string{}
	for _, match := range failedUnit().FindAllSubmatch(r.stderr, -1) {
		reasons[string(match[1])] = string(bytes.TrimSpace(match[2]))
	}
	return reasons
}
