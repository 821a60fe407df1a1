"""The report in Chinese: nothing of it is left in English, whatever has happened to the class."""

import re
from base64 import b64decode
from datetime import UTC, datetime
from html import unescape

import pytest

from answercheck.verdict import finding
from grading.pages.report.class_record import read_class
from grading.pages.report.page import page
from grading.words import in_language
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

HAN = re.compile("[\u4e00-\u9fff]")
# What stays as it is: names, and units.
LATIN = {*re.findall("[A-Za-z]+", " ".join([WEEK, *EXERCISES]).replace("_", " ")),
         "course", "report", "grade", "nbgrader", "formgrader", "MB", "UTC", "slope"}


# Every kind of result that the report has words for.
KINDS = [
    Planted({EXERCISES[0]: verdict(EXERCISES[0], 0.0, ["bracket lost"])}, has_feedback=True),
    Planted({EXERCISES[1]: verdict(EXERCISES[1], 0.0, found=(finding("transposed", "slope"),))}),
    Planted({EXERCISES[2]: verdict(EXERCISES[2], why=finding("timed_out", limit_s=30))}),
    Planted({EXERCISES[3]: verdict(EXERCISES[3], why=finding(
        "kernel_died", detail={"code": "took_too_much_memory", "n": 512}))}),
    everywhere(lambda name: verdict(name, why=finding("file_empty")), written=0.0),
    everywhere(unanswered, written=0.0),
    Planted({EXERCISES[4]: unanswered(EXERCISES[4])}, written=None),
    Planted(is_graded=False)]


@pytest.fixture(scope="module", params=["many", "few", "one"])
def html(request, tmp_path_factory):
    n_people = {"many": 24, "few": 6, "one": 1}[request.param]
    folder = tmp_path_factory.mktemp("class")
    people = ever_later([f"p{number}" for number in range(n_people)], KINDS)
    course = plant(folder, people, absent=["absent"][:n_people - 1])
    record = read_class(course, WEEK, folder)
    with in_language("zh_CN"):
        return page(record, datetime(2026, 3, 7, 9, 5, tzinfo=UTC))


def test_no_word_is_left_in_english(html):
    body = re.sub("<(bdi|code|style|title).*?</.*?>", " ", html[html.index("<body"):],
                  flags=re.DOTALL)
    # Titles and sentences of known mistakes are the course's.
    body = re.sub("<b>[^<>]*</b>(</a>)?\n?<p class=\"small\">.*?</p>", " ", body, flags=re.DOTALL)
    told = unescape(re.sub("<[^>]*>", " ", body) + " ".join(
        re.findall('(?:alt|data-label)="(.*?)"', body)))
    assert HAN.search(told)
    assert set(re.findall("[A-Za-z]{2,}", told)) <= LATIN
    assert '<html lang="zh-CN">' in html
    assert "2026 年 03 月 07 日 09:05（UTC）" in html


def test_labels_of_the_figures_are_text_that_the_browser_draws(html):
    pictures = [b64decode(data).decode() for data in
                re.findall('src="data:image/svg[^,]*,(.*?)"', html)]
    labels = [re.findall("<text[^>]*>(.*?)</text>", picture) for picture in pictures]
    assert any("提交份数" in found for found in labels)
    assert {label for found in labels for label in found if re.search("[A-Za-z]{2,}", label)
            } <= set(EXERCISES)
