# Two commands are all a newcomer needs: `make run` and `make test`. Both set up what they need in .venv first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help setup run demo test docs lint types floors unit faults bench lock clean

help: ## Show what can be done
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(READY): requirements/runtime.txt requirements/dev.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(None if sys.version_info >= (3, 11) else "pactwatch needs Python 3.11 or newer; set PYTHON=python3.x")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

setup: $(READY) ## Set up .venv and nothing more

run: $(READY) ## Start the daemon on rules/ and state/
	@exec $(BIN)/pactwatch run

demo: $(READY) ## Watch four days of invented news in a minute
	@exec $(BIN)/pactwatch demo

test: lint types floors unit ## Everything a change must pass

docs: $(READY) ## Write docs/reference anew from the program
	$(BIN)/python -m tools.reference

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/hadolint Dockerfile

types: $(READY)
	$(BIN)/mypy

floors: $(READY)
	$(BIN)/lint-imports

unit: $(READY)
	$(BIN)/python -m pytest -m 'not slow' -n auto --dist worksteal

faults: $(READY) ## The whole campaign of faults (long)
	$(BIN)/python -m pytest -m slow

bench: $(READY) ## What things cost, as ratios to a yardstick in the same run
	@set -e; for file in benchmarks/*.py; do echo "== $$file"; $(BIN)/python $$file; done

lock: ## Write the hash-locked requirements anew (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate pyproject.toml -o requirements/runtime.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate pyproject.toml --group dev -o requirements/dev.txt

clean: ## Remove what the set-up made
	rm -rf $(VENV) dist build
