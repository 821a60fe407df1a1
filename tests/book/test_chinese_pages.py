"""Pages in Chinese, in a real browser."""

import re

import pytest

from tests.book.pages import CHAPTERS, EXERCISES, FRONT, GLOSSARY, name
from tests.book.visits import Visit, visit, watched
from tests.serving import served_pages
from tests.this_course import COURSE

pytestmark = pytest.mark.slow

PAGES = [name(path) for path in [FRONT, COURSE / "book" / "students.md", CHAPTERS[0], GLOSSARY,
                                 EXERCISES[2]]]
HELP = """() => [...document.querySelectorAll('.bd-header-article button, .bd-sidebar-primary *')]
    .flatMap(one => [one.title, one.dataset.bsOriginalTitle, one.placeholder]).filter(text => text)
"""


@pytest.fixture(scope="module")
def chinese(book):
    return book / "zh_CN"


@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_whole_and_without_complaint(chinese, browser, page):
    found = visit(browser, chinese / f"{page}.html")
    assert found.complaints == []
    assert found.foreign == []
    assert found.sticks_out == []
    assert found.seen["wide_code"] == []
    assert found.seen["rendered"] == found.seen["formulas"]
    assert found.seen["refused"] == []
    assert all(image["width"] > 0 and image["alt"] for image in found.seen["images"])


def test_a_chapter_that_was_run_shows_its_figures_and_its_questions(chinese, browser):
    seen = visit(browser, chinese / f"{name(CHAPTERS[0])}.html").seen
    assert [image for image in seen["images"] if image["is_output"]]
    assert len(seen["answers"]) >= 3
    assert all(seen["answers"])


@pytest.mark.parametrize("page", [name(FRONT), name(CHAPTERS[0])])
def test_the_switch_leads_to_the_same_page_in_english_and_back(book, browser, page):
    tab = browser.new_page()
    tab.goto((book / "zh_CN" / f"{page}.html").as_uri())
    for language, place in (("en", book), ("zh-CN", book / "zh_CN")):
        tab.click(f".language-switch[hreflang={language}]")
        tab.wait_for_url((place / f"{page}.html").as_uri())
        assert tab.evaluate("document.documentElement.lang") == language
    assert tab.locator("link[rel=alternate][hreflang=en]").count() == 1
    tab.close()


def test_the_buttons_of_a_page_are_explained_in_chinese(chinese, browser):
    tab = browser.new_page()
    tab.goto((chinese / f"{name(FRONT)}.html").as_uri())
    shown = tab.evaluate(HELP)
    tab.close()
    assert len(shown) >= 5
    assert not [text for text in shown if re.search(r"[a-z]{3}", text)]


@pytest.mark.parametrize(("typed", "page"), [
    ("神经网络", FRONT), ("反向传播", GLOSSARY), ("熵", GLOSSARY),
    ("NotImplementedError", EXERCISES[1])])
def test_search_finds_what_is_written_in_either_script(chinese, browser, typed, page):
    reported = Visit()
    with served_pages(chinese) as address:
        tab = watched(browser, reported)
        tab.goto(f"{address}/search.html?q={typed}")
        tab.wait_for_selector("#search-results li a")
        found = tab.eval_on_selector_all("#search-results li a", "all => all.map(one => one.href)")
        tab.close()
    assert any(f"{name(page)}.html" in url for url in found)
    assert reported.complaints == []
