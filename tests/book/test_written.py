"""A page that could not be written fails the build, whichever process it was in."""

import os
import subprocess
import sys

import pytest

from tests.this_course import COURSE

CONF = """
import os

extensions = ["book.written"]


def fail(app, page, *_):
    if page == os.environ["FAULTY"]:
        raise RuntimeError(f"{page} has a fault")


def setup(app):
    app.connect("html-page-context", fail)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
"""


@pytest.fixture
def build(tmp_path):
    """Build forty small pages in two processes, one of which cannot be written."""
    (tmp_path / "conf.py").write_text(CONF)
    names = [f"page{number:02}" for number in range(40)]
    (tmp_path / "index.rst").write_text("Start\n=====\n\n.. toctree::\n\n   "
                                        + "\n   ".join(names) + "\n")

    def build(faulty, text):
        for name in names:
            (tmp_path / f"{name}.rst").write_text(f"{name}\n======\n\n{text}\n")
        return subprocess.run(
            [sys.executable, "-m", "sphinx", "--quiet", "--jobs=2", "-W", ".", "out"],
            cwd=tmp_path, capture_output=True, text=True, check=False,
            env={**os.environ, "PYTHONPATH": str(COURSE), "FAULTY": faulty})

    return build


def test_a_build_without_fault_passes(build):
    done = build("", "first")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("faulty", ["page00", "page39"])
def test_a_page_that_is_not_written_fails_the_build(build, faulty):
    done = build(faulty, "first")
    assert done.returncode != 0
    assert faulty in done.stderr


def test_an_old_page_is_not_taken_for_the_new_one(build):
    assert build("", "first").returncode == 0
    done = build("page05", "second")
    assert done.returncode != 0
    assert "page05" in done.stderr
