"""`make kill-matrix`: every mistake, alternative and mutant of the course is judged."""

import pytest

from grading.mutation.candidates import all_candidates, candidates
from grading.mutation.matrix import NOT_NAMED, failures, matrix, named_share, run_all
from grading.references.exercises import assignments, exercise, exercises
from tests.this_course import FOLDERS

EACH = [(week, one.name) for week in assignments(FOLDERS) for one in exercises(FOLDERS, week)]
SAMPLE = 40  # of so many candidates of an exercise the quick test takes one


def test_of_a_sample_mistakes_are_rejected_and_named_mutants_rejected_alternatives_accepted():
    found = [candidates(FOLDERS, week, exercise(FOLDERS, week, name))[::SAMPLE]
             for week, name in EACH]
    lines = matrix(FOLDERS, run_all(FOLDERS, [one for sample in found for one in sample]))
    problems = [one for line in lines.values() for one in line.problems]
    assert len(lines) == len(EACH)
    assert [one for one in problems if "is the least" not in one] == []  # of a whole exercise


@pytest.fixture(scope="module")
def lines():
    return matrix(FOLDERS, run_all(FOLDERS, all_candidates(FOLDERS)))


@pytest.mark.slow
@pytest.mark.nightly
@pytest.mark.parametrize(("week", "name"), EACH)
def test_mistakes_and_mutants_are_rejected_and_alternatives_accepted(lines, week, name):
    assert [one for one in lines[week, name].problems if not one.startswith(NOT_NAMED)] == []


@pytest.mark.slow
@pytest.mark.nightly
def test_mistakes_are_named_rightly(lines):
    unnamed = [one for line in lines.values() for one in line.problems if one.startswith(NOT_NAMED)]
    assert all(named_share(line.counts) > 0.9 for line in lines.values()), unnamed
    assert failures(lines) == []


@pytest.mark.slow
@pytest.mark.nightly
def test_the_course_has_as_many_mistakes_and_alternatives_as_it_promises(lines):
    assert sum(line.counts["mistake"] for line in lines.values()) >= 120
    assert sum(line.counts["alternative"] for line in lines.values()) >= 60
