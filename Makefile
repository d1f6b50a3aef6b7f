# `make` alone lists the targets.

SWIFT ?= swift
JOBS ?= $(shell nproc)
BUILD ?= .build
PREFIX ?= /usr/local
# The study of `make report`, and more options for `swift test`, such as --filter or --traits.
STUDY ?= notebooks-md/01-vivastreet-revenue.md
TESTFLAGS ?=

SWIFTFLAGS := -j $(JOBS) --scratch-path $(BUILD)
# Paths below this folder, which the asserts of C sources hold, are written from here; the linker
# leaves the debugging information out (its paths, and two thirds of the file).
RELEASEFLAGS := -Xcc "-ffile-prefix-map=$(abspath $(BUILD))=build" \
  -Xcc "-ffile-prefix-map=$(CURDIR)=." -Xlinker -S
# A program that stands already, given as AMPLEUR=..., is used as it is; else one is built.
NEEDS_BUILD := $(if $(AMPLEUR),,build)
AMPLEUR ?= $(BUILD)/release/ampleur
REPORT := reports/$(notdir $(STUDY))
NOTEBOOKS := $(filter-out %/README.md,$(wildcard notebooks-md/*.md))
SWIFT_FILES := Package.swift Sources Tests $(wildcard Benchmarks)
FORMAT := --recursive --parallel --configuration .swift-format $(SWIFT_FILES)
SHARE := $(DESTDIR)$(PREFIX)/share

.DEFAULT_GOAL := help
.PHONY: help report test build bench lint lint-format lint-layers format notebooks \
  check-notebooks check-data install system-packages

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' Makefile

report: $(NEEDS_BUILD) ## Write the report of a study (STUDY=...) into reports/
	@$(AMPLEUR) report $(STUDY) -o $(REPORT)
	@echo "The report is $(REPORT); its charts are in reports/figures."

test: system-packages ## Run all tests
	@test -d $(BUILD)/debug || echo "Building the tests: about 5 minutes on 2 cores, this first time."
	$(SWIFT) test $(SWIFTFLAGS) --disable-xctest $(TESTFLAGS)

build: system-packages ## Build the program with optimisation
	@test -x $(AMPLEUR) || echo "Building ampleur: about 5 minutes on 2 cores, this first time."
	@$(SWIFT) build $(SWIFTFLAGS) --configuration release --product ampleur $(RELEASEFLAGS)

bench: system-packages ## Run the benchmarks
	@if [ -x Benchmarks/run ]; then Benchmarks/run; else echo "There are no benchmarks yet."; fi

lint: lint-format lint-layers ## Check formatting, documentation comments and layers

lint-format:
	$(SWIFT) format lint --strict $(FORMAT)

lint-layers:
	scripts/check-layers

format: ## Format the Swift files in place
	$(SWIFT) format format --in-place $(FORMAT)

notebooks: $(NEEDS_BUILD) ## Write the results of every notebook into it
	$(AMPLEUR) run --in-place $(NOTEBOOKS)

check-notebooks: $(NEEDS_BUILD) ## Check that every notebook holds the results it would be given
	$(AMPLEUR) run --check $(NOTEBOOKS)

check-data: $(NEEDS_BUILD) ## Check the shipped data sets and their sources
	$(AMPLEUR) data check

install: build ## Install the program and its data sets below PREFIX
	install -D -m 755 $(AMPLEUR) $(DESTDIR)$(PREFIX)/bin/ampleur
	cd datasets && find . -type f -not -path './scripts/*' \
	  -exec install -D -m 644 '{}' '$(abspath $(SHARE))/ampleur/datasets/{}' ';'
	install -D -m 644 -t $(SHARE)/doc/ampleur LICENSE \
	  Sources/CVectorKernels/data/LICENCE-joe-kuo.txt

system-packages:
	@scripts/install-system-packages
