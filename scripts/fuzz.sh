#!/usr/bin/env bash
# Fuzzes every target of the module for the time given: scripts/fuzz.sh 3s [PACKAGE...]
# A find is kept by Go under testdata/fuzz beside the target, to be committed as a seed.
set -euo pipefail

time=${1:?how long, such as 3s}
shift
packages=("$@")
if [ ${#packages[@]} -eq 0 ]; then mapfile -t packages < <(go list ./...); fi
log=$(mktemp)
trap 'rm -f "$log"' EXIT

# Without a bound Go's fuzzer spends up to a minute making each new input smaller, and tries nothing else meanwhile.
# It now and then calls its own end of time a failure; a real find always names the input it has kept.
fuzz() {
	if go test -run '^$' -fuzz "^$2\$" -fuzztime "$time" -fuzzminimizetime 20x "$1" >"$log" 2>&1; then return 0; fi
	if grep -q 'context deadline exceeded' "$log" && ! grep -q 'Failing input' "$log"; then return 0; fi
	grep -v '^fuzz: elapsed' "$log" >&2
	return 1
}

count=0
for package in "${packages[@]}"; do
	grep -qs '^func Fuzz' "$(go list -f '{{.Dir}}' "$package")"/*_test.go || continue
	listed=$(go test -list '^Fuzz' "$package")
	for target in $(grep '^Fuzz' <<<"$listed"); do
		echo "fuzz $package $target $time"
		fuzz "$package" "$target"
		count=$((count + 1))
	done
done
echo "$count fuzz targets, $time each, no find"
[ "$count" -gt 0 ]
