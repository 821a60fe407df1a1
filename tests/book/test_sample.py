"""A sample of the book: every page is built, one chapter is run, and a few pages are opened."""

import re
import subprocess
import sys

import pytest

from tests.book.pages import CHAPTERS, EXERCISES, name
from tests.book.visits import visit
from tests.this_course import COURSE

RUN = CHAPTERS[0]
REPOSITORY = "https://github.com/owner/course"
PICTURE = ".cell_output:has(.figure-frames) img"  # of a figure that moves


@pytest.fixture(scope="module")
def sample(npm, tmp_path_factory):
    """The folder of a book whose first chapter alone is run, with launch buttons."""
    folder = tmp_path_factory.mktemp("book")
    done = subprocess.run([sys.executable, "-m", "book", "--into", folder, "--language", "en",
                           "--run", RUN.relative_to(COURSE), "--repository", REPOSITORY,
                           "--jupyterlite", "https://example.org/lite/"],
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
    assert len(seen["answers"]) >= 3


def test_a_figure_moves_and_its_frames_are_loaded_when_it_is_near(sample, browser):
    page = browser.new_page(viewport={"width": 1000, "height": 300})
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((sample / f"{name(RUN)}.html").as_uri())
    assert not [url for url in asked if url.endswith(".webp")]
    block = page.locator(".figure-frames").first
    picture = page.locator(PICTURE).first
    still, size = picture.get_attribute("src"), picture.bounding_box()
    with page.expect_request("**/*.webp"):
        block.scroll_into_view_if_needed()
    block.locator("input").press("ArrowRight")
    assert picture.get_attribute("src").endswith(".webp")
    page.wait_for_function("one => one.complete && one.naturalWidth > 0",
                           arg=picture.element_handle())
    moved = picture.bounding_box()
    assert moved["width"] == pytest.approx(size["width"], abs=1)
    assert moved["height"] == pytest.approx(size["height"], abs=1)
    block.locator("input").press("ArrowLeft")
    assert picture.get_attribute("src") == still
    page.close()


def test_where_scripts_are_off_the_still_picture_stands_alone(sample, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((sample / f"{name(RUN)}.html").as_uri())
    block = page.locator(".figure-frames").first
    assert not block.is_visible()
    assert page.locator(PICTURE).first.is_visible()
    context.close()


def launched(sample, page):
    """Where the launch buttons of a page lead."""
    return set(re.findall(r'href="(https://(?:mybinder|example)\.org/[^"]*)"',
                          (sample / f"{page}.html").read_text()))


@pytest.mark.parametrize("path", [CHAPTERS[0], EXERCISES[0]], ids=name)
def test_launch_buttons_open_the_pages_own_notebook(sample, path):
    notebook = path.relative_to(COURSE).as_posix()
    assert launched(sample, name(path)) == {
        f"https://mybinder.org/v2/gh/owner/course/main?urlpath=lab/tree/{notebook}",
        f"https://example.org/lite/lab/index.html?path={notebook}"}


def test_a_page_that_is_no_notebook_has_none(sample):
    assert launched(sample, "book/index") == set()


def test_an_edition_for_the_browser_without_a_repository_is_refused_in_one_line(tmp_path):
    done = subprocess.run([sys.executable, "-m", "book", "--into", tmp_path,
                           "--jupyterlite", "https://example.org/lite/"],
                          cwd=COURSE, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "--jupyterlite needs --repository too" in done.stderr
