# rollcall's commands. `make demo` shows it at work, `make test` proves it; both do the set-up they need.

SHELL := /bin/bash

# A machine that runs jobs without a home still has a place for Go's caches.
ifeq ($(strip $(HOME)),)
export HOME := $(shell home=$$(getent passwd "$$(id -u)" | cut -d: -f6); [ -w "$$home" ] && echo "$$home" || mktemp -d)
endif

# No C compiler is needed: the embedded store is pure Go.
export CGO_ENABLED := 0

# A clone that belongs to another user can't be asked for its revision; it is built without one.
ifneq ($(shell git status >/dev/null 2>&1; echo $$?),0)
export GOFLAGS := -buildvcs=false $(GOFLAGS)
endif

FUZZTIME ?= 3s
ROWS     ?= 1000000
SHEET    ?= 200000
RUNS     ?= 5
LOADS    ?= 5
SIZES    ?= 10000,100000,1000000,10000000
PEERS    ?= $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/rollcall-peers

.PHONY: help build demo test check fuzz compare reliability members clean

help: ## this list
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

build: ## the command, in bin/rollcall
	go build -o bin/rollcall ./cmd/rollcall

demo: build ## two or three months of every layout: plan, apply, export, in a folder of its own
	./fixtures/demo.sh bin/rollcall

test: ## everything: form, unit, fixtures, properties, both databases, sessions, short fuzzing
	./scripts/postgresql.sh
	$(MAKE) --no-print-directory check
	go test ./...
	go test -tags purego ./formats/...
	./scripts/fuzz.sh $(FUZZTIME)

check: ## gofmt and go vet
	@unformatted=$$(gofmt -l .); [ -z "$$unformatted" ] || { echo "gofmt would change:"; echo "$$unformatted"; exit 1; }
	go vet ./...

fuzz: FUZZTIME = 3m
fuzz: ## every fuzz target for minutes: FUZZTIME=3m
	./scripts/fuzz.sh $(FUZZTIME)

compare: build ## measure beside csvdiff, DuckDB, psql, excelize, encoding/csv: docs/PERFORMANCE.md (ROWS, SHEET, RUNS, LOADS, SIZES)
	./scripts/postgresql.sh
	./scripts/peers.sh $(PEERS)
	go run ./fixtures/bench -rollcall bin/rollcall -peers $(PEERS) -rows $(ROWS) -sheet $(SHEET) -runs $(RUNS) -loads $(LOADS) -sizes $(SIZES)

reliability: build ## break it on purpose for an hour (kill -9, full disks, crashes, cuts, many at once), count the tests: docs/RELIABILITY.md
	./scripts/postgresql.sh
	go run ./fixtures/reliability -rollcall bin/rollcall -out docs/RELIABILITY.md

members: ## make the member files in fixtures/members again
	go run ./fixtures/members/generate -out fixtures/members

clean: ## what make build left
	rm -rf bin
