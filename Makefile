# What there is to do with socialdraft; `make` alone lists it. Needs Python 3.11 or newer, nothing else.

VENV = .venv
BIN = $(VENV)/bin
INSTALLED = $(VENV)/installed
INSTALLED_DEV = $(VENV)/installed-dev

.DEFAULT_GOAL = help
.PHONY: help run install test check faults matrix bench lock clean

help: ## list these
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(INSTALLED) ## start everything on http://127.0.0.1:8000 (PORT, HOST and DATA_DIR change where)
	@exec $(BIN)/python -m socialdraft up

install: $(INSTALLED) ## install what `make run` needs and start nothing

test: $(INSTALLED_DEV) ## run the test suite on real servers and a real browser
	@.ci/chromium
	@exec $(BIN)/python -m pytest -m "not faults and not matrix"

check: $(INSTALLED_DEV) ## look for mistakes without running the product: style, types, layers, known holes
	@$(BIN)/python -m ruff check
	@$(BIN)/python -m ruff format --check
	@$(BIN)/python -m mypy
	@$(BIN)/python -m pytest -q tests/test_architecture.py
	@.ci/audit

faults: $(INSTALLED_DEV) ## run the long campaigns: races, kills, outages
	@exec $(BIN)/python -m pytest -m faults

matrix: $(INSTALLED_DEV) ## walk every screen as every other kind of visitor, and once in WebKit (SCREENS=folder keeps pictures)
	@exec $(BIN)/python -m pytest -m matrix

bench: $(INSTALLED_DEV) ## measure, side by side
	@for file in bench/*.py; do $(BIN)/python "$$file" || exit 1; done

lock: $(INSTALLED_DEV) ## choose exact versions and hashes anew from requirements*.in
	@for name in requirements requirements-otel requirements-dev; do $(BIN)/uv pip compile -q --universal --python-version 3.11 \
		--generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links \
		$$name.in -o $$name.txt || exit 1; done

clean: ## remove what can be made again; the data in .local stays
	@rm -rf $(VENV) .local/web .local/node .local/reflex .local/built-from .web
	@rm -rf .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/made:
	@python=$$(.ci/python) && "$$python" -m venv $(VENV)
	@touch $@

$(INSTALLED): requirements.txt $(VENV)/made
	@echo "Installing what socialdraft needs; the first time this takes about a minute."
	@sed -n '/^uv==/,/[^\\]$$/p' requirements.txt > $(VENV)/uv.txt
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --require-hashes -r $(VENV)/uv.txt
	@$(call install,requirements.txt)
	@touch $@

$(INSTALLED_DEV): requirements-dev.txt $(INSTALLED)
	@$(call install,requirements-dev.txt)
	@touch $@

# pip knows indexes and proxies from its own settings, so it has the last word when uv cannot.
install = $(BIN)/uv pip install -q --python $(BIN)/python --no-deps --require-hashes -r $(1) 2> $(VENV)/uv.log \
	|| $(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --require-hashes -r $(1)
