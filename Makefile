# Every recipe does its own set-up. `make help` lists them.
PY := .venv/bin/python
BIN := .venv/bin
UV := $(shell command -v uv 2>/dev/null)

.DEFAULT_GOAL := help
.PHONY: help demo test check format cassettes soak coverage mutants pictures lock system-deps clean

help: ## list the recipes
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

# One lock with hashes for everything; the package itself is installed editable and brings no more.
.venv/.installed: requirements.lock pyproject.toml
ifdef UV
	uv venv --quiet --python 3.11 --allow-existing .venv
	uv pip install --quiet --python $(PY) --require-hashes -r requirements.lock
	uv pip install --quiet --python $(PY) --no-deps --editable .
else
	python3.11 -m venv .venv
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --editable .
endif
	@touch $@

demo: .venv/.installed ## a spreadsheet and a chat in your browser, no credentials
	$(BIN)/sheetanchor demo

test: .venv/.installed ## all tests
	$(BIN)/pytest -n 2 --dist loadgroup

check: .venv/.installed ## format, lint, types, import rules
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: .venv/.installed ## format and mend what ruff can mend
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

cassettes: .venv/.installed ## record the contract tests again (docs/contracts.md)
	$(BIN)/pytest tests/contract --record-mode=rewrite -q

soak: .venv/.installed ## break the engine for SECONDS (600), a minute over HTTP, then kill it at every point
	$(PY) -m tests.property.sync.soak --seconds $(or $(SECONDS),600)
	$(PY) -m tests.property.sync.soak --real --seconds 60
	$(PY) -m tests.crashes.soak

coverage: .venv/.installed ## every branch of domain/sync is tested by its own unit tests
	$(BIN)/pytest -q tests/unit/domain/sync --cov=sheetanchor.domain.sync --cov-branch --cov-fail-under=100 \
		--cov-report=term-missing:skip-covered

mutants: .venv/.installed ## break the engine in every way of a catalogue; the tests have to notice
	$(PY) -m tests.mutants

pictures: .venv/.installed ## renew the pictures in docs/images
	SHEETANCHOR_PICTURES=docs/images $(BIN)/pytest -q -n0 tests/e2e/test_pictures.py tests/e2e/test_main_job.py -k "wage_changed or pictures"

lock: .venv/.installed ## resolve requirements.lock anew (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --all-extras --generate-hashes --no-strip-extras \
		--no-header --no-annotate --no-emit-index-url --output-file requirements.lock pyproject.toml

system-deps: ## what the tests need beside Python (apt and npm, as root)
	apt-get update
	apt-get install --yes --no-install-recommends chromium chromium-driver fonts-liberation fonts-noto-color-emoji systemd
	command -v npm >/dev/null || apt-get install --yes --no-install-recommends nodejs npm
	npm ci --silent --prefix tests/sandbox_clients/node

clean: ## remove what the recipes made
	rm -rf .venv .demo .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
