"""The table of a class in the terminal."""

import io

import pytest
from rich.console import Console

from grading.cli.class_table import MAX_SHOWN, overview
from grading.course.course import Course
from grading.dispatch.class_grader import GradingResult
from tests.course.classroom import temporary_course

WEEK = "week1_derivatives"


@pytest.mark.parametrize("n_more", [0, 50])
def test_of_a_large_class_the_first_are_shown_and_the_others_counted(tmp_path, n_more):
    course = Course(temporary_course(tmp_path, WEEK))
    course.release(WEEK)
    console = Console(file=io.StringIO(), width=120)
    console.print(overview(course, WEEK, [GradingResult(f"student{number:03d}", "it was not read")
                                          for number in range(MAX_SHOWN + n_more)]))
    said = console.file.getvalue()
    assert said.count("it was not read") == MAX_SHOWN
    assert f"student{MAX_SHOWN - 1:03d}" in said
    assert (f"… and {n_more} more; 'course report {WEEK}' shows all" in said) == bool(n_more)
