"""The formgrader's own button: it grades as the commands do, in the Jupyter server's process."""

import json
from urllib.request import Request, urlopen

import pytest

from tests.course.formgrader import served_formgrader
from tests.course.plain_course import OURS, PlainCourse
from tests.course.test_graded_by_tests import ANSWERS, FILES, ONE, TWO, graded_by_stock, handed_in
from tests.patience import PATIENCE_S

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("whole_sandbox")]


@pytest.fixture(scope="module")
def stock(tmp_path_factory):
    return graded_by_stock(tmp_path_factory)


@pytest.fixture(scope="module")
def clicked(tmp_path_factory):
    """The same course with our stages, and what the button said of each student; of Gus twice."""
    course = handed_in(PlainCourse(tmp_path_factory.mktemp("ours"), {"one": ONE, "two": TWO}, OURS,
                                   FILES))
    with served_formgrader(course.folder, "--ServerApp.disable_check_xsrf=True") as address:
        said = {student: click(address, student) for student in [*ANSWERS, "gus"]}
    return course, said


def click(address, student):
    """Press the button of a submission, as the formgrader's page does."""
    button = f"{address}/api/submission/ps1/{student}/autograde"
    with urlopen(Request(button, data=b"", method="POST"), timeout=PATIENCE_S) as reply:
        return json.load(reply)


def test_the_button_grades_every_submission(clicked):
    _, said = clicked
    assert {student: one["success"] for student, one in said.items()} == dict.fromkeys(said, True)


def test_every_cell_has_the_score_that_stock_nbgrader_gives(clicked, stock):
    course, _ = clicked
    assert course.scores() == stock.scores()
    assert course.comments() == stock.comments()


def test_it_was_graded_by_our_stages(clicked):
    course, _ = clicked
    for student in ANSWERS:
        assert "verdict+json" in (course.step("autograded", student) / "one.ipynb").read_text()
