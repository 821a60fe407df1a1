"""Fixtures for all tests."""

import gc
import shutil
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from grading.course.programs import find_own_programs
from grading.sandbox.doctor import missing
from tests import gradebooks  # noqa: F401 - for what it does
from tests.needed import needed

find_own_programs()  # nbgrader's too, which tests call without our commands

# What takes longest, alone or because others wait for what it makes, begins first: at the end of a
# run, processes that have nothing left to do would wait for it.
LONGEST = (
    "book/test_pages.py", "course/test_builds_elsewhere.py", "course/test_processors.py",
    "deploy/test_jupyterhub.py", "packaging/test_second_course.py", "course/test_whole_class.py",
    "exercises/test_kill_matrix.py", "course/test_handout_elsewhere.py",
    "adversarial/test_corpus.py", "packaging/test_where_it_runs.py",
    "packaging/test_environment.py", "grading/references/test_build.py", "book/test_build.py",
    "lite/test_browser.py", "course/test_notebooks.py", "bench/test_throughput.py",
    "course/test_graded_by_tests.py", "grading/hand_ins/test_restore.py")
TESTS = Path(__file__).parent


def pytest_collection_modifyitems(items):
    """Put the modules that take longest first."""
    places = {TESTS / module: place for place, module in enumerate(LONGEST)}
    items.sort(key=lambda one: places.get(one.path, len(places)))


def pytest_collection_finish():
    """Have the garbage collector pass over the tests and their libraries, which stay to the end."""
    gc.freeze()


def pytest_sessionfinish():
    """Let pytest remove the folders of earlier runs, at its exit: some are 700 deep."""
    sys.setrecursionlimit(10_000)


@pytest.fixture(scope="session")
def whole_sandbox():
    """Skip where a part of the sandbox is missing: what was handed in must not be run there."""
    if lacking := missing():
        pytest.skip(f"this system lacks {', '.join(lacking)}")


@pytest.fixture(scope="session")
def npm():
    """npm, which fetches packages."""
    if shutil.which("npm") is None:
        needed("npm (Debian's package npm)")


@pytest.fixture(scope="module")
def browser():
    """Return Chromium."""
    chromium = shutil.which("chromium")
    if chromium is None or find_spec("playwright") is None:
        needed("chromium (Debian's package chromium), with playwright,")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as program:
        opened = program.chromium.launch(executable_path=chromium,
                                         args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()
