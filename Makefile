# `make demo` and `make test` need Python 3.11, make and git; everything else comes from requirements-dev.txt.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
PORT ?= 8000
VENV ?= .venv
BIN := $(VENV)/bin
MANAGE := $(BIN)/python manage.py
READY := $(VENV)/.ready
WORKERS ?= 2
# Which tests `make test` runs; CI leaves the browser out the second time.
TESTS ?= not proof
PYTEST := $(BIN)/pytest
COMPILE := CUSTOM_COMPILE_COMMAND="make requirements" $(BIN)/pip-compile --quiet --no-header --strip-extras \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host
# Values of the right shape for `check --deploy`; nothing is connected to.
REHEARSAL := DJANGO_SETTINGS_MODULE=portal.settings.production ALLOWED_HOSTS=portal.example.vn \
	SECRET_KEY=rehearsal-0123456789abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJKLMNOPQRSTUVWXYZ \
	FIELD_ENCRYPTION_SALT=rehearsal IDENTITY_HMAC_KEY=rehearsal PORTAL_BASE_URL=https://portal.example.vn \
	DATABASE_URL=postgres://portal@127.0.0.1/portal REDIS_URL=redis://127.0.0.1:6379/0 \
	EMAIL_URL=smtp://mail.example.vn:25

.DEFAULT_GOAL := help
.PHONY: help demo test races papers check bench proofs contract messages requirements wheel clean

help: ## say what can be made
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 24

# Made again only when the pinned requirements change.
$(READY): requirements-dev.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements-dev.txt
	@touch $@

demo: export PORTAL_BASE_URL = http://127.0.0.1:$(PORT)
demo: $(READY) ## the portal with demo content on http://127.0.0.1:8000/ (PORT= chooses another)
	@$(MANAGE) migrate --verbosity 0
	@PORTAL_BASE_URL=http://127.0.0.1:$(PORT) $(MANAGE) setup_portal
	@PORTAL_BASE_URL=http://127.0.0.1:$(PORT) $(MANAGE) load_demo
	@$(MANAGE) serve_demo 127.0.0.1:$(PORT)

test: $(READY) ## the whole test suite; browser tests where Chromium is found
	$(PYTEST) --ignore=tests/proofs -m "$(TESTS)" -n $(WORKERS) --dist loadfile

races: $(READY) ## the proofs in short: races, killed workers, many people at once
	$(PYTEST) tests/proofs -m "not proof"

papers: $(READY) ## draw the templates of the papers anew; look at 1, 30 and 300 rows of each in LibreOffice
	$(MANAGE) build_paper_templates
	$(PYTEST) tests/nominations/papers

check: $(READY) ## style, arrows between the parts, settings, migrations, catalogues
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/djlint site/templates exemplars nominations home --lint --quiet
	PYTHONPATH=site DJANGO_SETTINGS_MODULE=portal.settings.test $(BIN)/lint-imports
	$(MANAGE) check --fail-level WARNING
	env $(REHEARSAL) $(MANAGE) check --deploy --fail-level WARNING
	$(MANAGE) makemigrations --check --dry-run
	$(MANAGE) check_catalogues

bench: $(READY) ## print how long the slow things take; nothing fails
	$(MANAGE) bench
	$(MANAGE) bench_served

proofs: $(READY) ## the long proofs: the same in hundreds of rounds, and lists of 100 rows
	$(PYTEST) -m proof

contract: $(READY) ## keep the API's document as it is now in docs/api-v1.json
	DJANGO_SETTINGS_MODULE=portal.settings.test $(MANAGE) export_openapi_schema --api portal.api.api --indent 2 --output docs/api-v1.json

messages: $(READY) ## bring locale/ in step with the source and compile it
	$(MANAGE) update_catalogues

requirements: $(READY) ## pin the requirements anew
	$(COMPILE) --output-file requirements.txt pyproject.toml requirements.in
	$(COMPILE) --output-file requirements-dev.txt requirements-dev.in

wheel: $(READY) ## build the plugin for other Wagtail projects into dist/
	$(BIN)/python -m pip wheel --quiet --no-deps --wheel-dir dist .

clean: ## forget the environment and everything the demo stored
	rm -rf $(VENV) var dist
