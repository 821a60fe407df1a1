"""The table of a feedback page, made from grades that the tests have planted."""

import re
from dataclasses import replace

import pytest
from nbgrader.api import Gradebook

from answercheck.verdict import (
    CaseVerdict,
    Mark,
    Part,
    Verdict,
    exception_finding,
    finding,
)
from tests.grading.pages.report.classes import EXERCISES, WEEK, Planted, plant, unanswered, verdict

HALF, EMPTY, SLOW, CARRIED, BY_HAND, NASTY = EXERCISES[:6]
REASON = "this ran longer than 30 s and was stopped"
IMAGE = "<img src=x onerror=hit()>"


def half_points():
    """Two of four cases right, two in a wrong shape."""
    slope = Part("slope", Mark.SHAPE, finding(
        "right_values_wrong_shape", "slope", shape=(3,), expected_shape=(3, 1)))
    error = Part("error", Mark.RIGHT)
    return Verdict(HALF, tuple(
        CaseVerdict(label, score, (slope if score < 1 else replace(slope, mark=Mark.RIGHT,
                                                                   finding=None), error))
        for label, score in zip("abcd", (1.0, 0.5, 1.0, 0.5), strict=True)))


def carried():
    """Right, but for an exercise before it."""
    return replace(verdict(CARRIED), because_of=(HALF,))


def raising(kind):
    return exception_finding({"type": kind, "message": "no", "line": ""})


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    planted = Planted({HALF: half_points(), EMPTY: unanswered(EMPTY), CARRIED: carried(),
                       SLOW: verdict(SLOW, why=finding("timed_out", limit_s=30)),
                       NASTY: verdict(NASTY, 0.0, found=(
                           raising(IMAGE), raising("`x"), raising("`<b>`")))},
                      late_h=30, penalty=200.0)
    course = plant(tmp_path_factory.mktemp("class"), {"ada & <b>": planted})
    with Gradebook(course.directory.db_url) as gradebook:
        grade = gradebook.find_grade(f"{BY_HAND}-check", "derivatives", WEEK, "ada & <b>")
        grade.manual_score = 1.5
        gradebook.db.commit()
    assert course.feedback(WEEK, "ada & <b>") == ""
    path, = course.folder("feedback", "ada & <b>", WEEK).glob("*.html")
    return path.read_text()


def found(page, name):
    """Return the table's row of an exercise, as HTML and as text."""
    row, = (one for one in re.findall('<tr class=.*?</tr>', page, re.DOTALL)
            if f"-check\"><code>{name}</code></a>" in one)
    return row, " ".join(re.sub("<[^>]*>", " ", row).split())


@pytest.mark.parametrize(("name", "reported"), [
    (HALF, "2 of 4 cases right, 2 for 50 % of the points"),
    (EMPTY, "0 of 2 cases right not answered yet: replace the line raise NotImplementedError()"),
    (SLOW, f"no answer {REASON}"),
    (CARRIED, f"all 2 cases right, tried with a right {HALF} {CARRIED} is right; it failed only"),
    (BY_HAND, "1.5 of 4 all 2 cases right, points given by hand"),
    (EXERCISES[7], "all 2 cases right")])
def test_the_row_says_where_the_points_went(page, name, reported):
    assert reported in found(page, name)[1].replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(("name", "kind"), [
    (HALF, "shape"), (EMPTY, "wrong"), (CARRIED, "right"), (BY_HAND, "shape")])
def test_the_mark_distinguishes_right_from_partly_right(page, name, kind):
    assert found(page, name)[0].startswith(f'<tr class="{kind}">')


def test_what_is_right_is_reported_beside_what_is_not(page):
    marks = re.search(r'<p class="marks">.*?</p>', page, re.DOTALL)[0]
    assert " ".join(re.sub("<[^>]*>", " ", marks).split()) == "◐ slope ✓ error"


def test_a_penalty_takes_no_more_than_there_is(page):
    assert "late by 30 h" in page
    assert re.search(r'class="big">0</span> of 100 points so far', page)


def test_names_and_sentences_are_text(page):
    assert "<img" not in page
    assert "<b>`" not in page
    assert "ada &amp; &lt;b&gt;" in page
    assert "<code>&lt;b&gt;</code>" in page
