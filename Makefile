# The commands of this project. `make demo` and `make test` each work on a fresh clone.
PREFIX ?= $(HOME)/.local
CONFIGURATION ?= debug
BUILD = .build/$(CONFIGURATION)
# Throwaway apps of a checkout live in the throwaway directory, not in the user's home.
export WISP_HOME ?= $(CURDIR)/Sandbox/home

.PHONY: deps build demo test test-corpus man corpus crash crowd bench live-servers stress kills endure overhead fuzz lint format install uninstall clean

## deps: install the Debian packages that are missing
deps:
	@Scripts/deps

## build: build wisp and its jail
build: deps
	swift build --configuration $(CONFIGURATION)

## demo: describe an app, watch it being verified, run it on a real log, discard it; needs no key
demo: build
	@Scripts/demo $(BUILD)/wisp

## test: every test but the corpus
test: deps
	@Scripts/test --skip AgreementTests

## test-corpus: the corpus of small packages, checked directly
test-corpus: deps
	@Scripts/test --filter AgreementTests

## man: write the man page anew from the definitions of the commands
man: build
	@Scripts/man $(BUILD)/wisp > Documentation/wisp.1.new && mv Documentation/wisp.1.new Documentation/wisp.1

## corpus: the corpus of small packages checked both ways, directly and with swift build
corpus: deps
	WISP_FULL_CORPUS=1 swift test --filter AgreementTests

## crash: wisp killed at 200 random moments, its files cut 200 times, its disk full; all looked at after each
crash: deps
	WISP_CRASHES=200 swift test --filter 'CrashTests|CutTests|FullDiskTests'

## crowd: 20 processes on one home for a minute, then all commands at random on one app for ten (SEED=… repeats)
crowd: deps
	WISP_CROWD=20 swift test --filter CrowdTests
	WISP_CROWD_SECONDS=600 WISP_SEED=$(SEED) swift test --filter PairTests

## bench: how long checks take, measured side by side
bench: build
	@python3 Scripts/bench $(BUILD)/wisp $(ROWS)

## live-servers: sessions with model servers that others wrote (PyPI, a compiler; minutes the first time)
live-servers: build
	@Scripts/live-servers $(BUILD)/wisp

## stress: fork bombs, a disk filler and an output flood beside an ordinary app
stress: build
	@Scripts/stress $(BUILD)/wisp

## kills: wisp killed with SIGKILL 50 times during confined runs and checks; nothing may be left
kills: build
	@Scripts/kills $(BUILD)/wisp

## endure: a confined program of 30 seconds whose threads start and end all the time
endure: build
	@Scripts/endure $(BUILD)/wisp

## overhead: what the sandbox adds to the start of a program
overhead: build
	@Scripts/overhead $(BUILD)/wisp

## fuzz: two million inputs for all that reads hostile bytes (READERS="page mask", RUNS=1000 for each)
fuzz:
	@Scripts/fuzz $(READERS)

## lint: formatting, import rules, warnings as errors
lint: deps
	@Scripts/lint

## format: rewrite the sources in the project's format
format:
	swift format format --in-place --recursive --parallel Package.swift Sources Sandbox Templates/Sources Tests

## install: wisp for one user or, with PREFIX=/usr/local, for all
install: deps
	swift build --configuration release --product wisp
	swift build --configuration release --product wisp-jail
	@Scripts/install .build/release "$(PREFIX)"

## uninstall: take it away again; apps stay
uninstall:
	@Scripts/uninstall "$(PREFIX)"

clean:
	rm -rf .build Sandbox/home
