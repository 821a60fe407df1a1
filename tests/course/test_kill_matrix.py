"""Every mistake, right road and mutant of the course before the judge: `make kill-matrix`."""

import pytest

from grading.exercises import ASSIGNMENTS
from grading.killing.matrix import NOT_NAMED, failures, matrix, named_share, try_all
from grading.killing.rows import all_rows

EACH = [(week, exercise.name) for week, exercises in ASSIGNMENTS.items() for exercise in exercises]


@pytest.fixture(scope="module")
def lines():
    return matrix(try_all(all_rows()))


@pytest.mark.parametrize(("week", "name"), EACH)
def test_mistakes_and_mutants_are_rejected_and_right_roads_accepted(lines, week, name):
    assert [one for one in lines[week, name].problems if not one.startswith(NOT_NAMED)] == []


def test_mistakes_are_named_rightly(lines):
    unnamed = [one for line in lines.values() for one in line.problems if one.startswith(NOT_NAMED)]
    assert all(named_share(line.counts) > 0.9 for line in lines.values()), unnamed
    assert failures(lines) == []


def test_the_course_has_as_many_mistakes_and_roads_as_it_promises(lines):
    assert sum(line.counts["mistake"] for line in lines.values()) >= 120
    assert sum(line.counts["right road"] for line in lines.values()) >= 60
