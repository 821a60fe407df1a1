"""The book, built once: all of it in English, and in Chinese with the first chapter alone run."""

import subprocess
import sys

import pytest

from tests.book.pages import CHAPTERS, name
from tests.once import made_once
from tests.this_course import COURSE


@pytest.fixture(scope="session")
def book(npm, tmp_path_factory):
    """The folder of the book that `make book` builds."""
    def build(_):
        for options in (["--language=en"],
                        ["--language=zh_CN", f"--run={name(CHAPTERS[0])}.ipynb"]):
            done = subprocess.run([sys.executable, "-m", "book", *options], cwd=COURSE,
                                  capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stderr

    made_once(tmp_path_factory, "book-is-built", build)
    return COURSE / "build" / "book"
