# paperkg: two commands do everything on a fresh machine with Python >= 3.11 and make.
#   make sync   sets up, reads data/, writes vault/ and export/
#   make test   sets up, passes the tests
# With uv they use it, without uv they use venv and pip.
.DEFAULT_GOAL := help
SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
endif
PYTHON ?= python3

.PHONY: help sync test test-long shacl engines lint types imports check bench bench-databases pictures clean

help: ## what there is
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

sync: $(VENV)/.run ## set up, then turn data/ into vault/ and export/
	@$(BIN)/paperkg sync

test: $(VENV)/.dev ## set up, then run the tests (a real Neo4j: make engines)
	@$(BIN)/python -m pytest -m "not engine" -n auto --dist worksteal $(ARGS)

test-long: $(VENV)/.dev ## 5000 libraries edited in every way, every Base view in every note, the mutants
	@MACHINE_EXAMPLES=$(or $(EXAMPLES),5000) $(BIN)/python -m pytest -s tests/promises/test_library_machine.py $(ARGS)
	@BASES_HOSTS=Infinity $(BIN)/python -m pytest tests/sinks/test_bases.py $(ARGS)
	@$(BIN)/python tests/mutate.py

shacl: $(VENV)/.dev ## the exported shapes on every paper of the corpus, by pyshacl: minutes, 3 GB
	@SHACL_EVERY=1 $(BIN)/python -m pytest --durations=1 --timeout 0 -p no:randomly -k share_of_the_corpus tests/test_shapes.py $(ARGS)

engines: $(VENV)/.engines ## the tests on a real Neo4j 5.26 and 2026.09, fetched as packages
	@PAPERKG_ENGINES=require $(BIN)/python -m pytest -m engine -p no:randomly $(ARGS)

lint: $(VENV)/.dev ## ruff
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .

types: $(VENV)/.dev ## mypy, strict
	@$(BIN)/mypy

imports: $(VENV)/.dev ## layers: data flows one way
	@$(BIN)/lint-imports

check: lint types imports test ## what CI runs, without the engines

bench-databases: $(VENV)/.engines ## the same for Neo4j, on 10,000 papers and 100,000 edges
	@$(BIN)/python benchmarks/databases.py $(or $(ARGS),../shared/corpus/works.jsonl.gz)

bench: $(VENV)/.dev ## figures as ratios, in one run
	@$(BIN)/python benchmarks/run.py $(or $(ARGS),../shared/corpus/works.jsonl.gz)

pictures: $(VENV)/.engines ## the README's pictures of the vault (node, npm, chromium); ARGS="--every FOLDER" to look at all
	@PYTHONPATH=tests $(BIN)/python -m pictures.take $(ARGS)

clean: ## remove what was set up (never data/, vault/ or .paperkg/)
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

# Each stamp is made again when pyproject.toml changes. `pip install --group` needs pip 25.1.
$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "paperkg needs Python 3.11 or newer; set PYTHON=/path/to/python3.11"; exit 1; }
	@if command -v uv >/dev/null 2>&1; then uv venv --quiet --allow-existing --python "$(PYTHON)" $(VENV); \
	 else $(PYTHON) -m venv $(VENV) && $(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'; fi
	@touch $@

INSTALL = if command -v uv >/dev/null 2>&1; then uv pip install --quiet --python $(VENV) $(1); \
	else $(BIN)/python -m pip --version >/dev/null 2>&1 || { $(BIN)/python -m ensurepip >/dev/null && \
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'; }; $(BIN)/python -m pip install --quiet $(1); fi

$(VENV)/.run: $(VENV)/.made pyproject.toml
	@$(call INSTALL,--editable .)
	@touch $@

$(VENV)/.dev: $(VENV)/.run
	@$(call INSTALL,--group dev)
	@touch $@

$(VENV)/.engines: $(VENV)/.dev
	@$(call INSTALL,--group engines)
	@touch $@
