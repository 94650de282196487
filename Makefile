# Everything runs in one environment, .venv, made on first use and made again when setup.cfg changes.
#
#   make demo       the graph of examples/, in out/
#   make test       all tests (PYTEST="-k name" passes options on)
#   make help       the other targets

PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3 python; do \
	$$p -c 'import ensurepip, sys, venv; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' >/dev/null 2>&1 \
	&& { echo $$p; break; }; done)
LOWEST_PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
PIP := -m pip install -qq --disable-pip-version-check
EXAMPLES := examples/el-salvador examples/ferry-levy
BENCHMARK ?= ../shared/benchmark
PYTEST ?= -n 2 --dist loadfile
export PYTHONUTF8 := 1

.PHONY: help demo test test-lowest lint format benchmark benchmark-release benchmark-rdf memory confidence ontology \
	wheel chromium virtuoso clean
.DEFAULT_GOAL := help

help:
	@echo "make demo         build the graph of examples/ and say where it is"
	@echo "make test         run all tests"
	@echo "make test-lowest  run the unit tests with the lowest allowed versions of the dependencies (Python 3.11)"
	@echo "make lint         check style, types and layers"
	@echo "make format       put the code into its one style"
	@echo "make benchmark    score against BENCHMARK=$(BENCHMARK); MODELS=\"NAME …\" for more models, README=1 to keep them there"
	@echo "make benchmark-release  the same, and keep the figures as those of the release"
	@echo "make benchmark-rdf  what writing, asking and checking cost, against rdflib"
	@echo "make memory       measure peak memory over 250 and 1,000 documents, and over long ones (three minutes)"
	@echo "make confidence   fit the confidence of statements to the documents in BENCHMARK/train"
	@echo "make ontology     the vocabulary as a readable page, docs/ontology/index.html"
	@echo "make wheel        build dist/*.whl"
	@echo "make clean        remove all that these made"

demo: $(VENV)/.run
	@$(BIN)/graphbuild build $(EXAMPLES) -o out

test: $(VENV)/.test chromium virtuoso
	@$(BIN)/python -m pytest $(PYTEST)

test-lowest: .venv-lowest/.test
	@.venv-lowest/bin/python -m pytest -m "not browser and not slow and not stores" --disable-warnings $(PYTEST)

lint: $(VENV)/.lint
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

format: $(VENV)/.lint
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

benchmark: $(VENV)/.run
	@$(BIN)/python -m tests.benchmark $(BENCHMARK) $(if $(MODELS),--models $(MODELS)) $(if $(README),--readme)

memory: $(VENV)/.run
	@$(BIN)/python -m tests.memory

benchmark-release: $(VENV)/.run
	@$(BIN)/python -m tests.benchmark $(BENCHMARK) --keep

benchmark-rdf: $(VENV)/.test
	@$(BIN)/python -m tests.benchmark_rdf

confidence: $(VENV)/.run
	@$(BIN)/python -m tests.fit_confidence $(BENCHMARK)

ontology: $(VENV)/.docs
	@$(BIN)/python -m docs.ontology_page docs/ontology
	@echo "docs/ontology/index.html"

wheel: $(VENV)/.run
	@rm -rf build dist
	@$(BIN)/python -m pip wheel -qq --disable-pip-version-check --no-deps --wheel-dir dist .
	@ls dist/*.whl

clean:
	rm -rf $(VENV) .venv-lowest build dist out docs/ontology *.egg-info .coverage* .*_cache .hypothesis

$(BIN)/python:
	@if [ -z "$(PYTHON)" ]; then \
		echo "No Python 3.11, 3.12 or 3.13 with its venv module was found. Install one (on Debian and Ubuntu:"; \
		echo "apt install python3-venv) or name yours: make demo PYTHON=/path/to/python3.12"; exit 1; fi
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' \
		|| { echo "$(PYTHON) is no Python 3.11, 3.12 or 3.13. Name one: make demo PYTHON=/path/to/python3.12"; exit 1; }
	@echo "Making $(VENV) with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.run: setup.cfg pyproject.toml | $(BIN)/python
	@echo "Installing graphbuild and its language model (a minute or two)"
	@$(BIN)/python $(PIP) -e .
	@touch $@

$(VENV)/.test: $(VENV)/.run
	@echo "Installing what the tests need"
	@$(BIN)/python $(PIP) -e .[test]
	@touch $@

$(VENV)/.docs: $(VENV)/.run
	@echo "Installing what the page of the vocabulary needs"
	@$(BIN)/python $(PIP) -e .[docs]
	@touch $@

$(VENV)/.lint: $(VENV)/.run
	@echo "Installing what the checks need"
	@$(BIN)/python $(PIP) -e .[lint]
	@touch $@

.venv-lowest/.test: setup.cfg pyproject.toml tests/lowest.txt
	@echo "Making .venv-lowest with the lowest allowed versions"
	@$(LOWEST_PYTHON) -m venv --clear .venv-lowest
	@.venv-lowest/bin/python $(PIP) -c tests/lowest.txt -e .[test]
	@touch $@

# The page is tested in a real browser, the one that the system packages.
chromium:
	@for name in chromium chromium-browser google-chrome; do command -v $$name >/dev/null 2>&1 && exit 0; done; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then \
		echo "Installing Chromium for the tests of the page"; \
		apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core >/dev/null; \
	else \
		echo "The tests of the page need Chromium: install it (on Debian: sudo apt-get install chromium)"; \
		echo "or leave them out: make test PYTEST='-m \"not browser\"'"; exit 1; \
	fi

# So is the store that publishing is tested against, besides the one that comes as a package of Python.
virtuoso:
	@command -v virtuoso-t >/dev/null 2>&1 && exit 0; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then \
		echo "Installing Virtuoso for the tests of triple stores"; \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
			virtuoso-opensource-7-bin >/dev/null; \
	else \
		echo "The tests of triple stores need Virtuoso: install it (on Debian: sudo apt-get install virtuoso-opensource-7-bin)"; \
		echo "or leave them out: make test PYTEST='-m \"not stores\"'"; exit 1; \
	fi
