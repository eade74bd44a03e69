# Everything starts here: `make run` serves this machine, `make test` checks everything.
# Each step leaves a stamp, so that a second run is quick and needs no network.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

HOST ?= 127.0.0.1
PORT ?= 8000
LAN ?=

VENV := .venv
BIN := $(VENV)/bin
STAMPS := $(VENV)/stamps
# The first Python that is 3.11 or newer; empty where there is none.
PYTHON ?= $(shell for name in python3.11 python3 python3.12 python3.13 python3.14; do \
	if $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then command -v $$name; break; fi; done)
PIP := PIP_DISABLE_PIP_VERSION_CHECK=1 $(BIN)/python -m pip install --quiet --require-hashes

# The tests start the program many times: compiled modules are kept, whatever the machine says.
COMPILED := PYTHONDONTWRITEBYTECODE=

.PHONY: help run test release bench lint format lock clean

help: ## Say what can be made
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 10

run: $(STAMPS)/project ## Serve this machine on 127.0.0.1:8000; PORT= changes the port, HOST=0.0.0.0 LAN=1 serves the room
	@HOST='$(HOST)' PORT='$(PORT)' LAN='$(LAN)' exec $(BIN)/screening serve

test: $(STAMPS)/develop ## Check style, types and everything else; the exit status tells
	@checks=0; \
	$(BIN)/ruff check --quiet . || checks=1; \
	$(BIN)/ruff format --check --quiet . || { checks=1; echo 'Not in order: run make format' >&2; }; \
	$(BIN)/mypy >$(STAMPS)/types.txt 2>&1 & types=$$!; \
	$(COMPILED) $(BIN)/python -m pytest -n 2 --dist worksteal $(ARGS); tests=$$?; \
	wait $$types || checks=1; \
	cat $(STAMPS)/types.txt; \
	test $$tests -eq 0 || exit $$tests; \
	exit $$checks

release: $(STAMPS)/develop ## Run the whole counts that the suite samples; some minutes more
	@$(BIN)/python -m pytest -n 2 --dist worksteal -m release $(ARGS)
	@SCREENING_CASES=all $(BIN)/python -m pytest -n 2 --dist worksteal -m 'not release' \
		$$(grep -rlE 'sample_of\(' tests --include='test_*.py') $(ARGS)
	@$(BIN)/python -m tests.properties.test_determinism 2000 all

bench: $(STAMPS)/develop ## Print ratios of our speed to a known yardstick; never fails on a time
	@$(BIN)/python -m tests.bench

lint: $(STAMPS)/develop ## Check style and types only
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

format: $(STAMPS)/develop ## Put the code in order
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

lock: ## Choose versions anew and write their digests; needs uv
	uv pip compile pyproject.toml $(LOCKED) -o requirements/run.txt
	uv pip compile requirements/build.in $(LOCKED) -o requirements/build.txt
	uv pip compile requirements/develop.in $(LOCKED) -o requirements/develop.txt
LOCKED := --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --python-version 3.11 --quiet

clean: ## Remove the environment and caches; data in instance/ stay
	rm -rf $(VENV) .pytest_cache .ruff_cache .mypy_cache .hypothesis dist build

$(STAMPS)/system: requirements/system.sh
	@PYTHON='$(PYTHON)' sh requirements/system.sh run
	@test -n '$(PYTHON)' || command -v python3 >/dev/null || { echo 'Python 3.11 or newer is needed.' >&2; exit 1; }
	@mkdir -p $(@D)
	@touch $@

# A copied or moved environment points to its old place, so it is made again when its Python does not answer.
$(STAMPS)/environment: $(STAMPS)/system
	@python='$(PYTHON)'; "$${python:-python3}" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo 'Python 3.11 or newer is needed.' >&2; exit 1; }
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || \
		{ echo 'Making the environment in $(VENV)/'; python='$(PYTHON)'; "$${python:-python3}" -m venv $(VENV); }
	@touch $@

$(STAMPS)/run: $(STAMPS)/environment requirements/run.txt requirements/build.txt
	@echo 'Installing what the program needs'
	@$(PIP) -r requirements/run.txt -r requirements/build.txt
	@touch $@

$(STAMPS)/project: $(STAMPS)/run pyproject.toml screening/__init__.py
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index -e .
	@touch $@

$(STAMPS)/develop: $(STAMPS)/project requirements/develop.txt requirements/system.sh
	@PYTHON='$(PYTHON)' sh requirements/system.sh test
	@echo 'Installing what the tests need'
	@$(PIP) -r requirements/develop.txt
	@touch $@
