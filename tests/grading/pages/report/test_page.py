"""The page in a real browser: hostile names and answers, a phone, and no network."""

import csv
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from answercheck.verdict import exception_finding, finding
from grading.pages.report import write_report
from tests.grading.pages.report.classes import (
    EXERCISES,
    WEEK,
    Planted,
    ever_later,
    everywhere,
    plant,
    unanswered,
    verdict,
)
from tests.patience import PATIENCE_MS

IMAGE = "<img src=x onerror=hit()>"
SCRIPT = "<script>hit()</script><style>*{color:red}</style>"
NAMES = [
    IMAGE, "<script src=x>", "\"><svg onload=hit()>", "a' onmouseover='hit()", "javascript:hit()",
    "\u202egnp.hit", "\u2066a\u2069\u200f", "a#b?c=d&e", "100%25", "{{ 7 * 7 }}", "a\nb\tc",
    "=1+1", "-ada", "@ada", "x" * 120, "ünï 한글 العربية", "..ada", "$x$"]


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """Everyone is called something nasty, answers in the same vein, and is late."""
    kinds = [
        Planted({EXERCISES[0]: verdict(EXERCISES[0], 0.0, [IMAGE, SCRIPT])}, has_feedback=True),
        Planted({EXERCISES[0]: verdict(EXERCISES[0], 0.0, found=(
            exception_finding({"type": "ValueError", "line": SCRIPT,
                               "message": f"{IMAGE} `{SCRIPT}` — {IMAGE}"}),
            finding("missing_key", "y" * 300, key=IMAGE, keys=("y" * 300,))))}),
        everywhere(lambda name: verdict(
            name, why=finding("check_failed", message=SCRIPT + IMAGE)), written=0.0),
        Planted({EXERCISES[1]: verdict(
            EXERCISES[1], why=finding("kernel_died", detail=SCRIPT))}),
        everywhere(unanswered), Planted(is_graded=False)]
    return plant(tmp_path_factory.mktemp("class"), ever_later(NAMES, kinds), absent=[SCRIPT])


@pytest.fixture(scope="module")
def report(course):
    """The paths of page and table."""
    return write_report(course, WEEK, csv=True).paths


@pytest.fixture(params=["light", "dark"])
def page(request, browser, report):
    """The report on a phone, everything folded out; its console is in `page.reported`."""
    context = browser.new_context(viewport={"width": 390, "height": 844},
                                  color_scheme=request.param)
    context.add_init_script("window.hits = 0; window.hit = () => { window.hits += 1; }")
    context.set_default_timeout(PATIENCE_MS)
    opened = context.new_page()
    opened.reported, opened.asked = [], []
    opened.on("console", lambda message: opened.reported.append(message.text))
    opened.on("pageerror", lambda error: opened.reported.append(str(error)))
    opened.on("request", lambda asked: opened.asked.append(asked.url))
    opened.goto(report[0].as_uri(), wait_until="load")
    opened.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    opened.wait_for_timeout(300)
    yield opened
    context.close()


def test_nothing_runs_nothing_is_fetched_and_nothing_is_complained_of(page, report):
    page.evaluate("""() => document.querySelectorAll('*').forEach(one => {
        for (const kind of ['mouseover', 'error', 'load', 'toggle'])
            one.dispatchEvent(new Event(kind)); })""")
    page.wait_for_timeout(300)
    assert page.evaluate("window.hits") == 0
    assert page.reported == []
    assert [url for url in page.asked if not url.startswith("data:")] == [report[0].as_uri()]


def test_the_page_would_not_run_what_were_in_it(page):
    page.evaluate("""() => { const one = document.createElement('script');
        one.textContent = 'hit()'; document.body.append(one); }""")
    assert page.evaluate("window.hits") == 0
    assert any("Content Security Policy" in text for text in page.reported)


def test_names_are_shown_as_they_are_but_for_invisible_characters(page):
    text = page.inner_text("main")
    for name in NAMES:
        assert re.sub("[\u202e\u2066\u2069\u200f\n\t]", "\ufffd", name) in text
    assert page.locator("bdi", has_text="gnp.hit").first.inner_text() == "\ufffdgnp.hit"


def test_a_phone_does_not_scroll_sideways(page):
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_figures_are_there_in_the_colours_of_the_page(page):
    figures = page.locator("figure img")
    assert figures.count() == 2
    assert all(figures.nth(i).evaluate("one => one.complete && one.naturalWidth > 300")
               for i in range(2))
    chosen, given = page.evaluate("""() => { const one = document.querySelector('picture img');
        return [one.currentSrc, one.src]; }""")
    assert (chosen == given) == page.evaluate("matchMedia('(prefers-color-scheme: light)').matches")


def test_every_link_leads_to_a_place_on_the_page_or_to_a_file(page, report):
    links = page.evaluate("[...document.querySelectorAll('a')].map(one => one.href)")
    assert len(links) > 20
    for link in links:
        parts = urlsplit(link)
        assert parts.scheme == "file"
        assert Path(unquote(parts.path)).is_file()
        if Path(unquote(parts.path)) == report[0] and parts.fragment:
            assert page.locator(f"#{parts.fragment}").count() == 1


def test_the_table_holds_no_formula(report):
    with report[1].open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert len(rows) == 1 + len(NAMES) + 1
    assert not [cell for row in rows for cell in row
                if cell[:1] in tuple("=+-@\t\r") and not re.fullmatch(r"-?[\d.]+", cell)]
    assert "'=1+1" in [row[0] for row in rows]
