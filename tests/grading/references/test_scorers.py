"""The scorers for the grader alone: they come as text, and take the place of registered ones."""

import pytest

from answercheck.registry import SCORERS
from grading.course.definition import Definition
from grading.course.folders import CourseFolders
from grading.errors import CourseError
from grading.references.scorers import grader_scorers, scoring_source

OWN = """
from answercheck.scoring import Scorer
SCORERS = {"values": Scorer(lambda call, answer, exercise: []), "own": Scorer(print)}
"""


def test_without_any_there_are_the_registered_ones():
    assert grader_scorers("") == SCORERS


def test_those_of_the_grader_come_before_registered_ones_and_leave_these_alone():
    before = dict(SCORERS)
    found = grader_scorers(OWN)
    assert found["values"] != SCORERS["values"]
    assert found.keys() == SCORERS.keys() | {"own"}
    assert before == SCORERS


def test_they_travel_with_the_definition_to_where_the_course_has_no_folder(tmp_path):
    sent = Definition("week", "notebook", {}, {}, b"", scoring=OWN).as_bytes()
    assert scoring_source(CourseFolders(tmp_path)) == ""
    assert "own" in Definition.of(sent).scorers


@pytest.mark.parametrize(("source", "reported"), [
    ("SCORERS = [", r"^exercises/scoring.py: SyntaxError: .*line 1"),
    ("import nothing_like_it", r"^exercises/scoring.py: ModuleNotFoundError"),
    ("x = 1", r"^exercises/scoring.py: there is no SCORERS"),
    ("SCORERS = 3", r"^exercises/scoring.py: there is no SCORERS")])
def test_a_mistake_in_the_file_is_one_line(source, reported):
    with pytest.raises(CourseError, match=reported):
        grader_scorers(source)
