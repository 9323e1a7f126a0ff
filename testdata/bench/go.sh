#!/usr/bin/env bash
# Times `krakenlint check` beside `go vet ./...` on one module, in one run, so that what else
# the machine does weighs on both:
#
#   cold   dependencies compiled, nothing analysed before: krakenlint is a copy that the build
#          cache has not seen, vet has a flag that it has not seen
#   warm   the same again
#   permissions  warm as well, without the scan of texts
#
# Usage: testdata/bench/go.sh [MODULE@VERSION | DIRECTORY]. Default: a module of 450,000 lines
# without cgo. A directory is not written to.
set -euo pipefail

module=${1:-github.com/open-policy-agent/opa@v1.22.2}
rounds=${ROUNDS:-3}
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
export GOTOOLCHAIN=local GOWORK=off GOFLAGS=-buildvcs=false

if [ -d "$module" ]; then
  source=$module
else
  source=$(go mod download -json "$module" | sed -n 's/^\t"Dir": "\(.*\)",$/\1/p')
fi
cp -r "$source" "$work/module"
chmod -R u+w "$work/module"
(cd "$root" && CGO_ENABLED=0 go build -trimpath -o "$work/krakenlint" ./cmd/krakenlint)
cp "$(cd "$root" && go tool -n vet)" "$work/vet"
cd "$work/module"
go mod download
go vet ./... >/dev/null 2>&1 || true # compiles the dependencies

# measure LABEL COMMAND... prints seconds and the largest process's memory
measure() {
  local label=$1
  shift
  /usr/bin/time -f '%e %M' -o "$work/time" "$@" >/dev/null 2>"$work/stderr" || true
  read -r seconds memory < <(tail -1 "$work/time")
  printf '%-6s %-12s %7.2f s %6d MB\n' "$round" "$label" "$seconds" $((memory / 1024))
  echo "$seconds" >>"$work/$label"
}

ratio() {
  paste "$work/$1" "$work/$2" | awk -v name="$3" '{ r = $1 / $2; if (NR == 1 || r < min) min = r; if (r > max) max = r; sum += r } END { printf "%s: %.2f times go vet (%.2f to %.2f)\n", name, sum / NR, min, max }'
}

echo "$(find . -name '*.go' -print0 | xargs -0 cat | wc -l) lines, $(go list ./... 2>/dev/null | wc -l) packages, $(go list -deps ./... 2>/dev/null | wc -l) with dependencies"
for round in $(seq "$rounds"); do
  unseen=$(date +%s%N)
  vet=(go vet -vettool="$work/vet" "-printf.funcs=unseen$unseen" ./...)
  cp "$work/krakenlint" "$work/krakenlint.fresh"
  echo "$unseen" >>"$work/krakenlint.fresh"
  measure vet-cold "${vet[@]}"
  measure check-cold "$work/krakenlint.fresh" check --no-progress .
  measure vet-warm "${vet[@]}"
  measure check-warm "$work/krakenlint.fresh" check --no-progress .
  measure permissions "$work/krakenlint.fresh" permissions .
done
ratio check-cold vet-cold cold
ratio check-warm vet-warm warm
