# Claimlight. “make” alone lists what there is.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Half of the time of all tests: they run in .ci/run, and here by themselves.
OTHER_PAGES := $(filter-out tests/browser/annotating/ tests/browser/__pycache__/,$(filter %/,$(wildcard tests/browser/*/)))

.DEFAULT_GOAL := help
.PHONY: help run test browser bench firefox check faults fuzz lock messages

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(VENV)/installed ## install, and serve at http://localhost:8000/
	@exec $(BIN)/python scripts/serve.py

test: $(VENV)/installed-dev ## run the tests, on SQLite, with the highlighting page in a real browser
	@$(BIN)/python scripts/browsers.py chromium
	@$(BIN)/python -m scripts.tesseract
	$(BIN)/python -m pytest -n 3 -m "not firefox and not sweep" $(addprefix --ignore=,$(OTHER_PAGES))

browser: $(VENV)/installed-dev ## run the tests of all other pages in a real browser
	@$(BIN)/python scripts/browsers.py chromium
	$(BIN)/python -m pytest -n 3 $(OTHER_PAGES)

firefox: $(VENV)/installed-dev ## run the core path of marking in Firefox
	@$(BIN)/python scripts/browsers.py firefox
	$(BIN)/python -m pytest -m firefox tests/firefox

bench: $(VENV)/installed-dev ## how fast it is, beside the peers
	$(BIN)/python -m benchmarks

check: $(VENV)/installed-dev ## lint, types, import rules, migrations, deployment settings
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy $$($(BIN)/python scripts/pure_modules.py)
	$(BIN)/lint-imports
	$(BIN)/bandit --quiet --configfile pyproject.toml --recursive annotate articles campaigns config lti newsroom operations people reports scripts web 2>/dev/null
	$(BIN)/python manage.py makemigrations --check --dry-run
	HTTPS=1 $(BIN)/python manage.py check --deploy --fail-level WARNING

faults: $(VENV)/installed-dev ## kill each part under load, 50 times
	$(BIN)/python -m tests.faults

fuzz: $(VENV)/installed-dev ## look for input that breaks something, an hour a target
	for target in readers cleaning anchoring importing; do $(BIN)/python -m tests.fuzz $$target || exit 1; done

lock: $(VENV)/installed-dev ## what is installed, to the byte; its licences
	$(BIN)/python scripts/lock_requirements.py

messages: $(VENV)/installed-dev ## find what people read, update locale/ and compile it
	@$(BIN)/python scripts/messages.py

$(BIN)/python:
	@test -w . || \
		{ echo "Cannot write to $(CURDIR). Copy Claimlight into a folder of your own and try again there."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
		{ echo "Claimlight needs Python 3.11 or later; $(PYTHON) is $$($(PYTHON) --version 2>/dev/null || echo missing). Try: make run PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
		{ rm -rf $(VENV); echo "Python cannot make a virtual environment. On Debian or Ubuntu: sudo apt-get install python3-venv"; exit 1; }

$(VENV)/installed: $(BIN)/python requirements.lock
	@echo "Installing what Claimlight needs (once)…"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(VENV)/installed-dev: $(VENV)/installed requirements-dev.txt
	@echo "Installing what the tests need (once)…"
	@$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@
