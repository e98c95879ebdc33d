#!/usr/bin/env bash
# Puts the programs that make compare runs beside rollcall into a folder, and nowhere else: scripts/peers.sh DIR
# csvdiff is built by Go into DIR/bin, DuckDB comes from npm into DIR/node_modules.
set -euo pipefail

csvdiff=v1.4.0
duckdb=1.5.6-r.1

mkdir -p "${1:?the folder}"
cd "$1"

if ! command -v npm >/dev/null; then
	if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
		echo "node and npm are not installed; DuckDB comes through them (Debian, Ubuntu: sudo apt-get install npm)." >&2
		exit 1
	fi
	apt-get update
	DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends npm
fi

if [ "$(cat .installed 2>/dev/null)" = "$csvdiff $duckdb" ]; then exit 0; fi

# A module of its own: go install asks for the list of all versions, which not every proxy has.
mkdir -p module
cat >module/go.mod <<-EOF
	module peers

	go 1.26

	require github.com/aswinkarthik/csvdiff $csvdiff
EOF
printf '//go:build peers\n\npackage peers\n\nimport _ "github.com/aswinkarthik/csvdiff"\n' >module/peers.go
(cd module && GOFLAGS="-mod=mod ${GOFLAGS:-}" go build -o ../bin/csvdiff github.com/aswinkarthik/csvdiff)

npm install --prefix . --no-save --no-audit --no-fund --loglevel=error "@duckdb/node-api@$duckdb"
echo "$csvdiff $duckdb" >.installed
