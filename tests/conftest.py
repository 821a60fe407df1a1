"""Fixtures for all tests."""

import gc
import shutil
from importlib.util import find_spec

import pytest

from grading.course.programs import find_own_programs
from grading.sandbox.doctor import missing
from tests import gradebooks  # noqa: F401 - for what it does
from tests.needed import needed

find_own_programs()  # nbgrader's too, which tests call without our commands


def pytest_collection_finish():
    """Have the garbage collector pass over the tests and their libraries, which stay to the end."""
    gc.freeze()


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
