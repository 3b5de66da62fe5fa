# Two commands set everything up: `make demo` and `make test`. `make help` lists the rest.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
PORT ?= 8000
BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
DATA := $(if $(filter /%,$(DHR_DATA_DIR)),$(DHR_DATA_DIR),$(CURDIR)/$(or $(DHR_DATA_DIR),var))

.PHONY: help install semantic dev assets demo serve test coverage check fix bench bench-search relevance already lock mutate-access test-nodes
.DEFAULT_GOAL := help

help: ## What this file can do
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 16

install: .venv/.installed ## The environment alone, into .venv
semantic: .venv/.semantic ## What "include related wording" needs: a sentence model and what runs it
dev: .venv/.dev ## The environment with what tests and checks need

.venv/.installed: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit("This needs Python 3.11; set PYTHON=/path/to/python3.11") if sys.version_info[:2] != (3, 11) else None'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

.venv/.semantic: requirements-semantic.txt .venv/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-semantic.txt
	@touch $@

.venv/.dev: requirements-dev.txt .venv/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

assets: install ## Style sheets and scripts
	scripts/build-assets

demo serve: export DHR_PORT = $(PORT)

demo: install semantic assets ## A site with fictional content, served at http://127.0.0.1:8000
	$(MANAGE) migrate --verbosity 0
	$(MANAGE) make_site
	$(MANAGE) load_demo
	@echo "Reading, marking and indexing; the e-mails of this go to files in $(DATA)/post, later ones are printed here"
	DHR_EMAIL_URL="filemail:///$(DATA)/post" $(MANAGE) work --once
	DHR_SECOND_FACTOR=off scripts/serve $(PORT)

serve: install assets ## The server and the worker, on the database as it is
	scripts/serve $(PORT)

test: dev assets ## Every test
	scripts/install-programs
	$(BIN)/pytest -n 2 --dist loadgroup $(ARGS)

coverage: ## Every test, and that they run nine lines in ten; takes half as long again
	$(MAKE) test ARGS="--cov --cov-report=term:skip-covered --cov-fail-under=90 $(ARGS)"

test-nodes: dev ## Three Elasticsearch nodes with TLS, some of which die; two minutes, with nothing else running
	$(BIN)/pytest -q -m nodes tests/search

mutate-access: dev ## Take each access check away in turn; every time a test must notice
	$(BIN)/pytest -p no:xdist -q -m mutation tests/access

check: dev ## Linters, import contracts, missing migrations, production settings; changes nothing
	scripts/check

fix: dev ## What the linters can mend by themselves
	$(BIN)/ruff check --fix --quiet .
	$(BIN)/ruff format --quiet .

bench: dev ## Tagging beside spaCy, search beside the bare engine, queries a page, the dataset, PDF pages a second, the board
	$(BIN)/python -m bench

relevance: dev ## How well each engine ranks what people look for, on a judged set (docs/relevance.md)
	$(BIN)/python -m bench.relevance $(ARGS)

already: dev ## How well earlier recommendations are found that ask for the same, on a judged set
	$(BIN)/python -m bench.already $(ARGS)

bench-search: dev ## Search beside the bare query on both engines, and Wagtail's own; ARGS="--size 1000000"
	@export DHR_TEST_ELASTICSEARCH_PORT=9311; trap 'scripts/elasticsearch stop' EXIT; \
	  DHR_TEST_ELASTICSEARCH_URL=$$(scripts/elasticsearch start) \
	  $(BIN)/python -m bench.search --engines tantivy,elasticsearch,wagtail $(ARGS)

lock: dev ## Compile the requirements files from pyproject.toml
	scripts/lock
