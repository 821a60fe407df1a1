# The commands of this course, for people and for CI alike. Each makes .venv by itself when needed.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: help demo test test-slow test-all lab book lite font pictures lock release bench compare \
  hostile kill-matrix

help:
	@echo "make demo      release, a sample class, grading, feedback, reports, a table, all in demo/"
	@echo "make test      lint, types, and tests of every kind, in six minutes on two cores"
	@echo "make test-slow the long tests: whole classes, the whole corpus, the hub; CI runs both"
	@echo "make test-all  all tests, also every mutant, week and processor; 40 minutes on two cores"
	@echo "make lab       JupyterLab on the assignments in release/ and the chapters in notebooks/"
	@echo "make book      the chapters, exercises and helpers as pages: build/book/index.html"
	@echo "make lite      the course in a browser, without a server: build/lite, for any web server"
	@echo "make font      the Chinese font of figures anew, when texts have new characters: helpers/fonts/"
	@echo "make pictures  the pictures of README and docs/ anew: docs/pictures/"
	@echo "make lock      the lock files from requirements*.txt and lite/wheels.txt"
	@echo "make release   build the reference answers and the student versions from source/, in all languages"
	@echo "make bench     the speed of grading beside stock nbgrader, of training; the wait for feedback"
	@echo "make compare   nbgrader's own tests with stock nbgrader and with our stages, test by test"
	@echo "make hostile   the corpus of cheats, harm and damage, here and with stock nbgrader"
	@echo "make kill-matrix  every known mistake, accepted alternative and mutant before the judge"

# A package that pip was killed in would be taken for whole. So .venv/course is removed before anything
# is installed and written when all is, and an environment without it is made anew from nothing. The
# lock files are complete, so pip need not work out what depends on what.
QUIET := --quiet --disable-pip-version-check
define install
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; say which: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@test -e .venv/course || rm -rf .venv
	@rm -f .venv/dev && rm -f .venv/course
	@test -d .venv || $(PYTHON) -m venv .venv || \
	  { echo "Python cannot make a virtual environment; on Debian: apt install python3-venv"; exit 1; }
	$(BIN)/pip install $(QUIET) --no-deps --require-hashes -r $(1)
	$(BIN)/pip install $(QUIET) --no-deps --no-build-isolation -e .
	@touch .venv/course
endef

.venv/course: requirements.lock pyproject.toml
	$(call install,requirements.lock)

.venv/dev: requirements-dev.lock pyproject.toml
	$(call install,requirements-dev.lock)
	@touch $@

# After a change of requirements*.txt or lite/wheels.txt.
lock: COMPILE := $(BIN)/uv pip compile --quiet --generate-hashes --custom-compile-command "make lock"
lock: UNIVERSAL := --universal --python-version 3.11
lock: .venv/dev
	$(COMPILE) $(UNIVERSAL) requirements.txt --output-file requirements.lock
	$(COMPILE) $(UNIVERSAL) requirements-dev.txt --constraint requirements.lock \
	  --output-file requirements-dev.lock
	$(COMPILE) $(UNIVERSAL) --no-deps requirements-lite.txt --output-file requirements-lite.lock
	$(COMPILE) --no-deps --only-binary :all: --python-version 3.14 lite/wheels.txt \
	  --output-file lite/wheels.lock

# The four weeks, without the optional warm-up.
demo: .venv/course
	$(BIN)/course demo $(notdir $(wildcard source/week[1-4]_*))

# The course's own folder is the root: chapters link to exercises and back.
lab: .venv/course
	$(BIN)/jupyter lab --notebook-dir=. --FileContentsManager.preferred_dir=release

book: .venv/dev
	$(BIN)/python -m book $(if $(REPOSITORY),--repository $(REPOSITORY)) \
	  $(if $(JUPYTERLITE),--jupyterlite $(JUPYTERLITE))

lite: .venv/course
	$(BIN)/python -m lite

font: .venv/dev
	$(BIN)/python -m book.font

pictures: .venv/dev
	$(BIN)/python docs/pictures/make.py

release: .venv/course
	$(BIN)/course build
	for week in source/*/; do $(BIN)/course release "$$(basename $$week)" || exit; done
	for language in locale/*/; do $(BIN)/course translate "$$(basename $$language)" || exit; done
	for place in $(wildcard release/*/*/); do $(BIN)/course release "$$(basename $$place)" \
	  --language "$$(basename $$(dirname $$place))" || exit; done

bench: .venv/dev
	$(BIN)/python -m bench.training
	$(BIN)/python -m bench.throughput
	$(BIN)/python -m bench.waiting

compare: .venv/dev
	$(BIN)/python -m bench.nbgrader_suite

# Another week: make hostile WEEK=week4_deep_network
hostile: WEEK ?= week1_derivatives
hostile: .venv/course
	$(BIN)/python -m tests.adversarial $(WEEK)

kill-matrix: .venv/course
	$(BIN)/python -m grading.mutation

# Each module's tests run in one process, for they share what the module has made. Four modules at a
# time on two cores, since much of the time is spent waiting; which begin first, tests/conftest.py
# says. Of a test that goes on for half an hour it is printed where it waits.
PYTEST := $(BIN)/pytest --numprocesses=4 --dist=loadfile --no-loadscope-reorder \
  --override-ini=faulthandler_timeout=1800

# Images of Python for containers set PYTHONDONTWRITEBYTECODE, with which each of the many processes
# that tests start would compile all modules of ours anew. Empty means that it is not set.
test test-slow test-all: export PYTHONDONTWRITEBYTECODE =
# Two cores are busy with four modules; more threads for a product of matrices would only wait.
test test-slow test-all: export OPENBLAS_NUM_THREADS = 1

test: .venv/dev
	$(BIN)/ruff check
	$(BIN)/mypy
	$(PYTEST) -m "not slow"

test-slow: .venv/dev
	$(PYTEST) -m "slow and not nightly"

test-all: test
	$(PYTEST) -m slow
