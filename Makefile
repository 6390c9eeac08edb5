# `make run` shows the demo retailer's single customer view; `make test` proves it.
PYTHON ?= python3
BIN := .venv/bin
INSTALLED := .venv/installed
CUSTOMERS ?= 1000
SEED ?= 7

export DO_NOT_TRACK := 1
export DAGSTER_DISABLE_TELEMETRY := 1
export GX_ANALYTICS_ENABLED := false

.DEFAULT_GOAL := help
.PHONY: help install run summary ui build demo-data lint format test test-fast benchmark check-clean lock clean

help: ## List what can be typed
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

# The environment is made once and made again when the lock changes. Compiling the bytecode now saves
# twenty seconds at every later start.
$(INSTALLED): requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed: make PYTHON=python3.12 ..."; exit 1; }
	@echo "Installing into .venv"
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --compile-bytecode --require-hashes -r requirements.lock
	@touch $(INSTALLED)

install: $(INSTALLED) ## Make the environment in .venv

run: $(INSTALLED) ## Build the single customer view and show its summary
	@$(BIN)/python -m orchestration run

summary: $(INSTALLED) ## Show the last run's summary again
	@$(BIN)/python -m orchestration summary

ui: $(INSTALLED) ## Start the Dagster UI on this machine
	@$(BIN)/python -m orchestration ui

build: $(INSTALLED) ## dbt build alone, as in CI
	@$(BIN)/dbt build

demo-data: $(INSTALLED) ## Simulate the demo retailer again (CUSTOMERS=1000 SEED=...)
	@$(BIN)/python -m orchestration.lib.simulation --customers $(CUSTOMERS) --seed $(SEED) --out seeds/landing

lint: $(INSTALLED) ## Check style and types
	@$(BIN)/ruff format --check orchestration tests benchmarks
	@$(BIN)/ruff check orchestration tests benchmarks
	@$(BIN)/mypy
	@SQLFLUFF=$(BIN)/sqlfluff sh tests/lint_sql.sh

format: $(INSTALLED) ## Put Python and SQL into the house format
	@$(BIN)/ruff format orchestration tests benchmarks
	@$(BIN)/ruff check --fix orchestration tests benchmarks
	@$(BIN)/sqlfluff fix models tests/singular --processes 2

test: lint ## Run every check and test
	@$(BIN)/python -m pytest

test-fast: $(INSTALLED) ## The tests that take seconds
	@$(BIN)/python -m pytest -m "not slow"

benchmark: $(INSTALLED) ## Time the whole job (CUSTOMERS=100000)
	@$(BIN)/python -m benchmarks.full_job --customers $(if $(filter 1000,$(CUSTOMERS)),100000,$(CUSTOMERS))

check-clean: ## Clone, install and run as a stranger would
	@bash tests/clean_clone.sh

lock: $(INSTALLED) ## Write requirements.lock again from pyproject.toml
	@$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --quiet --output-file requirements.lock

clean: ## Remove what a run wrote
	@rm -rf target logs
