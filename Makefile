# The two commands of a newcomer: `make site` and `make test`. Everything is installed into .venv/ on first use.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
LOCK   := --quiet --universal --generate-hashes --python-version 3.11 --no-header
# So many processes run the tests, each taking the next when it has none left: make WORKERS=2 test
WORKERS := 0
SHARED := --numprocesses $(WORKERS) --dist worksteal
export NO_MKDOCS_2_WARNING := 1

.PHONY: help site serve test test-quick test-any-docs ways-out bench check style types unit servers browser audit audit-packages third-party wheel bill pictures screenshots keys lock editor-bundle clean

help: ## show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1|/' | awk -F'|' '{printf "%-16s %s\n", $$1, $$2}'

site: $(VENV)/.installed ## build every language into site/
	@$(BIN)/campaign build
	@echo "Look at it: open site/index.html in a browser, or run: make serve"

serve: $(VENV)/.installed ## show the site at http://127.0.0.1:8000 while you write; every saved file is shown at once
	@$(BIN)/campaign serve

check: $(VENV)/.installed ## look at all pages and facts without building
	@$(BIN)/campaign check

test: style types unit servers browser ## style, types, unit, build, server and browser tests

test-quick: style ## a minute of the tests that are nearest to what git says is touched
	@$(BIN)/python -m tests.quick

style: $(VENV)/.installed-tests
	@$(BIN)/ruff check bench campaign tests
	@$(BIN)/ruff format --check bench campaign tests

types: $(VENV)/.installed-tests
	@$(BIN)/mypy

unit: $(VENV)/.installed-tests
	@$(BIN)/pytest tests --ignore tests/browser --ignore tests/servers --ignore tests/campaign $(SHARED)

test-any-docs: $(VENV)/.installed-tests ## the unit tests with another campaign in docs/: they are the generator's alone
	@$(BIN)/python -m tests.any_docs

ways-out: $(VENV)/.installed-tests ## the same bytes without the package of Material, and under ProperDocs (needs the network)
	@$(BIN)/python -m tests.ways_out

servers: $(VENV)/.installed-tests
	@$(BIN)/python tests/servers/programs.py
	@$(BIN)/pytest tests/servers

browser: $(VENV)/.installed-tests
	@$(BIN)/python tests/browser/chromium.py
	@$(BIN)/pytest tests/browser tests/campaign $(SHARED)

audit: $(VENV)/.installed-tests ## look at every page as every kind of reader (AUDIT=quick: at a sample)
	@$(BIN)/python tests/browser/chromium.py
	@$(BIN)/python -m tests.audit

pictures: $(VENV)/.installed-tests ## make the components' pictures of the tests anew, after a wanted change of the look
	@RENEW_PICTURES=1 $(BIN)/pytest tests/browser/test_pictures.py
	@git status --short tests/browser/pictures

screenshots: $(VENV)/.installed-tests ## make the README's screenshots anew
	@$(BIN)/python -m tests.browser.screenshots
	@RENEW_SCREENSHOTS=1 $(BIN)/python -m pytest tests/browser/test_editor_whole_way.py

audit-packages: $(VENV)/.installed-tests ## ask the package index for known weaknesses of what is installed
	@$(BIN)/python -m tests.audit.packages

third-party: $(VENV)/.installed ## write THIRD-PARTY.md, the list of what others made, anew
	@$(BIN)/python -m campaign.release.third_party

wheel: $(VENV)/.installed ## the generator as one file, dist/campaign-….whl, for other campaigns
	@$(BIN)/pip wheel --quiet --disable-pip-version-check --no-deps --no-build-isolation -w dist .
	@rm -rf build
	@ls dist/campaign-*.whl

bill: $(VENV)/.installed-tests ## write a bill of materials for a release: campaign.cdx.json (CycloneDX)
	@$(BIN)/python -m campaign.release.third_party campaign.cdx.json

bench: $(VENV)/.installed-tests ## how fast it is, beside the plain stack; writes BENCHMARKS.md (BENCH=full: 4,000 pages and 10 million lines of a log too)
	@$(BIN)/python -m bench

keys: $(VENV)/.installed ## write KEYS.md, the reference of every key, anew
	@$(BIN)/python -m campaign.writing.keys

lock: $(VENV)/.installed-tests ## write the hash-locked requirements anew after a change in pyproject.toml
	echo "setuptools>=75" | $(BIN)/uv pip compile $(LOCK) -o requirements.txt pyproject.toml -
	echo "setuptools>=75" | $(BIN)/uv pip compile $(LOCK) --extra test -o requirements-test.txt pyproject.toml -

editor-bundle: $(VENV)/.installed ## take the editor's program from npm anew (needs npm); see campaign/editor/vendor/README.md
	@rm -rf .cache/editor-bundle && mkdir -p .cache/editor-bundle
	@cd .cache/editor-bundle && npm install --silent --no-save --ignore-scripts --omit=peer @sveltia/cms@0.221.1 js-yaml@5.5.0
	@$(BIN)/python -m campaign.editor.bundle .cache/editor-bundle/node_modules

clean: ## remove the environment and the built site
	rm -rf $(VENV) site

$(VENV)/.installed: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; $(PYTHON) is older. Name another one: make PYTHON=python3.12"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing (once) …"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
	@touch $@

$(VENV)/.installed-tests: requirements-test.txt $(VENV)/.installed
	@echo "Installing what the tests need (once) …"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.txt
	@touch $@
