# Two commands on a fresh machine: `make report`, `make test`.  `make lab` opens the workbook.
# Needs only Python 3.11 or newer with venv, and make.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/installed
.DEFAULT_GOAL := report
# what is imported is compiled once, at its first import: compiling all that is installed takes a minute
unexport PYTHONDONTWRITEBYTECODE
.PHONY: report test lab install lock format benchmarks examples clean

report: install            ## run all notebooks on the seed article, print the page's path
	@$(BIN)/nkdata report

test: install              ## everything that must hold before a change is kept
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/nkdata check
	$(BIN)/python benchmarks/size.py
	$(BIN)/pytest -q -n 2 --dist loadfile --nbval-lax -p no:cacheprovider notebooks
	$(BIN)/pytest -q -n 2 --dist loadfile

lab: install               ## open the workbook
	$(BIN)/jupyter lab notebooks/00_start_here.ipynb

install: $(STAMP)

# uv comes first, by its own hashes out of the lock; it installs the rest in seconds.
$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "make: $(PYTHON) is older than 3.11; name a newer one: make PYTHON=python3.12 $(MAKECMDGOALS)")'
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo 'make: this Python has no venv; install it (Debian: python3-venv)' >&2; exit 2; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@awk '/^uv==/ { on = 1; print; next } /^[^ ]/ { on = 0 } on' requirements.lock > $(VENV)/uv.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(VENV)/uv.lock
	@$(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes requirements.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $(STAMP)

lock:                      ## pin what pyproject.toml asks for, anew
	$(BIN)/uv pip compile pyproject.toml --all-extras --group dev --universal --generate-hashes --no-header --no-annotate -o requirements.lock

format: install
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

benchmarks: install        ## each prints a table; none is a test
	for script in benchmarks/[a-z]*.py; do $(BIN)/python -m benchmarks.$$(basename $$script .py) || exit 1; done

examples: install          ## one report for each of three floods, in reports/examples/
	@$(BIN)/nkdata report seeds examples/august_2020 --out reports/examples/august_2020 -p flood 2020-08-flood
	@$(BIN)/nkdata report examples/lionrock_2016 --out reports/examples/lionrock_2016 -p flood 2016-08-lionrock
	@$(BIN)/nkdata report examples/sinuiju_2024 --out reports/examples/sinuiju_2024 -p flood 2024-07-flood

clean:
	rm -rf $(VENV) reports
