"""The matrix counts what became of the rows, and fails when a total is not what it must be."""

import tomllib

import pytest

from grading.exercises import ASSIGNMENTS
from grading.killing import rows as rows_module
from grading.killing.attempt import Attempt
from grading.killing.matrix import failures, matrix, named_share
from grading.killing.rows import EQUAL, MISTAKE, MUTANT, ROAD, Row, all_rows, rows

WEEK, NAME = "week1_derivatives", "square_derivative"
NAMES = [one.name for exercise in ASSIGNMENTS[WEEK] if exercise.name == NAME
         for one in exercise.misconceptions]


def row(kind, name="any"):
    return Row(WEEK, NAME, kind, name, "")


GOOD = [*((row(MISTAKE, name), Attempt(False, (name,))) for name in NAMES),
        *((row(ROAD, str(n)), Attempt(True)) for n in range(3)),
        (row(MUTANT, "a → b"), Attempt(False)), (row(EQUAL, "a → c"), Attempt(True))]


def test_a_matrix_in_which_all_is_well_does_not_fail():
    lines = matrix(GOOD)
    assert failures(lines) == []
    (line,) = lines.values()
    assert named_share(line.counts) == 1.0
    assert (line.counts[MISTAKE], line.counts[f"{MUTANT} rejected"]) == (len(NAMES), 1)


@pytest.mark.parametrize(("more", "told"), [
    ((row(MUTANT, "x → y"), Attempt(True)), "mutant accepted: x → y"),
    ((row(MISTAKE, NAMES[0]), Attempt(True)), "mistake accepted"),
    ((row(ROAD, "loops"), Attempt(False)), "right road refused: loops"),
    ((row(EQUAL, "x → y"), Attempt(False)), "equivalent mutant refused: x → y"),
    *(((row(MISTAKE, NAMES[0]), Attempt(False, named)), "named rightly")
      for named in ((), (NAMES[1],), (NAMES[0], NAMES[1]))),
])
def test_one_row_that_is_not_as_it_must_be_fails_the_matrix(more, told):
    assert told in " ".join(failures(matrix([*GOOD, more])))


@pytest.mark.parametrize("kind", [MISTAKE, ROAD, MUTANT])
def test_an_exercise_without_rows_of_a_kind_fails(kind):
    assert any("is the least" in one for one in failures(
        matrix([one for one in GOOD if one[0].kind != kind])))


def test_a_mutant_that_ran_out_of_time_is_rejected_and_counted():
    lines = matrix([*GOOD, (row(MUTANT, "loops"), Attempt(out_of_time=True))])
    assert failures(lines) == []
    assert lines[WEEK, NAME].counts["out of time"] == 1


def test_every_exercise_of_the_course_has_rows():
    found = {(one.assignment, one.exercise) for one in all_rows() if one.kind == MUTANT}
    assert found == {(week, exercise.name) for week, exercises in ASSIGNMENTS.items()
                     for exercise in exercises}


def test_every_equivalent_mutant_has_a_reason():
    for path in rows_module.EQUIVALENT.glob("*.toml"):
        for listed in tomllib.loads(path.read_text()).values():
            assert all(len(reason) > 15 for reason in listed.values())


def test_a_listed_mutant_that_is_not_made_any_more_is_told(monkeypatch):
    monkeypatch.setattr(rows_module, "equivalent",
                        lambda assignment: {NAME: {"return 9 → return 8": "for this test only"}})
    exercise = next(one for one in ASSIGNMENTS[WEEK] if one.name == NAME)
    with pytest.raises(LookupError, match="return 9 → return 8"):
        rows(WEEK, exercise)
