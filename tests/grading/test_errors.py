"""An error of the file system is told with the file and with what to do."""

import os

import pytest

from grading.errors import AGAIN, file_problem
from grading.pages.report import write_report
from tests.grading.pages.report.classes import WEEK, Planted, plant


@pytest.mark.parametrize(("cause", "said"), [
    (lambda place: (place / "no" / "such").open(), "no/such: No such file or directory; put it "),
    (lambda place: place.open("w"), ": Is a directory; move away what has the file's name"),
    (lambda place: (place / ("x" * 300)).open("w"), "File name too long; give it a shorter name"),
    (lambda place: os.mkdir(place), ": File exists; move away what has its name")])
def test_the_file_is_named_and_what_to_do(tmp_path, cause, said):
    with pytest.raises(OSError) as failed:  # noqa: PT011
        cause(tmp_path)
    told = file_problem(failed.value)
    assert str(tmp_path) in told
    assert said in told
    assert told.endswith(AGAIN)


def test_an_error_that_names_no_file_says_what_it_is():
    assert file_problem(OSError("the cable is out")) == (
        f"the cable is out; put that right, then {AGAIN}")


def test_of_a_report_that_cannot_be_put_in_its_place_the_place_is_named(tmp_path):
    course = plant(tmp_path, {"ada": Planted()})
    (tmp_path / "report" / f"{WEEK}.html").mkdir(parents=True)
    with pytest.raises(OSError) as failed:  # noqa: PT011
        write_report(course, WEEK)
    assert f"report/{WEEK}.html: Is a directory; move away" in file_problem(failed.value)
