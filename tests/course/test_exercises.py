"""The tests are tested: mistakes are rejected, other right answers are not."""

import copy

import numpy as np
import pytest

from grading.exercises import ASSIGNMENTS
from grading.reference.solutions import cells, edited
from grading.reference.trial import hidden, trial
from helpers.checks.calling import call_all
from helpers.checks.judge import judge

EXERCISES = [(week, exercise) for week, exercises in ASSIGNMENTS.items() for exercise in exercises]
MISCONCEPTIONS = [pytest.param(week, exercise.name, one, id=f"{exercise.name}: {one.name}")
                  for week, exercise in EXERCISES for one in exercise.misconceptions]
ROADS = [pytest.param(week, exercise.name, one, id=f"{exercise.name}: {one.name}")
         for week, exercise in EXERCISES for one in exercise.right_roads]
EACH = [pytest.param(week, exercise, id=exercise.name) for week, exercise in EXERCISES]

CONSTANTS = {
    "None": lambda *args, **kwargs: None,
    "0": lambda *args, **kwargs: 0.0,
    "1": lambda *args, **kwargs: 1.0,
    "True": lambda *args, **kwargs: True,
    "False": lambda *args, **kwargs: False,
    "{}": lambda *args, **kwargs: {},
    "its first argument": lambda *args, **kwargs: copy.deepcopy(args[0]),
    "its last argument": lambda *args, **kwargs: copy.deepcopy(args[-1]),
    "zeros": lambda *args, **kwargs: np.zeros_like(args[0], dtype=float),
    "ones": lambda *args, **kwargs: np.ones_like(args[0], dtype=float),
    "everything equal": type("Pleasing", (float,), {"__eq__": lambda self, other: True,
                                                    "__hash__": float.__hash__}),
}


@pytest.mark.parametrize(("week", "name", "mistake"), MISCONCEPTIONS)
def test_a_known_mistake_is_rejected(week, name, mistake):
    verdict = trial(week, name, edited(cells(week)[name], mistake.edits))
    assert not verdict.passed
    assert verdict.sentences()


@pytest.mark.parametrize(("week", "name", "road"), ROADS)
def test_another_right_answer_earns_every_point(week, name, road):
    verdict = trial(week, name, road.code)
    assert verdict.score == 1, verdict.text()


@pytest.mark.parametrize(("week", "exercise"), EACH)
def test_the_reference_solution_earns_every_point(week, exercise):
    assert trial(week, exercise.name, cells(week)[exercise.name]).score == 1


@pytest.mark.parametrize(("week", "exercise"), EACH)
def test_an_exercise_has_enough_cases_mistakes_and_roads(week, exercise):
    assert len(hidden(week).exercises[exercise.name].cases) >= 5
    assert exercise.misconceptions
    assert exercise.right_roads


@pytest.mark.parametrize("constant", CONSTANTS)
@pytest.mark.parametrize(("week", "exercise"), EACH)
def test_an_answer_without_thought_earns_nothing(week, exercise, constant):
    reference = hidden(week).exercises[exercise.name]
    records = [call_all(CONSTANTS[constant], [(call.args, call.kwargs) for call in case.calls])
               for case in reference.cases]
    assert judge(reference, records).score == 0


@pytest.mark.parametrize(("week", "exercise"), EACH)
def test_a_constant_copied_from_one_case_passes_in_no_other(week, exercise):
    alone = [case.calls[0].returned for case in hidden(week).exercises[exercise.name].cases
             if len(case.calls) == 1]
    assert len({repr(answer) for answer in alone}) == len(alone)
