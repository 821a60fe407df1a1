"""The book, built once."""

import subprocess
import sys

import pytest
from filelock import FileLock

from tests.this_course import COURSE


@pytest.fixture(scope="session")
def book(npm):
    """The folder of the book that `make book` builds."""
    (COURSE / "build").mkdir(exist_ok=True)
    with FileLock(COURSE / "build" / "test.lock"):  # another process of the tests may build it too
        done = subprocess.run([sys.executable, "-m", "book"], cwd=COURSE, capture_output=True,
                              text=True, check=False)
    assert done.returncode == 0, done.stderr
    return COURSE / "build" / "book"
