# Musterbook: `make demo` shows what it does, `make test` tests it. Both set up .venv first, once.
# Another Python: make PYTHON=python3.12 demo. More for pytest: make test ARGS='-k rules'.

PYTHON ?= python3
ARGS ?=
BIN = .venv/bin
EXAMPLE = src/musterbook/examples/coalition/article.txt
LOCKS = requirements.txt requirements-build.txt pyproject.toml tools/setup.sh

.PHONY: help demo test check lint types contracts format docs lock clean

help:
	@echo "make demo    set up, read the example article, print its brief and write brief.html"
	@echo "make test    set up and run every test"
	@echo "make check   ruff, mypy, import contracts, docs with warnings as errors"
	@echo "make format  let ruff put the code in order"
	@echo "make docs    build the docs into docs/_build/html"
	@echo "make lock    make the locks anew (needs uv)"
	@echo "make clean   remove what was built, .venv too"

demo: .venv/.users
	$(BIN)/musterbook brief $(EXAMPLE) --published 2027-05-12 -o brief.html

test: .venv/.developers
	@sh tools/browser.sh
	$(BIN)/python -m pytest -n 2 $(ARGS)

check: lint types contracts docs

lint: .venv/.developers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/.developers
	$(BIN)/mypy

contracts: .venv/.developers
	$(BIN)/lint-imports

format: .venv/.developers
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: .venv/.developers
	$(BIN)/sphinx-build -W --keep-going -q -b html docs docs/_build/html

lock:
	sh tools/lock.sh

clean:
	rm -rf .venv docs/_build build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache brief.html

.venv/.users: $(LOCKS)
	@PYTHON='$(PYTHON)' sh tools/setup.sh users

.venv/.developers: $(LOCKS) requirements-dev.txt
	@PYTHON='$(PYTHON)' sh tools/setup.sh developers
