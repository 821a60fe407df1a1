"""Building: what is wrong in a chapter stops it, also the second time; what changed is run anew."""

import os
import re
import shutil
import subprocess
import sys

import pytest
from nbformat import write
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from tests.book.pages import FOLDERS
from tests.this_course import COURSE

pytestmark = pytest.mark.slow

TO_A_CHAPTER = re.compile(r"\]\([./]*/notebooks/[^)]*\)")  # the end of a link

FAULTY = {
    "01_error": new_code_cell("assert 2.001**2 == 4.004, 'not exactly'"),
    "02_warning": new_code_cell("import warnings\nwarnings.warn('a number that is none')"),
    "03_link": new_markdown_cell("[the exercise](../../release/no_week/nothing.ipynb)"),
    "04_picture": new_markdown_cell("![a picture](nowhere.png)"),
}


@pytest.fixture
def course(npm, tmp_path):
    """A small course whose chapters print a word from `helpers`."""
    for folder in ("book", "helpers", "release", "docs"):
        shutil.copytree(COURSE / folder, tmp_path / folder)
    for file in ("README.md", "requirements.lock"):
        shutil.copy(COURSE / file, tmp_path)
    npm_cache = COURSE / "build" / "npm"
    npm_cache.mkdir(parents=True, exist_ok=True)
    (tmp_path / "build").mkdir()
    (tmp_path / "build" / "npm").symlink_to(npm_cache)  # MathJax is fetched once for all books
    for page in [tmp_path / "book" / "index.md", *(tmp_path / "release").rglob("*.ipynb")]:
        page.write_text(TO_A_CHAPTER.sub("]", page.read_text()))  # real chapters are not there
    (tmp_path / "helpers" / "word.py").write_text("WORD = 'slope'\n")
    add_chapter(tmp_path, ".", "glossary", new_markdown_cell("a term"))
    for folder in FOLDERS:
        add_chapter(tmp_path, folder, "01_word",
                    new_code_cell("from helpers.word import WORD\n\nprint('it is a', WORD)"))
    return tmp_path


def add_chapter(course, folder, name, cell):
    path = course / "notebooks" / folder / f"{name}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    write(new_notebook(cells=[new_markdown_cell(f"# {name}"), cell]), path)
    return path


def build(course):
    return subprocess.run([sys.executable, "-m", "book", "--language", "en"], cwd=course,
                          capture_output=True, text=True, check=False,
                          env={**os.environ, "PYTHONPATH": str(course)})


@pytest.mark.nightly
def test_a_fault_stops_each_build_and_without_it_chapters_follow_what_they_import(course):
    faulty = [add_chapter(course, "errors", name, cell) for name, cell in FAULTY.items()]
    for _ in range(2):
        done = build(course)
        assert done.returncode != 0
        for path in faulty:
            assert str(path) in done.stderr
        assert "not exactly" in done.stderr
    for path in faulty:
        path.unlink()
    page = course / "build" / "book" / "notebooks" / "start" / "01_word.html"
    for word in ("slope", "gradient"):
        (course / "helpers" / "word.py").write_text(f"WORD = '{word}'\n")
        done = build(course)
        assert done.returncode == 0, done.stderr
        assert f"it is a {word}" in page.read_text()
