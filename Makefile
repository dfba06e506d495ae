# Needs Python 3.11, make and a package index; everything else is installed into .venv.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
SET_UP := .venv/.set-up

.PHONY: set-up run ui review test test-all check bench lock clean

set-up: $(SET_UP)   ## .venv from the lock

.venv/bin/uv:
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 is needed (make PYTHON=/path/to/python3.11)" if sys.version_info[:2] != (3, 11) else 0)'
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check uv

$(SET_UP): requirements.lock pyproject.toml | .venv/bin/uv
	VIRTUAL_ENV=.venv $(BIN)/uv pip install --quiet --compile-bytecode --require-hashes --requirement requirements.lock
	VIRTUAL_ENV=.venv $(BIN)/uv pip install --quiet --no-deps --editable .
	touch $@

run: set-up          ## data/sample into the warehouse, with the closing table
	$(BIN)/gd-pipeline run --input data/sample

ui: set-up           ## the Dagster UI
	$(BIN)/gd-pipeline ui

review: set-up       ## the review app on what `make run` published
	$(BIN)/gd-pipeline review

test: set-up         ## everything but the tests marked full, in minutes
	$(BIN)/pytest -m "not full" --numprocesses auto --dist loadfile --no-loadscope-reorder

test-all: test       ## and those marked full: full size, a browser, faults
	$(BIN)/pytest -m full --numprocesses 2 --dist loadfile

check: set-up        ## style, types and the direction of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: set-up        ## speed and memory on written corpora, into docs/benchmarks.md
	$(BIN)/gd-pipeline bench

lock: set-up         ## resolve pyproject.toml anew
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --upgrade \
	    --extra dev --output-file requirements.lock pyproject.toml

clean:
	rm -rf .venv
