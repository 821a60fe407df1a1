"""Every page of the book, in a real browser."""

import re

import pytest

from tests.book.pages import CHAPTERS, EXERCISES, FRONT, PAGES, name
from tests.book.visits import Visit, visit, watched
from tests.serving import served_pages

pytestmark = pytest.mark.slow

WITH_FORMULAS = [name(path) for path in [*CHAPTERS, *EXERCISES]]


@pytest.fixture(scope="module")
def visited(book, browser):
    """From a page's name to what was seen there; each page is opened once."""
    visits = {}

    def visited(page):
        if page not in visits:
            visits[page] = visit(browser, book / f"{page}.html")
        return visits[page]

    return visited


@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_without_complaint_and_asks_no_other_host(visited, page):
    assert visited(page).complaints == []
    assert visited(page).foreign == []


@pytest.mark.parametrize("page", PAGES)
def test_every_formula_is_rendered(visited, page):
    seen = visited(page).seen
    assert seen["rendered"] == seen["formulas"]
    assert seen["refused"] == []


@pytest.mark.parametrize("page", PAGES)
def test_no_formula_and_no_table_is_left_as_it_was_written(visited, page):
    text = visited(page).seen["text"]
    assert not re.findall(r"\$[^$]*[\\^_=][^$]*\$|\\[a-z]{3,}|\\\(|\|[-:—–]+\|", text)


@pytest.mark.parametrize("page", WITH_FORMULAS)
def test_there_are_formulas(visited, page):
    assert visited(page).seen["rendered"] > 0


@pytest.mark.parametrize("page", PAGES)
def test_every_figure_is_there_and_reported_in_words(visited, page):
    for image in visited(page).seen["images"]:
        assert image["width"] > 0
        assert len(image["alt"].split()) >= 4, f"no words for a figure: {image['alt']!r}"


@pytest.mark.parametrize("page", PAGES)
def test_code_and_output_fit_a_page_of_1280_pixels(visited, page):
    assert visited(page).seen["wide_code"] == []


@pytest.mark.parametrize("page", PAGES)
def test_nothing_sticks_out_on_a_phone(visited, page):
    assert visited(page).sticks_out == []


@pytest.mark.parametrize("page", PAGES)
def test_there_is_one_search_bar(visited, page):
    assert visited(page).seen["search_bars"] == 1


@pytest.mark.parametrize("chapter", CHAPTERS, ids=name)
def test_the_book_shows_a_chapters_figures_and_its_questions_with_their_answers(visited, chapter):
    seen = visited(name(chapter)).seen
    assert [image for image in seen["images"] if image["is_output"]]
    assert len(seen["answers"]) >= 3
    assert all(len(answer.split()) > 3 for answer in seen["answers"]), seen["answers"]


@pytest.mark.parametrize("chapter", [*CHAPTERS, FRONT], ids=name)
def test_a_page_has_a_figure_that_moves_and_all_its_frames_are_small(book, chapter):
    text = (book / f"{name(chapter)}.html").read_text()
    frames = set(re.findall(r"_images/frames/(\w+\.webp)", text))
    assert len(frames) > 1
    assert "data:image/webp" not in text
    assert sum((book / "_images" / "frames" / frame).stat().st_size for frame in frames) < 1.5e6


def test_the_first_page_leads_to_the_book(book, browser):
    page = browser.new_page()
    page.goto((book / "index.html").as_uri())
    page.wait_for_url("**/book/index.html")
    assert page.locator(".bd-article h1").inner_text().startswith("Neural networks")
    page.close()


@pytest.fixture(scope="module")
def address(book):
    """Where the book is served; the search shows what stands around a word only then."""
    with served_pages(book) as address:
        yield address


@pytest.mark.parametrize("is_served", [True, False])
def test_search_finds_a_word_of_an_exercise(book, browser, address, is_served):
    reported = Visit()
    page = watched(browser, reported)
    page.goto(f"{address if is_served else book.as_uri()}/book/index.html")
    page.click(".search-button-field")
    page.keyboard.type("NotImplementedError")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=NotImplementedError")
    page.wait_for_selector("#search-results li a")
    found = page.eval_on_selector_all("#search-results li a", "all => all.map(one => one.href)")
    around = page.locator("#search-results").inner_text()
    page.close()
    assert not re.search(r"\\\(|\\[a-z]{3,}", around)
    for exercise in map(name, EXERCISES):
        assert any(f"{exercise}.html" in url for url in found)
    assert all(url.startswith(address) for url in reported.foreign)
    if is_served:
        assert reported.complaints == []
