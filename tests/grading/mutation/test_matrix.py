"""The matrix counts the results of candidates and fails when a total is not as it must be."""

from dataclasses import replace

import pytest

from grading.errors import CourseError
from grading.mutation.candidates import (
    ALTERNATIVE,
    EQUIVALENT,
    MISTAKE,
    MUTANT,
    Candidate,
    all_candidates,
    candidates,
)
from grading.mutation.matrix import failures, matrix, named_share
from grading.mutation.run import Result
from grading.references.exercises import assignments, exercise, exercises
from tests.this_course import FOLDERS

WEEK, NAME = "week1_derivatives", "square_derivative"
NAMES = [one.name for one in exercise(FOLDERS, WEEK, NAME).mistakes]


def candidate(kind, name="any"):
    return Candidate(WEEK, NAME, kind, name, "")


GOOD = [*((candidate(MISTAKE, name), Result(False, (name,))) for name in NAMES),
        *((candidate(ALTERNATIVE, str(n)), Result(True)) for n in range(3)),
        (candidate(MUTANT, "a → b"), Result(False)), (candidate(EQUIVALENT, "a → c"), Result(True))]


def test_a_matrix_in_which_all_is_well_does_not_fail():
    lines = matrix(FOLDERS, GOOD)
    assert failures(lines) == []
    (line,) = lines.values()
    assert named_share(line.counts) == 1.0
    assert (line.counts[MISTAKE], line.counts[f"{MUTANT} rejected"]) == (len(NAMES), 1)


@pytest.mark.parametrize(("more", "reported"), [
    ((candidate(MUTANT, "x → y"), Result(True)), "mutant accepted: x → y"),
    ((candidate(MISTAKE, NAMES[0]), Result(True)), "mistake accepted"),
    ((candidate(ALTERNATIVE, "loops"), Result(False)), "alternative refused: loops"),
    ((candidate(EQUIVALENT, "x → y"), Result(False)), "equivalent mutant refused: x → y"),
    *(((candidate(MISTAKE, NAMES[0]), Result(False, named)), "named rightly")
      for named in ((), (NAMES[1],), (NAMES[0], NAMES[1]))),
])
def test_one_result_that_is_not_as_it_must_be_fails_the_matrix(more, reported):
    assert reported in " ".join(failures(matrix(FOLDERS, [*GOOD, more])))


@pytest.mark.parametrize("kind", [MISTAKE, ALTERNATIVE, MUTANT])
def test_an_exercise_without_candidates_of_a_kind_fails(kind):
    assert any("is the least" in one for one in failures(
        matrix(FOLDERS, [one for one in GOOD if one[0].kind != kind])))


def test_a_mutant_that_ran_timed_out_is_rejected_and_counted():
    lines = matrix(FOLDERS, [*GOOD, (candidate(MUTANT, "loops"), Result(timed_out=True))])
    assert failures(lines) == []
    assert lines[WEEK, NAME].counts["timed out"] == 1


@pytest.mark.slow
def test_every_exercise_of_the_course_has_candidates():
    found = {(one.assignment, one.exercise)
             for one in all_candidates(FOLDERS) if one.kind == MUTANT}
    assert found == {(week, one.name)
                     for week in assignments(FOLDERS) for one in exercises(FOLDERS, week)}


def test_every_equivalent_mutant_has_a_reason():
    for week in assignments(FOLDERS):
        for one in exercises(FOLDERS, week):
            assert all(len(reason) > 15 for reason in one.equivalent_mutants.values())


def test_a_listed_mutant_that_is_not_made_any_more_is_reported():
    stale = replace(exercise(FOLDERS, WEEK, NAME),
                    equivalent_mutants={"return 9 → return 8": "for this test only"})
    with pytest.raises(CourseError, match=rf"exercises/{WEEK}/{NAME}.toml: .*return 9 → return 8"):
        candidates(FOLDERS, WEEK, stale)
