"""A sample of the book: every page is built, one chapter is run, and a few pages are opened."""

import subprocess
import sys

import pytest

from tests.book.pages import CHAPTERS, EXERCISES, name
from tests.book.visits import visit
from tests.this_course import COURSE

RUN = CHAPTERS[0]


@pytest.fixture(scope="module")
def sample(npm, tmp_path_factory):
    """The folder of a book whose first chapter alone is run."""
    folder = tmp_path_factory.mktemp("book")
    done = subprocess.run([sys.executable, "-m", "book", "--into", folder,
                           "--run", RUN.relative_to(COURSE)],
                          cwd=COURSE, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.mark.parametrize("path", [RUN, CHAPTERS[6], EXERCISES[2]], ids=name)
def test_a_page_opens_with_its_formulas_and_without_complaint(sample, browser, path):
    found = visit(browser, sample / f"{name(path)}.html")
    assert found.complaints == []
    assert found.foreign == []
    assert found.sticks_out == []
    assert found.seen["rendered"] == found.seen["formulas"] > 0
    assert found.seen["refused"] == []


def test_a_chapter_that_was_run_shows_its_figures_in_words_and_its_questions(sample, browser):
    seen = visit(browser, sample / f"{name(RUN)}.html").seen
    figures = [image for image in seen["images"] if image["is_output"]]
    assert figures
    assert all(image["width"] > 0 and len(image["alt"].split()) >= 4 for image in figures)
    assert len(seen["questions"]) >= 2
